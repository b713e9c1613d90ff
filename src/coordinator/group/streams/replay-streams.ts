// How the records of Streams groups change the state. While a partition is loaded they come in the order in
// which they were written, compacted: a tombstone may be left of something whose record is gone.

import { StreamsGroupCurrentMemberAssignmentKey } from '../../../protocol/generated/records/streams-group-current-member-assignment-key.ts';
import type { TaskIds as StoredTaskIds } from '../../../protocol/generated/records/streams-group-current-member-assignment-value.ts';
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
import type { RecordReplays } from '../group-kind.ts';
import { replaysFor } from '../modern/record-steps.ts';
import { StreamsGroup } from './streams-group.ts';
import { StreamsTopology } from './streams-topology.ts';
import type { TaskEpochMap } from './tasks.ts';
import { taskMap } from './tasks.ts';

const replayOf = replaysFor(StreamsGroup);

export const STREAMS_GROUP_RECORDS: RecordReplays = [
  replayOf(StreamsGroupMetadataKey, StreamsGroupMetadataValue, {
    set(group, _key, value) {
      group.applyHeader({
        epoch: value.epoch,
        metadataHash: value.metadataHash,
        validatedTopologyEpoch: value.validatedTopologyEpoch,
        assignmentConfigs: new Map(
          value.lastAssignmentConfigs?.map(({ key, value: of }) => [key, of]),
        ),
      });
    },
    remove(group, _key, { state }) {
      group.cancelTimers();
      state.groups.delete(group.groupId);
    },
  }),
  replayOf(StreamsGroupTopologyKey, StreamsGroupTopologyValue, {
    set: (group, _key, value) => group.applyTopology(new StreamsTopology(value)),
    remove: (group) => group.applyTopology(null),
  }),
  replayOf(StreamsGroupTargetAssignmentMetadataKey, StreamsGroupTargetAssignmentMetadataValue, {
    set(group, _key, { assignmentEpoch: epoch, assignmentTimestamp: timestampMs }) {
      group.applyTargetEpoch({ epoch, timestampMs });
    },
    remove: (group) => group.applyTargetEpoch(null),
  }),
  replayOf(StreamsGroupTargetAssignmentMemberKey, StreamsGroupTargetAssignmentMemberValue, {
    set(group, { memberId }, { activeTasks, standbyTasks, warmupTasks }) {
      group.applyTarget(memberId, {
        active: taskMap(activeTasks),
        standby: taskMap(standbyTasks),
        warmup: taskMap(warmupTasks),
      });
    },
    remove: (group, { memberId }) => group.applyTarget(memberId, null),
  }),
  replayOf(StreamsGroupMemberMetadataKey, StreamsGroupMemberMetadataValue, {
    set(group, { memberId }, { unknownTaggedFields: _, ...metadata }) {
      group.applyMetadata(memberId, metadata);
    },
    remove: (group, { memberId }) => group.applyMetadata(memberId, null),
  }),
  replayOf(StreamsGroupCurrentMemberAssignmentKey, StreamsGroupCurrentMemberAssignmentValue, {
    set(group, { memberId }, value) {
      const { memberEpoch, previousMemberEpoch, state } = value;
      group.applyAssignment(memberId, {
        memberEpoch,
        previousMemberEpoch,
        state,
        assigned: {
          active: taskEpochMap(value.activeTasks, memberEpoch),
          standby: taskMap(value.standbyTasks),
          warmup: taskMap(value.warmupTasks),
        },
        pendingRevocation: {
          active: taskEpochMap(value.activeTasksPendingRevocation, memberEpoch),
          standby: taskMap(value.standbyTasksPendingRevocation),
          warmup: taskMap(value.warmupTasksPendingRevocation),
        },
      });
    },
    remove: (group, { memberId }) => group.removeAssignment(memberId),
  }),
];

/** Records of early versions have no epochs: the member's own stands for all. */
function taskEpochMap(listed: readonly StoredTaskIds[], memberEpoch: number): TaskEpochMap {
  return new Map(
    listed.map(({ subtopologyId, partitions, assignmentEpochs }) => [
      subtopologyId,
      new Map(
        partitions.map((partition, at) => [partition, assignmentEpochs?.[at] ?? memberEpoch]),
      ),
    ]),
  );
}
