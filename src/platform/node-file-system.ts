// The real disk behind the FileSystem door. Every failure of the operating system leaves as a
// StorageError that names what was tried and the path; nothing is retried here.

import * as fs from 'node:fs';
import { dirname } from 'node:path';
import type { DirectoryHolder, DirectoryLock, File, FileStat, FileSystem } from './file-system.ts';
import { isNotFound, StorageError } from './file-system.ts';
import { directoryHolder, lockDirectory } from './node-directory-lock.ts';
import { NodeFile } from './node-file.ts';
import { attempt, storageError } from './storage-attempt.ts';

const OPEN_FLAGS = {
  read: fs.constants.O_RDONLY,
  write: fs.constants.O_RDWR | fs.constants.O_CREAT,
  create: fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_TRUNC,
} as const;

/** Windows has no descriptors of directories, and makes renames durable by itself. */
const NAMES_ARE_DURABLE = process.platform === 'win32';

/** The machine's own file system. */
export const nodeFileSystem: FileSystem = {
  open(path, mode): File {
    const descriptor = attempt('open', path, () => fs.openSync(path, OPEN_FLAGS[mode], 0o644));
    return new NodeFile(path, descriptor);
  },

  readFile(path): Buffer {
    return attempt('read', path, () => fs.readFileSync(path));
  },

  writeFileAtomic(path, content): void {
    const temporary = `${path}.tmp`;
    const file = nodeFileSystem.open(temporary, 'create');
    try {
      file.writeSync(content, 0);
      file.syncNow();
    } finally {
      file.close();
    }
    nodeFileSystem.rename(temporary, path);
    nodeFileSystem.syncDirectoryNow(dirname(path));
  },

  exists(path): boolean {
    try {
      // An exception for each file that is not there costs more than asking for it.
      const stats = attempt('stat', path, () => fs.statSync(path, { throwIfNoEntry: false }));
      return stats !== undefined;
    } catch (error) {
      if (isNotDirectory(error)) return false;
      throw error;
    }
  },

  stat(path): FileStat {
    const stats = attempt('stat', path, () => fs.statSync(path));
    return { size: stats.size, modifiedMs: stats.mtimeMs, isDirectory: stats.isDirectory() };
  },

  list(path): string[] {
    return attempt('list', path, () => fs.readdirSync(path)).sort();
  },

  makeDirectory(path): void {
    attempt('create directory', path, () => makeDirectories(path));
  },

  rename(from, to): void {
    attempt(`rename to ${to}`, from, () => fs.renameSync(from, to));
  },

  link(from, to): void {
    attempt(`link to ${to}`, from, () => fs.linkSync(from, to));
  },

  setModifiedTime(path, modifiedMs): void {
    const seconds = modifiedMs / 1000;
    attempt('set the time of', path, () => fs.utimesSync(path, seconds, seconds));
  },

  async copyFile(from, to): Promise<void> {
    try {
      await fs.promises.copyFile(from, to, fs.constants.COPYFILE_FICLONE);
    } catch (error) {
      throw storageError(`copy to ${to}`, from, error);
    }
  },

  copyFileNow(from, to): void {
    const clone = fs.constants.COPYFILE_FICLONE;
    attempt(`copy to ${to}`, from, () => fs.copyFileSync(from, to, clone));
  },

  remove(path): void {
    try {
      attempt('remove', path, () => fs.unlinkSync(path));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  },

  removeTree(path): void {
    attempt('remove', path, () => fs.rmSync(path, { recursive: true, force: true }));
  },

  async syncDirectory(path): Promise<void> {
    if (NAMES_ARE_DURABLE) return;
    const descriptor = await offLoop<number>('open', path, (done) =>
      fs.open(path, fs.constants.O_RDONLY, done),
    );
    try {
      await offLoop<void>('sync', path, (done) => fs.fsync(descriptor, done));
    } finally {
      fs.closeSync(descriptor);
    }
  },

  syncDirectoryNow(path): void {
    if (NAMES_ARE_DURABLE) return;
    const descriptor = attempt('open', path, () => fs.openSync(path, fs.constants.O_RDONLY));
    try {
      attempt('sync', path, () => fs.fsyncSync(descriptor));
    } finally {
      fs.closeSync(descriptor);
    }
  },

  lockDirectory(path): DirectoryLock {
    return lockDirectory(path);
  },

  directoryHolder(path): DirectoryHolder | null {
    return directoryHolder(path);
  },

  space(path) {
    const { bavail, blocks, bsize } = attempt('statfs', path, () => fs.statfsSync(path));
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  },
};

/** Waits for a call on the thread pool; its failure is a StorageError. */
function offLoop<Result>(
  action: string,
  path: string,
  start: (done: (error: Error | null, result: Result) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    start((error, result) => {
      if (error) reject(storageError(action, path, error));
      else resolve(result);
    });
  });
}

function isNotDirectory(error: unknown): boolean {
  return error instanceof StorageError && error.code === 'ENOTDIR';
}

/** One by one: Node's own `recursive` never ends where a directory cannot be made, as in /proc. */
function makeDirectories(path: string): void {
  try {
    fs.mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && fs.statSync(path).isDirectory()) return;
    const above = dirname(path);
    if (code !== 'ENOENT' || above === path) throw error;
    makeDirectories(above);
    makeOne(path);
  }
}

/** Another process may have made it at the same moment. */
function makeOne(path: string): void {
  try {
    fs.mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
