// Produce (key 0): appends one record batch to each listed partition.
// acks 0: no answer, and an error closes the connection; acks 1: answered once the leader has it; acks -1
// (all): answered once it is committed. Versions below 3 carry formats that Apache Kafka 4 no longer reads;
// they are announced for the sake of old librdkafka versions and refused when used.
// v5 adds the log start offset, v8 the records at fault (KIP-467), v9 is flexible, v10 names the leader
// (KIP-951), v12 belongs to transactions v2 (KIP-890), v13 names topics by id (KIP-516).

import type { Answer } from '../base/answer.ts';
import { CloseConnection } from '../base/close-connection.ts';
import { ErrorCode, errorName } from '../base/error-code.ts';
import { isInternalTopic } from '../base/internal-topics.ts';
import { KafkaError, toErrorCode } from '../base/kafka-error.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler, NO_RESPONSE } from '../dispatch/handler.ts';
import type { TransactionalBatch, Verifications } from '../dispatch/verify-produce.ts';
import { isRefusal, NOTHING_VERIFIED, verifyProduce } from '../dispatch/verify-produce.ts';
import type { ProduceRequest, ProduceResponseInput } from '../protocol/generated/produce.ts';
import { Produce } from '../protocol/generated/produce.ts';
import { compressionId } from '../record/compression.ts';
import { onlyBatch } from '../record/produced-batch.ts';
import { BATCH_HEADER_SIZE, MAGIC_V2, RecordBatch } from '../record/record-batch.ts';
import { RecordValidationError } from '../record/record-errors.ts';
import type { Partition } from '../replication/partition.ts';

type TopicData = ProduceRequest['topicData'][number];
type PartitionData = TopicData['partitionData'][number];
type TopicResponse = ProduceResponseInput['responses'][number];
type PartitionResponse = TopicResponse['partitionResponses'][number];

/** The client id of Apache Kafka's admin tools, the only one that may produce to internal topics. */
const ADMIN_CLIENT_ID = '__admin_client';
const NO_OFFSET = -1;
const ACKS_ALL = -1;
const ZSTD = compressionId('zstd');
/** Consumers of that time may not know zstd, and neither may the producer (KIP-110). */
const ZSTD_VERSION = 7;

export const produce = defineHandler(Produce, {
  versions: [3, 13],
  announcedFrom: 0,

  handle(context, request) {
    requireTransactionalId(request);
    if (request.transactionalId === null) return append(context, request, NOTHING_VERIFIED);
    const verified = verifyProduce(context, request.transactionalId, batchesOf(context, request));
    if (!(verified instanceof Promise)) return append(context, request, verified);
    // The frame is somebody else's by the time that the transaction's coordinator has answered.
    const kept = withOwnRecords(request);
    return verified.then((verifications) => append(context, kept, verifications));
  },

  failure: (errorCode, request) => ({
    throttleTimeMs: 0,
    responses: request.topicData.map(({ name, topicId, partitionData }) => ({
      name,
      topicId,
      partitionResponses: partitionData.map(({ index }) => failed(index, errorCode)),
    })),
  }),
});

function append(
  context: HandlerContext,
  request: ProduceRequest,
  verifications: Verifications,
): Answer<ProduceResponseInput | typeof NO_RESPONSE> {
  const pending: Promise<void>[] = [];
  const responses = oncePerPartition(request.topicData).map((topic) => {
    const name = topicName(context, topic);
    const partitionResponses = topic.partitionData.map((partition) =>
      appendTo(context, request, { topic: name, partition, verifications }, pending),
    );
    return { name: topic.name, topicId: topic.topicId, partitionResponses };
  });
  const response = { responses, throttleTimeMs: 0 };
  if (request.acks === 0) return acknowledgeNothing(response);
  return pending.length === 0 ? response : Promise.all(pending).then(() => response);
}

/** The transactional batches of a request that have a partition to go to. */
function batchesOf(context: HandlerContext, request: ProduceRequest): TransactionalBatch[] {
  const { replicas } = context;
  return oncePerPartition(request.topicData).flatMap((topic) => {
    const name = topicName(context, topic);
    return topic.partitionData.flatMap(({ index, records }) => {
      const partition = name === null ? undefined : replicas.partitionsOf(name)[index];
      if (partition === undefined || !records || !isTransactional(records)) return [];
      const batch = new RecordBatch(records);
      return batch.hasProducerId ? [{ partition, batch }] : [];
    });
  });
}

function withOwnRecords(request: ProduceRequest): ProduceRequest {
  const own = (records: Buffer | null) => records && Buffer.from(records);
  return {
    ...request,
    topicData: request.topicData.map((topic) => ({
      ...topic,
      partitionData: topic.partitionData.map(({ index, records }) => {
        return { index, records: own(records) };
      }),
    })),
  };
}

/** Records of a transaction have to name it; without, the whole request is refused as one not authorized. */
function requireTransactionalId({ transactionalId, acks, topicData }: ProduceRequest): void {
  if (transactionalId !== null) return;
  const isPlain = topicData.every(({ partitionData }) =>
    partitionData.every(({ records }) => !isTransactional(records)),
  );
  if (isPlain) return;
  if (acks === 0) throw new CloseConnection('transactional records without a transactional id');
  throw new KafkaError(ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
}

function isTransactional(records: Buffer | null): boolean {
  if (!records || records.length < BATCH_HEADER_SIZE) return false;
  const batch = new RecordBatch(records);
  return batch.magic === MAGIC_V2 && batch.isTransactional;
}

/**
 * A partition that is named several times gets what was named last, as Apache Kafka does it; topics without
 * partitions are not answered.
 */
function oncePerPartition(topics: readonly TopicData[]): readonly TopicData[] {
  if (topics.length === 1 && topics[0]?.partitionData.length === 1) return topics;
  const merged = new Map<string, { topic: TopicData; partitions: Map<number, PartitionData> }>();
  for (const topic of topics) {
    // Either is empty: a request has names or ids.
    const key = topic.name + topic.topicId;
    const { partitions } = merged.get(key) ?? { partitions: new Map<number, PartitionData>() };
    for (const partition of topic.partitionData) partitions.set(partition.index, partition);
    if (partitions.size > 0) merged.set(key, { topic, partitions });
  }
  return [...merged.values()].map(({ topic, partitions }) => {
    return { ...topic, partitionData: [...partitions.values()] };
  });
}

/** Null while no topic has this id. */
function topicName({ apiVersion, metadata }: HandlerContext, topic: TopicData): string | null {
  return apiVersion >= 13 ? metadata.topicName(topic.topicId) : topic.name;
}

interface Target {
  readonly topic: string | null;
  readonly partition: PartitionData;
  readonly verifications: Verifications;
}

function appendTo(
  context: HandlerContext,
  request: ProduceRequest,
  target: Target,
  pending: Promise<void>[],
): PartitionResponse {
  const { index, records } = target.partition;
  let partition: Partition;
  try {
    partition = leaderOf(context, request, target);
  } catch (error) {
    return failed(index, toErrorCode(error));
  }
  const verification = target.verifications(partition);
  if (isRefusal(verification)) {
    return { ...failed(index, verification.code), errorMessage: verification.message };
  }
  try {
    const info = partition.append(records ?? EMPTY_RECORDS, 'client', verification);
    const response = {
      index,
      errorCode: ErrorCode.NONE,
      baseOffset: info.firstOffset,
      logAppendTimeMs: info.logAppendTimeMs,
      logStartOffset: info.logStartOffset,
    };
    const all = request.acks === ACKS_ALL;
    const done = all ? partition.committed(info.lastOffset) : info.flushed;
    if (done && request.acks !== 0) {
      const fail = (error: unknown) => void Object.assign(response, failureOf(partition, error));
      pending.push(done.catch(fail));
    }
    return response;
  } catch (error) {
    return failureOf(partition, error);
  }
}

/** The partition, when the request may be tried on it: what is refused here has not looked at the log. */
function leaderOf(
  context: HandlerContext,
  request: ProduceRequest,
  { topic, partition }: Target,
): Partition {
  if (topic === null) throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_ID);
  const leader = context.replicas.leaderPartition(topic, partition.index);
  const batch = onlyBatch(partition.records ?? EMPTY_RECORDS);
  if (batch.compressionId === ZSTD && context.apiVersion < ZSTD_VERSION) {
    throw new KafkaError(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE);
  }
  if (request.acks < ACKS_ALL || request.acks > 1) {
    throw new KafkaError(ErrorCode.INVALID_REQUIRED_ACKS);
  }
  if (isInternalTopic(topic) && context.clientId !== ADMIN_CLIENT_ID) {
    throw new KafkaError(ErrorCode.INVALID_TOPIC_EXCEPTION);
  }
  return leader;
}

/** Errors of an append after which Apache Kafka reports no log start offset. */
const WITHOUT_LOG_START: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
  ErrorCode.NOT_LEADER_OR_FOLLOWER,
  ErrorCode.MESSAGE_TOO_LARGE,
  ErrorCode.RECORD_LIST_TOO_LARGE,
  ErrorCode.CORRUPT_MESSAGE,
  ErrorCode.KAFKA_STORAGE_ERROR,
]);

function failureOf(partition: Partition, error: unknown): PartitionResponse {
  if (!(error instanceof KafkaError)) throw error;
  const response = failed(partition.index, error.code);
  if (WITHOUT_LOG_START.has(error.code)) return response;
  const { logStartOffset } = partition;
  if (error instanceof RecordValidationError) {
    const recordErrors = error.recordErrors.map(({ batchIndex, message }) => ({
      batchIndex,
      batchIndexErrorMessage: message,
    }));
    return { ...response, logStartOffset, recordErrors, errorMessage: error.message };
  }
  return { ...response, logStartOffset };
}

function failed(index: number, errorCode: ErrorCode): PartitionResponse {
  return {
    index,
    errorCode,
    baseOffset: NO_OFFSET,
    logAppendTimeMs: -1,
    logStartOffset: NO_OFFSET,
  };
}

/** With acks 0 a closed connection is the only way to tell the client that something went wrong. */
function acknowledgeNothing({ responses }: ProduceResponseInput): typeof NO_RESPONSE {
  for (const { name, partitionResponses } of responses) {
    for (const { index, errorCode } of partitionResponses) {
      if (errorCode === ErrorCode.NONE) continue;
      throw new CloseConnection(
        `a produce with acks=0 to ${name}-${index} failed with ${errorName(errorCode)}`,
      );
    }
  }
  return NO_RESPONSE;
}

const EMPTY_RECORDS = Buffer.alloc(0);
