// What is stored of one share partition, and how a change is put over it. Values only.

import type { ShareStateChange } from '../../base/share-persister.ts';
import type { StateBatch } from '../../base/share-state.ts';
import { UNINITIALIZED_START_OFFSET } from '../../base/share-state.ts';
import { combineStateBatches } from './state-batches.ts';

export interface StoredShareState {
  /** Counts the snapshots. */
  readonly snapshotEpoch: number;
  readonly stateEpoch: number;
  readonly leaderEpoch: number;
  /** The first offset that is not done with; UNINITIALIZED_START_OFFSET while nobody has fetched. */
  readonly startOffset: number;
  /** Records from the start offset on that are done with (KIP-1226); -1: not known. */
  readonly deliveryCompleteCount: number;
  readonly stateBatches: readonly StateBatch[];
  /** When its content was snapshotted (wall clock, milliseconds). */
  readonly createTimestampMs: number;
  /** When the snapshot was written; later than created in one that was only written again. */
  readonly writeTimestampMs: number;
}

/** What an update record adds to the snapshot before it. */
export interface ShareStateUpdate {
  readonly snapshotEpoch: number;
  readonly leaderEpoch: number;
  readonly startOffset: number;
  readonly deliveryCompleteCount: number;
  readonly stateBatches: readonly StateBatch[];
}

/** A leader epoch, or update field, that says nothing. */
const UNCHANGED = -1;

/** The state after the update. */
export function updated(state: StoredShareState, update: ShareStateUpdate): StoredShareState {
  const startOffset =
    update.startOffset === UNINITIALIZED_START_OFFSET ? state.startOffset : update.startOffset;
  return {
    ...state,
    leaderEpoch: update.leaderEpoch === UNCHANGED ? state.leaderEpoch : update.leaderEpoch,
    startOffset,
    deliveryCompleteCount: update.deliveryCompleteCount,
    stateBatches: combineStateBatches(state.stateBatches, update.stateBatches, startOffset),
  };
}

/** The update that stores a change made by the leader of this epoch. */
export function updateOf(
  state: StoredShareState,
  { startOffset, deliveryCompleteCount, stateBatches }: ShareStateChange,
  leaderEpoch: number,
): ShareStateUpdate {
  return {
    snapshotEpoch: state.snapshotEpoch,
    leaderEpoch,
    startOffset,
    deliveryCompleteCount,
    stateBatches: combineStateBatches([], stateBatches, startOffset),
  };
}

/** The snapshot with the same content as the update would lead to. */
export function snapshotOf(
  state: StoredShareState,
  update: ShareStateUpdate,
  nowMs: number,
): StoredShareState {
  return {
    ...updated(state, update),
    snapshotEpoch: state.snapshotEpoch + 1,
    createTimestampMs: nowMs,
    writeTimestampMs: nowMs,
  };
}

/** A state in which nothing has been delivered. */
export function initialState(
  { stateEpoch, startOffset }: { readonly stateEpoch: number; readonly startOffset: number },
  snapshotEpoch: number,
  nowMs: number,
): StoredShareState {
  return {
    snapshotEpoch,
    stateEpoch,
    leaderEpoch: 0,
    startOffset,
    // How far behind a group is can be told from its start offset on, and not before there is one.
    deliveryCompleteCount: startOffset === UNINITIALIZED_START_OFFSET ? -1 : 0,
    stateBatches: [],
    createTimestampMs: nowMs,
    writeTimestampMs: nowMs,
  };
}

/** The state that an update without a snapshot before it leaves. */
export function stateFromUpdate(update: ShareStateUpdate): StoredShareState {
  return { ...update, stateEpoch: 0, createTimestampMs: 0, writeTimestampMs: 0 };
}
