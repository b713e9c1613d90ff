// A ShareFetch that finds too little waits here until records can be acquired: some were appended, a lock has
// ended, a member has released some or is gone, or others moved the group on. When its time is up it takes
// what there is.

import { KafkaError } from '../../base/kafka-error.ts';
import type { Clock } from '../../platform/clock.ts';
import { bytesFrom } from '../delayed-fetch.ts';
import type { SharePartition } from './share-partition.ts';
import type { Acquirable, ShareRead, WantedShare } from './share-read.ts';
import { readShares } from './share-read.ts';

export interface ShareFetchWait extends WantedShare {
  readonly clock: Clock;
  /** In the order in which they are served; those that are still loading are waited for. */
  readonly shares: readonly SharePartition[];
  /** Bytes. */
  readonly minBytes: number;
  readonly maxWaitMs: number;
  /** Calls back when the client is gone; returns how to take that back. */
  onClose(fn: () => void): () => void;
}

/** Reads at once what is enough, or waits for it. */
export function fetchShares(wait: ShareFetchWait): ShareRead[] | Promise<ShareRead[]> {
  const now = takeIfEnough(wait);
  if (now !== null) return now;
  if (wait.maxWaitMs <= 0 || hasEnded(wait)) return takeAny(wait);
  return new Promise((resolve) => {
    const undo: (() => void)[] = [];
    const finish = (reads: ShareRead[]) => {
      for (const step of undo.splice(0)) step();
      resolve(reads);
    };
    const wake = () => {
      if (undo.length === 0) return;
      const reads = hasEnded(wait) ? takeAny(wait) : takeIfEnough(wait);
      if (reads !== null) finish(reads);
    };
    for (const share of wait.shares) {
      undo.push(share.watch(wake));
      undo.push(share.partition.watch(wake));
    }
    const timer = wait.clock.setTimer(wait.maxWaitMs, () => finish(takeAny(wait)));
    undo.push(() => timer.cancel());
    // Nobody would get what is acquired for a client that is gone.
    undo.push(wait.onClose(() => finish([])));
  });
}

/** Whether there is nothing left that could wake anybody. */
function hasEnded({ shares }: ShareFetchWait): boolean {
  return shares.every((share) => share.isFenced || share.partition.waitingEnded);
}

function takeIfEnough(wait: ShareFetchWait): ShareRead[] | null {
  const acquirable = acquirableNow(wait.shares);
  const isEnough = acquirable.length > 0 && hasEnough(acquirable, wait);
  return isEnough ? readShares(acquirable, wait) : null;
}

function takeAny(wait: ShareFetchWait): ShareRead[] {
  const acquirable = acquirableNow(wait.shares);
  return acquirable.length === 0 ? [] : readShares(acquirable, wait);
}

function acquirableNow(shares: readonly SharePartition[]): Acquirable[] {
  const acquirable: Acquirable[] = [];
  for (const share of shares) {
    const fetchOffset = fetchOffsetOf(share);
    if (fetchOffset !== null) acquirable.push({ share, fetchOffset });
  }
  return acquirable;
}

/** Where a log cannot be read, reading it says why. */
function fetchOffsetOf(share: SharePartition): number | null {
  try {
    return share.fetchOffset();
  } catch (error) {
    if (error instanceof KafkaError) return share.records.nextFetchOffset();
    throw error;
  }
}

/** Whether as many bytes are there as are wanted; a failure is the client's to hear at once. */
function hasEnough(
  acquirable: readonly Acquirable[],
  { isolation, minBytes, maxBytes }: ShareFetchWait,
): boolean {
  if (minBytes <= 0) return true;
  let bytes = 0;
  for (const { share, fetchOffset } of acquirable) {
    try {
      const end = share.partition.endOffset(isolation);
      if (fetchOffset >= end) continue;
      // Waiting for "anything" (the usual min.bytes of 1) needs no look at the segments.
      if (minBytes === 1) return true;
      const limit = Math.floor(maxBytes / acquirable.length);
      const available = bytesFrom(share.partition, { fetchOffset, maxBytes: limit }, end);
      if (available === 'answer now') return true;
      bytes += available;
    } catch (error) {
      if (error instanceof KafkaError) return true;
      throw error;
    }
  }
  return bytes >= minBytes;
}
