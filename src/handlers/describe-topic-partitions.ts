// DescribeTopicPartitions (key 75): topics with their partitions, a page at a time (KIP-966). Topics come in
// the order of their names; the cursor names the first partition that did not fit the page any more.

import { ErrorCode } from '../base/error-code.ts';
import { isInternalTopic } from '../base/internal-topics.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { topicNameProblem } from '../base/topic-name.ts';
import { ZERO_UUID } from '../base/uuid.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { viewerOf } from '../dispatch/viewer.ts';
import { ALL_TOPIC_OPERATIONS, NOT_ASKED_FOR } from '../metadata/allowed-operations.ts';
import { viewPartition } from '../metadata/cluster-view.ts';
import type { TopicImage } from '../metadata/metadata-image.ts';
import type {
  DescribeTopicPartitionsRequest,
  DescribeTopicPartitionsResponseInput,
  DescribeTopicPartitionsResponseTopicInput,
} from '../protocol/generated/describe-topic-partitions.ts';
import { DescribeTopicPartitions } from '../protocol/generated/describe-topic-partitions.ts';

type TopicRow = DescribeTopicPartitionsResponseTopicInput;

export const describeTopicPartitions = defineHandler(DescribeTopicPartitions, {
  versions: [0, 0],

  handle(context, request) {
    const names = namesFrom(context, request);
    const limit = context.configs.brokerConfig().maxRequestPartitionSizeLimit;
    const room = Math.max(1, Math.min(limit, request.responsePartitionLimit));
    return page(context, request, names, room);
  },

  failure: (errorCode, { topics }) => ({
    throttleTimeMs: 0,
    topics: topics.map(({ name }) => ({
      ...missingTopic(name),
      errorCode,
      topicAuthorizedOperations: NOT_ASKED_FOR,
    })),
    nextCursor: null,
  }),
});

/** The names that are asked for, from the cursor's topic on, in order. */
function namesFrom(
  { metadata }: HandlerContext,
  { topics, cursor }: DescribeTopicPartitionsRequest,
): string[] {
  const asked =
    topics.length === 0
      ? metadata.topics().map(({ name }) => name)
      : topics.map(({ name }) => name);
  const names = [...new Set(asked)].filter((name) => name >= (cursor?.topicName ?? '')).sort();
  if (!cursor) return names;
  if (topics.length > 0 && !names.includes(cursor.topicName)) {
    throw new KafkaError(
      ErrorCode.INVALID_REQUEST,
      `DescribeTopicPartitionsRequest topic list should contain the cursor topic: ${cursor.topicName}`,
    );
  }
  if (cursor.partitionIndex < 0) {
    throw new KafkaError(
      ErrorCode.INVALID_REQUEST,
      `DescribeTopicPartitionsRequest cursor partition must be valid: ${cursor.partitionIndex}`,
    );
  }
  return names;
}

function page(
  context: HandlerContext,
  { topics: asked, cursor }: DescribeTopicPartitionsRequest,
  names: readonly string[],
  limit: number,
): DescribeTopicPartitionsResponseInput {
  const topics: TopicRow[] = [];
  let room = limit;
  for (const name of names) {
    const topic = context.metadata.topic(name);
    if (room === 0) return { throttleTimeMs: 0, topics, nextCursor: cursorAt(name, 0) };
    if (!topic) {
      if (asked.length > 0) topics.push(missingTopic(name));
      continue;
    }
    const first = name === cursor?.topicName ? cursor.partitionIndex : 0;
    const end = Math.min(topic.partitions.length, first + room);
    topics.push(topicRow(context, topic, first, end));
    if (end < topic.partitions.length) {
      return { throttleTimeMs: 0, topics, nextCursor: cursorAt(name, end) };
    }
    room -= Math.max(0, end - first);
  }
  return { throttleTimeMs: 0, topics, nextCursor: null };
}

const cursorAt = (topicName: string, partitionIndex: number) => ({ topicName, partitionIndex });

function topicRow(
  context: HandlerContext,
  topic: TopicImage,
  first: number,
  end: number,
): TopicRow {
  const viewer = viewerOf(context);
  return {
    errorCode: ErrorCode.NONE,
    name: topic.name,
    topicId: topic.id,
    isInternal: isInternalTopic(topic.name),
    partitions: topic.partitions.slice(first, end).map((partition) => ({
      ...viewPartition(context.metadata.image, viewer, partition),
      errorCode: ErrorCode.NONE,
      eligibleLeaderReplicas: partition.elr,
      lastKnownElr: partition.lastKnownElr,
    })),
    topicAuthorizedOperations: ALL_TOPIC_OPERATIONS,
  };
}

function missingTopic(name: string): TopicRow {
  const errorCode =
    topicNameProblem(name) === null
      ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
      : ErrorCode.INVALID_TOPIC_EXCEPTION;
  return {
    errorCode,
    name,
    topicId: ZERO_UUID,
    isInternal: isInternalTopic(name),
    partitions: [],
    topicAuthorizedOperations: ALL_TOPIC_OPERATIONS,
  };
}
