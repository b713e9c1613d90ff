// How the files of a partition directory are named: the segment's base offset in 20 digits and a suffix,
// as Apache Kafka names them.

export const LOG_SUFFIX = '.log';
export const OFFSET_INDEX_SUFFIX = '.index';
export const TIME_INDEX_SUFFIX = '.timeindex';
export const TRANSACTION_INDEX_SUFFIX = '.txnindex';
export const SNAPSHOT_SUFFIX = '.snapshot';
/** Added to the name of a file that the log has let go of. */
export const DELETED_SUFFIX = '.deleted';
/** Added to the name of a segment that the cleaner is writing. */
export const CLEANED_SUFFIX = '.cleaned';
/** Added to the name of a cleaned segment that takes the place of others. */
export const SWAP_SUFFIX = '.swap';

/** Added to the name of what recovery cut off and kept. */
export const CUT_SUFFIX = '.cut';

const NAME = /^(\d{20})(\.log|\.index|\.timeindex|\.txnindex|\.snapshot)$/;

/** The path of a segment's file. */
export function segmentPath(directory: string, baseOffset: number, suffix: string): string {
  return `${directory}/${String(baseOffset).padStart(20, '0')}${suffix}`;
}

/** Offset and suffix of a segment's file or a snapshot; null for any other name. */
export function parseSegmentName(name: string): { offset: number; suffix: string } | null {
  const match = NAME.exec(name);
  if (!match) return null;
  const offset = Number(match[1]);
  return Number.isSafeInteger(offset) ? { offset, suffix: match[2] as string } : null;
}
