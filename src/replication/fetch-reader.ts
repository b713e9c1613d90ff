// Reads what one Fetch asks for, partition by partition, within the limits of the whole request.
// Records are located here and read into the response when it is encoded, without a copy in between.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError, toErrorCode } from '../base/kafka-error.ts';
import type { RecordsSource } from '../protocol/message.ts';
import type { FetchNews, FetchTarget } from './fetch-session.ts';
import type { Isolation, Partition } from './partition.ts';

/** The limits of one Fetch over all its partitions; sizes are bytes. */
export interface FetchLimits {
  readonly maxBytes: number;
  readonly isolation: Isolation;
}

export interface AbortedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
}

/** What one partition answers to a Fetch. */
export interface PartitionFetch extends FetchNews {
  readonly lastStableOffset: number;
  readonly records: RecordsSource | null;
  /** Null for a reader that sees uncommitted records, empty for an unknown partition. */
  readonly abortedTransactions: readonly AbortedTransaction[] | null;
  /** Where the reader's history leaves this log's (KIP-595). */
  readonly divergingEpoch: { readonly epoch: number; readonly endOffset: number } | null;
}

const NOTHING_FETCHED = {
  highWatermark: -1,
  lastStableOffset: -1,
  logStartOffset: -1,
  recordsBytes: 0,
  records: null,
  abortedTransactions: null,
  diverging: false,
  divergingEpoch: null,
} as const;

const NO_TRANSACTIONS: readonly AbortedTransaction[] = [];

/** The answer for a partition that cannot be read. */
function failedFetch(errorCode: ErrorCode): PartitionFetch {
  const abortedTransactions = isUnknown(errorCode) ? NO_TRANSACTIONS : null;
  return { ...NOTHING_FETCHED, errorCode, abortedTransactions };
}

/** Whether the partition is not here: Apache Kafka finds that out before it reads or waits for anything. */
export function isUnknown(errorCode: number): boolean {
  return (
    errorCode === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION || errorCode === ErrorCode.UNKNOWN_TOPIC_ID
  );
}

/**
 * Reads all targets in order; the first that has records gives its whole first batch, however large (KIP-74).
 * Unknown partitions are answered last, as Apache Kafka does it.
 */
export function readPartitions(
  targets: readonly FetchTarget[],
  find: (target: FetchTarget) => Partition,
  limits: FetchLimits,
): (readonly [FetchTarget, PartitionFetch])[] {
  let remaining = limits.maxBytes;
  let minOneBatch = true;
  const known: [FetchTarget, PartitionFetch][] = [];
  const unknown: [FetchTarget, PartitionFetch][] = [];
  for (const target of targets) {
    const result = readOrFail(target, find, {
      maxBytes: Math.min(remaining, target.maxBytes),
      minOneBatch,
      isolation: limits.isolation,
    });
    if (result.recordsBytes > 0) minOneBatch = false;
    remaining = Math.max(0, remaining - result.recordsBytes);
    (isUnknown(result.errorCode) ? unknown : known).push([target, result]);
  }
  return unknown.length === 0 ? known : known.concat(unknown);
}

interface ReadLimits extends FetchLimits {
  readonly minOneBatch: boolean;
}

function readOrFail(
  target: FetchTarget,
  find: (target: FetchTarget) => Partition,
  limits: ReadLimits,
): PartitionFetch {
  try {
    const partition = find(target);
    partition.requireLeaderEpoch(target.currentLeaderEpoch);
    return read(partition, target, limits);
  } catch (error) {
    return failedFetch(toErrorCode(error));
  }
}

function read(partition: Partition, target: FetchTarget, limits: ReadLimits): PartitionFetch {
  const { log } = partition;
  const answer = {
    ...NOTHING_FETCHED,
    errorCode: ErrorCode.NONE,
    highWatermark: partition.highWatermark,
    lastStableOffset: partition.lastStableOffset,
    logStartOffset: log.logStartOffset,
  };
  const divergingEpoch = findDivergence(partition, target);
  if (divergingEpoch) return { ...answer, diverging: true, divergingEpoch };
  const maxOffset = partition.endOffset(limits.isolation);
  const { fetchOffset } = target;
  const { maxBytes, minOneBatch } = limits;
  const slice = log.read({ fetchOffset, maxBytes: Math.max(0, maxBytes), maxOffset, minOneBatch });
  return {
    ...answer,
    records: slice.records,
    recordsBytes: slice.records.byteLength,
    abortedTransactions:
      limits.isolation === 'read_committed'
        ? log.abortedTransactions(fetchOffset, slice.nextOffset)
        : null,
  };
}

/** Compares the epoch that the reader last saw with this log's history; null when they agree. */
function findDivergence(
  partition: Partition,
  { lastFetchedEpoch, fetchOffset }: FetchTarget,
): PartitionFetch['divergingEpoch'] {
  if (lastFetchedEpoch < 0) return null;
  const end = partition.endOffsetForEpoch(lastFetchedEpoch);
  // A reader behind the log's start has to begin anew, whatever its history was.
  if (!end || fetchOffset < partition.logStartOffset) {
    throw new KafkaError(ErrorCode.OFFSET_OUT_OF_RANGE);
  }
  const agrees = end.leaderEpoch >= lastFetchedEpoch && end.endOffset >= fetchOffset;
  return agrees ? null : { epoch: end.leaderEpoch, endOffset: end.endOffset };
}
