// One log directory: the directories of partitions in it, their checkpoints, and word of a clean stop. It is
// locked for as long as it is open, and offline as a whole after a failure of its disk: then everything in
// it throws KAFKA_STORAGE_ERROR, and other directories go on. Logs are opened one by one, when asked for.

import { ErrorCode } from '../base/error-code.ts';
import { inParallel } from '../base/in-parallel.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Uuid } from '../base/uuid.ts';
import type { Clock } from '../platform/clock.ts';
import type { DirectoryLock, FileSystem, StorageError } from '../platform/file-system.ts';
import type { Logger } from '../platform/logger.ts';
import type { Random } from '../platform/random.ts';
import { BackgroundRemoval } from './background-removal.ts';
import { CorruptLogError } from './corrupt-log-error.ts';
import { DeletedPartitions } from './deleted-partitions.ts';
import type { KnownOffsets } from './directory-checkpoints.ts';
import { DirectoryCheckpoints } from './directory-checkpoints.ts';
import type { DirectoryClaim } from './directory-claims.ts';
import { DiskGuard } from './disk-guard.ts';
import { FutureLogs } from './future-logs.ts';
import type { LogSummary } from './log-summary.ts';
import { summarizeLog } from './log-summary.ts';
import type { LogRequest, PartitionLogOptions } from './log-types.ts';
import { OpenFiles } from './open-files.ts';
import { PartitionLog } from './partition-log.ts';
import { readTopicId } from './partition-metadata.ts';
import type { PartitionName } from './partition-name.ts';
import {
  deletedDirectoryName,
  isDeletedDirectory,
  parseFutureDirectory,
  parsePartitionDirectory,
  partitionDirectoryName,
  strayDirectoryName,
} from './partition-name.ts';
import { Settlement } from './settlement.ts';

/** Logs that are flushed at the same time when all of them close: they share commits of the disk's journal. */
const FLUSHED_AT_A_TIME = 128;
const CLEAN_SHUTDOWN_FILE = '.kafka_cleanshutdown';
/** Bytes of the random part of a set-aside directory's name. */
const SET_ASIDE_ID_BYTES = 16;

export interface LogDirectoryOptions {
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** `producer.id.expiration.ms`, as it is now. */
  readonly producerExpiryMs: () => number;
  /** Files that its logs hold open at most. */
  readonly openFileLimit?: number;
}

export class LogDirectory {
  readonly path: string;
  /** `directory.id` */
  readonly id: Uuid;
  /** Whether it was closed cleanly the last time. */
  readonly wasClean: boolean;
  /** The logs that are on their way here. */
  readonly futures: FutureLogs;
  readonly #options: LogDirectoryOptions;
  readonly #guard: DiskGuard;
  readonly #files: OpenFiles;
  readonly #lock: DirectoryLock;
  readonly #checkpoints: DirectoryCheckpoints;
  readonly #removal: BackgroundRemoval;
  readonly #settlement: Settlement;
  readonly #logs = new Map<string, PartitionLog>();
  /** Logs that were found to be corrupt: they are not scanned again for everyone who asks. */
  readonly #corrupt = new Map<string, KafkaError>();
  /** Partition directories that were found and not opened since, with their summaries once made. */
  readonly #unopened = new Map<string, LogSummary | null>();
  readonly #deleted: DeletedPartitions;
  readonly #failureListeners: ((failure: StorageError) => void)[] = [];
  #isClosed = false;

  /** Opens a directory that was claimed; `close` gives the claim back. Throws StorageError. */
  constructor({ path, id, lock }: DirectoryClaim, options: LogDirectoryOptions) {
    const { fileSystem, clock, logger } = options;
    this.path = path;
    this.id = id;
    this.#options = options;
    this.#lock = lock;
    this.#guard = new DiskGuard((failure) => this.#goOffline(failure));
    this.#files = new OpenFiles(fileSystem, options.openFileLimit);
    this.#checkpoints = new DirectoryCheckpoints(fileSystem, path, logger);
    this.#removal = new BackgroundRemoval({ fileSystem, clock, logger, guard: this.#guard });
    this.#deleted = new DeletedPartitions({
      clock,
      logger,
      guard: this.#guard,
      removal: this.#removal,
      rename: (partition) => {
        const deleted = deletedDirectoryName(partition, this.#setAsideId());
        return this.#setAsidePartition(partition, deleted);
      },
    });
    const settled = { path, checkpoints: this.#checkpoints, syncs: this.#files.syncs };
    this.#settlement = new Settlement({ ...settled, guard: this.#guard, logger });
    this.wasClean = this.#takeCleanShutdownFile();
    this.futures = new FutureLogs({
      newId: () => this.#setAsideId(),
      open: (name, request) => this.#guard.run(() => this.#openIn(name, request, {})),
    });
    for (const name of fileSystem.list(path)) this.#noteFound(name);
  }

  /** What took it offline; null while it is online. */
  get failure(): StorageError | null {
    return this.#guard.failure;
  }

  /** Calls `listener` when the directory goes offline. */
  onFailure(listener: (failure: StorageError) => void): void {
    this.#failureListeners.push(listener);
  }

  /** The partitions that have a directory here, opened or not. */
  partitions(): PartitionName[] {
    const names = new Set([...this.#unopened.keys(), ...this.#logs.keys()]);
    const partitions: PartitionName[] = [];
    for (const name of names) {
      const partition = parsePartitionDirectory(name);
      if (partition) partitions.push(partition);
    }
    return partitions;
  }

  /** The logs that are open. */
  openLogs(): Iterable<PartitionLog> {
    return this.#logs.values();
  }

  /** The log of a partition, if it has been opened. */
  log(partition: PartitionName): PartitionLog | null {
    return this.#logs.get(partitionDirectoryName(partition)) ?? null;
  }

  /**
   * Opens the log of a partition, recovers it, or begins it. Throws KAFKA_STORAGE_ERROR when the directory
   * is offline or the log is corrupt: what is damaged stays as it is.
   */
  openLog(request: LogRequest): PartitionLog {
    const name = partitionDirectoryName(request);
    const known = this.#logs.get(name);
    if (known) return known;
    const corrupt = this.#corrupt.get(name);
    if (corrupt) throw corrupt;
    const log = this.#guard.run(() => this.#open(name, request));
    this.#logs.set(name, log);
    this.#unopened.delete(name);
    return log;
  }

  /**
   * Removes a partition: its name is free at once, and its directory is removed in the background after a
   * while. `durably`: it has another name, also on the device, when this returns.
   */
  deleteLog(partition: PartitionName, delayMs: number, { durably = false } = {}): void {
    const name = partitionDirectoryName(partition);
    const log = this.#logs.get(name);
    if (log) this.#abandon(name, log);
    this.#logs.delete(name);
    this.#corrupt.delete(name);
    this.#unopened.delete(name);
    this.#checkpoints.delete(partition);
    this.#guard.check();
    this.#deleted.add(partition, delayMs);
    if (!durably) return;
    this.#deleted.free(name);
    this.#guard.run(() => this.#options.fileSystem.syncDirectoryNow(this.path));
  }

  /** Takes a directory that belongs to no topic out of the way: it is kept under another name. */
  setAsideStray(partition: PartitionName): void {
    const name = partitionDirectoryName(partition);
    const stray = strayDirectoryName(partition, this.#setAsideId());
    this.#guard.run(() => this.#setAsidePartition(partition, stray));
    this.#unopened.delete(name);
    this.#options.logger.warn(
      { directory: this.path, partition: name, stray },
      'a partition directory of no topic: set aside, not deleted',
    );
  }

  /** Whether a partition has a directory here. */
  holds(partition: PartitionName): boolean {
    const name = partitionDirectoryName(partition);
    this.#deleted.free(name);
    return this.#guard.run(() => this.#options.fileSystem.exists(`${this.path}/${name}`));
  }

  /** Ends the way of a partition here: what has come so far goes. */
  dropFuture(partition: PartitionName): void {
    const name = this.futures.take(partition);
    if (name === null) return;
    this.#guard.run(() => {
      const doomed = this.#setAside(name, deletedDirectoryName(partition, this.#setAsideId()));
      if (doomed !== null) this.#removal.removeLater(doomed, 0);
    });
  }

  /** Gives the directory of a future log, which is closed or was never opened, the partition's name. */
  promoteFuture(partition: PartitionName): void {
    const directoryName = this.futures.take(partition);
    const name = partitionDirectoryName(partition);
    try {
      this.#guard.run(() => {
        if (directoryName === null || this.#setAside(directoryName, name) === null) return;
        this.#unopened.set(name, null);
        this.#options.fileSystem.syncDirectoryNow(this.path);
      });
    } catch (error) {
      // Its records are there under the other name: it must not begin anew.
      if (error instanceof KafkaError) this.#corrupt.set(name, error);
      throw error;
    }
  }

  /** Takes note of where a log is that is about to be the partition's own. */
  noteFuture(partition: PartitionName, log: PartitionLog): void {
    this.#guard.run(() => {
      this.#checkpoints.note(partition, log);
      this.#checkpoints.write({ durably: true });
    });
  }

  /** Bytes of a partition's segments, whether its log is open or not. */
  sizeOf(partition: PartitionName): number {
    return this.log(partition)?.sizeInBytes ?? this.summaryOf(partition)?.sizeInBytes ?? 0;
  }

  /** What is known of a log that nobody has opened; null when it is open, or there is none. */
  summaryOf(partition: PartitionName): LogSummary | null {
    const name = partitionDirectoryName(partition);
    const known = this.#unopened.get(name);
    if (known !== null) return known ?? null;
    const { fileSystem } = this.#options;
    const summary = this.#guard.run(() => summarizeLog(fileSystem, `${this.path}/${name}`));
    this.#unopened.set(name, summary);
    return summary;
  }

  /** Where a log that is not open begins, as far as that was noted. */
  logStartOffsetOf(partition: PartitionName): number {
    return this.#checkpoints.logStartOffsets.get(partition) ?? 0;
  }

  /** How far a log is clean, as far as that was noted; 0: it was never cleaned. */
  cleanedOffsetOf(partition: PartitionName): number {
    return this.#checkpoints.cleanedTo.get(partition) ?? 0;
  }

  /** Bytes on the device. */
  space(): { readonly freeBytes: number; readonly totalBytes: number } {
    return this.#guard.run(() => this.#options.fileSystem.space(this.path));
  }

  /** The high watermark that was checkpointed for a partition. */
  highWatermarkOf(partition: PartitionName): number | undefined {
    return this.#checkpoints.highWatermarks.get(partition);
  }

  /** Takes note of a partition's high watermark, for the next checkpoint. */
  setHighWatermark(partition: PartitionName, highWatermark: number): void {
    this.#checkpoints.highWatermarks.set(partition, highWatermark);
  }

  /** Writes recovery points, log start offsets and high watermarks, as far as they have changed. */
  writeCheckpoints(options: { readonly durably?: boolean } = {}): void {
    this.#guard.run(() => {
      this.#eachOpenLog((partition, log) => this.#checkpoints.note(partition, log));
      this.#checkpoints.write(options);
    });
  }

  /** Writes how far the open logs are on the device, as far as that has changed. */
  writeRecoveryPoints(): void {
    this.#guard.run(() => {
      this.#eachOpenLog((partition, log) =>
        this.#checkpoints.recoveryPoints.set(partition, log.recoveryPoint),
      );
      this.#checkpoints.recoveryPoints.write();
    });
  }

  /** Writes the high watermarks, as far as they have changed. */
  writeHighWatermarks(): void {
    this.#guard.run(() => this.#checkpoints.highWatermarks.write());
  }

  /** Writes where the open logs start, as far as that has changed. */
  writeLogStartOffsets(): void {
    this.#guard.run(() => {
      this.#eachOpenLog((partition, log) => this.#checkpoints.noteStart(partition, log));
      this.#checkpoints.logStartOffsets.write();
    });
  }

  /** Writes how far the open logs are clean, as far as that has changed. */
  writeCleanedOffsets(): void {
    this.#guard.run(() => {
      this.#eachOpenLog((partition, log) => this.#checkpoints.noteCleaned(partition, log));
      this.#checkpoints.cleanedTo.write();
    });
  }

  /**
   * Flushes and closes all logs, and leaves word that this was done cleanly; after a failure it only lets
   * go of its files.
   */
  async close({ brokerEpoch = -1 } = {}): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      if (!this.#guard.failure) await this.#closeCleanly(brokerEpoch);
    } finally {
      this.#deleted.close();
      this.#removal.close();
      this.#letGo();
    }
  }

  #letGo(): void {
    for (const [name, log] of this.#logs) this.#abandon(name, log);
    for (const log of this.futures.openLogs()) this.#abandon(log.directory, log);
    this.#lock.release();
  }

  /** A file that the disk will not even close keeps neither other files nor the lock. */
  #abandon(partition: string, log: PartitionLog): void {
    try {
      log.abandon();
    } catch (error) {
      this.#options.logger.warn({ error, partition }, 'closing the files of a log failed');
    }
  }

  #eachOpenLog(visit: (partition: PartitionName, log: PartitionLog) => void): void {
    for (const [name, log] of this.#logs) {
      const partition = parsePartitionDirectory(name);
      if (partition) visit(partition, log);
    }
  }

  async #closeCleanly(brokerEpoch: number): Promise<void> {
    this.#deleted.freeAll();
    const logs = [...this.#logs.values(), ...this.futures.openLogs()];
    // Files are made before the first sync, for making one waits while the journal is being committed.
    for (const log of logs) finishIfPossible(log);
    await inParallel(logs, FLUSHED_AT_A_TIME, (log) => log.flush());
    const allFinished = logs.every((log) => log.isFinished);
    for (const log of logs) log.close();
    this.writeCheckpoints({ durably: true });
    // A log that was not opened after an unclean stop has still to be recovered.
    if (!allFinished || (!this.wasClean && this.#unopened.size > 0)) return;
    const content = JSON.stringify({ version: 0, brokerEpoch });
    this.#guard.run(() => {
      const file = `${this.path}/${CLEAN_SHUTDOWN_FILE}`;
      this.#options.fileSystem.writeFileAtomic(file, Buffer.from(content));
    });
  }

  #noteFound(name: string): void {
    const future = parseFutureDirectory(name);
    if (future) this.futures.found(future, name);
    else if (parsePartitionDirectory(name)) this.#unopened.set(name, null);
    else if (isDeletedDirectory(name)) this.#removal.removeLater(`${this.path}/${name}`, 0);
  }

  #open(name: string, request: LogRequest): PartitionLog {
    this.#deleted.free(name);
    const isFound = this.#unopened.has(name);
    if (isFound) this.#requireOwnTopic(request, request.topicId);
    this.#settlement.settleNow(name);
    return this.#openIn(name, request, {
      ...(isFound ? this.#checkpoints.of(request) : {}),
      onCutOff: (offset) => this.#checkpoints.cutOff(request, offset),
    });
  }

  #openIn(
    name: string,
    { topicId, config }: LogRequest,
    known: Partial<KnownOffsets> & Pick<PartitionLogOptions, 'onCutOff'>,
  ): PartitionLog {
    try {
      return PartitionLog.open({
        directory: `${this.path}/${name}`,
        topicId,
        config,
        files: this.#files,
        guard: this.#guard,
        clock: this.#options.clock,
        random: this.#options.random,
        logger: this.#options.logger.child({ partition: name }),
        producerExpiryMs: this.#options.producerExpiryMs,
        cleanShutdown: this.wasClean,
        ...known,
      });
    } catch (error) {
      if (!(error instanceof CorruptLogError)) throw error;
      this.#options.logger.error({ partition: name }, `${error.message}; it stays offline`);
      const failure = new KafkaError(ErrorCode.KAFKA_STORAGE_ERROR, error.message);
      this.#corrupt.set(name, failure);
      throw failure;
    }
  }

  /** The directory may hold a topic of the same name that was deleted: it is kept, under another name. */
  #requireOwnTopic(partition: PartitionName, topicId: Uuid): void {
    const directory = `${this.path}/${partitionDirectoryName(partition)}`;
    const found = readTopicId(this.#options.fileSystem, directory);
    if (found !== null && found !== topicId) this.setAsideStray(partition);
  }

  /** Renames a directory, if there is one; returns its new path. */
  #setAside(name: string, newName: string): string | null {
    const { fileSystem } = this.#options;
    if (!fileSystem.exists(`${this.path}/${name}`)) return null;
    fileSystem.rename(`${this.path}/${name}`, `${this.path}/${newName}`);
    return `${this.path}/${newName}`;
  }

  /** The same for a partition, whose name is free then. */
  #setAsidePartition(partition: PartitionName, newName: string): string | null {
    const name = partitionDirectoryName(partition);
    const path = this.#setAside(name, newName);
    this.#checkpoints.delete(partition);
    if (path !== null) this.#settlement.owe(name);
    return path;
  }

  #setAsideId(): Buffer {
    return this.#options.random.bytes(SET_ASIDE_ID_BYTES);
  }

  /** Whether the last stop was clean. From here on it counts as unclean, until it is closed. */
  #takeCleanShutdownFile(): boolean {
    const { fileSystem } = this.#options;
    const file = `${this.path}/${CLEAN_SHUTDOWN_FILE}`;
    if (!fileSystem.exists(file)) return false;
    fileSystem.remove(file);
    fileSystem.syncDirectoryNow(this.path);
    return true;
  }

  #goOffline(failure: StorageError): void {
    this.#options.logger.error({ path: this.path, failure }, 'the log directory is offline');
    for (const listener of this.#failureListeners) listener(failure);
  }
}

/** One that cannot be finished keeps no other from its flush: closing it tries again, and says why. */
function finishIfPossible(log: PartitionLog): void {
  try {
    log.finish();
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
  }
}
