// TxnOffsetCommit (key 28): a group's positions as part of a producer's transaction; they count once it is
// committed (KIP-98). Partitions that do not exist are refused one by one. v2 adds the leader epoch
// (KIP-320), v3 the member, who is checked (KIP-447), and is flexible, v4 knows TRANSACTION_ABORTABLE, v5
// needs no AddOffsetsToTxn before (KIP-890).

import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type {
  TxnOffsetCommitRequest,
  TxnOffsetCommitResponseInput,
} from '../protocol/generated/txn-offset-commit.ts';
import { TxnOffsetCommit } from '../protocol/generated/txn-offset-commit.ts';

/** Clients of that time do not know COORDINATOR_LOAD_IN_PROGRESS here. */
const LOADING_VERSION = 2;

type Topic = TxnOffsetCommitRequest['topics'][number];
type TopicAnswer = TxnOffsetCommitResponseInput['topics'][number];
type PartitionAnswer = TopicAnswer['partitions'][number];

export const txnOffsetCommit = defineHandler(TxnOffsetCommit, {
  versions: [0, 5],

  handle(context, request) {
    const known = request.topics
      .map((topic) => withPartitionsThatExist(context, topic))
      .filter(({ partitions }) => partitions.length > 0);
    if (known.length === 0) return merged(context, request, []);
    const { groups, apiVersion } = context;
    const commit = groups.commitTransactionalOffsets(apiVersion, { ...request, topics: known });
    return whenAnswered(commit, ({ topics }) => merged(context, request, topics));
  },
});

function withPartitionsThatExist({ metadata }: HandlerContext, topic: Topic): Topic {
  const exists = (index: number) => metadata.partition(topic.name, index) !== undefined;
  return {
    ...topic,
    partitions: topic.partitions.filter(({ partitionIndex }) => exists(partitionIndex)),
  };
}

/** Refusals first, then the answers of the coordinator: the order in which Apache Kafka comes to them. */
function merged(
  context: HandlerContext,
  request: TxnOffsetCommitRequest,
  answers: readonly TopicAnswer[],
): TxnOffsetCommitResponseInput {
  const topics = new Map<string, PartitionAnswer[]>();
  const answersOf = (name: string) => {
    const known = topics.get(name) ?? [];
    topics.set(name, known);
    return known;
  };
  for (const { name, partitions } of request.topics) {
    for (const { partitionIndex } of partitions) {
      if (context.metadata.partition(name, partitionIndex) !== undefined) continue;
      const errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
      answersOf(name).push({ partitionIndex, errorCode });
    }
  }
  for (const { name, partitions } of answers) {
    for (const { partitionIndex, errorCode } of partitions) {
      const code = toldTo(context.apiVersion, errorCode);
      answersOf(name).push({ partitionIndex, errorCode: code });
    }
  }
  const told = Array.from(topics, ([name, partitions]) => ({ name, partitions }));
  return { throttleTimeMs: 0, topics: told };
}

function toldTo(apiVersion: number, code: number): number {
  const isLoading = code === ErrorCode.COORDINATOR_LOAD_IN_PROGRESS;
  return isLoading && apiVersion < LOADING_VERSION ? ErrorCode.COORDINATOR_NOT_AVAILABLE : code;
}
