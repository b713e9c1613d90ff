// How the state of share partitions is kept (KIP-932), seen by those who need it kept: the leader of a
// partition writes and reads what its members have done, the group coordinator initializes, sums up and
// deletes. Each call takes many partitions of one group; the answers stand in the order of what was asked,
// and a failure is one partition's own: nothing throws, nothing rejects.

import type { Answer } from './answer.ts';
import type { ErrorCode } from './error-code.ts';
import type { StateBatch, TopicIdPartition } from './share-state.ts';

/** A partition whose state begins. */
export interface InitialShareState extends TopicIdPartition {
  /** A lower one than is stored is FENCED_STATE_EPOCH; UNCHECKED_EPOCH: not checked. */
  readonly stateEpoch: number;
  /** UNINITIALIZED_START_OFFSET: the leader finds it when somebody fetches. */
  readonly startOffset: number;
}

/** Whose state is read; the leader epoch becomes the partition's, so that an older leader is fenced. */
export interface ShareStateQuery extends TopicIdPartition {
  /** UNCHECKED_EPOCH: not checked, and nothing changes. */
  readonly leaderEpoch: number;
}

/** What has changed in a partition. */
export interface ShareStateChange extends TopicIdPartition {
  readonly stateEpoch: number;
  readonly leaderEpoch: number;
  /** The first offset that is not done with; UNINITIALIZED_START_OFFSET: unchanged. */
  readonly startOffset: number;
  /** Records from the start offset on that are done with (KIP-1226); -1: not known. */
  readonly deliveryCompleteCount: number;
  readonly stateBatches: readonly StateBatch[];
}

/** Whether it was done; the message is for a person, null when there is none. */
export interface ShareStateVerdict {
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
}

/** All that is stored of a partition. */
export interface ShareStateRead extends ShareStateVerdict {
  readonly stateEpoch: number;
  readonly startOffset: number;
  readonly stateBatches: readonly StateBatch[];
}

/** How far a partition has got. */
export interface ShareStateSummary extends ShareStateVerdict {
  readonly stateEpoch: number;
  readonly leaderEpoch: number;
  readonly startOffset: number;
  readonly deliveryCompleteCount: number;
}

export interface SharePersister {
  /** Begins the state of these partitions anew. */
  initialize(
    groupId: string,
    partitions: readonly InitialShareState[],
  ): Answer<readonly ShareStateVerdict[]>;
  /** INVALID_REQUEST for a partition that was never initialized. */
  read(groupId: string, partitions: readonly ShareStateQuery[]): Answer<readonly ShareStateRead[]>;
  /** INVALID_REQUEST for a partition that was never initialized. */
  write(
    groupId: string,
    partitions: readonly ShareStateChange[],
  ): Answer<readonly ShareStateVerdict[]>;
  /** A partition that has no state is deleted already. */
  delete(
    groupId: string,
    partitions: readonly TopicIdPartition[],
  ): Answer<readonly ShareStateVerdict[]>;
  /** A partition that was never initialized has the start offset UNINITIALIZED_START_OFFSET. */
  readSummary(
    groupId: string,
    partitions: readonly ShareStateQuery[],
  ): Answer<readonly ShareStateSummary[]>;
}
