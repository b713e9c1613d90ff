// OffsetCommit (key 8): a group's positions. Partitions that do not exist are refused one by one. v2 to v4
// bring a retention of their own, v5 leaves it to the broker (KIP-211), v6 adds the leader epoch (KIP-320),
// v7 static members (KIP-345), v8 is flexible, v9 knows GROUP_ID_NOT_FOUND (KIP-848), v10 names topics by
// id.

import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { groupRequestContext } from '../coordinator/group/request-context.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type {
  OffsetCommitRequest,
  OffsetCommitResponseInput,
} from '../protocol/generated/offset-commit.ts';
import { OffsetCommit } from '../protocol/generated/offset-commit.ts';

/** The first version that names topics by id. */
const TOPIC_ID_VERSION = 10;

type Topic = OffsetCommitRequest['topics'][number];
type TopicAnswer = OffsetCommitResponseInput['topics'][number];

export const offsetCommit = defineHandler(OffsetCommit, {
  versions: [2, 10],

  handle(context, request) {
    const known = request.topics.map((topic) => resolve(context, topic));
    const topics = known.filter((topic) => topic.partitions.length > 0);
    if (topics.length === 0)
      return { topics: request.topics.map((topic) => refused(context, topic)) };
    const commit = context.groups.commitOffsets(groupRequestContext(context), {
      ...request,
      topics,
    });
    return whenAnswered(commit, (response) => {
      const answers = response.topics.values();
      return {
        topics: request.topics.map((topic, at) => {
          const hasAnswer = known[at]?.partitions.length !== 0;
          const answer = hasAnswer ? answers.next().value : undefined;
          return merged(context, topic, answer);
        }),
      };
    });
  },
});

/** The topic under both its names, with those of its partitions that exist. */
function resolve({ apiVersion, metadata }: HandlerContext, topic: Topic): Topic {
  const image =
    apiVersion >= TOPIC_ID_VERSION ? metadata.topicById(topic.topicId) : metadata.topic(topic.name);
  if (image === undefined) return { ...topic, partitions: [] };
  const partitions = topic.partitions.filter(
    ({ partitionIndex }) => image.partitions[partitionIndex] !== undefined,
  );
  return { name: image.name, topicId: image.id, partitions };
}

function refused(context: HandlerContext, topic: Topic): TopicAnswer {
  return merged(context, topic, undefined);
}

/** The answers of the coordinator in the order of the request, and refusals for the other partitions. */
function merged(
  { apiVersion, metadata }: HandlerContext,
  { name, topicId, partitions }: Topic,
  answer: TopicAnswer | undefined,
): TopicAnswer {
  const isUnknownId = apiVersion >= TOPIC_ID_VERSION && metadata.topicById(topicId) === undefined;
  const refusal = isUnknownId ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  const codes = new Map(
    answer?.partitions.map(({ partitionIndex, errorCode }) => [partitionIndex, errorCode]),
  );
  return {
    name,
    topicId,
    partitions: partitions.map(({ partitionIndex }) => ({
      partitionIndex,
      errorCode: codes.get(partitionIndex) ?? refusal,
    })),
  };
}
