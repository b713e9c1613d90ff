// A log directory: the directories of partitions, the checkpoints and who they belong to. It is locked for
// as long as it is open, and offline as a whole after a failure of its disk: then everything in it throws
// KAFKA_STORAGE_ERROR, and the process goes on. Logs are opened one by one, when they are asked for.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Uuid } from '../base/uuid.ts';
import type { Clock } from '../platform/clock.ts';
import type { DirectoryLock, FileSystem, StorageError } from '../platform/file-system.ts';
import type { Logger } from '../platform/logger.ts';
import type { Random } from '../platform/random.ts';
import { CorruptLogError } from './corrupt-log-error.ts';
import { DiskGuard } from './disk-guard.ts';
import type { LogConfig } from './log-config.ts';
import { LogDirectoryError, readMetaProperties, writeMetaProperties } from './meta-properties.ts';
import { OffsetCheckpoint } from './offset-checkpoint.ts';
import { OpenFiles } from './open-files.ts';
import { PartitionLog } from './partition-log.ts';
import { readTopicId } from './partition-metadata.ts';
import type { PartitionName } from './partition-name.ts';
import {
  deletedDirectoryName,
  isDeletedDirectory,
  parsePartitionDirectory,
  partitionDirectoryName,
  strayDirectoryName,
} from './partition-name.ts';
import { LOG_SUFFIX } from './segment-files.ts';

export { LogDirectoryError } from './meta-properties.ts';

const CLEAN_SHUTDOWN_FILE = '.kafka_cleanshutdown';
/** Bytes of the random part of a set-aside directory's name. */
const SET_ASIDE_ID_BYTES = 16;

export interface LogDirectoryOptions {
  /** Absolute; made when it is not there. */
  readonly path: string;
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** The cluster that it has to belong to; left out: the one that it belongs to, or a new one. */
  readonly clusterId?: string;
  readonly nodeId: number;
  /** `producer.id.expiration.ms` */
  readonly producerExpiryMs: number;
  /** Files that its logs hold open at most. */
  readonly openFileLimit?: number;
}

/** The log that is asked for. */
export interface LogRequest extends PartitionName {
  readonly topicId: Uuid;
  readonly config: LogConfig;
}

export class LogDirectory {
  readonly path: string;
  /** `directory.id` */
  readonly id: Uuid;
  readonly clusterId: string;
  readonly #options: LogDirectoryOptions;
  readonly #guard: DiskGuard;
  readonly #files: OpenFiles;
  readonly #lock: DirectoryLock;
  readonly #logs = new Map<string, PartitionLog>();
  /** Logs that were found to be corrupt: they are not scanned again for everyone who asks. */
  readonly #corrupt = new Map<string, KafkaError>();
  readonly #recoveryPoints: OffsetCheckpoint;
  readonly #logStartOffsets: OffsetCheckpoint;
  readonly #highWatermarks: OffsetCheckpoint;
  readonly #wasClean: boolean;
  /** Names of partition directories that were found and not opened since. */
  readonly #unopened = new Set<string>();
  readonly #failureListeners: ((failure: StorageError) => void)[] = [];
  #isClosed = false;

  /**
   * Opens and locks it. Throws DirectoryBusyError while another broker has it, LogDirectoryError when it
   * belongs to another node or cluster, StorageError when the disk fails.
   */
  static open(options: LogDirectoryOptions): LogDirectory {
    options.fileSystem.makeDirectory(options.path);
    const lock = options.fileSystem.lockDirectory(options.path);
    try {
      return new LogDirectory(options, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private constructor(options: LogDirectoryOptions, lock: DirectoryLock) {
    const { path, fileSystem } = options;
    this.path = path;
    this.#options = options;
    this.#lock = lock;
    this.#guard = new DiskGuard((failure) => this.#goOffline(failure));
    this.#files = new OpenFiles(fileSystem, options.openFileLimit);
    const meta = identify(options);
    this.id = meta.directoryId;
    this.clusterId = meta.clusterId;
    this.#recoveryPoints = this.#checkpoint('recovery-point-offset-checkpoint');
    this.#logStartOffsets = this.#checkpoint('log-start-offset-checkpoint');
    this.#highWatermarks = this.#checkpoint('replication-offset-checkpoint');
    this.#wasClean = this.#takeCleanShutdownFile();
    for (const name of fileSystem.list(path)) {
      if (parsePartitionDirectory(name)) this.#unopened.add(name);
      else if (isDeletedDirectory(name)) this.#removeLater(name);
    }
  }

  /** What took it offline; null while it is online. */
  get failure(): StorageError | null {
    return this.#guard.failure;
  }

  /** Calls `listener` when the directory goes offline. */
  onFailure(listener: (failure: StorageError) => void): void {
    this.#failureListeners.push(listener);
  }

  /** Whether it was closed cleanly the last time. */
  get wasClean(): boolean {
    return this.#wasClean;
  }

  /** The partitions that have a directory here, opened or not. */
  partitions(): PartitionName[] {
    const names = new Set([...this.#unopened, ...this.#logs.keys()]);
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

  /** Removes a partition: its directory is renamed at once and removed in the background. */
  deleteLog(partition: PartitionName): void {
    const name = partitionDirectoryName(partition);
    const log = this.#logs.get(name);
    if (log) this.#abandon(name, log);
    this.#logs.delete(name);
    this.#corrupt.delete(name);
    this.#unopened.delete(name);
    for (const checkpoint of this.#checkpoints) checkpoint.delete(partition);
    const { fileSystem, random } = this.#options;
    this.#guard.run(() => {
      if (!fileSystem.exists(`${this.path}/${name}`)) return;
      const deleted = deletedDirectoryName(partition, random.bytes(SET_ASIDE_ID_BYTES));
      fileSystem.rename(`${this.path}/${name}`, `${this.path}/${deleted}`);
      this.#removeLater(deleted);
    });
  }

  /** Bytes of a partition's segments, whether its log is open or not. */
  sizeOf(partition: PartitionName): number {
    const log = this.log(partition);
    if (log) return log.sizeInBytes;
    const { fileSystem } = this.#options;
    const directory = `${this.path}/${partitionDirectoryName(partition)}`;
    return this.#guard.run(() => {
      if (!fileSystem.exists(directory)) return 0;
      const names = fileSystem.list(directory).filter((name) => name.endsWith(LOG_SUFFIX));
      let size = 0;
      for (const name of names) size += fileSystem.stat(`${directory}/${name}`).size;
      return size;
    });
  }

  /** Bytes on the device. */
  space(): { readonly freeBytes: number; readonly totalBytes: number } {
    return this.#guard.run(() => this.#options.fileSystem.space(this.path));
  }

  /** The high watermark that was checkpointed for a partition. */
  highWatermarkOf(partition: PartitionName): number | undefined {
    return this.#highWatermarks.get(partition);
  }

  /** Takes note of a partition's high watermark, for the next checkpoint. */
  setHighWatermark(partition: PartitionName, highWatermark: number): void {
    this.#highWatermarks.set(partition, highWatermark);
  }

  /** Writes recovery points, log start offsets and high watermarks, as far as they have changed. */
  writeCheckpoints(options: { durably?: boolean } = {}): void {
    this.#guard.run(() => {
      for (const [name, log] of this.#logs) {
        const partition = parsePartitionDirectory(name);
        if (!partition) continue;
        this.#recoveryPoints.set(partition, log.recoveryPoint);
        if (log.logStartOffset > 0) this.#logStartOffsets.set(partition, log.logStartOffset);
      }
      for (const checkpoint of this.#checkpoints) checkpoint.write(options);
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
      this.#letGo();
    }
  }

  #letGo(): void {
    for (const [name, log] of this.#logs) this.#abandon(name, log);
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

  get #checkpoints(): readonly OffsetCheckpoint[] {
    return [this.#recoveryPoints, this.#logStartOffsets, this.#highWatermarks];
  }

  async #closeCleanly(brokerEpoch: number): Promise<void> {
    await Promise.all([...this.#logs.values()].map((log) => log.flush()));
    for (const log of this.#logs.values()) log.close();
    this.writeCheckpoints({ durably: true });
    // A log that was not opened after an unclean stop has still to be recovered.
    if (!this.#wasClean && this.#unopened.size > 0) return;
    const content = JSON.stringify({ version: 0, brokerEpoch });
    this.#guard.run(() => {
      const file = `${this.path}/${CLEAN_SHUTDOWN_FILE}`;
      this.#options.fileSystem.writeFileAtomic(file, Buffer.from(content));
    });
  }

  #open(name: string, { topicId, config, ...partition }: LogRequest): PartitionLog {
    const directory = `${this.path}/${name}`;
    if (this.#unopened.has(name)) this.#setAsideIfStray(directory, partition, topicId);
    const recoveryPoint = this.#recoveryPoints.get(partition);
    const logStartOffset = this.#logStartOffsets.get(partition);
    try {
      return PartitionLog.open({
        directory,
        topicId,
        config,
        files: this.#files,
        guard: this.#guard,
        clock: this.#options.clock,
        random: this.#options.random,
        logger: this.#options.logger.child({ partition: name }),
        producerExpiryMs: this.#options.producerExpiryMs,
        cleanShutdown: this.#wasClean,
        ...(recoveryPoint === undefined ? {} : { recoveryPoint }),
        ...(logStartOffset === undefined ? {} : { logStartOffset }),
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
  #setAsideIfStray(directory: string, { topic, index }: PartitionName, topicId: Uuid): void {
    const { fileSystem, random, logger } = this.#options;
    const found = readTopicId(fileSystem, directory);
    if (found === null || found === topicId) return;
    const stray = strayDirectoryName({ topic, index }, random.bytes(SET_ASIDE_ID_BYTES));
    logger.warn({ topic, index, found, topicId, stray }, 'a directory of another topic: set aside');
    fileSystem.rename(directory, `${this.path}/${stray}`);
    for (const checkpoint of this.#checkpoints) checkpoint.delete({ topic, index });
  }

  #checkpoint(name: string): OffsetCheckpoint {
    const checkpoint = new OffsetCheckpoint(this.#options.fileSystem, `${this.path}/${name}`);
    if (!checkpoint.load()) {
      this.#options.logger.warn({ name }, 'a checkpoint is damaged: every log is checked in full');
    }
    return checkpoint;
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

  #removeLater(name: string): void {
    const { clock, fileSystem, logger } = this.#options;
    clock.setTimer(0, () => {
      try {
        if (!this.#isClosed) this.#guard.run(() => fileSystem.removeTree(`${this.path}/${name}`));
      } catch (error) {
        logger.warn({ error, name }, 'removing a deleted partition failed');
      }
    });
  }

  #goOffline(failure: StorageError): void {
    this.#options.logger.error({ path: this.path, failure }, 'the log directory is offline');
    for (const listener of this.#failureListeners) listener(failure);
  }
}

function identify(options: LogDirectoryOptions): { clusterId: string; directoryId: Uuid } {
  const { path, fileSystem, clusterId, nodeId, random } = options;
  const found = readMetaProperties(fileSystem, path);
  if (!found) {
    const meta = { clusterId: clusterId ?? random.uuid(), nodeId, directoryId: random.uuid() };
    writeMetaProperties(fileSystem, path, meta);
    return meta;
  }
  if (clusterId !== undefined && found.clusterId !== clusterId) {
    throw new LogDirectoryError(
      `the log directory ${path} belongs to cluster ${found.clusterId}, not ${clusterId}`,
    );
  }
  if (found.nodeId !== nodeId) {
    throw new LogDirectoryError(
      `the log directory ${path} belongs to node ${found.nodeId}, not ${nodeId}`,
    );
  }
  return found;
}
