// AddPartitionsToTxn (key 24): partitions join a producer's transaction, before it appends to them (KIP-98).
// v2 knows PRODUCER_FENCED (KIP-588), v3 is flexible; v4 and v5 are sent by brokers, for several
// transactions at a time, and can ask instead of add (KIP-890). All partitions must exist, or none is added.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import type { TransactionPartitions } from '../coordinator/transaction/transaction.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type {
  AddPartitionsToTxnRequest,
  AddPartitionsToTxnResponseInput,
} from '../protocol/generated/add-partitions-to-txn.ts';
import { AddPartitionsToTxn } from '../protocol/generated/add-partitions-to-txn.ts';

/** The first version that takes several transactions. */
const SEVERAL_VERSION = 4;
/** Before, a fenced producer is told INVALID_PRODUCER_EPOCH. */
const FENCED_VERSION = 2;
/** The transaction versions that the two forms of the request speak. */
const CLIENT_TRANSACTION_VERSION = 0;
const BROKER_TRANSACTION_VERSION = 2;

type Transaction = AddPartitionsToTxnRequest['transactions'][number];
type Topics = Transaction['topics'];
type Result = NonNullable<AddPartitionsToTxnResponseInput['resultsByTransaction']>[number];
type CodeOf = (topic: string, partition: number) => ErrorCode;

export const addPartitionsToTxn = defineHandler(AddPartitionsToTxn, {
  versions: [0, 5],

  handle(context, request) {
    if (context.apiVersion < SEVERAL_VERSION) {
      return whenAnswered(answer(context, clientTransaction(request)), ({ topicResults }) => ({
        throttleTimeMs: 0,
        resultsByTopicV3AndBelow: topicResults,
      }));
    }
    const answers = request.transactions.map((transaction) => answer(context, transaction));
    return Promise.all(answers).then((resultsByTransaction) => ({
      throttleTimeMs: 0,
      errorCode: ErrorCode.NONE,
      resultsByTransaction,
    }));
  },

  failure(code, request, { apiVersion }) {
    const codeOf: CodeOf = () => code;
    if (apiVersion < SEVERAL_VERSION) {
      const { topicResults } = resultOf(clientTransaction(request), codeOf);
      return { throttleTimeMs: 0, resultsByTopicV3AndBelow: topicResults };
    }
    const resultsByTransaction = request.transactions.map((one) => resultOf(one, codeOf));
    return { throttleTimeMs: 0, errorCode: code, resultsByTransaction };
  },
});

function clientTransaction(request: AddPartitionsToTxnRequest): Transaction {
  return {
    transactionalId: request.v3AndBelowTransactionalId,
    producerId: request.v3AndBelowProducerId,
    producerEpoch: request.v3AndBelowProducerEpoch,
    verifyOnly: false,
    topics: request.v3AndBelowTopics,
  };
}

function answer(context: HandlerContext, transaction: Transaction): Answer<Result> {
  return whenAnswered(codesOf(context, transaction), (codeOf) => resultOf(transaction, codeOf));
}

function resultOf({ transactionalId, topics }: Transaction, codeOf: CodeOf): Result {
  return {
    transactionalId,
    topicResults: topics.map(({ name, partitions }) => ({
      name,
      resultsByPartition: partitions.map((partitionIndex) => ({
        partitionIndex,
        partitionErrorCode: codeOf(name, partitionIndex),
      })),
    })),
  };
}

function codesOf(context: HandlerContext, transaction: Transaction): Answer<CodeOf> {
  const { metadata, transactions } = context;
  const isThere = (topic: string, partition: number) =>
    metadata.partition(topic, partition) !== undefined;
  const allAreThere = transaction.topics.every(({ name, partitions }) =>
    partitions.every((partition) => isThere(name, partition)),
  );
  if (!allAreThere) {
    return (topic, partition) =>
      isThere(topic, partition)
        ? ErrorCode.OPERATION_NOT_ATTEMPTED
        : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  }
  const { transactionalId, producerId, producerEpoch } = transaction;
  const partitions = partitionsOf(transaction.topics);
  const request = { transactionalId, producerId, producerEpoch, partitions };
  if (transaction.verifyOnly) {
    return whenAnswered(transactions.verifyPartitions(request), verified);
  }
  const isClients = context.apiVersion < SEVERAL_VERSION;
  const version = isClients ? CLIENT_TRANSACTION_VERSION : BROKER_TRANSACTION_VERSION;
  return whenAnswered(transactions.addPartitions(request, version), (code): CodeOf => {
    const isFenced = code === ErrorCode.PRODUCER_FENCED && context.apiVersion < FENCED_VERSION;
    const told = isFenced ? ErrorCode.INVALID_PRODUCER_EPOCH : code;
    return () => told;
  });
}

function verified(answered: TransactionPartitions | ErrorCode): CodeOf {
  if (typeof answered === 'number') return () => answered;
  return (topic, partition) =>
    answered.get(topic)?.has(partition) ? ErrorCode.NONE : ErrorCode.TRANSACTION_ABORTABLE;
}

function partitionsOf(topics: Topics): TransactionPartitions {
  const all = new Map<string, Set<number>>();
  for (const { name, partitions } of topics) {
    all.set(name, new Set([...(all.get(name) ?? []), ...partitions]));
  }
  return all;
}
