// Removing committed offsets: by request (OffsetDelete, KIP-496), with their group, or because the topic
// is gone.

import { ErrorCode } from '../../../base/error-code.ts';
import type { Uuid } from '../../../base/uuid.ts';
import { ZERO_UUID } from '../../../base/uuid.ts';
import type {
  OffsetDeleteRequest,
  OffsetDeleteResponseInput,
} from '../../../protocol/generated/offset-delete.ts';
import type { Effects, Outcome } from '../../runtime/coordinator-shard.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import { kindOf } from '../group-kinds.ts';
import type { GroupState } from '../group-state.ts';
import { offsetRecord } from './offset-records.ts';

/**
 * Removes offsets of topics that the group does not consume. Throws GROUP_ID_NOT_FOUND, or NON_EMPTY_GROUP
 * when members are there whose subscriptions are not understood.
 */
export function deleteOffsets(
  state: GroupState,
  { groupId, topics }: OffsetDeleteRequest,
): Outcome<OffsetDeleteResponseInput> {
  const group = state.group(groupId);
  kindOf(group).admitOffsetDelete(group);
  const records: CoordinatorRecord[] = [];
  const answers = topics.map(({ name, partitions }) => {
    const isSubscribed = group.isSubscribedTo(name);
    const errorCode = isSubscribed ? ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC : ErrorCode.NONE;
    for (const { partitionIndex } of isSubscribed ? [] : partitions) {
      const isCommitted = state.offsets.get(groupId, name, partitionIndex) !== undefined;
      if (!isCommitted && !state.pendingOffsets.has(groupId, name, partitionIndex)) continue;
      records.push(offsetRecord(groupId, name, partitionIndex, null));
    }
    return {
      name,
      partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
    };
  });
  const response = { errorCode: ErrorCode.NONE, throttleTimeMs: 0, topics: answers };
  return { records, response };
}

/** The tombstones of all offsets of a group, those of open transactions included. */
export function tombstonesOfGroup(state: GroupState, groupId: string): CoordinatorRecord[] {
  return tombstonesOf(state, groupId, () => true);
}

/**
 * Removes what any group has committed for topics (name → id) that are no more. What was committed for a new
 * topic of the same name meanwhile stays.
 */
export function forgetTopics(state: GroupState, topics: ReadonlyMap<string, Uuid>): Effects {
  const groups = new Set<string>();
  for (const [groupId] of state.offsets.groups()) groups.add(groupId);
  for (const [groupId] of state.pendingOffsets.groups()) groups.add(groupId);
  const isGone: IsGone = (topic, topicId) =>
    topics.has(topic) && (topicId === ZERO_UUID || topics.get(topic) === topicId);
  const records = [...groups].flatMap((groupId) => tombstonesOf(state, groupId, isGone));
  return { records, atomic: false };
}

/** Whether an offset of this topic goes; ZERO_UUID when its record does not say of which topic it is. */
type IsGone = (topic: string, topicId: Uuid) => boolean;

function tombstonesOf(
  { offsets, pendingOffsets }: GroupState,
  groupId: string,
  isGone: IsGone,
): CoordinatorRecord[] {
  const records: CoordinatorRecord[] = [];
  for (const [topic, partitions] of offsets.ofGroup(groupId) ?? []) {
    for (const [partition, { topicId }] of partitions) {
      if (isGone(topic, topicId)) records.push(offsetRecord(groupId, topic, partition, null));
    }
  }
  for (const [topic, partitions] of pendingOffsets.ofGroup(groupId) ?? []) {
    for (const partition of isGone(topic, ZERO_UUID) ? partitions.keys() : []) {
      if (offsets.get(groupId, topic, partition) !== undefined) continue;
      records.push(offsetRecord(groupId, topic, partition, null));
    }
  }
  return records;
}
