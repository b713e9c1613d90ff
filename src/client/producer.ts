// Writes records to a topic: each goes to the leader of its partition, acknowledged by all replicas.

import { ErrorCode } from '../base/error-code.ts';
import type { Uuid } from '../base/uuid.ts';
import { Produce } from '../protocol/generated/produce.ts';
import { buildBatch } from '../record/record-batch-builder.ts';
import { answeredError, ClientError } from './client-error.ts';
import type { ClusterClient } from './cluster-client.ts';
import { partitionForKey } from './partitioner.ts';

const TIMEOUT_MS = 30_000;
const ALL_REPLICAS = -1;
/** The first version of Produce that names topics by id. */
const TOPIC_ID_VERSION = 13;

export interface RecordToSend {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly { readonly key: string; readonly value: Buffer | null }[];
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** Null: that of the key; without a key the next in turn. */
  readonly partition: number | null;
}

interface Leader {
  readonly host: string;
  readonly port: number;
}

export class Producer {
  readonly #client: ClusterClient;
  readonly #topic: { readonly name: string; readonly id: Uuid };
  readonly #leaders: readonly (Leader | undefined)[];
  readonly #compressionId: number;
  #turn = 0;

  private constructor(
    client: ClusterClient,
    topic: { readonly name: string; readonly id: Uuid },
    leaders: readonly (Leader | undefined)[],
    compressionId: number,
  ) {
    this.#client = client;
    this.#topic = topic;
    this.#leaders = leaders;
    this.#compressionId = compressionId;
  }

  /** Looks the topic up. Throws ClientError when it does not exist. */
  static async open(client: ClusterClient, name: string, compressionId = 0): Promise<Producer> {
    const { brokers, topics } = await client.metadata([name]);
    const [topic] = topics;
    if (topic === undefined) throw new ClientError(`topic ${name}: the broker has said nothing`);
    if (topic.errorCode !== ErrorCode.NONE) {
      throw answeredError(`topic ${name}`, topic.errorCode as ErrorCode);
    }
    const leaders: (Leader | undefined)[] = [];
    for (const { partitionIndex, leaderId } of topic.partitions) {
      leaders[partitionIndex] = brokers.find(({ nodeId }) => nodeId === leaderId);
    }
    return new Producer(client, { name, id: topic.topicId }, leaders, compressionId);
  }

  /** Writes the records, in their order within each partition. Throws ClientError. */
  async send(records: readonly RecordToSend[]): Promise<void> {
    const byPartition = new Map<number, RecordToSend[]>();
    for (const record of records) {
      const partition = this.#partitionOf(record);
      const sent = byPartition.get(partition) ?? [];
      byPartition.set(partition, [...sent, record]);
    }
    for (const [partition, sent] of byPartition) await this.#sendTo(partition, sent);
  }

  #partitionOf({ partition, key }: RecordToSend): number {
    const count = this.#leaders.length;
    if (partition !== null) return partition;
    if (key !== null) return partitionForKey(key, count);
    this.#turn += 1;
    return this.#turn % count;
  }

  async #sendTo(partition: number, records: readonly RecordToSend[]): Promise<void> {
    const what = `${this.#topic.name}-${partition}`;
    const leader = this.#leaders[partition];
    if (leader === undefined) throw new ClientError(`${what} has no leader, or does not exist`);
    const batch = buildBatch({ records, compressionId: this.#compressionId });
    const connection = await this.#client.at(leader);
    const { responses } = await connection.send(Produce, (version) => ({
      transactionalId: null,
      acks: ALL_REPLICAS,
      timeoutMs: TIMEOUT_MS,
      topicData: [
        {
          ...(version >= TOPIC_ID_VERSION
            ? { topicId: this.#topic.id }
            : { name: this.#topic.name }),
          partitionData: [{ index: partition, records: batch }],
        },
      ],
    }));
    const answer = responses[0]?.partitionResponses[0];
    if (answer === undefined || answer.errorCode === ErrorCode.NONE) return;
    throw answeredError(what, answer.errorCode as ErrorCode, answer.errorMessage);
  }
}
