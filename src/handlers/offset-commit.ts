// OffsetCommit (key 8): a group's positions. Partitions that do not exist are refused one by one. v2 to v4
// bring a retention of their own, v5 leaves it to the broker (KIP-211), v6 adds the leader epoch (KIP-320),
// v7 static members (KIP-345), v8 is flexible, v9 knows GROUP_ID_NOT_FOUND (KIP-848), v10 names topics by
// id.

import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { groupRequestContext } from '../coordinator/group/request-context.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { joinTopics, splitPartitions } from '../dispatch/join-topics.ts';
import type {
  OffsetCommitRequest,
  OffsetCommitResponseTopicInput,
} from '../protocol/generated/offset-commit.ts';
import { OffsetCommit } from '../protocol/generated/offset-commit.ts';

/** The first version that names topics by id. */
const TOPIC_ID_VERSION = 10;

type Topic = OffsetCommitRequest['topics'][number];

export const offsetCommit = defineHandler(OffsetCommit, {
  versions: [2, 10],

  handle(context, request) {
    const known: Topic[] = [];
    const refused: OffsetCommitResponseTopicInput[] = [];
    for (const topic of request.topics) sort(context, topic, { known, refused });
    const keyOf = ({ name, topicId }: OffsetCommitResponseTopicInput) =>
      context.apiVersion >= TOPIC_ID_VERSION ? topicId : name;
    if (known.length === 0) return { topics: joinTopics(refused, [], keyOf) };
    const commit = context.groups.commitOffsets(groupRequestContext(context), {
      ...request,
      topics: known,
    });
    return whenAnswered(commit, ({ topics }) => ({ topics: joinTopics(refused, topics, keyOf) }));
  },

  failure: (errorCode, request) => ({
    topics: request.topics.map((topic) => refusal(topic, topic.partitions, errorCode)),
  }),
});

interface Sorted {
  readonly known: Topic[];
  readonly refused: OffsetCommitResponseTopicInput[];
}

/** A topic goes on under both its names, with those of its partitions that exist. */
function sort(context: HandlerContext, topic: Topic, { known, refused }: Sorted): void {
  const { apiVersion, metadata } = context;
  const hasId = apiVersion >= TOPIC_ID_VERSION;
  const image = hasId ? metadata.topicById(topic.topicId) : metadata.topic(topic.name);
  if (image === undefined) {
    const code = hasId ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    refused.push(refusal(topic, topic.partitions, code));
    return;
  }
  const { existing, missing } = splitPartitions(
    topic.partitions,
    ({ partitionIndex }) => image.partitions[partitionIndex] !== undefined,
  );
  if (missing.length > 0) {
    refused.push(refusal(topic, missing, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));
  }
  if (existing.length > 0) {
    known.push({ ...topic, name: image.name, topicId: image.id, partitions: [...existing] });
  }
}

function refusal(
  { name, topicId }: Topic,
  partitions: readonly Topic['partitions'][number][],
  errorCode: ErrorCode,
): OffsetCommitResponseTopicInput {
  return {
    name,
    topicId,
    partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
  };
}
