// The share partitions of this broker, by group and partition: made with the first fetch, given up when their
// group has left, their partition is gone, or the coordinator says that somebody else is their leader.

import type { Answer } from '../../base/answer.ts';
import { whenAnswered } from '../../base/answer.ts';
import { ErrorCode } from '../../base/error-code.ts';
import type { KafkaError } from '../../base/kafka-error.ts';
import type { SharePersister } from '../../base/share-persister.ts';
import type { TopicIdPartition } from '../../base/share-state.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Partition } from '../partition.ts';
import type { AcknowledgementBatch } from './acknowledgement.ts';
import type { ShareGroupSettings } from './share-group-settings.ts';
import { SharePartition } from './share-partition.ts';
import { keyOf } from './share-session.ts';
import type { ShareSessionCache } from './share-session-cache.ts';

/** A client's connection, as far as it matters here. */
export interface SharedConnection {
  readonly id: string;
  onClose(fn: () => void): () => void;
}

/** Who opened a session. */
export interface SessionMember {
  readonly groupId: string;
  readonly memberId: string;
}

export interface SharePartitionsOptions {
  readonly persister: SharePersister;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sessions: ShareSessionCache;
  readonly settings: (groupId: string) => ShareGroupSettings;
}

/** Errors by which a share partition learns that what it knows no longer counts. */
const FENCING: ReadonlySet<ErrorCode> = new Set([
  ErrorCode.NOT_LEADER_OR_FOLLOWER,
  ErrorCode.GROUP_ID_NOT_FOUND,
  ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
]);

export class SharePartitions {
  readonly sessions: ShareSessionCache;
  readonly #options: SharePartitionsOptions;
  /** Who has opened a session on which connection last. */
  readonly #members = new Map<string, SessionMember>();
  readonly #byGroup = new Map<string, Map<string, SharePartition>>();

  constructor(options: SharePartitionsOptions) {
    this.sessions = options.sessions;
    this.#options = options;
  }

  settings(groupId: string): ShareGroupSettings {
    return this.#options.settings(groupId);
  }

  /** The partition as the group sees it, made when this is the first time. */
  open(groupId: string, partition: Partition): SharePartition {
    const key = keyOf({ topicId: partition.topicId, partition: partition.index });
    const known = this.#byGroup.get(groupId)?.get(key);
    const isCurrent = known?.partition === partition && known.leaderEpoch === partition.leaderEpoch;
    if (known !== undefined && isCurrent && !known.isFenced) return known;
    if (known !== undefined) this.#drop(known);
    const { persister, clock, logger, settings } = this.#options;
    const made = new SharePartition({
      groupId,
      partition,
      persister,
      clock,
      logger,
      settings: () => settings(groupId),
    });
    const ofGroup = this.#byGroup.get(groupId) ?? new Map<string, SharePartition>();
    this.#byGroup.set(groupId, ofGroup.set(key, made));
    return made;
  }

  /** The partition as the group sees it; undefined when nobody of the group has fetched. */
  get(groupId: string, partition: TopicIdPartition): SharePartition | undefined {
    const known = this.#byGroup.get(groupId)?.get(keyOf(partition));
    return known?.isFenced ? undefined : known;
  }

  /** Answers why the acknowledgement failed, or null once it is stored. */
  acknowledge(
    share: SharePartition,
    memberId: string,
    batches: readonly AcknowledgementBatch[],
  ): Answer<KafkaError | null> {
    return whenAnswered(share.acknowledge(memberId, batches), (failure) =>
      this.#heed(share, failure),
    );
  }

  /** Ends a member's session and takes back what it has. */
  endSession(groupId: string, memberId: string): void {
    const session = this.sessions.remove(groupId, memberId);
    for (const partition of session?.partitions ?? []) {
      const share = this.get(groupId, partition);
      if (share !== undefined) this.#release(share, memberId);
    }
  }

  /** The member's session ends with this connection, and the group's share partitions with its last one. */
  followConnection(connection: SharedConnection, member: SessionMember): void {
    if (!this.#members.has(connection.id)) {
      connection.onClose(() => this.#onConnectionClosed(connection.id));
    }
    this.#members.set(connection.id, member);
  }

  onTopicsDeleted(topicIds: ReadonlySet<Uuid>): void {
    for (const share of this.#all()) if (topicIds.has(share.partition.topicId)) this.#drop(share);
  }

  /** Stops all timers and wakes everyone who waits: the broker stops. */
  stop(): void {
    for (const share of this.#all()) this.#drop(share);
  }

  #onConnectionClosed(connectionId: string): void {
    const member = this.#members.get(connectionId);
    this.#members.delete(connectionId);
    if (member === undefined) return;
    const { groupId, memberId } = member;
    // The member may have opened another one on a new connection by now.
    const session = this.sessions.get(groupId, memberId);
    if (session?.connectionId === connectionId) this.endSession(groupId, memberId);
    if (this.sessions.hasGroup(groupId)) return;
    for (const share of [...(this.#byGroup.get(groupId)?.values() ?? [])]) this.#drop(share);
  }

  #release(share: SharePartition, memberId: string): void {
    const { groupId } = share;
    void whenAnswered(share.release(memberId), (failure) => {
      if (this.#heed(share, failure) === null) return;
      const fields = { groupId, memberId, err: failure };
      this.#options.logger.warn(fields, 'records of a member that left could not be released');
    });
  }

  /** Passes a failure on; a share partition whose knowledge no longer counts is given up. */
  #heed(share: SharePartition, failure: KafkaError | null): KafkaError | null {
    if (failure !== null && FENCING.has(failure.code)) this.#drop(share);
    return failure;
  }

  #all(): SharePartition[] {
    return [...this.#byGroup.values()].flatMap((ofGroup) => [...ofGroup.values()]);
  }

  #drop(share: SharePartition): void {
    share.fence();
    const ofGroup = this.#byGroup.get(share.groupId);
    const { topicId, index } = share.partition;
    const key = keyOf({ topicId, partition: index });
    if (ofGroup?.get(key) === share) ofGroup.delete(key);
    if (ofGroup?.size === 0) this.#byGroup.delete(share.groupId);
  }
}
