// Writes the lines while the application counts them, never far ahead of it, and goes on where it was when
// the broker comes back: each partition has one writer, so its end says what has been written.

import { setTimeout as sleep } from 'node:timers/promises';
import { ListOffsets } from '../../src/protocol/generated/list-offsets.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import type { Broker } from '../support/broker.ts';
import type { Line, WordInput } from './word-input.ts';

const BATCH_LINES = 10;
/** In words: some seconds of the application's work. */
const FURTHEST_AHEAD = 600;
const LOOK_AGAIN_MS = 20;
const LATEST = -1;

/** One run's flow of lines. */
export class LineFeeder {
  readonly #broker: Broker;
  readonly #topic: string;
  readonly #input: WordInput;
  /** By partition: how many lines are known to be there. */
  readonly #written: number[];
  #client: WireClient | undefined;
  #isEnded = false;

  constructor(broker: Broker, topic: string, input: WordInput) {
    this.#broker = broker;
    this.#topic = topic;
    this.#input = input;
    this.#written = input.lines.map(() => 0);
  }

  /** Writes until everything is written; `counted` says how many words the application has counted. */
  async feed(counted: () => number): Promise<void> {
    while (!this.#isEnded && !this.#isComplete()) {
      if (this.wordsWritten - counted() > FURTHEST_AHEAD) await sleep(LOOK_AGAIN_MS);
      else await this.#writeSome().catch(() => this.#findEnds());
    }
    await this.#client?.close();
  }

  /** Makes `feed` return. */
  end(): void {
    this.#isEnded = true;
  }

  #isComplete(): boolean {
    return this.#input.lines.every((lines, index) => this.#written[index] === lines.length);
  }

  /** How many words are in the topic, as far as it is known. */
  get wordsWritten(): number {
    let sum = 0;
    for (const [index, lines] of this.#input.lines.entries()) {
      for (const { words } of lines.slice(0, this.#written[index])) sum += words.length;
    }
    return sum;
  }

  async #writeSome(): Promise<void> {
    this.#client ??= await WireClient.connect({ port: this.#broker.port });
    for (const [index, lines] of this.#input.lines.entries()) {
      const from = this.#written[index] ?? 0;
      const batch = lines.slice(from, from + BATCH_LINES);
      if (batch.length === 0) continue;
      const topicData = [
        { name: this.#topic, partitionData: [{ index, records: asBatch(batch) }] },
      ];
      const request = { transactionalId: null, acks: -1, timeoutMs: 5_000, topicData };
      const { responses } = await this.#client.send(Produce, 11, request);
      const errorCode = responses[0]?.partitionResponses[0]?.errorCode;
      if (errorCode !== 0) throw new Error(`Produce failed: ${errorCode}`);
      this.#written[index] = from + batch.length;
    }
  }

  /** After a connection broke, or a write failed: the answer is unknown, the log is not. */
  async #findEnds(): Promise<void> {
    await sleep(LOOK_AGAIN_MS);
    try {
      await this.#client?.close();
      this.#client = await WireClient.connect({ port: this.#broker.port });
      const partitions = this.#written.map((_, partitionIndex) => {
        return { partitionIndex, timestamp: LATEST };
      });
      const topics = [{ name: this.#topic, partitions }];
      const answer = await this.#client.send(ListOffsets, 7, { replicaId: -1, topics });
      for (const { partitionIndex, errorCode, offset } of answer.topics[0]?.partitions ?? []) {
        if (errorCode !== 0) throw new Error(`ListOffsets failed: ${errorCode}`);
        this.#written[partitionIndex] = offset;
      }
    } catch {
      if (!this.#isEnded) await this.#findEnds();
    }
  }
}

function asBatch(lines: readonly Line[]): Buffer {
  return buildBatch({
    records: lines.map(({ timestamp, words }) => {
      return { timestamp, value: Buffer.from(words.join(' ')) };
    }),
  });
}
