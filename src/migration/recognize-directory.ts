// Tells what a directory is before anybody touches it: Klamm's, Apache Kafka's, a directory that was
// never finished, something else, or nothing yet.

import { LogDirectoryError, readMetaProperties } from '../log/meta-properties.ts';
import { isDeletedDirectory, parsePartitionDirectory } from '../log/partition-name.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { BOOTSTRAP_FILE, METADATA_DIRECTORY } from './metadata-log.ts';

/** The mark of a directory that is being built by an import or an export. */
export const UNFINISHED = 'migration.unfinished';

/** `partitions`: those of a node whose metadata is in another directory, whether Klamm's or Apache Kafka's. */
export type DirectoryKind = 'nothing' | 'klamm' | 'kafka' | 'partitions' | 'unfinished' | 'other';

/** What a mounted file system or a broker that ended leaves in an empty directory. */
export const HARMLESS_NAMES = new Set(['lost+found', '.lock']);

export function recognizeDirectory(files: FileSystem, path: string): DirectoryKind {
  if (!files.exists(path)) return 'nothing';
  if (!files.stat(path).isDirectory) return 'other';
  const names = files.list(path).filter((name) => !HARMLESS_NAMES.has(name));
  if (names.length === 0) return 'nothing';
  if (names.includes(UNFINISHED)) return 'unfinished';
  if (names.includes('metadata.log')) return 'klamm';
  if (names.includes(METADATA_DIRECTORY) || names.includes(BOOTSTRAP_FILE)) return 'kafka';
  const isPartition = (name: string) =>
    parsePartitionDirectory(name) !== null || isDeletedDirectory(name);
  return names.includes('meta.properties') && names.some(isPartition) ? 'partitions' : 'other';
}

/** The node that a directory of Klamm belongs to; null when it does not say, or not legibly. */
export function nodeOfDirectory(files: FileSystem, path: string): number | null {
  try {
    return readMetaProperties(files, path)?.nodeId ?? null;
  } catch (error) {
    // Whoever opens it says what is wrong with it.
    if (error instanceof LogDirectoryError) return null;
    throw error;
  }
}
