// The door to the disk. Appends and hot reads are synchronous (they go to the page cache, see
// log/README.md); syncs that may wait for the device are asynchronous, off the event loop. Failures are
// StorageError; a path that is not there is told apart by `isNotFound`.

/** A failure of the disk: what was tried, on which path, and the operating system's own code. */
export class StorageError extends Error {
  /** What was tried: read, write, sync … */
  readonly action: string;
  readonly path: string;
  /** The operating system's code: ENOSPC, EIO, ENOENT … */
  readonly code: string;

  constructor(action: string, path: string, code: string, options?: ErrorOptions) {
    super(`${action} ${path}: ${code}`, options);
    this.name = 'StorageError';
    this.action = action;
    this.path = path;
    this.code = code;
  }
}

/** Another process, or another broker in this one, uses the directory. Its code is EBUSY. */
export class DirectoryBusyError extends StorageError {
  /** The process that holds the directory; null when it is not known. */
  readonly holderPid: number | null;

  constructor(path: string, holderPid: number | null) {
    super('lock', path, 'EBUSY');
    this.name = 'DirectoryBusyError';
    this.holderPid = holderPid;
    const holder = holderPid === null ? 'another process' : `process ${holderPid}`;
    this.message = `the directory ${path} is in use by ${holder}`;
  }
}

/** Whether this failure says that the path does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof StorageError && error.code === 'ENOENT';
}

export interface FileStat {
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modifiedMs: number;
  readonly isDirectory: boolean;
}

/** An open file. Positions and lengths are bytes. */
export interface File {
  readonly path: string;
  /** Reads up to `length` bytes at `position` into `target` at `at`; fewer only at the end of the file. */
  readSync(target: Buffer, at: number, length: number, position: number): number;
  /** The same off the event loop, for bytes that may not be in the page cache. */
  read(target: Buffer, at: number, length: number, position: number): Promise<number>;
  /** Writes all of these bytes at `position`, into the page cache. */
  writeSync(source: Uint8Array, position: number): void;
  size(): number;
  truncate(length: number): void;
  /** Brings the content to the device (fdatasync), off the event loop. */
  sync(): Promise<void>;
  /** The same on the event loop: for start and stop only. */
  syncNow(): void;
  close(): void;
}

/** Whoever uses a directory. */
export interface DirectoryHolder {
  /** null when it is not known. */
  readonly pid: number | null;
}

/** A directory that this process alone uses until the lock is released. */
export interface DirectoryLock {
  release(): void;
}

export interface FileSystem {
  /** 'read': must exist. 'write': created when missing, content kept. 'create': created, emptied. */
  open(path: string, mode: 'read' | 'write' | 'create'): File;
  readFile(path: string): Buffer;
  /** Replaces a file's content so that a crash leaves the old or the new one: temporary file, sync, rename, directory sync. */
  writeFileAtomic(path: string, content: Uint8Array): void;
  exists(path: string): boolean;
  stat(path: string): FileStat;
  /** Names of a directory's entries, sorted. */
  list(path: string): string[];
  /** Creates a directory and what is missing above it. */
  makeDirectory(path: string): void;
  rename(from: string, to: string): void;
  /**
   * Gives a file a second name: both are the same file from then on, whoever writes into it. Fails with
   * EXDEV between devices, EPERM or ENOTSUP where the disk has no such names, EEXIST when `to` is there.
   */
  link(from: string, to: string): void;
  /** Sets when a file was last written, as `stat` tells it. */
  setModifiedTime(path: string, modifiedMs: number): void;
  /** Makes a copy of a file, off the event loop; where the disk can, it shares blocks until one is written. */
  copyFile(from: string, to: string): Promise<void>;
  /** The same on the event loop, so that nobody writes meanwhile. */
  copyFileNow(from: string, to: string): void;
  /** Removes a file; a missing one is no failure. */
  remove(path: string): void;
  /** Removes a directory and everything below it; a missing one is no failure. */
  removeTree(path: string): void;
  /** Makes renames, creations and removals in this directory durable, off the event loop. */
  syncDirectory(path: string): Promise<void>;
  /** The same on the event loop: for start and stop only. */
  syncDirectoryNow(path: string): void;
  /** Takes the lock file in this directory; throws DirectoryBusyError while another holds it. */
  lockDirectory(path: string): DirectoryLock;
  /** Who holds the lock of this directory, found out without touching it; null when nobody does. */
  directoryHolder(path: string): DirectoryHolder | null;
  /** Bytes free and in all on the device that holds this path. */
  space(path: string): { readonly freeBytes: number; readonly totalBytes: number };
}
