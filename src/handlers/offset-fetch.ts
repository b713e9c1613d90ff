// OffsetFetch (key 9): what groups have committed; all of it when the topics are null (v2). v2 has an error
// for the whole response, v5 the leader epoch (KIP-320), v6 is flexible, v7 can insist on stable offsets
// (KIP-447): one that an open transaction may replace is UNSTABLE_OFFSET_COMMIT. v8 takes several groups
// (KIP-709), v9 tells who asks (KIP-848), v10 names topics by id.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import type { Uuid } from '../base/uuid.ts';
import { ZERO_UUID } from '../base/uuid.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type {
  OffsetFetchRequest,
  OffsetFetchRequestGroup,
  OffsetFetchResponseGroupInput,
  OffsetFetchResponseInput,
  OffsetFetchResponseTopicsInput,
} from '../protocol/generated/offset-fetch.ts';
import { OffsetFetch } from '../protocol/generated/offset-fetch.ts';

/** The first version with an error for the whole group. */
const GROUP_ERROR_VERSION = 2;
/** The first version that takes several groups. */
const SEVERAL_GROUPS_VERSION = 8;
/** The first version that names topics by id. */
const TOPIC_ID_VERSION = 10;

const NO_OFFSET = -1;

export const offsetFetch = defineHandler(OffsetFetch, {
  versions: [1, 10],

  handle(context, request) {
    if (context.apiVersion < SEVERAL_GROUPS_VERSION) return fetchOne(context, request);
    const answers = request.groups.map((group) =>
      fetchGroup(context, group, request.requireStable),
    );
    if (answers.every((answer) => !(answer instanceof Promise))) {
      return { groups: answers as OffsetFetchResponseGroupInput[] };
    }
    return Promise.all(answers).then((groups) => ({ groups }));
  },

  failure(errorCode, request, { apiVersion }) {
    if (apiVersion >= SEVERAL_GROUPS_VERSION) {
      const groups = request.groups.map(({ groupId }) => ({ groupId, topics: [], errorCode }));
      return { groups };
    }
    const asked = (request.topics ?? []).map((topic) => ({ ...topic, topicId: ZERO_UUID }));
    const topics = asked.map((topic) => failed(topic, errorCode));
    return { errorCode, topics: topics.map(({ name = '', partitions }) => ({ name, partitions })) };
  },
});

function fetchOne(
  context: HandlerContext,
  request: OffsetFetchRequest,
): Answer<OffsetFetchResponseInput> {
  const { groupId } = request;
  const topics = request.topics?.map((topic) => ({ ...topic, topicId: ZERO_UUID })) ?? null;
  const asked = { groupId, memberId: null, memberEpoch: -1, topics };
  const answer = context.groups.fetchOffsets(asked, request.requireStable);
  return whenAnswered(answer, (group) => {
    const errorCode = group.errorCode ?? ErrorCode.NONE;
    const isPerPartition = errorCode !== ErrorCode.NONE && context.apiVersion < GROUP_ERROR_VERSION;
    const told = isPerPartition
      ? (topics ?? []).map((topic) => failed(topic, errorCode))
      : group.topics;
    return {
      errorCode,
      topics: told.map(({ name = '', partitions }) => ({ name, partitions })),
    };
  });
}

function fetchGroup(
  context: HandlerContext,
  group: OffsetFetchRequestGroup,
  requireStable: boolean,
): Answer<OffsetFetchResponseGroupInput> {
  const { groups, metadata, apiVersion } = context;
  if (apiVersion < TOPIC_ID_VERSION) return groups.fetchOffsets(group, requireStable);
  if (group.topics === null) {
    const all = groups.fetchOffsets(group, requireStable);
    return whenAnswered(all, (response) => withTopicIds(context, response));
  }
  const known: OffsetFetchRequestGroup['topics'] = [];
  const unknown: OffsetFetchResponseTopicsInput[] = [];
  for (const topic of group.topics) {
    const name = metadata.topicName(topic.topicId);
    if (name === null) unknown.push(failed(topic, ErrorCode.UNKNOWN_TOPIC_ID));
    else known.push({ ...topic, name });
  }
  const found = groups.fetchOffsets({ ...group, topics: known }, requireStable);
  return whenAnswered(found, (response) =>
    isFailed(response) ? response : { ...response, topics: [...response.topics, ...unknown] },
  );
}

/** Offsets that were stored without a topic id get that of today; a topic that is gone is left out. */
function withTopicIds(
  { metadata }: HandlerContext,
  response: OffsetFetchResponseGroupInput,
): OffsetFetchResponseGroupInput {
  const topics = response.topics.map((topic) => {
    const { name = '', topicId = ZERO_UUID } = topic;
    return topicId === ZERO_UUID ? { ...topic, topicId: metadata.topic(name)?.id } : topic;
  });
  return { ...response, topics: topics.filter(({ topicId }) => topicId !== undefined) };
}

function isFailed({ errorCode = ErrorCode.NONE }: OffsetFetchResponseGroupInput): boolean {
  return errorCode !== ErrorCode.NONE;
}

function failed(
  topic: { readonly name: string; readonly topicId: Uuid; readonly partitionIndexes: number[] },
  errorCode: number,
): OffsetFetchResponseTopicsInput {
  return {
    name: topic.name,
    topicId: topic.topicId,
    partitions: topic.partitionIndexes.map((partitionIndex) => ({
      partitionIndex,
      committedOffset: NO_OFFSET,
      metadata: '',
      errorCode,
    })),
  };
}
