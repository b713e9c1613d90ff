// A log directory on some disk, and copies of it. Segments that are finished are never written again, so on one disk
// they get a second name instead of a copy; all other files are written in place or cut, and are copied.

import { OffsetCheckpoint } from '../../log/offset-checkpoint.ts';
import { isDeletedDirectory, parsePartitionDirectory } from '../../log/partition-name.ts';
import { LOG_SUFFIX, parseSegmentName } from '../../log/segment-files.ts';
import type { FileSystem } from '../../platform/file-system.ts';
import { StorageError } from '../../platform/file-system.ts';

export interface DiskImage {
  readonly files: FileSystem;
  /** The log directory. */
  readonly path: string;
}

/**
 * Names that belong to whoever uses the directory, or are of no use to anybody any more. A clean that is under way is
 * copied as it stands: from some step on its `.swap` is the only one that has the records.
 */
const LEFT_OUT = /^\.lock|\.(tmp|deleted)$/;
const RECOVERY_POINTS = 'recovery-point-offset-checkpoint';
const CLEAN_SHUTDOWN = '.kafka_cleanshutdown';
const COPIED_AT_A_TIME = 1024 * 1024;

/** Copies a log directory into another one, which is made. Nobody may write to either. */
export function copyImage(from: DiskImage, to: DiskImage): void {
  to.files.makeDirectory(to.path);
  for (const name of from.files.list(from.path)) {
    const path = `${from.path}/${name}`;
    const target = `${to.path}/${name}`;
    if (LEFT_OUT.test(name) || isDeletedDirectory(name)) continue;
    if (from.files.stat(path).isDirectory) {
      copyPartition({ ...from, path }, { ...to, path: target });
    } else {
      copyOne(path, target, from.files, to.files);
    }
  }
}

/**
 * Notes in a copy how far its logs are whole: up to their active segments. What starts on it checks no more than
 * those, although nobody has closed it.
 */
export function noteWhole({ files, path }: DiskImage): void {
  if (files.exists(`${path}/${CLEAN_SHUTDOWN}`)) return;
  const points = new OffsetCheckpoint(files, `${path}/${RECOVERY_POINTS}`);
  points.load();
  for (const name of files.list(path)) {
    const partition = parsePartitionDirectory(name);
    const active = partition && activeSegmentOf(files.list(`${path}/${name}`));
    if (partition && active !== null) points.set(partition, active);
  }
  points.write();
}

function copyPartition(from: DiskImage, to: DiskImage): void {
  to.files.makeDirectory(to.path);
  const names = from.files.list(from.path);
  const active = activeSegmentOf(names) ?? 0;
  for (const name of names) {
    if (LEFT_OUT.test(name)) continue;
    const path = `${from.path}/${name}`;
    const target = `${to.path}/${name}`;
    const segment = parseSegmentName(name);
    const isFinished = segment?.suffix === LOG_SUFFIX && segment.offset < active;
    if (isFinished && from.files === to.files && canLink(from.files, path, target)) continue;
    copyOne(path, target, from.files, to.files);
  }
}

/** The base offset of the newest segment; null where there is none. */
function activeSegmentOf(names: readonly string[]): number | null {
  let active: number | null = null;
  for (const name of names) {
    const segment = parseSegmentName(name);
    if (segment?.suffix === LOG_SUFFIX) active = Math.max(active ?? 0, segment.offset);
  }
  return active;
}

/** Links the file, where the disk can. */
function canLink(files: FileSystem, from: string, to: string): boolean {
  try {
    files.link(from, to);
    return true;
  } catch (error) {
    if (error instanceof StorageError && error.code !== 'EEXIST') return false;
    throw error;
  }
}

function copyOne(from: string, to: string, source: FileSystem, target: FileSystem): void {
  if (source === target) {
    source.copyFileNow(from, to);
    return;
  }
  const read = source.open(from, 'read');
  const written = target.open(to, 'create');
  const buffer = Buffer.allocUnsafe(Math.min(COPIED_AT_A_TIME, Math.max(1, read.size())));
  try {
    for (let position = 0; ; ) {
      const count = read.readSync(buffer, 0, buffer.length, position);
      if (count === 0) break;
      written.writeSync(buffer.subarray(0, count), position);
      position += count;
    }
  } finally {
    read.close();
    written.close();
  }
}
