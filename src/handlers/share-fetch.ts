// ShareFetch (key 78): a member of a share group gets records that nobody else has for the time being, and says
// what became of earlier ones (KIP-932). What it fetches is remembered in a share session: epoch 0 opens it, -1
// ends it. When too little is there the request waits. v2 adds the record limit (KIP-1206) and lets a member
// renew its locks; such a request fetches nothing (KIP-1222).

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { byTopic } from '../dispatch/by-topic.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type { Acknowledged } from '../dispatch/share-acknowledgements.ts';
import { acknowledgeAll } from '../dispatch/share-acknowledgements.ts';
import type { SharedFetch } from '../dispatch/share-fetching.ts';
import { fetchShared } from '../dispatch/share-fetching.ts';
import type { ShareMember } from '../dispatch/share-member.ts';
import { currentLeaderOf, endpointsOf, requireShareMember } from '../dispatch/share-member.ts';
import type {
  ShareFetchRequest,
  ShareFetchResponseInput,
} from '../protocol/generated/share-fetch.ts';
import { ShareFetch } from '../protocol/generated/share-fetch.ts';
import { nextSessionEpoch } from '../replication/fetch-session.ts';
import type { SharedPartition, ShareSession } from '../replication/share/share-session.ts';
import { INITIAL_SHARE_EPOCH } from '../replication/share/share-session.ts';

export const shareFetch = defineHandler(ShareFetch, {
  versions: [1, 2],

  handle(context, request) {
    const member = requireShareMember(context, request);
    if (request.isRenewAck) requireNoFetch(request);
    return whenAnswered(openSession(context, member, request), (session) =>
      whenAnswered(acknowledged(context, member, request), (acknowledgements) =>
        whenAnswered(fetched(context, member, request, session), (results) => {
          if (session === null) context.shares.endSession(member.groupId, member.memberId);
          const outcome = newsOf(request, session, results);
          return respond(context, member, { ...outcome, acknowledgements });
        }),
      ),
    );
  },

  failure: (errorCode) => ({
    throttleTimeMs: 0,
    errorCode,
    acquisitionLockTimeoutMs: 0,
    responses: [],
    nodeEndpoints: [],
  }),
});

/** A request that renews locks would hold its answer up if it fetched. */
function requireNoFetch({ maxBytes, minBytes, maxRecords, maxWaitMs }: ShareFetchRequest): void {
  if (maxBytes === 0 && minBytes === 0 && maxRecords === 0 && maxWaitMs === 0) return;
  throw new KafkaError(ErrorCode.INVALID_REQUEST);
}

/** Who is refused for want of room waits as long as a fetch would, so that it does not ask in a circle. */
function openSession(
  context: HandlerContext,
  { groupId, memberId }: ShareMember,
  request: ShareFetchRequest,
): Answer<ShareSession | null> {
  const { shares, connection, clock } = context;
  try {
    const session = shares.sessions.open({
      groupId,
      memberId,
      epoch: request.shareSessionEpoch,
      connectionId: connection.id,
      partitions: sharedPartitions(context, request),
      forgotten: request.forgottenTopicsData.flatMap(({ topicId, partitions }) =>
        partitions.map((partition) => ({ topicId, partition })),
      ),
      hasAcknowledgements: hasAcknowledgements(request),
    });
    if (request.shareSessionEpoch === INITIAL_SHARE_EPOCH) {
      shares.followConnection(connection, { groupId, memberId });
    }
    return session;
  } catch (error) {
    const isFull =
      error instanceof KafkaError && error.code === ErrorCode.SHARE_SESSION_LIMIT_REACHED;
    if (!isFull || request.maxWaitMs <= 0) throw error;
    return new Promise((_, reject) => {
      clock.setTimer(request.maxWaitMs, () => reject(error));
    });
  }
}

function sharedPartitions(
  { metadata }: HandlerContext,
  { topics }: ShareFetchRequest,
): SharedPartition[] {
  return topics.flatMap(({ topicId, partitions }) => {
    const topic = metadata.topicName(topicId);
    return partitions.map(({ partitionIndex }) => ({ topic, topicId, partition: partitionIndex }));
  });
}

function hasAcknowledgements({ topics }: ShareFetchRequest): boolean {
  return topics.some(({ partitions }) =>
    partitions.some(({ acknowledgementBatches }) => acknowledgementBatches.length > 0),
  );
}

function acknowledged(
  context: HandlerContext,
  member: ShareMember,
  request: ShareFetchRequest,
): Answer<Acknowledged[]> {
  if (!hasAcknowledgements(request)) return [];
  return acknowledgeAll(context, { ...member, isRenewAck: request.isRenewAck }, request.topics);
}

function fetched(
  context: HandlerContext,
  member: ShareMember,
  request: ShareFetchRequest,
  session: ShareSession | null,
): Answer<SharedFetch[]> {
  if (session === null || request.isRenewAck) return [];
  const { replicas } = context;
  const maxBytes = Math.min(request.maxBytes, replicas.fetchMaxBytes);
  return fetchShared(context, session.partitions, {
    ...member,
    maxBytes,
    minBytes: Math.min(request.minBytes, maxBytes),
    maxWaitMs: request.maxWaitMs,
    maxRecords: request.maxRecords,
    batchSize: request.batchSize,
    isRecordLimit: request.shareAcquireMode === RECORD_LIMIT,
    rotation: Math.max(0, request.shareSessionEpoch),
  });
}

const RECORD_LIMIT = 1;

interface Outcome {
  readonly errorCode: ErrorCode;
  readonly results: readonly SharedFetch[];
}

/** Of a full answer what the member must hear; the first of a session is full. */
function newsOf(
  { shareSessionEpoch }: ShareFetchRequest,
  session: ShareSession | null,
  results: readonly SharedFetch[],
): Outcome {
  const isFull = session === null || shareSessionEpoch === INITIAL_SHARE_EPOCH;
  if (isFull) return { errorCode: ErrorCode.NONE, results };
  // A second request of the same session came in between: this answer would tell it a wrong state.
  const isOvertaken = session.epoch !== nextSessionEpoch(shareSessionEpoch);
  if (isOvertaken) return { errorCode: ErrorCode.INVALID_SHARE_SESSION_EPOCH, results: [] };
  const news = results.filter((result) => session.takeNews(result, result));
  return { errorCode: ErrorCode.NONE, results: news };
}

const NO_RECORDS = Buffer.alloc(0);

/** What was fetched and what was acknowledged, each partition once. */
function respond(
  context: HandlerContext,
  { groupId }: ShareMember,
  { errorCode, results, acknowledgements }: Outcome & Acknowledgements,
): ShareFetchResponseInput {
  const said = new Map(acknowledgements.map((answer) => [keyOf(answer), answer]));
  const partitions = results.map((result) => {
    const key = keyOf({ ...result, partitionIndex: result.partition });
    const acknowledgement = said.get(key);
    said.delete(key);
    return partitionOf(context, result, acknowledgement);
  });
  const alone = [...said.values()].map((answer) => partitionOf(context, unread(answer), answer));
  const all = [...partitions, ...alone];
  return {
    throttleTimeMs: 0,
    errorCode,
    acquisitionLockTimeoutMs: context.shares.settings(groupId).lockDurationMs,
    responses: byTopic(all),
    nodeEndpoints: endpointsOf(
      context,
      all.map(({ currentLeader }) => currentLeader),
    ),
  };
}

interface Acknowledgements {
  readonly acknowledgements: readonly Acknowledged[];
}

function keyOf({ topicId, partitionIndex }: Pick<Acknowledged, 'topicId' | 'partitionIndex'>) {
  return `${topicId}:${partitionIndex}`;
}

function unread({ topicId, partitionIndex: partition }: Acknowledged): SharedFetch {
  const errorCode = ErrorCode.NONE;
  return {
    topic: null,
    topicId,
    partition,
    errorCode,
    recordsBytes: 0,
    records: null,
    acquired: [],
  };
}

function partitionOf(
  context: HandlerContext,
  { topicId, topic, partition, errorCode, records, acquired }: SharedFetch,
  acknowledgement: Acknowledged | undefined,
) {
  return {
    topicId,
    partitionIndex: partition,
    errorCode,
    acknowledgeErrorCode: acknowledgement?.errorCode ?? ErrorCode.NONE,
    acknowledgeErrorMessage: acknowledgement?.errorMessage ?? null,
    currentLeader: currentLeaderOf(context, errorCode, { topic, partition }),
    records: records ?? NO_RECORDS,
    acquiredRecords: acquired,
  };
}
