// AlterShareGroupOffsets (KIP-932): where an empty share group goes on reading. The group is begun when it is
// not there; the share coordinator is asked to initialize each partition that exists at its new offset.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { InitialShareState, ShareStateVerdict } from '../../../base/share-persister.ts';
import type { TopicIdPartition } from '../../../base/share-state.ts';
import type { Uuid } from '../../../base/uuid.ts';
import { ZERO_UUID } from '../../../base/uuid.ts';
import type {
  AlterShareGroupOffsetsRequest,
  AlterShareGroupOffsetsResponseTopicInput,
} from '../../../protocol/generated/alter-share-group-offsets.ts';
import type { Outcome } from '../../runtime/coordinator-shard.ts';
import type { GroupState } from '../group-state.ts';
import { ShareGroup } from './share-group.ts';
import { statePartitionsRecord } from './share-group-records.ts';
import { findShareGroup } from './share-group-validation.ts';
import type { NamedPartitions } from './state-partitions.ts';
import { beginInitializing } from './state-partitions.ts';

type Topic = AlterShareGroupOffsetsRequest['topics'][number];

export interface ShareAlteration {
  readonly topics: readonly AlterShareGroupOffsetsResponseTopicInput[];
  readonly initialize: readonly InitialShareState[];
}

/** Notes the partitions as initializing; unknown topics are answered first. Throws KafkaError GROUP_ID_NOT_FOUND, NON_EMPTY_GROUP. */
export function alterShareOffsets(
  state: GroupState,
  { groupId, topics }: AlterShareGroupOffsetsRequest,
): Outcome<ShareAlteration> {
  const group = findShareGroup(state, groupId) ?? new ShareGroup(groupId);
  if (group.members.size > 0) {
    throw new KafkaError(ErrorCode.NON_EMPTY_GROUP, 'The group is not empty.');
  }
  const initialize: InitialShareState[] = [];
  const begun = new Map<Uuid, NamedPartitions>();
  for (const topic of topics) {
    const states = initialStatesOf(state, topic, group.groupEpoch);
    initialize.push(...states);
    const partitions = new Set(states.map(({ partition }) => partition));
    const [first] = states;
    if (first !== undefined) begun.set(first.topicId, { name: topic.topicName, partitions });
  }
  const after = beginInitializing(group.statePartitions, begun);
  const records = begun.size === 0 ? [] : [statePartitionsRecord(groupId, after)];
  const answers = topics.map((topic) => answerOf(state, topic));
  const isUnknown = ({ topicId }: { readonly topicId: Uuid }) => topicId === ZERO_UUID;
  const inOrder = [...answers.filter(isUnknown), ...answers.filter((each) => !isUnknown(each))];
  return { records, response: { topics: inOrder, initialize } };
}

/** The answer, once the share coordinator has answered about each partition. */
export function alteredOffsets(
  topics: readonly AlterShareGroupOffsetsResponseTopicInput[],
  partitions: readonly TopicIdPartition[],
  verdicts: readonly ShareStateVerdict[],
): AlterShareGroupOffsetsResponseTopicInput[] {
  const answers = new Map(
    partitions.map(({ topicId, partition }, at) => [`${topicId}-${partition}`, verdicts[at]]),
  );
  return topics.map((topic) => ({
    ...topic,
    partitions: topic.partitions.map((told) => {
      const answer = answers.get(`${topic.topicId}-${told.partitionIndex}`);
      if (told.errorCode !== ErrorCode.NONE || answer === undefined) return told;
      return { ...told, errorCode: answer.errorCode, errorMessage: answer.errorMessage };
    }),
  }));
}

function initialStatesOf(
  state: GroupState,
  { topicName, partitions }: Topic,
  stateEpoch: number,
): InitialShareState[] {
  const topic = state.topics.byName(topicName);
  if (topic === undefined) return [];
  const { topicId } = topic;
  return partitions
    .filter(({ partitionIndex }) => exists(topic.partitions, partitionIndex))
    .map(({ partitionIndex, startOffset }) => {
      return { topicId, partition: partitionIndex, stateEpoch, startOffset };
    });
}

function answerOf(
  state: GroupState,
  { topicName, partitions }: Topic,
): AlterShareGroupOffsetsResponseTopicInput {
  const topic = state.topics.byName(topicName);
  return {
    topicName,
    topicId: topic?.topicId ?? ZERO_UUID,
    partitions: partitions.map(({ partitionIndex }) => {
      if (exists(topic?.partitions ?? 0, partitionIndex)) {
        return { partitionIndex, errorCode: ErrorCode.NONE, errorMessage: null };
      }
      const errorMessage = 'There is no such partition.';
      return { partitionIndex, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, errorMessage };
    }),
  };
}

function exists(count: number, partition: number): boolean {
  return partition >= 0 && partition < count;
}
