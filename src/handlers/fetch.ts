// Fetch (key 1): reads record batches of many partitions at once and waits for them when there are too few.
// A fetch at an offset inside a batch gets the whole batch; the first batch comes whole above any limit (KIP-74).
// v7 adds fetch sessions (KIP-227), v9 leader epochs (KIP-320), v11 racks (KIP-392), v12 diverging epochs
// and flexible encoding, v13 topic ids (KIP-516), v16 names the leader when this broker is not it (KIP-951).

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Uuid } from '../base/uuid.ts';
import { ZERO_UUID } from '../base/uuid.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type { FetchRequest, FetchResponseInput } from '../protocol/generated/fetch.ts';
import { Fetch } from '../protocol/generated/fetch.ts';
import type { WaitedPartition } from '../replication/delayed-fetch.ts';
import { waitForRecords } from '../replication/delayed-fetch.ts';
import type { PartitionFetch } from '../replication/fetch-reader.ts';
import { isUnknown, readPartitions } from '../replication/fetch-reader.ts';
import type { FetchTarget, ForgottenPartition } from '../replication/fetch-session.ts';
import type { FetchAnswer, FetchContext } from '../replication/fetch-session-cache.ts';
import type { Isolation, Partition } from '../replication/partition.ts';

/** KAFKA_STORAGE_ERROR is unknown to clients before this version. */
const STORAGE_ERROR_VERSION = 6;

type Results = (readonly [FetchTarget, PartitionFetch])[];

export const fetch = defineHandler(Fetch, {
  versions: [4, 18],

  handle(context, request) {
    const session = openSession(context, request);
    const results = readAll(context, request, session);
    // More than the answer may hold is never there: waiting for it would be waiting for the timeout.
    const minBytes = Math.min(request.minBytes, maxBytesOf(context, request));
    const waits = mayWait(results, { ...request, minBytes });
    const waited = waits ? waitedPartitions(context, results) : [];
    if (waited.length === 0) return respond(context, session.answer(results));
    const wait = waitForRecords({
      clock: context.clock,
      waited,
      isolation: isolationOf(request),
      minBytes,
      maxWaitMs: request.maxWaitMs,
      onClose: (fn) => context.connection.onClose(fn),
    });
    return wait.then(() => respond(context, session.answer(readAll(context, request, session))));
  },

  failure: (errorCode) => ({ errorCode, sessionId: 0, throttleTimeMs: 0, responses: [] }),
});

function openSession(context: HandlerContext, request: FetchRequest): FetchContext {
  const usesTopicIds = context.apiVersion >= 13;
  const topicName = (id: Uuid) => context.metadata.topicName(id);
  const nameOf = (topic: { topic: string; topicId: Uuid }) =>
    usesTopicIds ? topicName(topic.topicId) : topic.topic;
  const targets: FetchTarget[] = [];
  for (const topic of request.topics) {
    const name = nameOf(topic);
    const topicId = usesTopicIds ? topic.topicId : ZERO_UUID;
    for (const { partitionMaxBytes, ...partition } of topic.partitions) {
      targets.push({ ...partition, topic: name, topicId, maxBytes: partitionMaxBytes });
    }
  }
  const forgotten: ForgottenPartition[] = request.forgottenTopicsData.flatMap((topic) =>
    topic.partitions.map((partition) => {
      return { topic: nameOf(topic), topicId: usesTopicIds ? topic.topicId : ZERO_UUID, partition };
    }),
  );
  const { sessionId, sessionEpoch } = request;
  const sessions = context.replicas.fetchSessions;
  return sessions.open({ sessionId, sessionEpoch, usesTopicIds, targets, forgotten }, topicName);
}

function readAll(context: HandlerContext, request: FetchRequest, session: FetchContext): Results {
  const find = (target: FetchTarget) => findPartition(context, request, target);
  return readPartitions(session.targets, find, {
    maxBytes: maxBytesOf(context, request),
    isolation: isolationOf(request),
  });
}

function maxBytesOf({ replicas }: HandlerContext, { maxBytes }: FetchRequest): number {
  return Math.min(maxBytes, replicas.fetchMaxBytes);
}

function findPartition(
  context: HandlerContext,
  request: FetchRequest,
  target: FetchTarget,
): Partition {
  if (target.topic === null) throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_ID);
  const partition = context.replicas.leaderPartition(target.topic, target.partition);
  if (target.topicId !== ZERO_UUID && target.topicId !== partition.topicId) {
    throw new KafkaError(ErrorCode.INCONSISTENT_TOPIC_ID);
  }
  // This broker is the only replica: whoever says to be another one is not assigned.
  const replicaId = context.apiVersion >= 15 ? request.replicaState.replicaId : request.replicaId;
  if (replicaId >= 0) throw new KafkaError(ErrorCode.NOT_LEADER_OR_FOLLOWER);
  return partition;
}

function isolationOf(request: FetchRequest): Isolation {
  return request.isolationLevel === 1 ? 'read_committed' : 'read_uncommitted';
}

/**
 * A fetch waits when nothing failed, nothing diverged and fewer bytes are there than it wants. As with Apache
 * Kafka, partitions that are not here do not keep the others from being waited for.
 */
function mayWait(
  results: Results,
  { maxWaitMs, minBytes }: { readonly maxWaitMs: number; readonly minBytes: number },
): boolean {
  if (maxWaitMs <= 0) return false;
  let bytes = 0;
  for (const [, { errorCode, diverging, recordsBytes }] of results) {
    const failed = errorCode !== ErrorCode.NONE && !isUnknown(errorCode);
    if (failed || diverging) return false;
    bytes += recordsBytes;
  }
  return bytes < minBytes;
}

/** The partitions that can be read; none when there is nothing to wait for. */
function waitedPartitions({ replicas }: HandlerContext, results: Results): WaitedPartition[] {
  return results
    .filter(([, { errorCode }]) => errorCode === ErrorCode.NONE)
    .map(([target]) => {
      const partition = replicas.leaderPartition(target.topic ?? '', target.partition);
      return { partition, target };
    });
}

function respond(context: HandlerContext, answer: FetchAnswer<PartitionFetch>): FetchResponseInput {
  const { errorCode, sessionId } = answer;
  const responses: Mutable[] = [];
  for (const [target, result] of answer.results) {
    let topic = responses.at(-1);
    if (!topic || topic.topicId !== target.topicId || topic.topic !== (target.topic ?? '')) {
      topic = { topic: target.topic ?? '', topicId: target.topicId, partitions: [] };
      responses.push(topic);
    }
    topic.partitions.push(partitionOf(context, target.partition, result));
  }
  return { errorCode, sessionId, throttleTimeMs: 0, responses };
}

type TopicResponse = FetchResponseInput['responses'][number];
type PartitionResponse = TopicResponse['partitions'][number];
type Mutable = { topic: string; topicId: Uuid; partitions: PartitionResponse[] };

function partitionOf(
  { apiVersion }: HandlerContext,
  partitionIndex: number,
  result: PartitionFetch,
): PartitionResponse {
  const storageFailed = result.errorCode === ErrorCode.KAFKA_STORAGE_ERROR;
  const asOlderCode = storageFailed && apiVersion < STORAGE_ERROR_VERSION;
  return {
    partitionIndex,
    errorCode: asOlderCode ? ErrorCode.NOT_LEADER_OR_FOLLOWER : result.errorCode,
    highWatermark: result.highWatermark,
    lastStableOffset: result.lastStableOffset,
    logStartOffset: result.logStartOffset,
    abortedTransactions: result.abortedTransactions,
    preferredReadReplica: -1,
    records: result.records ?? EMPTY_RECORDS,
    ...(result.divergingEpoch ? { divergingEpoch: result.divergingEpoch } : {}),
  };
}

const EMPTY_RECORDS = Buffer.alloc(0);
