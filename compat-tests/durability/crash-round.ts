// One crash: a load of records over several partitions, SIGKILL in the midst of it, a restart, and every
// record that was acknowledged must be there, whole and at the offset it was acknowledged with.
//
// The value of a record says which partition and which place in it it was sent for. A partition has one
// sender that never retries, so the records of a partition are 0, 1, 2 … and the offset is that number.

import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorCode } from '../../src/base/error-code.ts';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import { batchesIn } from '../../src/record/batch-iterator.ts';
import { recordsOf } from '../../src/record/record.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import type { Broker } from '../support/broker.ts';

const PARTITIONS = 4;
const BATCH_RECORDS = 100;
const IN_FLIGHT = 5;
const VALUE_SIZE = 60;
const READY_TIMEOUT_MS = 30_000;

export interface CrashRound {
  readonly topic: string;
  readonly acks: 1 | -1;
  /** The crash comes once so many records have been acknowledged. */
  readonly records: number;
}

/** What a round found; a record that is missing or wrong is thrown instead. */
export interface CrashResult {
  readonly acknowledged: number;
  /** Records that were on the disk though their acknowledgement never arrived. */
  readonly beyond: number;
}

/** Runs the round against a running broker, which runs again afterwards. */
export async function crashRound(broker: Broker, round: CrashRound): Promise<CrashResult> {
  await createTopic(broker, round.topic);
  const load = new Load(broker, round);
  await load.untilAcknowledged(round.records);
  await broker.kill();
  await load.ended();
  await broker.startAgain();
  return verify(broker, round.topic, load.acknowledged);
}

/** Reads every partition from its start and holds it to what was acknowledged. */
async function verify(
  broker: Broker,
  topic: string,
  acknowledged: readonly number[],
): Promise<CrashResult> {
  let beyond = 0;
  for (const [partition, count] of acknowledged.entries()) {
    const end = await readPartition(broker, { topic, partition, atLeast: count });
    beyond += end - count;
  }
  return { acknowledged: acknowledged.reduce((sum, each) => sum + each, 0), beyond };
}

/** The senders of a round, one a partition. */
class Load {
  readonly acknowledged: number[] = new Array<number>(PARTITIONS).fill(0);
  readonly #senders: Promise<void>[];
  #notify: () => void = () => {};
  #failure: Error | undefined;

  constructor(broker: Broker, round: CrashRound) {
    this.#senders = this.acknowledged.map((_, partition) => this.#send(broker, round, partition));
  }

  async untilAcknowledged(records: number): Promise<void> {
    while (this.acknowledged.reduce((sum, each) => sum + each, 0) < records) {
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#notify = resolve;
      });
    }
  }

  /** Resolves once every sender has noticed the crash. */
  async ended(): Promise<void> {
    await Promise.all(this.#senders);
    if (this.#failure) throw this.#failure;
  }

  async #send(broker: Broker, round: CrashRound, partition: number): Promise<void> {
    const client = await WireClient.connect({ port: broker.port });
    let isOpen = true;
    void client.closed.then(() => {
      isOpen = false;
    });
    let next = 0;
    const sendOne = async () => {
      const first = next;
      next += BATCH_RECORDS;
      const offset = await produce(client, round, { partition, first });
      if (offset !== first) throw new Error(`record ${first} was acknowledged at ${offset}`);
      this.acknowledged[partition] = first + BATCH_RECORDS;
      this.#notify();
    };
    const keepSending = async () => {
      while (isOpen) await sendOne();
    };
    try {
      await Promise.all(Array.from({ length: IN_FLIGHT }, keepSending));
    } catch (error) {
      if (!isOpen) return;
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.#notify();
    } finally {
      await client.close();
    }
  }
}

async function produce(
  client: WireClient,
  { topic, acks }: CrashRound,
  { partition, first }: { partition: number; first: number },
): Promise<number> {
  const records = Array.from({ length: BATCH_RECORDS }, (_, index) => ({
    value: sentValue(partition, first + index),
  }));
  const response = await client.send(Produce, 8, {
    acks,
    timeoutMs: 30_000,
    topicData: [
      {
        name: topic,
        partitionData: [
          { index: partition, records: buildBatch({ records, timestamp: Date.now() }) },
        ],
      },
    ],
  });
  const answer = response.responses[0]?.partitionResponses[0];
  if (answer?.errorCode !== ErrorCode.NONE) throw new Error(`produce failed: ${answer?.errorCode}`);
  return answer.baseOffset;
}

function sentValue(partition: number, place: number): Buffer {
  return Buffer.from(`${partition}/${place}`.padEnd(VALUE_SIZE, '.'));
}

async function createTopic(broker: Broker, name: string): Promise<void> {
  const client = await WireClient.connect({ port: broker.port });
  const response = await client.send(CreateTopics, 5, {
    topics: [
      { name, numPartitions: PARTITIONS, replicationFactor: 1, assignments: [], configs: [] },
    ],
    timeoutMs: 30_000,
  });
  const code = response.topics[0]?.errorCode;
  if (code !== ErrorCode.NONE) throw new Error(`the topic was not created: ${code}`);
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    await fetchWhenReady(client, { topic: name, partition, offset: 0 });
  }
  await client.close();
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** Reads the partition to its end, checks every record, and gives the end. */
async function readPartition(
  broker: Broker,
  { topic, partition, atLeast }: { topic: string; partition: number; atLeast: number },
): Promise<number> {
  const client = await WireClient.connect({ port: broker.port });
  let next = 0;
  for (;;) {
    const { records, highWatermark } = await fetchWhenReady(client, {
      ...{ topic, partition },
      offset: next,
    });
    for (const batch of batchesIn(records)) {
      for (const record of recordsOf(batch)) {
        if (record.offset !== next || !record.value?.equals(sentValue(partition, next))) {
          throw new Error(`${topic}-${partition}: record ${next} is missing or is not its own`);
        }
        next += 1;
      }
    }
    if (next >= highWatermark) break;
    if (records.length === 0) throw new Error(`${topic}-${partition} cannot be read at ${next}`);
  }
  await client.close();
  if (next < atLeast) {
    throw new Error(`${topic}-${partition} ends at ${next}, but ${atLeast} were acknowledged`);
  }
  return next;
}

/** One Fetch; a broker that has just started may need a moment until it leads the partition. */
async function fetchWhenReady(
  client: WireClient,
  { topic, partition, offset }: Place,
): Promise<{ records: Buffer; highWatermark: number }> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const response = await client.send(Fetch, 11, {
      ...{ maxWaitMs: 100, minBytes: 1, maxBytes: 16 << 20, sessionEpoch: -1 },
      topics: [
        { topic, partitions: [{ partition, fetchOffset: offset, partitionMaxBytes: 16 << 20 }] },
      ],
    });
    const answer = response.responses[0]?.partitions[0];
    if (answer?.errorCode === ErrorCode.NONE) {
      return {
        records: answer.records ?? Buffer.alloc(0),
        highWatermark: answer.highWatermark,
      };
    }
    if (Date.now() > deadline) throw new Error(`fetch failed: ${answer?.errorCode}`);
    await sleep(20);
  }
}
