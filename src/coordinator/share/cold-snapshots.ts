// A share partition that nobody uses would hold the beginning of the log for ever: its last snapshot is
// written again from time to time, as long as others move on.

import type { Effects } from '../runtime/coordinator-shard.ts';
import { NO_EFFECTS } from '../runtime/coordinator-shard.ts';
import { snapshotRecord } from './share-records.ts';
import type { ShareStateStore } from './share-state-store.ts';

/** Snapshots what was not snapshotted for the configured interval. */
export function snapshotColdPartitions(store: ShareStateStore): Effects {
  const entries = [...store.entries.values()];
  // Where nobody moves on there is nothing to be gained.
  const areAllCold = entries.every(
    ({ state }) => state.createTimestampMs !== state.writeTimestampMs,
  );
  if (areAllCold) return NO_EFFECTS;
  const nowMs = store.clock.wallMs();
  const records = entries
    .filter(({ state }) => nowMs - state.writeTimestampMs >= store.config.coldSnapshotIntervalMs)
    .map(({ key, state }) =>
      snapshotRecord(key, {
        ...state,
        snapshotEpoch: state.snapshotEpoch + 1,
        writeTimestampMs: nowMs,
      }),
    );
  return { records, atomic: false };
}
