// What `klamm check` looks at: a log directory, a directory of one partition, or one segment. Joins the
// checks of logs with what the metadata and the stored schemas say, which a log does not know of.

import { basename, dirname, resolve } from 'node:path';
import { isInternalTopic } from '../base/internal-topics.ts';
import type { TopicExpectations } from '../log/check/check-log-directory.ts';
import {
  checkLogDirectory,
  expectationsFrom,
  isLogDirectory,
} from '../log/check/check-log-directory.ts';
import { checkPartition } from '../log/check/check-partition.ts';
import type { Findings } from '../log/check/finding.ts';
import { parsePartitionDirectory } from '../log/partition-name.ts';
import { LOG_SUFFIX, parseSegmentName } from '../log/segment-files.ts';
import { StoredMetadata } from '../metadata/stored-metadata.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { StorageError } from '../platform/file-system.ts';
import { storedRecordDecoder } from './stored-record-decoders.ts';

export type { Finding } from '../log/check/finding.ts';
export { Findings } from '../log/check/finding.ts';

export interface StorageCheck {
  /** Whether a broker is using it at this moment. */
  readonly isLive: boolean;
  readonly findings: Findings;
  /** What `findMetadata` has found. */
  readonly metadata: StoredMetadata | null;
  /** Called with the bytes that were gone through. */
  readonly onProgress: (bytes: number) => void;
}

/** What a check has gone through. */
export interface StorageReport {
  readonly path: string;
  readonly kind: string;
  readonly partitions: number;
  readonly segments: number;
  readonly batches: number;
}

/** What is not a directory or file that can be checked. */
export class NothingToCheckError extends Error {
  constructor(path: string, why: string) {
    super(`${path}: ${why}`);
    this.name = 'NothingToCheckError';
  }
}

/** The log directory at or above this path, whose lock keeps brokers apart; null: there is none. */
export function logDirectoryOf(fileSystem: FileSystem, path: string): string | null {
  let candidate = resolve(path);
  for (let level = 0; level < 3; level++) {
    const isDirectory = fileSystem.exists(candidate) && fileSystem.stat(candidate).isDirectory;
    if (isDirectory && isLogDirectory(fileSystem, candidate)) return candidate;
    candidate = dirname(candidate);
  }
  return null;
}

/**
 * The metadata that stand in the first of these paths that has any: of several log directories one has them
 * for all. null: there are none, or none that can be read.
 */
export function findMetadata(
  fileSystem: FileSystem,
  paths: readonly string[],
  findings: Findings,
): StoredMetadata | null {
  for (const path of paths) {
    const metadata = readMetadata(fileSystem, resolve(path), findings);
    if (metadata) return metadata;
  }
  return null;
}

/** Checks what is at this path. Throws NothingToCheckError, StorageError. */
export function checkStorage(
  fileSystem: FileSystem,
  path: string,
  check: StorageCheck,
): StorageReport {
  const whole = resolve(path);
  if (!fileSystem.exists(whole)) throw new NothingToCheckError(path, 'it is not there');
  if (!fileSystem.stat(whole).isDirectory) return checkSegmentFile(fileSystem, whole, check);
  if (isLogDirectory(fileSystem, whole)) return checkDirectory(fileSystem, whole, check);
  const holdsLog = fileSystem.list(whole).some((name) => parseSegmentName(name) !== null);
  if (holdsLog) return checkOnePartition(fileSystem, whole, check);
  throw new NothingToCheckError(path, 'neither a log directory nor that of a partition');
}

function checkDirectory(fileSystem: FileSystem, path: string, check: StorageCheck): StorageReport {
  const { metadata } = check;
  const report = checkLogDirectory(fileSystem, path, {
    ...check,
    decoder: storedRecordDecoder,
    ...(metadata && { topic: (name) => topicExpectations(metadata, name) }),
  });
  return { path, ...report };
}

function topicExpectations(metadata: StoredMetadata, name: string): TopicExpectations | null {
  const topic = metadata.topic(name);
  if (!topic) return null;
  const policy = topic.configs['cleanup.policy'] ?? '';
  const isCompacted = isInternalTopic(name) || policy.includes('compact');
  return { topicId: topic.topicId, isCompacted };
}

function readMetadata(
  fileSystem: FileSystem,
  path: string,
  findings: Findings,
): StoredMetadata | null {
  const about = findings.about(`${path}/metadata.log`);
  try {
    const metadata = StoredMetadata.read(fileSystem, path);
    const torn = metadata?.tornBytes ?? 0;
    if (torn > 0) about.warning('metadata-torn', `${torn} bytes at its end are no whole line`);
    return metadata;
  } catch (error) {
    if (error instanceof StorageError && error.code !== 'ECORRUPT') throw error;
    about.error('metadata', error instanceof Error ? error.message : String(error));
    return null;
  }
}

function checkOnePartition(
  fileSystem: FileSystem,
  directory: string,
  { isLive, findings, onProgress }: StorageCheck,
): StorageReport {
  const name = basename(directory);
  const above = dirname(directory);
  const known = isLogDirectory(fileSystem, above)
    ? expectationsFrom(fileSystem, above, name)
    : { isClean: true };
  const topic = parsePartitionDirectory(name)?.topic ?? '';
  const report = checkPartition(fileSystem, directory, {
    ...known,
    isLive,
    findings,
    onProgress,
    decode: storedRecordDecoder(topic),
  });
  const { segments, batches } = report;
  return { path: directory, kind: 'partition', partitions: 1, segments, batches };
}

function checkSegmentFile(
  fileSystem: FileSystem,
  path: string,
  { isLive, findings, onProgress }: StorageCheck,
): StorageReport {
  const segment = parseSegmentName(basename(path));
  if (segment?.suffix !== LOG_SUFFIX) {
    throw new NothingToCheckError(path, `neither a directory nor a segment's ${LOG_SUFFIX} file`);
  }
  const directory = dirname(path);
  const topic = parsePartitionDirectory(basename(directory))?.topic ?? '';
  const report = checkPartition(fileSystem, directory, {
    onlySegment: segment.offset,
    isLive,
    findings,
    onProgress,
    decode: storedRecordDecoder(topic),
  });
  return { path, kind: 'segment', partitions: 0, segments: 1, batches: report.batches };
}
