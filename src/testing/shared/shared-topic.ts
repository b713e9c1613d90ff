// A topic of a broker in another process, seen over the wire. What was read once is kept: each look reads on.

import { ErrorCode } from '../../base/error-code.ts';
import { ClientError } from '../../client/client-error.ts';
import type { ClusterClient } from '../../client/cluster-client.ts';
import { consume } from '../../client/consumer.ts';
import { ListOffsets } from '../../protocol/generated/list-offsets.ts';
import type { ReceivedRecord, RecordMatch } from '../topics/received-record.ts';
import { awaitRecords, decoded, matches } from '../topics/received-record.ts';
import type { WaitOptions } from '../wait-until.ts';

const READ_COMMITTED = 1;
const LATEST = -1;
const EARLIEST = -2;

export class SharedTopic {
  /** As clients have to name it. */
  readonly name: string;
  readonly #client: ClusterClient;
  #records: ReceivedRecord[] = [];
  /** Where to read on, by partition. */
  readonly #positions = new Map<number, number>();
  #reading: Promise<unknown> = Promise.resolve();

  /** @internal */
  constructor(name: string, client: ClusterClient) {
    this.name = name;
    this.#client = client;
  }

  /**
   * The records that a consumer of committed records can read, by partition and offset: all, or those that match.
   * Throws ClientError.
   */
  async records(match: RecordMatch = {}): Promise<ReceivedRecord[]> {
    const reading = this.#reading.then(() => this.#readOn());
    this.#reading = reading.catch(() => {});
    await reading;
    return this.#records.filter((record) => matches(record, match));
  }

  /**
   * Resolves with the records that match once there are at least so many. Throws WaitTimeoutError that tells
   * what was there instead.
   */
  received(
    count: number,
    { match = {}, ...wait }: WaitOptions & { readonly match?: RecordMatch } = {},
  ): Promise<ReceivedRecord[]> {
    return awaitRecords({ topic: this.name, look: () => this.records(), count, match }, wait);
  }

  async #readOn(): Promise<void> {
    const until = await this.#ends(LATEST);
    const starts = await this.#ends(EARLIEST);
    const from = new Map<number, number>();
    for (const [partition, start] of starts) {
      from.set(partition, Math.max(start, this.#positions.get(partition) ?? 0));
    }
    const wanted = { topic: this.name, isolation: 'read_committed', from, until } as const;
    for await (const record of consume(this.#client, wanted)) {
      const { partition } = record;
      this.#records.push({ ...decoded(partition, record), clientId: null, producerId: null });
    }
    for (const [partition, end] of until) this.#positions.set(partition, end);
    // What is gone from the log is gone here.
    this.#records = this.#records
      .filter(({ partition, offset }) => offset >= (starts.get(partition) ?? 0))
      .sort((a, b) => a.partition - b.partition || a.offset - b.offset);
  }

  /** An end of each partition for readers of committed records; of none when there is no such topic. */
  async #ends(timestamp: number): Promise<Map<number, number>> {
    const { topics } = await this.#client.metadata([this.name]);
    const [topic] = topics;
    if (topic === undefined || topic.errorCode === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) {
      return new Map();
    }
    const partitions = topic.partitions.map(({ partitionIndex }) => ({
      partitionIndex,
      timestamp,
    }));
    const connection = await this.#client.any();
    const { topics: answered } = await connection.send(ListOffsets, {
      replicaId: -1,
      isolationLevel: READ_COMMITTED,
      topics: [{ name: this.name, partitions }],
    });
    const found = answered.flatMap((answer) => answer.partitions);
    const failed = found.find(({ errorCode }) => errorCode !== ErrorCode.NONE);
    if (failed) throw new ClientError(`topic ${this.name}`, failed.errorCode as ErrorCode);
    return new Map(found.map(({ partitionIndex, offset }) => [partitionIndex, offset]));
  }
}
