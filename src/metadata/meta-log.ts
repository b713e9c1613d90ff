// The embedded store's log over time: appended to, synced, and rewritten when most of it is history. A
// rewrite happens beside the running log and takes its place by a rename, so a crash leaves one or the
// other, both whole. Syncs and rewrites are the caller's to keep one after the other.

import type { FileSystem } from '../platform/file-system.ts';
import { StorageError } from '../platform/file-system.ts';
import type { Logger } from '../platform/logger.ts';
import { MetaLogFile } from './meta-log-file.ts';
import type { MetaState } from './meta-log-records.ts';
import { replayLines, snapshotLine } from './meta-log-records.ts';

/** The log's name in its directory. */
export const META_LOG_FILE = 'metadata.log';
/** A log below this size is never rewritten. */
const MIN_REWRITE_BYTES = 1024 * 1024;
/** It is rewritten once it is this many times as long as its last snapshot. */
const REWRITE_FACTOR = 4;

export interface MetaLogOptions {
  readonly fileSystem: FileSystem;
  readonly directory: string;
  readonly logger: Logger;
}

export class MetaLog {
  readonly #options: MetaLogOptions;
  readonly #path: string;
  #file: MetaLogFile;
  #rewriteAtBytes: number;
  /** Lines appended while a rewrite is under way; null when none is. */
  #sinceSnapshot: string[] | null = null;

  private constructor(options: MetaLogOptions, path: string, file: MetaLogFile) {
    this.#options = options;
    this.#path = path;
    this.#file = file;
    this.#rewriteAtBytes = MIN_REWRITE_BYTES;
  }

  /** Opens or creates the log in this directory. */
  static open(options: MetaLogOptions): { log: MetaLog; state: MetaState } {
    const { fileSystem, directory } = options;
    const path = `${directory}/${META_LOG_FILE}`;
    fileSystem.remove(rewritePath(path));
    const isNew = !fileSystem.exists(path);
    const { log: file, lines } = MetaLogFile.open(fileSystem, path);
    const log = new MetaLog(options, path, file);
    const state = replayLines(lines);
    if (lines.length === 0) log.append(snapshotLine(state));
    if (isNew) fileSystem.syncDirectoryNow(directory);
    return { log, state };
  }

  /** Appends a line into the page cache. On failure the log is as before. */
  append(line: string): void {
    this.#file.append([line]);
    this.#sinceSnapshot?.push(line);
  }

  /** Brings everything appended so far to the device. */
  sync(): Promise<void> {
    return this.#file.sync();
  }

  get isWorthRewriting(): boolean {
    return this.#file.size >= this.#rewriteAtBytes;
  }

  /**
   * Replaces the log by a snapshot of this state, which is all that was appended, and what is appended
   * meanwhile. A disk that cannot take the new log leaves the old one in use; a failure that leaves open
   * which of the two a crash would keep is thrown.
   */
  async rewrite(state: MetaState): Promise<void> {
    this.#sinceSnapshot = [];
    const next = await this.#writeSnapshot(snapshotLine(state));
    const meanwhile = this.#sinceSnapshot;
    this.#sinceSnapshot = null;
    if (next) await this.#replaceBy(next, meanwhile);
  }

  async #writeSnapshot(snapshot: string): Promise<MetaLogFile | null> {
    const { fileSystem, logger } = this.#options;
    let next: MetaLogFile | null = null;
    try {
      fileSystem.remove(rewritePath(this.#path));
      next = MetaLogFile.open(fileSystem, rewritePath(this.#path)).log;
      next.append([snapshot]);
      await next.sync();
      return next;
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      next?.close();
      this.#rewriteAtBytes = this.#file.size * 2;
      logger.warn({ error }, 'the metadata log could not be shortened');
      return null;
    }
  }

  async #replaceBy(next: MetaLogFile, meanwhile: readonly string[]): Promise<void> {
    const { fileSystem, directory } = this.#options;
    this.#rewriteAtBytes = Math.max(MIN_REWRITE_BYTES, next.size * REWRITE_FACTOR);
    if (meanwhile.length > 0) next.append(meanwhile);
    fileSystem.rename(rewritePath(this.#path), this.#path);
    this.#file.close();
    this.#file = next;
    await fileSystem.syncDirectory(directory);
  }

  /** Syncs what still needs it and closes the file. */
  async close(): Promise<void> {
    if (this.#file.needsSync) await this.sync();
    this.#file.close();
  }
}

const rewritePath = (path: string): string => `${path}.rewrite`;
