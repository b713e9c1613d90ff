// Reads what one ShareFetch may have, partition by partition: as many records as it asks for are acquired, and
// the batches of the log that hold them are given, located and not copied.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { LogSlice, SlicedBatch, StoredRecords } from '../../log/log-slice.ts';
import type { Isolation } from '../partition.ts';
import { abortedBatches, withoutBatches } from './aborted-batches.ts';
import type { AcquiredRecords } from './acquisition.ts';
import type { SharePartition } from './share-partition.ts';

/** What a member wants of all partitions of a request together. */
export interface WantedShare {
  readonly memberId: string;
  readonly maxRecords: number;
  readonly batchSize: number;
  readonly isRecordLimit: boolean;
  /** Bytes. */
  readonly maxBytes: number;
  readonly isolation: Isolation;
}

/** A partition that records may be acquired of now, and from where. */
export interface Acquirable {
  readonly share: SharePartition;
  readonly fetchOffset: number;
}

/** What a partition gives. */
export interface ShareRead {
  readonly share: SharePartition;
  readonly errorCode: ErrorCode;
  readonly recordsBytes: number;
  readonly records: StoredRecords | null;
  readonly acquired: readonly AcquiredRecords[];
}

/** Reads and acquires; the first partition that has records gives its first batch whole (KIP-74). */
export function readShares(acquirable: readonly Acquirable[], wanted: WantedShare): ShareRead[] {
  const perPartition = Math.floor(wanted.maxBytes / acquirable.length);
  let bytesLeft = wanted.maxBytes;
  let recordsLeft = wanted.maxRecords;
  let minOneBatch = true;
  return acquirable.map(({ share, fetchOffset }) => {
    const maxBytes = Math.min(perPartition, bytesLeft);
    const limits = { ...wanted, fetchOffset, maxBytes, minOneBatch, maxRecords: recordsLeft };
    const { read, bytesRead } = readOrFail(share, limits);
    if (bytesRead > 0) minOneBatch = false;
    bytesLeft = Math.max(0, bytesLeft - bytesRead);
    for (const { firstOffset, lastOffset } of read.acquired)
      recordsLeft -= lastOffset - firstOffset + 1;
    return read;
  });
}

interface ReadLimits extends WantedShare {
  readonly fetchOffset: number;
  readonly minOneBatch: boolean;
}

interface Counted {
  readonly read: ShareRead;
  /** Bytes that were located, whether they are given or not. */
  readonly bytesRead: number;
}

function readOrFail(share: SharePartition, limits: ReadLimits): Counted {
  try {
    return read(share, limits);
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return { read: nothing(share, error.code), bytesRead: 0 };
  }
}

function read(share: SharePartition, limits: ReadLimits): Counted {
  const { fetchOffset, maxBytes, minOneBatch, isolation } = limits;
  const { log } = share.partition;
  const maxOffset = share.partition.endOffset(isolation);
  const slice = log.read({ fetchOffset, maxBytes, maxOffset, minOneBatch });
  const bytesRead = slice.records.byteLength;
  const batches = batchesInReach(slice, share, limits);
  const acquired = share.acquire({ ...limits, batches });
  const visible = isolation === 'read_committed' ? committed(share, acquired, batches) : acquired;
  if (visible.length === 0) return { read: nothing(share), bytesRead };
  const records = recordsOf(slice, batches, visible);
  const recordsBytes = records.byteLength;
  return { read: { ...nothing(share), records, recordsBytes, acquired: visible }, bytesRead };
}

/** The batches that records could be acquired of: no more than one walk may take. */
function batchesInReach(
  slice: LogSlice,
  { records }: SharePartition,
  { maxRecords }: ReadLimits,
): SlicedBatch[] {
  const batches: SlicedBatch[] = [];
  let reach = Number.POSITIVE_INFINITY;
  for (const batch of slice.batches()) {
    if (batch.baseOffset > reach) break;
    batches.push(batch);
    const isNew = batch.lastOffset > records.endOffset || records.isEmpty;
    if (isNew && reach === Number.POSITIVE_INFINITY) reach = batch.baseOffset + maxRecords;
  }
  return batches;
}

/** Gives up what was acquired of aborted transactions; returns what is left. */
function committed(
  share: SharePartition,
  acquired: readonly AcquiredRecords[],
  batches: readonly SlicedBatch[],
): readonly AcquiredRecords[] {
  const first = batches[0]?.baseOffset ?? 0;
  const end = (batches.at(-1)?.lastOffset ?? 0) + 1;
  const transactions = share.partition.log.abortedTransactions(first, end);
  const aborted = abortedBatches(batches, transactions);
  if (aborted.length === 0 || acquired.length === 0) return acquired;
  for (const { baseOffset, lastOffset } of aborted) share.archiveAcquired(baseOffset, lastOffset);
  return withoutBatches(acquired, aborted);
}

/** The batches from the one with the first acquired record to the one with the last. */
function recordsOf(
  slice: LogSlice,
  batches: readonly SlicedBatch[],
  acquired: readonly AcquiredRecords[],
): StoredRecords {
  const firstOffset = acquired[0]?.firstOffset ?? 0;
  const lastOffset = acquired.at(-1)?.lastOffset ?? 0;
  const first = batches.findLast(({ baseOffset }) => baseOffset <= firstOffset) ?? batches[0];
  const last = batches.findLast(({ baseOffset }) => baseOffset <= lastOffset) ?? first;
  if (first === undefined || last === undefined) return slice.records;
  return slice.part(first.position, last.position + last.sizeInBytes - first.position);
}

function nothing(share: SharePartition, errorCode: ErrorCode = ErrorCode.NONE): ShareRead {
  return { share, errorCode, recordsBytes: 0, records: null, acquired: [] };
}
