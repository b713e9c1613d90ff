// TxnOffsetCommit (key 28): a group's positions as part of a producer's transaction; they count once it is
// committed (KIP-98). Partitions that do not exist are refused one by one. v2 adds the leader epoch
// (KIP-320), v3 the member, who is checked (KIP-447), and is flexible, v4 knows TRANSACTION_ABORTABLE, v5
// needs no AddOffsetsToTxn before (KIP-890).

import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { joinTopics, splitPartitions } from '../dispatch/join-topics.ts';
import type {
  TxnOffsetCommitRequest,
  TxnOffsetCommitResponseTopicInput,
} from '../protocol/generated/txn-offset-commit.ts';
import { TxnOffsetCommit } from '../protocol/generated/txn-offset-commit.ts';

/** Clients of that time do not know COORDINATOR_LOAD_IN_PROGRESS here. */
const LOADING_VERSION = 2;

type Topic = TxnOffsetCommitRequest['topics'][number];
type Partition = Topic['partitions'][number];

export const txnOffsetCommit = defineHandler(TxnOffsetCommit, {
  versions: [0, 5],

  handle({ apiVersion, groups, metadata }, request) {
    const known: Topic[] = [];
    const refused: TxnOffsetCommitResponseTopicInput[] = [];
    for (const { name, partitions, ...topic } of request.topics) {
      const image = metadata.topic(name);
      const { existing, missing } = splitPartitions(
        partitions,
        ({ partitionIndex }) => image?.partitions[partitionIndex] !== undefined,
      );
      if (existing.length > 0) known.push({ ...topic, name, partitions: [...existing] });
      if (missing.length > 0 || image === undefined) refused.push(refusal(name, missing));
    }
    const answer = (topics: readonly TxnOffsetCommitResponseTopicInput[]) => {
      const joined = joinTopics(refused, topics, ({ name }) => name);
      return { throttleTimeMs: 0, topics: joined.map((topic) => toldTo(apiVersion, topic)) };
    };
    if (known.length === 0) return answer([]);
    const commit = groups.commitTransactionalOffsets(apiVersion, { ...request, topics: known });
    return whenAnswered(commit, ({ topics }) => answer(topics));
  },

  failure: (errorCode, request) => ({
    throttleTimeMs: 0,
    topics: request.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
    })),
  }),
});

function refusal(
  name: string,
  partitions: readonly Partition[],
): TxnOffsetCommitResponseTopicInput {
  const errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  return {
    name,
    partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
  };
}

function toldTo(
  apiVersion: number,
  topic: TxnOffsetCommitResponseTopicInput,
): TxnOffsetCommitResponseTopicInput {
  if (apiVersion >= LOADING_VERSION) return topic;
  const partitions = topic.partitions.map((partition) =>
    partition.errorCode === ErrorCode.COORDINATOR_LOAD_IN_PROGRESS
      ? { ...partition, errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE }
      : partition,
  );
  return { ...topic, partitions };
}
