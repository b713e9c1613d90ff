// Removing committed offsets: by request (OffsetDelete, KIP-496), with their group, or because the topic
// is gone.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type {
  OffsetDeleteRequest,
  OffsetDeleteResponseInput,
} from '../../protocol/generated/offset-delete.ts';
import type { Effects, Outcome } from '../runtime/coordinator-shard.ts';
import type { CoordinatorRecord } from '../runtime/partition-writer.ts';
import { offsetRecord } from './group-records.ts';
import type { GroupState } from './group-state.ts';

/**
 * Removes offsets of topics that the group does not consume. Throws GROUP_ID_NOT_FOUND, or NON_EMPTY_GROUP
 * when members are there whose subscriptions are not understood.
 */
export function deleteOffsets(
  state: GroupState,
  { groupId, topics }: OffsetDeleteRequest,
): Outcome<OffsetDeleteResponseInput> {
  const group = state.group(groupId);
  if (!group.isInState('Empty') && !group.usesConsumerProtocol) {
    throw new KafkaError(ErrorCode.NON_EMPTY_GROUP);
  }
  const records: CoordinatorRecord[] = [];
  const answers = topics.map(({ name, partitions }) => {
    const isSubscribed = group.isSubscribedTo(name);
    const errorCode = isSubscribed ? ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC : ErrorCode.NONE;
    for (const { partitionIndex } of isSubscribed ? [] : partitions) {
      if (state.offsets.get(groupId, name, partitionIndex) === undefined) continue;
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

/** The tombstones of all offsets of a group. */
export function tombstonesOfGroup(state: GroupState, groupId: string): CoordinatorRecord[] {
  const records: CoordinatorRecord[] = [];
  for (const [topic, partitions] of state.offsets.ofGroup(groupId) ?? []) {
    for (const partition of partitions.keys()) {
      records.push(offsetRecord(groupId, topic, partition, null));
    }
  }
  return records;
}

/** Removes what any group has committed for topics that are no more. */
export function forgetTopics(state: GroupState, topics: ReadonlySet<string>): Effects {
  const records: CoordinatorRecord[] = [];
  for (const [groupId, offsets] of state.offsets.groups()) {
    for (const [topic, partitions] of offsets) {
      if (!topics.has(topic)) continue;
      for (const partition of partitions.keys()) {
        records.push(offsetRecord(groupId, topic, partition, null));
      }
    }
  }
  return { records, atomic: false };
}
