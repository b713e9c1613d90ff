// Offset retention (KIP-211): offsets of a group go some time after its last member, those of simple
// consumers, and of topics that a stable group no longer consumes, some time after their commit. A group
// without offsets and without members goes too.

import type { Effects } from '../../runtime/coordinator-shard.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { Group } from '../group.ts';
import type { RetentionStart } from '../group-kind.ts';
import { kindOf } from '../group-kinds.ts';
import type { GroupState } from '../group-state.ts';
import type { CommittedOffset } from './committed-offset.ts';
import { NO_EXPIRY } from './committed-offset.ts';
import { offsetRecord } from './offset-records.ts';

/** Removes what has expired by now. */
export function expireOffsets(state: GroupState): Effects {
  const records: CoordinatorRecord[] = [];
  for (const group of state.groups.values()) {
    const hasOffsetsLeft = expireOffsetsOf(state, group, records);
    const kind = kindOf(group);
    if (!hasOffsetsLeft && kind.isExpendable(group)) records.push(...kind.removal(state, group));
  }
  if (records.length > 0) {
    state.logger.info({ records: records.length }, 'expired offsets and empty groups are removed');
  }
  return { records, atomic: false };
}

/** Adds the tombstones of the group's expired offsets; returns whether any offset stays. */
function expireOffsetsOf(state: GroupState, group: Group, records: CoordinatorRecord[]): boolean {
  const isPending = state.pendingOffsets.ofGroup(group.groupId) !== undefined;
  const offsets = state.offsets.ofGroup(group.groupId);
  if (offsets === undefined) return isPending;
  const startOf = kindOf(group).retentionStart(group);
  if (startOf === null) return true;
  let hasOffsetsLeft = isPending;
  for (const [topic, partitions] of offsets) {
    const isKept = group.isSubscribedTo(topic);
    for (const [partition, committed] of partitions) {
      const isOpen = state.pendingOffsets.has(group.groupId, topic, partition);
      if (isKept || isOpen || !hasExpired(state, committed, startOf)) hasOffsetsLeft = true;
      else records.push(offsetRecord(group.groupId, topic, partition, null));
    }
  }
  return hasOffsetsLeft;
}

function hasExpired(
  state: GroupState,
  committed: CommittedOffset,
  startOf: RetentionStart,
): boolean {
  const nowMs = state.clock.wallMs();
  if (committed.expireTimestampMs !== NO_EXPIRY) return nowMs >= committed.expireTimestampMs;
  return nowMs - startOf(committed) >= state.config.offsetsRetentionMs;
}
