// Writes records to a topic: each goes to the leader of its partition. What a broker has refused for not being the
// leader any more goes to the next one, for as long as an answer may take; nothing else is sent twice.

import { ErrorCode } from '../base/error-code.ts';
import type { HostPort } from '../base/host-port.ts';
import type { Uuid } from '../base/uuid.ts';
import { Produce } from '../protocol/generated/produce.ts';
import { buildBatch } from '../record/record-batch-builder.ts';
import { answeredError, ClientError } from './client-error.ts';
import type { ClusterClient } from './cluster-client.ts';
import { partitionForKey } from './partitioner.ts';
import { metadataOf } from './topic-lookup.ts';

const TIMEOUT_MS = 30_000;
/** Bytes of keys and values in a batch; brokers take a megabyte unless told otherwise. */
const BATCH_BYTES = 512 * 1024;
/** The first version of Produce that names topics by id. */
const TOPIC_ID_VERSION = 13;

/** Who has to have a record before it counts as written. */
export const ACKS = ['all', '1'] as const;
export type Acks = (typeof ACKS)[number];
const ACKS_IN_REQUEST: Readonly<Record<Acks, number>> = { all: -1, '1': 1 };

export interface ProducerSettings {
  readonly compressionId: number;
  readonly acks: Acks;
}

export interface RecordToSend {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly { readonly key: string; readonly value: Buffer | null }[];
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** Null: that of the key; without a key the next in turn. */
  readonly partition: number | null;
}

export class Producer {
  readonly #client: ClusterClient;
  readonly #topic: string;
  readonly #settings: ProducerSettings;
  #topicId: Uuid = '' as Uuid;
  #leaders: readonly (HostPort | undefined)[] = [];
  #turn = 0;

  private constructor(client: ClusterClient, topic: string, settings: ProducerSettings) {
    this.#client = client;
    this.#topic = topic;
    this.#settings = settings;
  }

  /** Looks the topic up. Throws ClientError when it does not exist. */
  static async open(
    client: ClusterClient,
    topic: string,
    settings: ProducerSettings,
  ): Promise<Producer> {
    const producer = new Producer(client, topic, settings);
    await producer.#lookUp();
    return producer;
  }

  /** Writes the records, in their order within each partition. Throws ClientError. */
  async send(records: readonly RecordToSend[]): Promise<void> {
    const byPartition = new Map<number, RecordToSend[]>();
    for (const record of records) {
      const partition = this.#partitionOf(record);
      const sent = byPartition.get(partition);
      if (sent === undefined) byPartition.set(partition, [record]);
      else sent.push(record);
    }
    await Promise.all(
      Array.from(byPartition, async ([partition, sent]) => {
        for (const batch of batchesOf(sent)) await this.#sendTo(partition, batch);
      }),
    );
  }

  async #lookUp(): Promise<void> {
    const { brokers, topics } = await metadataOf(this.#client, [this.#topic]);
    const [topic] = topics;
    const leaders: (HostPort | undefined)[] = [];
    for (const { partitionIndex, leaderId } of topic?.partitions ?? []) {
      leaders[partitionIndex] = brokers.find(({ nodeId }) => nodeId === leaderId);
    }
    this.#leaders = leaders;
    this.#topicId = topic?.topicId ?? this.#topicId;
  }

  #partitionOf({ partition, key }: RecordToSend): number {
    const count = this.#leaders.length;
    if (partition !== null && partition >= count) {
      throw new ClientError(`${this.#topic} has no partition ${partition}, only 0 to ${count - 1}`);
    }
    if (partition !== null) return partition;
    if (key !== null) return partitionForKey(key, count);
    this.#turn += 1;
    return this.#turn % count;
  }

  async #sendTo(partition: number, records: readonly RecordToSend[]): Promise<void> {
    const what = `${this.#topic}-${partition}`;
    const { acks, compressionId } = this.#settings;
    const bytes = buildBatch({ records, compressionId });
    await this.#client.patiently(async (isAgain) => {
      if (isAgain) await this.#lookUp();
      const leader = this.#leaders[partition];
      if (leader === undefined) throw answeredError(what, ErrorCode.LEADER_NOT_AVAILABLE);
      const connection = await this.#client.at(leader);
      const { responses } = await connection.send(Produce, (version) => ({
        transactionalId: null,
        acks: ACKS_IN_REQUEST[acks],
        timeoutMs: TIMEOUT_MS,
        topicData: [
          {
            ...(version >= TOPIC_ID_VERSION ? { topicId: this.#topicId } : { name: this.#topic }),
            partitionData: [{ index: partition, records: bytes }],
          },
        ],
      }));
      const answer = responses[0]?.partitionResponses[0];
      if (answer === undefined || answer.errorCode === ErrorCode.NONE) return;
      throw answeredError(what, answer.errorCode as ErrorCode, answer.errorMessage);
    });
  }
}

/** The records in steps of a size that brokers take; one that is larger alone goes alone. */
function* batchesOf(records: readonly RecordToSend[]): Generator<readonly RecordToSend[]> {
  let begin = 0;
  let bytes = 0;
  for (const [at, { key, value }] of records.entries()) {
    const size = (key?.length ?? 0) + (value?.length ?? 0);
    if (at > begin && bytes + size > BATCH_BYTES) {
      yield records.slice(begin, at);
      begin = at;
      bytes = 0;
    }
    bytes += size;
  }
  yield records.slice(begin);
}
