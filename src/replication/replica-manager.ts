// The partitions of this broker, found by topic and index. It follows the metadata image: the broker
// tells it of every topic that comes, grows or goes, before the client that asked for it is answered.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Uuid } from '../base/uuid.ts';
import type { FetchSessionCache } from './fetch-session-cache.ts';
import type { PartitionLogs } from './partition.ts';
import { Partition } from './partition.ts';

export interface ReplicaManagerOptions {
  readonly logs: PartitionLogs;
  readonly fetchSessions: FetchSessionCache;
  /** `fetch.max.bytes` of the broker: the most that one Fetch is answered with (bytes). */
  readonly fetchMaxBytes: () => number;
}

/** A topic as the metadata image has it. */
export interface HostedTopic {
  readonly name: string;
  readonly id: Uuid;
  /** Its partitions, by index. */
  readonly partitions: readonly HostedPartition[];
}

export interface HostedPartition {
  readonly leaderEpoch: number;
  /** The log directory that this broker's replica was assigned to; ZERO_UUID: none yet. */
  readonly directoryId: Uuid;
}

export class ReplicaManager {
  readonly fetchSessions: FetchSessionCache;
  readonly #logs: PartitionLogs;
  readonly #fetchMaxBytes: () => number;
  readonly #topics = new Map<string, Partition[]>();

  constructor(options: ReplicaManagerOptions) {
    this.fetchSessions = options.fetchSessions;
    this.#logs = options.logs;
    this.#fetchMaxBytes = options.fetchMaxBytes;
  }

  get fetchMaxBytes(): number {
    return this.#fetchMaxBytes();
  }

  /**
   * Hosts a new topic, or what is new of one that is hosted already: partitions, leader epochs. `isNew`: its new
   * partitions were created just now, and no disk can hold them yet.
   */
  host(topic: HostedTopic, { isNew }: { readonly isNew: boolean }): void {
    const partitions = this.#topics.get(topic.name) ?? [];
    for (const [index, { leaderEpoch, directoryId }] of topic.partitions.entries()) {
      partitions[index]?.lead(leaderEpoch);
      if (index < partitions.length) continue;
      const partition = new Partition(
        { topic: topic.name, topicId: topic.id, index },
        leaderEpoch,
        this.#logs,
      );
      this.#logs.host(partition, { directoryId, isNew });
      partitions.push(partition);
    }
    this.#topics.set(topic.name, partitions);
  }

  /**
   * Stops hosting a topic: who waits on its partitions is answered, its logs are removed. Returns the
   * failures of those that the disk would not remove; none keeps the others.
   */
  unhost(topicName: string): KafkaError[] {
    const partitions = this.#topics.get(topicName) ?? [];
    this.#topics.delete(topicName);
    const failures: KafkaError[] = [];
    for (const partition of partitions) {
      try {
        partition.delete();
      } catch (error) {
        if (!(error instanceof KafkaError)) throw error;
        failures.push(error);
      }
    }
    return failures;
  }

  /** The partition, when this broker leads it. UNKNOWN_TOPIC_OR_PARTITION when there is none. */
  leaderPartition(topic: string, index: number): Partition {
    const partition = this.#topics.get(topic)?.[index];
    if (!partition) throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    return partition;
  }

  /**
   * Moves a partition to the log directory at this path, in the background. For one that does not exist yet
   * the path is remembered, and UNKNOWN_TOPIC_OR_PARTITION thrown.
   */
  moveToDirectory(topic: string, index: number, path: string): void {
    const partition = this.#topics.get(topic)?.[index];
    if (partition) partition.moveTo(path);
    else this.#logs.prefer({ topic, index }, path);
    if (!partition) throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  }

  /** Notes on the disks where logs start now, so that a crash brings nothing back. KAFKA_STORAGE_ERROR. */
  noteLogStartOffsets(): void {
    this.#logs.noteLogStartOffsets();
  }

  /** All partitions of a topic; none when it is not hosted. */
  partitionsOf(topic: string): readonly Partition[] {
    return this.#topics.get(topic) ?? [];
  }

  /** Answers every fetch that waits, now and from now on: the broker stops. */
  endWaiting(): void {
    for (const partition of this.partitions()) partition.endWaiting();
  }

  /** The names of all topics that are hosted. */
  topicNames(): IterableIterator<string> {
    return this.#topics.keys();
  }

  /** All partitions of this broker. */
  *partitions(): IterableIterator<Partition> {
    for (const partitions of this.#topics.values()) yield* partitions;
  }
}
