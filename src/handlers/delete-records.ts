// DeleteRecords (key 21): moves the log start offset of each listed partition forward (KIP-107).
// Served by the partition leader. Offset -1 means "up to the high watermark".
// v2 is the first flexible version; v0 and v1 share one layout.

import { ErrorCode } from '../base/error-code.ts';
import { isInternalTopic } from '../base/internal-topics.ts';
import { KafkaError, toErrorCode } from '../base/kafka-error.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { mapPartitions } from '../dispatch/map-partitions.ts';
import type { DeleteRecordsRequest } from '../protocol/generated/delete-records.ts';
import { DeleteRecords } from '../protocol/generated/delete-records.ts';

type TopicRequest = DeleteRecordsRequest['topics'][number];
type PartitionRequest = TopicRequest['partitions'][number];

const UP_TO_HIGH_WATERMARK = -1;
const NO_LOW_WATERMARK = -1;

export const deleteRecords = defineHandler(DeleteRecords, {
  versions: [0, 2],

  handle(context, request) {
    const topics = mapPartitions(
      request.topics,
      (topic, partition) => deleteFrom(context, topic, partition),
      ({ name }, partitions) => ({ name, partitions }),
    );
    return { throttleTimeMs: 0, topics: kept(context, topics) };
  },

  failure: (errorCode, request) => ({
    throttleTimeMs: 0,
    topics: request.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) => {
        return { partitionIndex, lowWatermark: NO_LOW_WATERMARK, errorCode };
      }),
    })),
  }),
});

interface TopicResult {
  readonly name: string;
  readonly partitions: readonly ReturnType<typeof deleteFrom>[];
}

/** What is deleted must not come back after a crash: it is noted once for all partitions of the request. */
function kept({ replicas }: HandlerContext, topics: readonly TopicResult[]): TopicResult[] {
  try {
    replicas.noteLogStartOffsets();
    return [...topics];
  } catch (error) {
    const errorCode = toErrorCode(error);
    return topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map((row) => (row.errorCode === 0 ? { ...row, errorCode } : row)),
    }));
  }
}

function deleteFrom(
  { replicas, configs }: HandlerContext,
  { name }: TopicRequest,
  { partitionIndex, offset }: PartitionRequest,
) {
  try {
    const partition = replicas.leaderPartition(name, partitionIndex);
    if (isInternalTopic(name)) throw new KafkaError(ErrorCode.INVALID_TOPIC_EXCEPTION);
    if (!configs.topicConfig(name).cleanupPolicy.delete) {
      throw new KafkaError(ErrorCode.POLICY_VIOLATION);
    }
    const target = offset === UP_TO_HIGH_WATERMARK ? partition.highWatermark : offset;
    if (target < 0) throw new KafkaError(ErrorCode.OFFSET_OUT_OF_RANGE);
    const lowWatermark = partition.advanceLogStartOffset(target);
    return { partitionIndex, lowWatermark, errorCode: ErrorCode.NONE };
  } catch (error) {
    return { partitionIndex, lowWatermark: NO_LOW_WATERMARK, errorCode: toErrorCode(error) };
  }
}
