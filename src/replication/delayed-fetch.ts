// A Fetch that found too little waits here (the purgatory) until its partitions hold enough, its time is
// up, or its client is gone. It only waits: what is then there is read anew by whoever waited.

import { KafkaError } from '../base/kafka-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { FetchTarget } from './fetch-session.ts';
import type { Isolation, Partition } from './partition.ts';

/** A partition that is waited for, and from where it is read. */
export interface WaitedPartition {
  readonly partition: Partition;
  readonly target: FetchTarget;
}

export interface FetchWait {
  readonly clock: Clock;
  readonly waited: readonly WaitedPartition[];
  readonly isolation: Isolation;
  /** Bytes. */
  readonly minBytes: number;
  readonly maxWaitMs: number;
  /** Calls back when the client is gone; returns how to take that back. */
  onClose(fn: () => void): () => void;
}

/** Resolves when the fetch should be answered, with whatever there is. */
export function waitForRecords(wait: FetchWait): Promise<void> {
  // What has ended will never wake anybody.
  if (wait.waited.some(({ partition }) => partition.waitingEnded)) return Promise.resolve();
  return new Promise((resolve) => {
    const undo: (() => void)[] = [];
    const finish = () => {
      for (const step of undo.splice(0)) step();
      resolve();
    };
    const wake = () => {
      if (isAnswerable(wait)) finish();
    };
    for (const { partition } of wait.waited) undo.push(partition.watch(wake));
    const timer = wait.clock.setTimer(wait.maxWaitMs, finish);
    undo.push(() => timer.cancel());
    undo.push(wait.onClose(finish));
  });
}

function isAnswerable(wait: FetchWait): boolean {
  let bytes = 0;
  for (const waited of wait.waited) {
    const available = availableBytes(waited, wait);
    if (available === 'answer now') return true;
    bytes += available;
    if (bytes >= wait.minBytes) return true;
  }
  return false;
}

/** How much a partition could give; any failure is the client's to hear at once. */
function availableBytes(
  { partition, target }: WaitedPartition,
  { isolation, minBytes }: FetchWait,
): number | 'answer now' {
  if (partition.waitingEnded) return 'answer now';
  try {
    partition.requireLeaderEpoch(target.currentLeaderEpoch);
    const end = partition.endOffset(isolation);
    if (target.fetchOffset > end || target.fetchOffset < partition.logStartOffset)
      return 'answer now';
    if (target.fetchOffset === end) return 0;
    // Waiting for "anything" (the usual min.bytes of 1) needs no look at the segments.
    return minBytes <= 1 ? 1 : bytesFrom(partition, target, end);
  } catch (error) {
    if (error instanceof KafkaError) return 'answer now';
    throw error;
  }
}

/** Bytes up to the end, batches whole or not; as Apache Kafka does, a partition counts up to its own limit. */
export function bytesFrom(
  { log }: Partition,
  { fetchOffset, maxBytes }: Pick<FetchTarget, 'fetchOffset' | 'maxBytes'>,
  maxOffset: number,
): number | 'answer now' {
  const everything = {
    fetchOffset,
    maxBytes: Number.POSITIVE_INFINITY,
    maxOffset,
    minOneBatch: true,
  };
  const { records, nextOffset } = log.read(everything);
  // The end is in a later segment: the reader has fallen behind, and waiting is not for it.
  return nextOffset < maxOffset ? 'answer now' : Math.min(records.byteLength, maxBytes);
}
