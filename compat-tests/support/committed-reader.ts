// What a reader of committed records gives its application, read off the wire: the aborted transactions
// that a Fetch answer names are left out here, as a client does it.

import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { batchesIn } from '../../src/record/batch-iterator.ts';
import { readEndTxnMarker } from '../../src/record/control-record.ts';
import { recordsOf } from '../../src/record/record.ts';
import { WireClient } from '../../test/support/wire-client.ts';

const READ_COMMITTED = 1;

/** Reads one partition from its beginning, as far as it is committed. */
export class CommittedReader {
  readonly values: string[] = [];
  readonly #topic: string;
  readonly #partition: number;
  #offset = 0;
  #endOfRecords = 0;

  constructor(topic: string, partition: number) {
    this.#topic = topic;
    this.#partition = partition;
  }

  /** Behind the last record that was read; markers may follow. */
  get endOfRecords(): number {
    return this.#endOfRecords;
  }

  /** Reads what has come since the last time. */
  async readOn(port: number): Promise<void> {
    const client = await WireClient.connect({ port });
    try {
      while (await this.#readSome(client));
    } finally {
      await client.close();
    }
  }

  async #readSome(client: WireClient): Promise<boolean> {
    const partition = {
      partition: this.#partition,
      fetchOffset: this.#offset,
      partitionMaxBytes: 1_000_000,
    };
    const { responses } = await client.send(Fetch, 12, {
      ...{ maxWaitMs: 0, minBytes: 1, maxBytes: 1_000_000, isolationLevel: READ_COMMITTED },
      topics: [{ topic: this.#topic, partitions: [partition] }],
    });
    const [answer] = responses[0]?.partitions ?? [];
    if (answer?.errorCode !== 0) throw new Error(`Fetch failed: ${answer?.errorCode}`);
    const aborted = (answer.abortedTransactions ?? []).toSorted(
      (a, b) => a.firstOffset - b.firstOffset,
    );
    const open = new Set<number>();
    const from = this.#offset;
    for (const batch of batchesIn(answer.records ?? Buffer.alloc(0))) {
      while (aborted[0] && aborted[0].firstOffset <= batch.lastOffset) {
        open.add(aborted.shift()?.producerId ?? -1);
      }
      for (const record of recordsOf(batch)) {
        if (batch.isControl) {
          if (readEndTxnMarker(record)?.type === 'ABORT') open.delete(batch.producerId);
        } else if (
          record.offset >= from &&
          !(batch.isTransactional && open.has(batch.producerId))
        ) {
          this.values.push(String(record.value));
          this.#endOfRecords = record.offset + 1;
        }
      }
      this.#offset = batch.nextOffset;
    }
    return this.#offset > from;
  }
}
