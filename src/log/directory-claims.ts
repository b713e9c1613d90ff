// Takes possession of a broker's directories before anything is read from them: each is locked, says whose
// it is, and is new or of the same cluster and node as the others. A directory that the disk does not give
// is reported, not fatal; one that belongs to somebody else is refused, with all locks given back.

import type { Uuid } from '../base/uuid.ts';
import type { DirectoryLock, FileSystem } from '../platform/file-system.ts';
import { DirectoryBusyError, StorageError } from '../platform/file-system.ts';
import type { Random } from '../platform/random.ts';
import { makeDirectoryDurably } from './durable-directory.ts';
import type { FoundMetaProperties } from './meta-properties.ts';
import { LogDirectoryError, readMetaProperties, writeMetaProperties } from './meta-properties.ts';

export interface ClaimOptions {
  readonly fileSystem: FileSystem;
  readonly random: Random;
  readonly nodeId: number;
  /** The cluster that they have to belong to; left out: the one that they belong to, or a new one. */
  readonly clusterId?: string;
}

/** A directory that is ours until its lock is released. */
export interface DirectoryClaim {
  readonly path: string;
  /** `directory.id` */
  readonly id: Uuid;
  readonly lock: DirectoryLock;
}

/** A directory that the disk does not give. */
export interface UnusableDirectory {
  readonly path: string;
  readonly failure: StorageError;
}

export interface DirectoryClaims {
  readonly clusterId: string;
  /** In the order of the paths. */
  readonly claims: readonly DirectoryClaim[];
  readonly unusable: readonly UnusableDirectory[];
}

/** A directory that is locked and read, and not ours yet. */
interface Candidate {
  readonly path: string;
  readonly lock: DirectoryLock;
  readonly found: FoundMetaProperties | null;
}

/**
 * Claims these directories, each made when it is not there. Throws DirectoryBusyError while another broker
 * has one, LogDirectoryError when one belongs to another node or cluster.
 */
export function claimDirectories(paths: readonly string[], options: ClaimOptions): DirectoryClaims {
  const candidates: Candidate[] = [];
  try {
    const unusable: UnusableDirectory[] = [];
    for (const path of paths) {
      attempt(path, unusable, () => candidates.push(lockAndRead(path, options.fileSystem)));
    }
    const clusterId = commonCluster(candidates, options);
    requireNode(candidates, options.nodeId);
    requireDistinctIds(candidates);
    const claims: DirectoryClaim[] = [];
    for (const candidate of candidates) {
      const isOurs = attempt(candidate.path, unusable, () =>
        claims.push(identify(candidate, clusterId, options)),
      );
      if (!isOurs) candidate.lock.release();
    }
    return { clusterId, claims, unusable };
  } catch (error) {
    for (const { lock } of candidates) lock.release();
    throw error;
  }
}

/** Runs a step on one directory; a failure of its disk makes it unusable. Returns whether it went well. */
function attempt(path: string, unusable: UnusableDirectory[], step: () => void): boolean {
  try {
    step();
    return true;
  } catch (error) {
    if (!(error instanceof StorageError) || error instanceof DirectoryBusyError) throw error;
    unusable.push({ path, failure: error });
    return false;
  }
}

function lockAndRead(path: string, fileSystem: FileSystem): Candidate {
  makeDirectoryDurably(fileSystem, path);
  const lock = fileSystem.lockDirectory(path);
  try {
    return { path, lock, found: readMetaProperties(fileSystem, path) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function commonCluster(candidates: readonly Candidate[], options: ClaimOptions): string {
  let clusterId = options.clusterId ?? null;
  for (const { path, found } of candidates) {
    const own = found?.clusterId ?? null;
    if (own !== null && clusterId !== null && own !== clusterId) {
      throw new LogDirectoryError(
        `the log directory ${path} belongs to cluster ${own}, not ${clusterId}`,
      );
    }
    clusterId ??= own;
  }
  return clusterId ?? options.random.uuid();
}

function requireNode(candidates: readonly Candidate[], nodeId: number): void {
  for (const { path, found } of candidates) {
    const own = found?.nodeId ?? nodeId;
    if (own === nodeId) continue;
    throw new LogDirectoryError(`the log directory ${path} belongs to node ${own}, not ${nodeId}`);
  }
}

function requireDistinctIds(candidates: readonly Candidate[]): void {
  const paths = new Map<Uuid, string>();
  for (const { path, found } of candidates) {
    const id = found?.directoryId;
    if (!id) continue;
    const other = paths.get(id);
    if (other !== undefined) {
      throw new LogDirectoryError(
        `the log directories ${other} and ${path} have the same directory.id ${id}: one is a copy`,
      );
    }
    paths.set(id, path);
  }
}

/** The claim of a directory that is new, or ours; what its meta.properties leave out is added to them. */
function identify(candidate: Candidate, clusterId: string, options: ClaimOptions): DirectoryClaim {
  const { path, lock, found } = candidate;
  const id = found?.directoryId ?? options.random.uuid();
  if (!found?.directoryId || found.clusterId === null || found.nodeId === null) {
    const meta = { clusterId, nodeId: options.nodeId, directoryId: id };
    writeMetaProperties(options.fileSystem, path, meta);
  }
  return { path, lock, id };
}
