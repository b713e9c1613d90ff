// The log directories of a broker as one: where each partition is, where a new one goes, and who is told
// when a directory fails. A partition is where it was found; else where it is known to belong; else where
// the fewest are. One that belongs to a directory which is not there is offline: it is never begun anew
// elsewhere, for its records come back with the directory.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Uuid } from '../base/uuid.ts';
import { ZERO_UUID } from '../base/uuid.ts';
import { StorageError } from '../platform/file-system.ts';
import type { ClaimOptions, DirectoryClaim, UnusableDirectory } from './directory-claims.ts';
import { claimDirectories } from './directory-claims.ts';
import type { LogDirectoryOptions } from './log-directory.ts';
import { LogDirectory } from './log-directory.ts';
import type { LogSummary } from './log-summary.ts';
import type { LogRequest } from './log-types.ts';
import { DEFAULT_OPEN_FILES } from './open-files.ts';
import type { PartitionLog } from './partition-log.ts';
import type { FutureLogStatus } from './partition-moves.ts';
import { PartitionMoves } from './partition-moves.ts';
import type { PartitionName } from './partition-name.ts';
import { partitionDirectoryName } from './partition-name.ts';

export { LogDirectoryError } from './meta-properties.ts';

export interface LogManagerOptions extends LogDirectoryOptions, ClaimOptions {
  /** `log.dirs`: absolute, each made when it is not there. */
  readonly paths: readonly string[];
}

/** Partitions that do not exist and for which a directory is remembered. */
const MOST_PREFERENCES = 10_000;

/** The directory of a partition, or why it has none that could be used. */
type Home = LogDirectory | KafkaError;

/** One of `log.dirs`. */
export interface LogDirectoryStatus {
  readonly path: string;
  /** Null when it could not be used from the start. */
  readonly directory: LogDirectory | null;
  readonly isCordoned: boolean;
  /** What took it offline; null while it is online. */
  readonly failure: StorageError | null;
}

export class LogManager {
  readonly clusterId: string;
  /** Those that could be opened, in the order of `log.dirs`. */
  readonly directories: readonly LogDirectory[];
  readonly #paths: readonly string[];
  readonly #unusable: ReadonlyMap<string, StorageError>;
  readonly #homes = new Map<string, Home>();
  /** How many partitions each directory has or will have. */
  readonly #counts = new Map<LogDirectory, number>();
  readonly #failureListeners: ((directory: LogDirectory) => void)[] = [];
  readonly #stateListeners: (() => void)[] = [];
  readonly #moves: PartitionMoves;
  /** Where partitions go that do not exist yet. */
  readonly #preferred = new Map<string, LogDirectory>();
  #cordoned: ReadonlySet<string> = new Set();

  /**
   * Opens and locks the directories. Throws DirectoryBusyError while another broker has one,
   * LogDirectoryError when one belongs to another node or cluster, StorageError when none can be used.
   */
  static open(options: LogManagerOptions): LogManager {
    const { clusterId, claims, unusable } = claimDirectories(options.paths, options);
    const failed = [...unusable];
    const openFileLimit = openFilesOf(options);
    const directories: LogDirectory[] = [];
    for (const claim of claims) {
      const opened = openOrFail(claim, { ...options, openFileLimit });
      if (opened instanceof LogDirectory) directories.push(opened);
      else failed.push(opened);
    }
    const [first] = failed;
    if (directories.length === 0 && first) throw first.failure;
    return new LogManager(options, { clusterId, directories, failed });
  }

  private constructor(
    { paths, logger, clock }: LogManagerOptions,
    opened: {
      readonly clusterId: string;
      readonly directories: readonly LogDirectory[];
      readonly failed: readonly UnusableDirectory[];
    },
  ) {
    this.clusterId = opened.clusterId;
    this.directories = opened.directories;
    this.#paths = paths;
    this.#unusable = new Map(opened.failed.map(({ path, failure }) => [path, failure]));
    for (const [path, failure] of this.#unusable) {
      logger.error({ path, failure }, 'the log directory is offline: it cannot be used');
    }
    this.#moves = new PartitionMoves({
      clock,
      logger,
      rehome: (partition, directory) => this.#rehome(partition, directory),
    });
    for (const directory of this.directories) {
      this.#counts.set(directory, 0);
      for (const partition of directory.partitions()) this.#settle(partition, directory);
      directory.onFailure(() => {
        for (const listener of this.#failureListeners) listener(directory);
        this.#tellStates();
      });
    }
    for (const [name, home] of this.#homes) {
      if (home instanceof KafkaError) logger.error({ partition: name }, home.message);
    }
  }

  /** All of `log.dirs`, in their order. */
  statuses(): LogDirectoryStatus[] {
    return this.#paths.map((path) => {
      const directory = this.directories.find((each) => each.path === path) ?? null;
      const failure = directory ? directory.failure : (this.#unusable.get(path) ?? null);
      return { path, directory, failure, isCordoned: !failure && this.#cordoned.has(path) };
    });
  }

  /** The directories that are online. */
  online(): LogDirectory[] {
    return this.directories.filter(({ failure }) => failure === null);
  }

  /** Calls `listener` when a directory goes offline. */
  onFailure(listener: (directory: LogDirectory) => void): void {
    this.#failureListeners.push(listener);
  }

  /** Calls `listener` when a directory goes offline, or others are cordoned. */
  onStateChange(listener: () => void): void {
    this.#stateListeners.push(listener);
  }

  /** The directories that get no new partitions (`cordoned.log.dirs`). */
  cordon(paths: readonly string[]): void {
    const cordoned = new Set(paths.includes('*') ? this.#paths : paths);
    if ([...cordoned].sort().join() === [...this.#cordoned].sort().join()) return;
    this.#cordoned = cordoned;
    this.#tellStates();
  }

  /** The partitions that have a directory in one of these, opened or not. */
  partitions(): PartitionName[] {
    return this.directories.flatMap((directory) => directory.partitions());
  }

  /**
   * Settles where a partition is, given the id of the directory that it was assigned to, if it was. One
   * that is not new may lie in a directory that could not be read.
   */
  host(
    partition: PartitionName,
    {
      assigned = ZERO_UUID,
      isNew = true,
    }: { readonly assigned?: Uuid; readonly isNew?: boolean } = {},
  ): void {
    const name = partitionDirectoryName(partition);
    if (this.#homes.has(name)) return;
    const home = this.#homeOf({ topic: partition.topic, index: partition.index }, assigned, isNew);
    this.#homes.set(name, home);
    if (home instanceof LogDirectory) this.#count(home, 1);
  }

  /** The directory of a partition that is hosted; null when it has none that could be used. */
  directoryOf(partition: PartitionName): LogDirectory | null {
    const home = this.#homes.get(partitionDirectoryName(partition));
    return home instanceof LogDirectory ? home : null;
  }

  /** The log of a partition, if it has been opened. */
  log(partition: PartitionName): PartitionLog | null {
    return this.directoryOf(partition)?.log(partition) ?? null;
  }

  /** Opens the log of a partition, recovers it, or begins it. Throws KAFKA_STORAGE_ERROR. */
  openLog(request: LogRequest): PartitionLog {
    this.host(request);
    const home = this.#homes.get(partitionDirectoryName(request));
    if (home instanceof LogDirectory) return home.openLog(request);
    throw home ?? offline(`${partitionDirectoryName(request)} has no log directory`);
  }

  /**
   * Moves a partition to another directory, while it is served; `onMoved` is called in the turn in which it
   * is there. Throws LOG_DIR_NOT_FOUND, KAFKA_STORAGE_ERROR, INVALID_REPLICA_ASSIGNMENT for a cordoned
   * directory, INVALID_TOPIC_EXCEPTION for a name that is too long.
   */
  move(request: LogRequest, path: string, onMoved: () => void): void {
    const to = this.#destination(path);
    const from = this.#homes.get(partitionDirectoryName(request));
    if (!(from instanceof LogDirectory)) throw from ?? offline('the partition is not hosted');
    this.#moves.start({ log: request, from, to, onMoved });
  }

  /** A partition that does not exist yet shall go to this directory. Throws as `move` does. */
  prefer(partition: PartitionName, path: string): void {
    const directory = this.#destination(path);
    if (this.#preferred.size >= MOST_PREFERENCES) this.#preferred.clear();
    this.#preferred.set(partitionDirectoryName(partition), directory);
  }

  /** Where a partition is on its way to; null when it is not. */
  futureOf(partition: PartitionName): FutureLogStatus | null {
    return this.#moves.statusOf(partition);
  }

  /** The moves that the last stop has interrupted, with the paths that they were to. */
  interruptedMoves(): { readonly partition: PartitionName; readonly path: string }[] {
    return this.online().flatMap(({ path, futures }) =>
      futures.partitions().map((partition) => ({ partition, path })),
    );
  }

  /** Removes a partition; its files go in the background, after a while. */
  deleteLog(partition: PartitionName, delayMs = 0): void {
    this.#moves.cancel(partition);
    const directory = this.directoryOf(partition);
    if (directory) this.#count(directory, -1);
    this.#homes.delete(partitionDirectoryName(partition));
    directory?.deleteLog(partition, delayMs);
  }

  /** Sets aside, under another name, the directories of partitions that are not in the metadata. */
  setAsideStrays(isKnown: (partition: PartitionName) => boolean): void {
    for (const directory of this.directories) {
      for (const partition of directory.futures.partitions()) {
        // A copy of what is no more.
        if (!isKnown(partition)) directory.dropFuture(partition);
      }
      for (const partition of directory.partitions()) {
        if (isKnown(partition)) continue;
        if (this.directoryOf(partition) === directory) this.#count(directory, -1);
        this.#homes.delete(partitionDirectoryName(partition));
        directory.setAsideStray(partition);
      }
    }
  }

  /** Bytes of a partition's segments, whether its log is open or not. */
  sizeOf(partition: PartitionName): number {
    return this.directoryOf(partition)?.sizeOf(partition) ?? 0;
  }

  /** What is known of a log that nobody has opened; null when it is open, or there is none. */
  summaryOf(partition: PartitionName): LogSummary | null {
    return this.directoryOf(partition)?.summaryOf(partition) ?? null;
  }

  /** Closes all directories, each cleanly if it can; then throws the first failure. */
  async close(options: { readonly brokerEpoch?: number } = {}): Promise<void> {
    this.#moves.close();
    const results = await Promise.allSettled(
      this.directories.map((directory) => directory.close(options)),
    );
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  /** Takes note of a partition directory that was found. */
  #settle(partition: PartitionName, directory: LogDirectory): void {
    const name = partitionDirectoryName(partition);
    const other = this.#homes.get(name);
    if (other === undefined) {
      this.#homes.set(name, directory);
      this.#count(directory, 1);
    } else if (other instanceof LogDirectory) {
      this.#count(other, -1);
      this.#homes.set(name, offline(foundTwice(name, [other, directory])));
    }
  }

  #tellStates(): void {
    for (const listener of this.#stateListeners) listener();
  }

  #rehome(partition: PartitionName, directory: LogDirectory): void {
    const previous = this.directoryOf(partition);
    if (previous) this.#count(previous, -1);
    this.#homes.set(partitionDirectoryName(partition), directory);
    this.#count(directory, 1);
  }

  #destination(path: string): LogDirectory {
    const status = this.statuses().find((each) => each.path === path);
    if (!status) {
      throw new KafkaError(ErrorCode.LOG_DIR_NOT_FOUND, `${path} is not one of log.dirs`);
    }
    if (!status.directory || status.failure) throw offline(`the log directory ${path} is offline`);
    if (!status.isCordoned) return status.directory;
    throw new KafkaError(ErrorCode.INVALID_REPLICA_ASSIGNMENT, `${path} is cordoned`);
  }

  /** The future log of a partition whose present one is gone: a stop came while names were exchanged. */
  #promoted(partition: PartitionName, assigned: LogDirectory): LogDirectory {
    const holder = this.online().find(({ futures }) => futures.has(partition));
    if (!holder || assigned.failure) return assigned;
    holder.promoteFuture(partition);
    return holder;
  }

  #homeOf(partition: PartitionName, assigned: Uuid, isNew: boolean): Home {
    const name = partitionDirectoryName(partition);
    const preferred = this.#preferred.get(name);
    this.#preferred.delete(name);
    if (isNew && preferred?.failure === null) return preferred;
    const known = this.directories.find(({ id }) => id === assigned);
    if (known) return this.#promoted(partition, known);
    if (assigned !== ZERO_UUID) {
      return offline(`${name} belongs to the log directory ${assigned}, which is not in use`);
    }
    if (!isNew && this.#unusable.size > 0) {
      return offline(`${name} may lie in a log directory that is offline`);
    }
    return this.#emptiest() ?? offline('all log directories are offline');
  }

  #emptiest(): LogDirectory | undefined {
    const online = this.online();
    const open = online.filter(({ path }) => !this.#cordoned.has(path));
    const [first, ...others] = open.length > 0 ? open : online;
    if (!first) return undefined;
    const count = (directory: LogDirectory): number => this.#counts.get(directory) ?? 0;
    return others.reduce((best, each) => (count(each) < count(best) ? each : best), first);
  }

  #count(directory: LogDirectory, change: number): void {
    this.#counts.set(directory, (this.#counts.get(directory) ?? 0) + change);
  }
}

function openOrFail(
  claim: DirectoryClaim,
  options: LogDirectoryOptions,
): LogDirectory | UnusableDirectory {
  try {
    return new LogDirectory(claim, options);
  } catch (error) {
    claim.lock.release();
    if (!(error instanceof StorageError)) throw error;
    return { path: claim.path, failure: error };
  }
}

/** Each directory has its share of the descriptors: one that fails to close a file fails alone. */
function openFilesOf({ openFileLimit = DEFAULT_OPEN_FILES, paths }: LogManagerOptions): number {
  return Math.max(1, Math.floor(openFileLimit / paths.length));
}

const offline = (reason: string): KafkaError =>
  new KafkaError(ErrorCode.KAFKA_STORAGE_ERROR, reason);

function foundTwice(name: string, directories: readonly LogDirectory[]): string {
  const paths = directories.map(({ path }) => `${path}/${name}`).join(' and ');
  return `the partition is in two log directories: ${paths}; it stays offline until one is removed`;
}
