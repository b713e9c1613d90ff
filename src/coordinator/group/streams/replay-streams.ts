// How the records of Streams groups change the state. While a partition is loaded they come in the order in
// which they were written, compacted: a tombstone may be left of something whose record is gone.

import { ByteReader } from '../../../base/byte-reader.ts';
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
import type { Codec, RecordCodec } from '../../../protocol/message.ts';
import type { RecordReplays, ReplayRecord } from '../group-kind.ts';
import type { GroupState } from '../group-state.ts';
import { asStreamsGroup, StreamsGroup } from './streams-group.ts';
import { StreamsTopology } from './streams-topology.ts';
import type { TaskEpochMap } from './tasks.ts';
import { taskMap } from './tasks.ts';

const KEY_VERSION = 0;

export const STREAMS_GROUP_RECORDS: RecordReplays = [
  replaying(StreamsGroupMetadataKey, StreamsGroupMetadataValue, {
    apply(group, _key, value) {
      group.applyHeader({
        epoch: value.epoch,
        metadataHash: value.metadataHash,
        validatedTopologyEpoch: value.validatedTopologyEpoch,
        assignmentConfigs: new Map(
          value.lastAssignmentConfigs?.map(({ key, value: of }) => [key, of]),
        ),
      });
    },
    remove(group, _key, state) {
      group.cancelTimers();
      state.groups.delete(group.groupId);
    },
  }),
  replaying(StreamsGroupTopologyKey, StreamsGroupTopologyValue, {
    apply: (group, _key, value) => group.applyTopology(new StreamsTopology(value)),
    remove: (group) => group.applyTopology(null),
  }),
  replaying(StreamsGroupTargetAssignmentMetadataKey, StreamsGroupTargetAssignmentMetadataValue, {
    apply(group, _key, { assignmentEpoch: epoch, assignmentTimestamp: timestampMs }) {
      group.applyTargetEpoch({ epoch, timestampMs });
    },
    remove: (group) => group.applyTargetEpoch(null),
  }),
  replaying(StreamsGroupTargetAssignmentMemberKey, StreamsGroupTargetAssignmentMemberValue, {
    apply(group, { memberId }, { activeTasks, standbyTasks, warmupTasks }) {
      group.applyTarget(memberId, {
        active: taskMap(activeTasks),
        standby: taskMap(standbyTasks),
        warmup: taskMap(warmupTasks),
      });
    },
    remove: (group, { memberId }) => group.applyTarget(memberId, null),
  }),
  replaying(StreamsGroupMemberMetadataKey, StreamsGroupMemberMetadataValue, {
    apply(group, { memberId }, { unknownTaggedFields: _, ...metadata }) {
      group.applyMetadata(memberId, metadata);
    },
    remove: (group, { memberId }) => group.applyMetadata(memberId, null),
  }),
  replaying(StreamsGroupCurrentMemberAssignmentKey, StreamsGroupCurrentMemberAssignmentValue, {
    apply(group, { memberId }, value) {
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

interface Replay<K, V> {
  apply(group: StreamsGroup, key: K, value: V): void;
  /** The tombstone, of a group that exists. */
  remove(group: StreamsGroup, key: K, state: GroupState): void;
}

function replaying<K extends { groupId: string }, V>(
  keyCodec: Pick<RecordCodec<K>, 'decode'>,
  valueCodec: Pick<Codec<V>, 'decode'> & { readonly type: number },
  { apply, remove }: Replay<K, V>,
): readonly [type: number, replay: ReplayRecord] {
  return [
    valueCodec.type,
    (state, { key: keyReader, value }) => {
      const key = keyCodec.decode(keyReader, KEY_VERSION);
      const group = asStreamsGroup(state.groups.get(key.groupId));
      if (value === null) {
        if (group !== undefined) remove(group, key, state);
        return;
      }
      const reader = new ByteReader(value);
      const version = reader.int16('version');
      apply(group ?? addGroup(state, key.groupId), key, valueCodec.decode(reader, version));
    },
  ];
}

/** In place of what may have stood there: a group that only held offsets leaves no record of its own. */
function addGroup(state: GroupState, groupId: string): StreamsGroup {
  const group = new StreamsGroup(groupId);
  state.groups.set(groupId, group);
  return group;
}

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
