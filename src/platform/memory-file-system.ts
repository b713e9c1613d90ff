// A disk in memory: what `--memory` and most tests run on. It answers as the real one does, with the same
// error codes, and has a capacity. Syncs succeed at once: nothing survives the process anyway.

import { posix } from 'node:path';
import type { Clock } from './clock.ts';
import type { DirectoryHolder, DirectoryLock, File, FileStat, FileSystem } from './file-system.ts';
import { DirectoryBusyError, isNotFound, StorageError } from './file-system.ts';
import type { MemoryEntry } from './memory-directory.ts';
import { MemoryDirectory } from './memory-directory.ts';
import type { MemoryFileHost, SpaceAccount } from './memory-file.ts';
import { MemoryContent, MemoryFile } from './memory-file.ts';

interface Place {
  readonly parent: MemoryDirectory;
  readonly name: string;
}

export interface MemoryFileSystemOptions {
  /** Where modification times come from. */
  readonly clock: Pick<Clock, 'wallMs'>;
  /** Bytes that fit; a write beyond them fails with ENOSPC. */
  readonly capacityBytes?: number;
}

const DEFAULT_CAPACITY_BYTES = 16 * 1024 ** 3;

export class MemoryFileSystem implements FileSystem {
  /**
   * Decides whether a step fails: given what is tried and the path, it returns the code of the failure
   * (EIO, ENOSPC …) or null. The actions are those of StorageError messages: open, read, write, sync …
   */
  faults: ((action: string, path: string) => string | null) | null = null;

  /** What the root is, and every path begins with. */
  protected root: MemoryDirectory;
  protected readonly options: MemoryFileSystemOptions;
  readonly #capacityBytes: number;
  #usedBytes = 0;
  protected readonly account: SpaceAccount = {
    take: (bytes, path) => {
      if (this.#usedBytes + bytes > this.#capacityBytes) {
        throw new StorageError('write', path, 'ENOSPC');
      }
      this.#usedBytes += bytes;
    },
    giveBack: (bytes) => {
      this.#usedBytes -= bytes;
    },
  };
  protected readonly host: MemoryFileHost = {
    check: (action, path) => this.check(action, path),
    nowMs: () => this.options.clock.wallMs(),
  };

  constructor(options: MemoryFileSystemOptions) {
    this.options = options;
    this.#capacityBytes = options.capacityBytes ?? DEFAULT_CAPACITY_BYTES;
    this.root = this.newDirectory();
  }

  /**
   * A disk of its own with the same content at this moment; bytes are shared until one of the two writes them.
   * Nobody holds a lock on it.
   */
  copy(options: MemoryFileSystemOptions = this.options): MemoryFileSystem {
    const copy = new MemoryFileSystem(options);
    const copies = new Map<MemoryContent, MemoryContent>();
    const copyInto = (from: MemoryDirectory, to: MemoryDirectory): void => {
      for (const [name, entry] of from.entries) to.set(name, copyOf(entry, name));
    };
    const copyOf = (entry: MemoryEntry, name: string): MemoryEntry => {
      if (entry instanceof MemoryContent) {
        const known = copies.get(entry);
        known?.retain();
        const content = known ?? entry.copy(copy.account, name);
        copies.set(entry, content);
        return content;
      }
      const directory = new MemoryDirectory(entry.modifiedMs);
      copyInto(entry, directory);
      return directory;
    };
    copyInto(this.root, copy.root);
    return copy;
  }

  open(path: string, mode: 'read' | 'write' | 'create'): File {
    this.check('open', path);
    const { parent, name } = this.#locate('open', path);
    let entry = parent.entries.get(name);
    if (!entry) {
      if (mode === 'read') throw new StorageError('open', path, 'ENOENT');
      entry = this.newContent();
      parent.set(name, entry);
    }
    if (!(entry instanceof MemoryContent)) throw new StorageError('open', path, 'EISDIR');
    if (mode === 'create') entry.truncate(0);
    return this.newFile(path, entry);
  }

  readFile(path: string): Buffer {
    const file = this.open(path, 'read');
    const content = Buffer.allocUnsafe(file.size());
    file.readSync(content, 0, content.length, 0);
    file.close();
    return content;
  }

  writeFileAtomic(path: string, content: Uint8Array): void {
    const temporary = `${path}.tmp`;
    const file = this.open(temporary, 'create');
    file.writeSync(content, 0);
    file.syncNow();
    file.close();
    this.rename(temporary, path);
    this.syncDirectoryNow(posix.dirname(path));
  }

  exists(path: string): boolean {
    try {
      this.stat(path);
      return true;
    } catch (error) {
      if (isNotFound(error) || (error as StorageError).code === 'ENOTDIR') return false;
      throw error;
    }
  }

  stat(path: string): FileStat {
    this.check('stat', path);
    const entry = this.#find('stat', path);
    const isDirectory = !(entry instanceof MemoryContent);
    return { size: isDirectory ? 0 : entry.size, modifiedMs: entry.modifiedMs, isDirectory };
  }

  list(path: string): string[] {
    this.check('list', path);
    return [...this.findDirectory('list', path).entries.keys()].sort();
  }

  makeDirectory(path: string): void {
    this.check('create directory', path);
    let directory = this.root;
    for (const name of segmentsOf(path)) {
      let next = directory.entries.get(name);
      if (next instanceof MemoryContent) throw new StorageError('create directory', path, 'EEXIST');
      if (!next) {
        next = this.newDirectory();
        directory.set(name, next);
      }
      directory = next;
    }
  }

  rename(from: string, to: string): void {
    const action = `rename to ${to}`;
    this.check(action, from);
    const source = this.#locate(action, from);
    const entry = source.parent.entries.get(source.name);
    if (!entry) throw new StorageError(action, from, 'ENOENT');
    const target = this.#locate(action, to);
    const replaced = target.parent.entries.get(target.name);
    if (replaced === entry) return;
    if (replaced) discardReplaced(entry, replaced, { action, path: from });
    source.parent.move(source.name, target.parent, target.name);
  }

  link(from: string, to: string): void {
    const action = `link to ${to}`;
    this.check(action, from);
    const entry = this.#find(action, from);
    if (!(entry instanceof MemoryContent)) throw new StorageError(action, from, 'EPERM');
    const { parent, name } = this.#locate(action, to);
    if (parent.entries.has(name)) throw new StorageError(action, from, 'EEXIST');
    entry.retain();
    parent.set(name, entry);
  }

  setModifiedTime(path: string, modifiedMs: number): void {
    this.check('set the time of', path);
    const entry = this.#find('set the time of', path);
    if (entry instanceof MemoryContent) entry.modifiedMs = modifiedMs;
  }

  async copyFile(from: string, to: string): Promise<void> {
    this.copyFileNow(from, to);
  }

  copyFileNow(from: string, to: string): void {
    this.check(`copy to ${to}`, from);
    const content = this.readFile(from);
    const file = this.open(to, 'create');
    file.writeSync(content, 0);
    file.close();
  }

  remove(path: string): void {
    this.check('remove', path);
    const { parent, name } = this.#locateOrNull('remove', path) ?? { parent: null, name: '' };
    const entry = parent?.entries.get(name);
    if (!parent || !entry) return;
    if (!(entry instanceof MemoryContent)) throw new StorageError('remove', path, 'EISDIR');
    parent.delete(name);
    entry.release();
  }

  removeTree(path: string): void {
    this.check('remove', path);
    const place = this.#locateOrNull('remove', path);
    const entry = place?.parent.entries.get(place.name);
    if (!place || !entry) return;
    place.parent.delete(place.name);
    releaseTree(entry);
  }

  async syncDirectory(path: string): Promise<void> {
    this.syncDirectoryNow(path);
  }

  syncDirectoryNow(path: string): void {
    this.check('sync', path);
    this.findDirectory('sync', path);
  }

  lockDirectory(path: string): DirectoryLock {
    this.check('lock', path);
    const directory = this.findDirectory('lock', path);
    if (directory.locked) throw new DirectoryBusyError(path, null);
    directory.locked = true;
    return {
      release: () => {
        directory.locked = false;
      },
    };
  }

  directoryHolder(path: string): DirectoryHolder | null {
    this.check('lock', path);
    return this.findDirectory('lock', path).locked ? { pid: null } : null;
  }

  space(path: string): { readonly freeBytes: number; readonly totalBytes: number } {
    this.check('statfs', path);
    return { freeBytes: this.#capacityBytes - this.#usedBytes, totalBytes: this.#capacityBytes };
  }

  /** Called before each step, with what is tried; throws what a test has planned for it. */
  protected check(action: string, path: string): void {
    const code = this.faults?.(action, path) ?? null;
    if (code !== null) throw new StorageError(action, path, code);
  }

  protected newDirectory(): MemoryDirectory {
    return new MemoryDirectory(this.options.clock.wallMs());
  }

  protected newContent(): MemoryContent {
    return new MemoryContent(this.account, this.options.clock.wallMs());
  }

  protected newFile(path: string, content: MemoryContent): File {
    return new MemoryFile(path, content, this.host);
  }

  #find(action: string, path: string): MemoryEntry {
    let entry: MemoryEntry = this.root;
    for (const name of segmentsOf(path)) {
      if (entry instanceof MemoryContent) throw new StorageError(action, path, 'ENOTDIR');
      const next = entry.entries.get(name);
      if (!next) throw new StorageError(action, path, 'ENOENT');
      entry = next;
    }
    return entry;
  }

  protected findDirectory(action: string, path: string): MemoryDirectory {
    const entry = this.#find(action, path);
    if (entry instanceof MemoryContent) throw new StorageError(action, path, 'ENOTDIR');
    return entry;
  }

  /** The directory that holds this path's last name, which itself need not exist. */
  #locate(action: string, path: string): Place {
    const names = segmentsOf(path);
    const name = names.pop();
    if (name === undefined) throw new StorageError(action, path, 'EISDIR');
    const parent = this.#find(action, names.join('/'));
    if (parent instanceof MemoryContent) throw new StorageError(action, path, 'ENOTDIR');
    return { parent, name };
  }

  #locateOrNull(action: string, path: string): Place | null {
    try {
      return this.#locate(action, path);
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  }
}

/** The names on the way to a path. Absolute and relative paths start at the same root. */
function segmentsOf(path: string): string[] {
  return posix.normalize(`/${path}`).split('/').filter(Boolean);
}

/** Gives up what a rename replaces: a file by a file, an empty directory by a directory. */
function discardReplaced(
  entry: MemoryEntry,
  replaced: MemoryEntry,
  tried: { readonly action: string; readonly path: string },
): void {
  const isFile = entry instanceof MemoryContent;
  if (replaced instanceof MemoryContent) {
    if (!isFile) throw new StorageError(tried.action, tried.path, 'ENOTDIR');
    replaced.release();
  } else {
    if (isFile) throw new StorageError(tried.action, tried.path, 'EISDIR');
    if (replaced.entries.size > 0) throw new StorageError(tried.action, tried.path, 'ENOTEMPTY');
  }
}

function releaseTree(entry: MemoryEntry): void {
  if (entry instanceof MemoryContent) entry.release();
  else for (const child of entry.entries.values()) releaseTree(child);
}
