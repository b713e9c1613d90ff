// Where a share group begins in a partition that it has no state of (`share.auto.offset.reset`).

import type { Partition } from '../partition.ts';
import type { ShareStart } from './share-group-settings.ts';

/** The first offset that the group gets. Where no record is young enough, the group gets those to come. */
export function startOffsetOf(partition: Partition, start: ShareStart, nowMs: number): number {
  const end = partition.endOffset('read_uncommitted');
  if (start === 'latest') return end;
  if (start === 'earliest') return partition.logStartOffset;
  const found = partition.log.offsetForTimestamp(nowMs - start.durationMs);
  return Math.min(found?.offset ?? end, end);
}
