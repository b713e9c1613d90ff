// Reads a segment that is to be cleaned: through a descriptor of its own, for its files may be renamed
// meanwhile, and with a look at every CRC, for what is damaged must not be written anew with a right one.

import type { FileSystem } from '../../platform/file-system.ts';
import { CorruptLogError } from '../corrupt-log-error.ts';
import {
  LOG_SUFFIX,
  OFFSET_INDEX_SUFFIX,
  segmentPath,
  TIME_INDEX_SUFFIX,
} from '../segment-files.ts';
import type { ScannedBatch } from '../segment-scan.ts';
import { scanBatches } from '../segment-scan.ts';
import type { SourceSize } from './segment-groups.ts';

interface Source {
  readonly baseOffset: number;
  /** Bytes of whole batches. */
  readonly size: number;
}

/** What grouping goes by, and when the segment was last written. */
export function sourceSize(
  fileSystem: FileSystem,
  directory: string,
  { baseOffset, size }: Source,
): SourceSize & { readonly modifiedMs: number } {
  const pathOf = (suffix: string): string => segmentPath(directory, baseOffset, suffix);
  const sizeOf = (path: string): number =>
    fileSystem.exists(path) ? fileSystem.stat(path).size : 0;
  return {
    baseOffset,
    size,
    offsetIndexSize: sizeOf(pathOf(OFFSET_INDEX_SUFFIX)),
    timeIndexSize: sizeOf(pathOf(TIME_INDEX_SUFFIX)),
    modifiedMs: fileSystem.stat(pathOf(LOG_SUFFIX)).modifiedMs,
  };
}

/** Its batches, each whole and valid until the next is asked for. Throws CorruptLogError. */
export function* readSource(
  fileSystem: FileSystem,
  directory: string,
  { baseOffset, size, windowBytes }: Source & { readonly windowBytes: number },
): Generator<ScannedBatch> {
  if (size === 0) return;
  const path = segmentPath(directory, baseOffset, LOG_SUFFIX);
  const file = fileSystem.open(path, 'read');
  try {
    const source = { path, use: () => file };
    const range = { baseOffset, from: 0, end: size, windowBytes };
    for (const scanned of scanBatches(source, range)) {
      const isIntact = scanned.batch.isIntact;
      if (!isIntact) {
        throw new CorruptLogError(path, scanned.position, 'a batch has another CRC');
      }
      yield scanned;
    }
  } finally {
    file.close();
  }
}
