// ListOffsets (key 2): the offset that belongs to a timestamp, or to one of the special ones below zero.
// v4 adds leader epochs (KIP-320), v6 is flexible, v7 the offset of the largest timestamp (KIP-734), v8 the
// earliest local offset (KIP-405), v9 the latest tiered one (KIP-1005), v10 a timeout for tiered storage
// (KIP-1075), v11 the earliest offset that waits to be tiered (KIP-1023). Nothing is tiered here.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError, toErrorCode } from '../base/kafka-error.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type {
  ListOffsetsRequest,
  ListOffsetsResponseInput,
} from '../protocol/generated/list-offsets.ts';
import { ListOffsets } from '../protocol/generated/list-offsets.ts';
import type { Isolation, Partition } from '../replication/partition.ts';

type TopicRequest = ListOffsetsRequest['topics'][number];
type PartitionRequest = TopicRequest['partitions'][number];
type PartitionResponse = ListOffsetsResponseInput['topics'][number]['partitions'][number];
type Found = Pick<PartitionResponse, 'timestamp' | 'offset' | 'leaderEpoch'>;

/** Timestamps that stand for a position in the log. */
const LATEST = -1;
const EARLIEST = -2;
const MAX_TIMESTAMP = -3;
const EARLIEST_LOCAL = -4;
const LATEST_TIERED = -5;
const EARLIEST_PENDING_UPLOAD = -6;

/** The version from which on each special timestamp may be asked for. */
const SINCE_VERSION = new Map([
  [LATEST, 0],
  [EARLIEST, 0],
  [MAX_TIMESTAMP, 7],
  [EARLIEST_LOCAL, 8],
  [LATEST_TIERED, 9],
  [EARLIEST_PENDING_UPLOAD, 11],
]);

const CONSUMER_REPLICA_ID = -1;
const NO_EPOCH = -1;
/** Earlier answers have no room for the leader epoch. */
const LEADER_EPOCH_VERSION = 4;
const NOT_FOUND: Found = { timestamp: -1, offset: -1, leaderEpoch: -1 };

export const listOffsets = defineHandler(ListOffsets, {
  versions: [1, 11],

  handle(context, request) {
    const duplicates = duplicatePartitions(request);
    return {
      throttleTimeMs: 0,
      topics: request.topics.map((topic) => ({
        name: topic.name,
        partitions: topic.partitions.map((partition) => {
          const isDuplicate = duplicates.has(`${topic.name}-${partition.partitionIndex}`);
          return isDuplicate
            ? failed(partition, ErrorCode.INVALID_REQUEST)
            : answer(context, request, topic, partition);
        }),
      })),
    };
  },

  failure: (errorCode, request) => ({
    throttleTimeMs: 0,
    topics: request.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map((partition) => failed(partition, errorCode)),
    })),
  }),
});

function duplicatePartitions({ topics }: ListOffsetsRequest): ReadonlySet<string> {
  const seen = new Set<string>();
  const duplicates = new Set<string>();
  for (const { name, partitions } of topics) {
    for (const { partitionIndex } of partitions) {
      const key = `${name}-${partitionIndex}`;
      if (seen.has(key)) duplicates.add(key);
      seen.add(key);
    }
  }
  return duplicates;
}

function answer(
  context: HandlerContext,
  request: ListOffsetsRequest,
  { name }: TopicRequest,
  wanted: PartitionRequest,
): PartitionResponse {
  try {
    const { partitionIndex, timestamp, currentLeaderEpoch } = wanted;
    if (timestamp < 0 && context.apiVersion < (SINCE_VERSION.get(timestamp) ?? Infinity)) {
      throw new KafkaError(ErrorCode.UNSUPPORTED_VERSION);
    }
    const partition = context.replicas.leaderPartition(name, partitionIndex);
    partition.requireLeaderEpoch(currentLeaderEpoch);
    const found = find(partition, timestamp, isolationOf(request));
    const leaderEpoch = context.apiVersion >= LEADER_EPOCH_VERSION ? found.leaderEpoch : NO_EPOCH;
    return { partitionIndex, errorCode: ErrorCode.NONE, ...found, leaderEpoch };
  } catch (error) {
    return failed(wanted, toErrorCode(error));
  }
}

function failed({ partitionIndex }: PartitionRequest, errorCode: ErrorCode): PartitionResponse {
  return { partitionIndex, errorCode, ...NOT_FOUND };
}

function isolationOf({ replicaId, isolationLevel }: ListOffsetsRequest): Isolation {
  if (replicaId !== CONSUMER_REPLICA_ID) return 'log_end';
  return isolationLevel === 1 ? 'read_committed' : 'read_uncommitted';
}

function find(partition: Partition, timestamp: number, isolation: Isolation): Found {
  const { log } = partition;
  switch (timestamp) {
    case LATEST:
      return {
        timestamp: -1,
        offset: partition.endOffset(isolation),
        leaderEpoch: partition.leaderEpoch,
      };
    case EARLIEST:
    case EARLIEST_LOCAL: {
      const offset = log.logStartOffset;
      return { timestamp: -1, offset, leaderEpoch: partition.epochAt(offset) ?? NO_EPOCH };
    }
    case LATEST_TIERED:
    case EARLIEST_PENDING_UPLOAD:
      return NOT_FOUND;
    default: {
      const found =
        timestamp === MAX_TIMESTAMP ? log.maxTimestamp() : log.offsetForTimestamp(timestamp);
      if (!found || found.offset >= partition.endOffset(isolation)) return NOT_FOUND;
      return { ...found, leaderEpoch: found.leaderEpoch ?? NO_EPOCH };
    }
  }
}
