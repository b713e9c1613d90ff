// What a crash leaves of a segment that was being put in the place of others, by this broker or by Apache
// Kafka (see segment-swap.ts): a swap that was not decided on is dropped, one that was is completed.

import type { FileSystem } from '../platform/file-system.ts';
import type { Logger } from '../platform/logger.ts';
import {
  CLEANED_SUFFIX,
  DELETED_SUFFIX,
  LOG_SUFFIX,
  parseSegmentName,
  SNAPSHOT_SUFFIX,
  SWAP_SUFFIX,
} from './segment-files.ts';
import { scanBatches } from './segment-scan.ts';

interface PartitionDirectory {
  readonly directory: string;
  readonly fileSystem: FileSystem;
  readonly logger: Logger;
}

interface SegmentFileName {
  readonly name: string;
  readonly offset: number;
  readonly suffix: string;
}

/** Removes or completes what was left; returns the names of the files that are there then. */
export function recoverSwaps(partition: PartitionDirectory): string[] {
  const { directory, fileSystem } = partition;
  const names = removeWhere(partition, fileSystem.list(directory), isGarbage);
  if (!names.some((name) => name.endsWith(CLEANED_SUFFIX) || name.endsWith(SWAP_SUFFIX))) {
    return names;
  }
  const swaps = dropUndecided(partition, names);
  if (swaps.length > 0) complete(partition, swaps);
  return fileSystem.list(directory);
}

function isGarbage(name: string): boolean {
  return name.endsWith(DELETED_SUFFIX) || name.endsWith('.tmp');
}

/** Removes `.cleaned` files, and the `.swap` files that they make worthless; returns the other `.swap` files. */
function dropUndecided(partition: PartitionDirectory, names: readonly string[]): SegmentFileName[] {
  const first = Math.min(...filesWith(CLEANED_SUFFIX, names).map(({ offset }) => offset));
  const swaps = filesWith(SWAP_SUFFIX, names);
  const undecided = new Set(swaps.filter(({ offset }) => offset >= first).map(({ name }) => name));
  removeWhere(partition, names, (name) => undecided.has(name));
  // They must be gone for good before what tells that they are worthless.
  if (undecided.size > 0) partition.fileSystem.syncDirectoryNow(partition.directory);
  removeWhere(partition, names, (name) => name.endsWith(CLEANED_SUFFIX));
  return swaps.filter(({ name }) => !undecided.has(name));
}

/** The old segments go, the new ones take their names: the batches first, then the indexes. */
function complete(partition: PartitionDirectory, swaps: readonly SegmentFileName[]): void {
  const { directory, fileSystem, logger } = partition;
  const names = swaps.map(({ name }) => name);
  logger.info({ names }, 'segments were being replaced when the broker stopped: completed');
  const logs = swaps.filter(({ suffix }) => suffix === LOG_SUFFIX);
  const [from, end] = rangeOf(partition, logs);
  const bases = new Set(logs.map(({ offset }) => offset));
  removeWhere(partition, fileSystem.list(directory), (name) => {
    const old = parseSegmentName(name);
    if (!old || old.suffix === SNAPSHOT_SUFFIX) return false;
    return bases.has(old.offset) || (old.offset >= from && old.offset < end);
  });
  fileSystem.syncDirectoryNow(directory);
  for (const files of [logs, swaps.filter((swap) => !logs.includes(swap))]) {
    for (const { name } of files) {
      const path = `${directory}/${name}`;
      fileSystem.rename(path, path.slice(0, -SWAP_SUFFIX.length));
    }
    fileSystem.syncDirectoryNow(directory);
  }
}

/** The offsets that the new segments speak for. */
function rangeOf(
  { directory, fileSystem }: PartitionDirectory,
  logs: readonly SegmentFileName[],
): [number, number] {
  let from = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const { name, offset } of logs) {
    const path = `${directory}/${name}`;
    const file = fileSystem.open(path, 'read');
    try {
      from = Math.min(from, offset);
      const range = { baseOffset: offset, from: 0, end: file.size(), headersOnly: true };
      for (const { batch } of scanBatches({ path, use: () => file }, range)) {
        end = Math.max(end, batch.nextOffset);
      }
    } finally {
      file.close();
    }
  }
  return [from, end];
}

function filesWith(ending: string, names: readonly string[]): SegmentFileName[] {
  const found: SegmentFileName[] = [];
  for (const name of names) {
    const parsed = name.endsWith(ending) ? parseSegmentName(name.slice(0, -ending.length)) : null;
    if (parsed) found.push({ name, ...parsed });
  }
  return found;
}

/** Removes the files of these names that are meant; returns the names of the others. */
function removeWhere(
  { directory, fileSystem }: PartitionDirectory,
  names: readonly string[],
  isMeant: (name: string) => boolean,
): string[] {
  return names.filter((name) => {
    if (!isMeant(name)) return true;
    fileSystem.remove(`${directory}/${name}`);
    return false;
  });
}
