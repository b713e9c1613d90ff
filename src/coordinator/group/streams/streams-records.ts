// The records of Streams groups, in Apache Kafka's schemas (types 17 to 23, all version 0). A member has three:
// what it told, what it should have, what it has; a group has its epoch, the epoch of its targets, its topology.

import { StreamsGroupCurrentMemberAssignmentKey } from '../../../protocol/generated/records/streams-group-current-member-assignment-key.ts';
import { StreamsGroupCurrentMemberAssignmentValue } from '../../../protocol/generated/records/streams-group-current-member-assignment-value.ts';
import { StreamsGroupMemberMetadataKey } from '../../../protocol/generated/records/streams-group-member-metadata-key.ts';
import { StreamsGroupMemberMetadataValue } from '../../../protocol/generated/records/streams-group-member-metadata-value.ts';
import { StreamsGroupMetadataKey } from '../../../protocol/generated/records/streams-group-metadata-key.ts';
import { StreamsGroupMetadataValue } from '../../../protocol/generated/records/streams-group-metadata-value.ts';
import { StreamsGroupTargetAssignmentMemberKey } from '../../../protocol/generated/records/streams-group-target-assignment-member-key.ts';
import { StreamsGroupTargetAssignmentMemberValue } from '../../../protocol/generated/records/streams-group-target-assignment-member-value.ts';
import { StreamsGroupTargetAssignmentMetadataKey } from '../../../protocol/generated/records/streams-group-target-assignment-metadata-key.ts';
import { StreamsGroupTargetAssignmentMetadataValue } from '../../../protocol/generated/records/streams-group-target-assignment-metadata-value.ts';
import { StreamsGroupTopologyKey } from '../../../protocol/generated/records/streams-group-topology-key.ts';
import { StreamsGroupTopologyValue } from '../../../protocol/generated/records/streams-group-topology-value.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { encodeRecordKey, encodeRecordValue } from '../../../protocol/record-bytes.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { StoredStreamsGroup, TargetEpoch } from './streams-group.ts';
import type { StreamsMemberAssignment, StreamsMemberMetadata } from './streams-member.ts';
import type { StreamsTopology } from './streams-topology.ts';
import type { TaskEpochMap, Tasks } from './tasks.ts';
import { taskIds } from './tasks.ts';

/** The group's epoch and what was last seen of topics and configs; null removes the group. */
export function groupRecord(groupId: string, group: StoredStreamsGroup | null): CoordinatorRecord {
  const value = group && {
    epoch: group.epoch,
    metadataHash: group.metadataHash,
    validatedTopologyEpoch: group.validatedTopologyEpoch,
    lastAssignmentConfigs: Array.from(group.assignmentConfigs, ([key, of]) => ({ key, value: of })),
  };
  return record([StreamsGroupMetadataKey, { groupId }], [StreamsGroupMetadataValue, value]);
}

/** The topology that the members agree on. */
export function topologyRecord(
  groupId: string,
  topology: StreamsTopology | null,
): CoordinatorRecord {
  const value = topology && { epoch: topology.epoch, subtopologies: topology.subtopologies };
  return record([StreamsGroupTopologyKey, { groupId }], [StreamsGroupTopologyValue, value]);
}

/** For which epoch of the group the members' targets were decided. */
export function targetEpochRecord(groupId: string, target: TargetEpoch | null): CoordinatorRecord {
  const value = target && {
    assignmentEpoch: target.epoch,
    assignmentTimestamp: target.timestampMs,
  };
  return record(
    [StreamsGroupTargetAssignmentMetadataKey, { groupId }],
    [StreamsGroupTargetAssignmentMetadataValue, value],
  );
}

/** What a member should have. */
export function targetRecord(
  groupId: string,
  memberId: string,
  tasks: Tasks | null,
): CoordinatorRecord {
  const value = tasks && {
    activeTasks: taskIds(tasks.active),
    standbyTasks: taskIds(tasks.standby),
    warmupTasks: taskIds(tasks.warmup),
  };
  return record(
    [StreamsGroupTargetAssignmentMemberKey, { groupId, memberId }],
    [StreamsGroupTargetAssignmentMemberValue, value],
  );
}

/** What a member told about itself; null removes the member. */
export function memberRecord(
  groupId: string,
  memberId: string,
  member: StreamsMemberMetadata | null,
): CoordinatorRecord {
  const value = member && {
    instanceId: member.instanceId,
    rackId: member.rackId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    rebalanceTimeoutMs: member.rebalanceTimeoutMs,
    topologyEpoch: member.topologyEpoch,
    processId: member.processId,
    userEndpoint: member.userEndpoint,
    clientTags: member.clientTags,
  };
  return record(
    [StreamsGroupMemberMetadataKey, { groupId, memberId }],
    [StreamsGroupMemberMetadataValue, value],
  );
}

/** What a member has, and what it has yet to give up. */
export function assignmentRecord(
  groupId: string,
  memberId: string,
  assignment: StreamsMemberAssignment | null,
): CoordinatorRecord {
  const value = assignment && {
    memberEpoch: assignment.memberEpoch,
    previousMemberEpoch: assignment.previousMemberEpoch,
    state: assignment.state,
    activeTasks: taskIdsWithEpochs(assignment.assigned.active),
    standbyTasks: taskIds(assignment.assigned.standby),
    warmupTasks: taskIds(assignment.assigned.warmup),
    activeTasksPendingRevocation: taskIdsWithEpochs(assignment.pendingRevocation.active),
    standbyTasksPendingRevocation: taskIds(assignment.pendingRevocation.standby),
    warmupTasksPendingRevocation: taskIds(assignment.pendingRevocation.warmup),
  };
  return record(
    [StreamsGroupCurrentMemberAssignmentKey, { groupId, memberId }],
    [StreamsGroupCurrentMemberAssignmentValue, value],
  );
}

function taskIdsWithEpochs(tasks: TaskEpochMap) {
  return taskIds(tasks).map(({ subtopologyId, partitions }) => {
    const epochs = tasks.get(subtopologyId);
    return {
      subtopologyId,
      partitions,
      assignmentEpochs: partitions.map((partition) => epochs?.get(partition) ?? 0),
    };
  });
}

function record<K extends KI, KI, V extends VI, VI>(
  [keyCodec, key]: readonly [RecordCodec<K, KI>, KI],
  [valueCodec, value]: readonly [RecordCodec<V, VI>, VI | null],
): CoordinatorRecord {
  return {
    key: encodeRecordKey(keyCodec, key),
    value: value === null ? null : encodeRecordValue(valueCodec, value),
  };
}
