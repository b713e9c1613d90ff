// Which segments become one: those that stand side by side and together are no larger than a segment may be,
// so that a log that is cleaned again and again does not end as thousands of small files.

import { MAX_RELATIVE } from '../segment-scan.ts';

/** A segment that is to be cleaned. Sizes are bytes. */
export interface SourceSize {
  readonly baseOffset: number;
  readonly size: number;
  readonly offsetIndexSize: number;
  readonly timeIndexSize: number;
}

export interface GroupLimits {
  readonly segmentBytes: number;
  readonly segmentIndexBytes: number;
  /** The offset after the last one of the last segment, at most. */
  readonly endOffset: number;
}

/** Every segment is in one group, in order; a segment that is too large is a group by itself. */
export function groupSegments<Source extends SourceSize>(
  segments: readonly Source[],
  limits: GroupLimits,
): Source[][] {
  const groups: Source[][] = [];
  let sum: SourceSize | null = null;
  for (const [index, segment] of segments.entries()) {
    const nextBase = segments[index + 1]?.baseOffset ?? limits.endOffset;
    const joined: SourceSize | null = sum && add(sum, segment);
    if (joined && fits(joined, limits) && isInReach(joined, segment, nextBase)) {
      groups.at(-1)?.push(segment);
      sum = joined;
    } else {
      groups.push([segment]);
      sum = segment;
    }
  }
  return groups;
}

function add(sum: SourceSize, segment: SourceSize): SourceSize {
  return {
    baseOffset: sum.baseOffset,
    size: sum.size + segment.size,
    offsetIndexSize: sum.offsetIndexSize + segment.offsetIndexSize,
    timeIndexSize: sum.timeIndexSize + segment.timeIndexSize,
  };
}

function fits(sum: SourceSize, { segmentBytes, segmentIndexBytes }: GroupLimits): boolean {
  return (
    sum.size <= segmentBytes &&
    sum.offsetIndexSize <= segmentIndexBytes &&
    sum.timeIndexSize <= segmentIndexBytes
  );
}

/** Offsets in a segment are 31 bits from its first. An empty segment has none, wherever the next begins. */
function isInReach(sum: SourceSize, { size }: SourceSize, nextBase: number): boolean {
  return size === 0 || nextBase - 1 - sum.baseOffset <= MAX_RELATIVE;
}
