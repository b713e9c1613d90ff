// OffsetForLeaderEpoch (key 23): where a leader epoch ended in this log, so that a consumer finds out that
// its history was truncated (KIP-101, KIP-320). v4 is flexible.

import { ErrorCode } from '../base/error-code.ts';
import { toErrorCode } from '../base/kafka-error.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { mapPartitions } from '../dispatch/map-partitions.ts';
import type { OffsetForLeaderEpochRequest } from '../protocol/generated/offset-for-leader-epoch.ts';
import { OffsetForLeaderEpoch } from '../protocol/generated/offset-for-leader-epoch.ts';

type TopicRequest = OffsetForLeaderEpochRequest['topics'][number];
type PartitionRequest = TopicRequest['partitions'][number];

const UNDEFINED_END = { leaderEpoch: -1, endOffset: -1 };

export const offsetForLeaderEpoch = defineHandler(OffsetForLeaderEpoch, {
  versions: [2, 4],

  handle(context, request) {
    const topics = mapPartitions(
      request.topics,
      (topic, partition) => endOfEpoch(context, topic, partition),
      ({ topic }, partitions) => ({ topic, partitions }),
    );
    return { throttleTimeMs: 0, topics };
  },

  failure: (errorCode, request) => ({
    throttleTimeMs: 0,
    topics: request.topics.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map(({ partition }) => ({ partition, errorCode, ...UNDEFINED_END })),
    })),
  }),
});

function endOfEpoch(
  { replicas }: HandlerContext,
  { topic }: TopicRequest,
  { partition, currentLeaderEpoch, leaderEpoch }: PartitionRequest,
) {
  try {
    const leader = replicas.leaderPartition(topic, partition);
    leader.requireLeaderEpoch(currentLeaderEpoch);
    const end = leader.endOffsetForEpoch(leaderEpoch) ?? UNDEFINED_END;
    return { partition, errorCode: ErrorCode.NONE, ...end };
  } catch (error) {
    return { partition, errorCode: toErrorCode(error), ...UNDEFINED_END };
  }
}
