// The fetching part of ShareFetch: from the partitions of a share session to what each of them gives. What
// cannot be fetched is told with the rest, and does not cut its wait short.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { RecordsInput } from '../protocol/message.ts';
import type { AcquiredRecords } from '../replication/share/acquisition.ts';
import { fetchShares } from '../replication/share/delayed-share-fetch.ts';
import type { SharePartition } from '../replication/share/share-partition.ts';
import type { WantedShare } from '../replication/share/share-read.ts';
import type { SharedPartition } from '../replication/share/share-session.ts';
import type { HandlerContext } from './handler.ts';

/** What a request wants of all its partitions together. */
export interface SharedFetchRequest extends Omit<WantedShare, 'isolation'> {
  readonly groupId: string;
  /** Bytes. */
  readonly minBytes: number;
  readonly maxWaitMs: number;
  /** With which partition the request begins, so that each has its turn. */
  readonly rotation: number;
}

/** What one partition gives. */
export interface SharedFetch extends SharedPartition {
  readonly errorCode: ErrorCode;
  readonly recordsBytes: number;
  readonly records: RecordsInput | null;
  readonly acquired: readonly AcquiredRecords[];
}

/** Fetches at once, or waits; see `fetchShares`. */
export function fetchShared(
  context: HandlerContext,
  partitions: readonly SharedPartition[],
  request: SharedFetchRequest,
): Answer<SharedFetch[]> {
  const failed: SharedFetch[] = [];
  const opened: Opened[] = [];
  const existing = partitions.filter((shared) => {
    const errorCode = missing(context, shared);
    if (errorCode !== ErrorCode.NONE) failed.push(failure(shared, errorCode));
    return errorCode === ErrorCode.NONE;
  });
  if (request.maxRecords === 0 || request.maxBytes === 0) return failed;
  for (const shared of rotated(existing, request.rotation)) {
    try {
      opened.push({ shared, share: open(context, request.groupId, shared) });
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      failed.push(failure(shared, error.code));
    }
  }
  const usable = opened.filter(({ share }) => !share.isFenced);
  if (usable.length === 0) return [...opened.flatMap(loadFailure), ...failed];
  const reads = fetchShares({
    ...request,
    isolation: context.shares.settings(request.groupId).isolation,
    clock: context.clock,
    shares: usable.map(({ share }) => share),
    onClose: (fn) => context.connection.onClose(fn),
  });
  return whenAnswered(reads, (given) => {
    const sharedOf = new Map(opened.map(({ share, shared }) => [share, shared]));
    const results = given.flatMap(({ share, ...read }) => {
      const shared = sharedOf.get(share);
      return shared === undefined ? [] : [{ ...shared, ...read }];
    });
    return [...results, ...opened.flatMap(loadFailure), ...failed];
  });
}

interface Opened {
  readonly shared: SharedPartition;
  readonly share: SharePartition;
}

/** The share partition; one that has not read its state begins to, and wakes whoever waits when it has. */
function open(
  { shares, replicas }: HandlerContext,
  groupId: string,
  { topic, topicId, partition }: SharedPartition,
): SharePartition {
  const led = replicas.leaderPartition(topic ?? '', partition);
  if (led.topicId !== topicId) throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  const share = shares.open(groupId, led);
  void share.load();
  return share;
}

/** A partition whose stored state could not be read. */
function loadFailure({ shared, share }: Opened): SharedFetch[] {
  return share.loadFailure === null ? [] : [failure(shared, share.loadFailure.code)];
}

function missing({ metadata }: HandlerContext, { topic, partition }: SharedPartition): ErrorCode {
  if (topic === null) return ErrorCode.UNKNOWN_TOPIC_ID;
  const isThere = metadata.partition(topic, partition) !== undefined;
  return isThere ? ErrorCode.NONE : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
}

function failure(shared: SharedPartition, errorCode: ErrorCode): SharedFetch {
  return { ...shared, errorCode, recordsBytes: 0, records: null, acquired: [] };
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const at = list.length === 0 ? 0 : by % list.length;
  return at === 0 ? list : [...list.slice(at), ...list.slice(0, at)];
}
