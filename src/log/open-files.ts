// The open files of the logs, at most `limit` at a time: a broker with 10,000 partitions has 30,000 files
// and a few hundred descriptors. A LogFile opens when it is used and may be closed behind its user's back
// when room is needed; one that was used lately stays (second chance). Files are created on first use.

import { dirname } from 'node:path';
import { assert } from '../base/assert.ts';
import type { File, FileStat, FileSystem } from '../platform/file-system.ts';
import { DirectorySyncs } from './directory-syncs.ts';
import { IndexBlocks } from './index-blocks.ts';
import { TwinFiles } from './twin-files.ts';

/** How many files the logs of one broker hold open unless told otherwise. */
export const DEFAULT_OPEN_FILES = 1024;
const MOST_OPEN_FILES = 16_384;

/** How many of this many descriptors are for the logs: half, for clients and everything else need some too. */
export function openFileLimitOf(descriptors: number | undefined): number {
  if (descriptors === undefined) return DEFAULT_OPEN_FILES;
  return Math.max(1, Math.min(Math.floor(descriptors / 2), MOST_OPEN_FILES));
}

export class OpenFiles {
  readonly fileSystem: FileSystem;
  /** What their directories owe the device. */
  readonly syncs: DirectorySyncs;
  /** What was read of index files lately. */
  readonly blocks: IndexBlocks;
  /** Small files of the same content. */
  readonly twins: TwinFiles;
  readonly #limit: number;
  readonly #open: LogFile[] = [];
  #hand = 0;

  constructor(fileSystem: FileSystem, limit = DEFAULT_OPEN_FILES, blocks = new IndexBlocks()) {
    assert(limit > 0, 'at least one file can be open');
    this.blocks = blocks;
    this.fileSystem = fileSystem;
    this.syncs = new DirectorySyncs(fileSystem);
    this.twins = new TwinFiles(fileSystem);
    this.#limit = limit;
  }

  /** How many files are open now. */
  get count(): number {
    return this.#open.length;
  }

  /** The file at this path, which need not exist yet. Nothing is opened. */
  at(path: string): LogFile {
    return new LogFile(this, path);
  }

  /** LogFile only: takes a file in, after another has been closed where there are too many. */
  admit(file: LogFile): void {
    while (this.#open.length >= this.#limit) this.#closeOne();
    file.slot = this.#open.push(file) - 1;
  }

  /** LogFile only: the file is closed. */
  dismiss(file: LogFile): void {
    const { slot } = file;
    assert(this.#open[slot] === file, 'a file that is closed was open');
    const last = this.#open.pop();
    if (!last || last === file) return;
    this.#open[slot] = last;
    last.slot = slot;
  }

  #closeOne(): void {
    for (;;) {
      if (this.#hand >= this.#open.length) this.#hand = 0;
      const file = this.#open[this.#hand] as LogFile;
      if (!file.wasUsed) {
        file.close();
        return;
      }
      file.wasUsed = false;
      this.#hand++;
    }
  }
}

/** A file of a log: its path, and the open file while there is one. */
export class LogFile {
  /** Whether it was used since the last look for a file to close. */
  wasUsed = false;
  /** OpenFiles only: its place among the open ones. */
  slot = -1;
  readonly files: OpenFiles;
  #path: string;
  #file: File | null = null;
  /** Whether the file is known to exist. */
  #isThere = false;

  constructor(files: OpenFiles, path: string) {
    this.files = files;
    this.#path = path;
  }

  get path(): string {
    return this.#path;
  }

  /** The open file, good until anything else is opened; created when it does not exist. */
  use(): File {
    this.wasUsed = true;
    if (this.#file) return this.#file;
    this.files.admit(this);
    try {
      this.#file = this.files.fileSystem.open(this.#path, 'write');
      if (!this.#isThere) this.#noteName();
      this.#isThere = true;
    } catch (error) {
      this.files.dismiss(this);
      throw error;
    }
    return this.#file;
  }

  exists(): boolean {
    if (this.#file) return true;
    this.#isThere = this.files.fileSystem.exists(this.#path);
    return this.#isThere;
  }

  /** Size and time of the file, which exists. */
  stat(): FileStat {
    const stat = this.files.fileSystem.stat(this.#path);
    this.#isThere = true;
    return stat;
  }

  /** Closes it until its next use. */
  close(): void {
    if (!this.#file) return;
    const file = this.#file;
    this.#file = null;
    this.files.dismiss(this);
    file.close();
  }

  /** Renames it; a file that does not exist only changes its name here. */
  rename(path: string): void {
    const exists = this.exists();
    this.close();
    if (exists) this.files.fileSystem.rename(this.#path, path);
    this.#path = path;
    if (exists) this.#noteName();
  }

  /** The directory was renamed: open descriptors stay good, the path is another one. */
  moved(path: string): void {
    this.#path = path;
  }

  remove(): void {
    this.close();
    this.#isThere = false;
    this.files.fileSystem.remove(this.#path);
    this.#noteName();
  }

  #noteName(): void {
    this.files.syncs.changed(dirname(this.#path));
  }
}
