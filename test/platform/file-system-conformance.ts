// What every FileSystem must do: run against the real disk and against the one in memory.

import { describe, expect, test } from 'vitest';
import type { FileSystem } from '../../src/platform/file-system.ts';
import { DirectoryBusyError, isNotFound, StorageError } from '../../src/platform/file-system.ts';

/** A fresh, empty directory on a file system. */
export interface Fixture {
  readonly fileSystem: FileSystem;
  readonly root: string;
}

function bytes(text: string): Buffer {
  return Buffer.from(text);
}

/** The code of the StorageError that this throws. */
function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof StorageError) return error.code;
    throw error;
  }
  return 'no failure';
}

export function describeFileSystem(name: string, fixture: () => Fixture): void {
  describe(name, () => {
    describeFiles(fixture);
    describeAtomicWrites(fixture);
    describeDirectories(fixture);
    describeRenames(fixture);
    describeLinksAndCopies(fixture);
    describeLocks(fixture);
  });
}

function describeLinksAndCopies(fixture: () => Fixture): void {
  test('gives a file a second name, which outlives the first', () => {
    const { fileSystem, root } = fixture();
    fileSystem.writeFileAtomic(`${root}/a`, bytes('abc'));
    fileSystem.link(`${root}/a`, `${root}/b`);
    const file = fileSystem.open(`${root}/b`, 'write');
    file.writeSync(bytes('X'), 1);
    file.close();
    expect(fileSystem.readFile(`${root}/a`)).toEqual(bytes('aXc'));
    fileSystem.remove(`${root}/a`);
    expect(fileSystem.readFile(`${root}/b`)).toEqual(bytes('aXc'));
  });

  test('sets the time at which a file was last written', () => {
    const { fileSystem, root } = fixture();
    fileSystem.writeFileAtomic(`${root}/a`, bytes('abc'));
    fileSystem.setModifiedTime(`${root}/a`, 1_600_000_000_123);
    expect(fileSystem.stat(`${root}/a`).modifiedMs).toBeCloseTo(1_600_000_000_123, 0);
    expect(codeOf(() => fileSystem.setModifiedTime(`${root}/none`, 1))).toBe('ENOENT');
  });

  test('makes a copy that goes its own way', async () => {
    const { fileSystem, root } = fixture();
    fileSystem.writeFileAtomic(`${root}/a`, bytes('abc'));
    await fileSystem.copyFile(`${root}/a`, `${root}/b`);
    fileSystem.copyFileNow(`${root}/a`, `${root}/c`);
    for (const name of ['b', 'c']) {
      const file = fileSystem.open(`${root}/${name}`, 'write');
      file.writeSync(bytes('X'), 1);
      file.close();
      expect(fileSystem.readFile(`${root}/a`)).toEqual(bytes('abc'));
      expect(fileSystem.readFile(`${root}/${name}`)).toEqual(bytes('aXc'));
    }
  });

  test('refuses to link over a file, or to link or copy what is missing', async () => {
    const { fileSystem, root } = fixture();
    fileSystem.writeFileAtomic(`${root}/a`, bytes('abc'));
    fileSystem.writeFileAtomic(`${root}/b`, bytes('abc'));
    expect(codeOf(() => fileSystem.link(`${root}/a`, `${root}/b`))).toBe('EEXIST');
    expect(codeOf(() => fileSystem.link(`${root}/missing`, `${root}/c`))).toBe('ENOENT');
    await expect(fileSystem.copyFile(`${root}/missing`, `${root}/c`)).rejects.toThrow('ENOENT');
  });
}

function describeFiles(fixture: () => Fixture): void {
  test('reads back what was written, at any position', () => {
    const { fileSystem, root } = fixture();
    const file = fileSystem.open(`${root}/a`, 'create');
    file.writeSync(bytes('hello world'), 0);
    file.writeSync(bytes('W'), 6);
    const target = Buffer.alloc(10, '.');
    expect(file.readSync(target, 1, 5, 6)).toBe(5);
    expect(target.toString()).toBe('.World....');
    expect(file.size()).toBe(11);
    file.close();
  });

  test('reads fewer bytes only at the end of the file', async () => {
    const { fileSystem, root } = fixture();
    const file = fileSystem.open(`${root}/a`, 'create');
    file.writeSync(bytes('abc'), 0);
    const target = Buffer.alloc(8);
    expect(file.readSync(target, 0, 8, 1)).toBe(2);
    expect(file.readSync(target, 0, 8, 3)).toBe(0);
    expect(file.readSync(target, 0, 8, 100)).toBe(0);
    expect(await file.read(target, 0, 8, 2)).toBe(1);
    file.close();
  });

  test('keeps a megabyte that was appended in odd pieces', async () => {
    const { fileSystem, root } = fixture();
    const file = fileSystem.open(`${root}/a`, 'create');
    const content = Buffer.from(Array.from({ length: 1_000_000 }, (_, i) => (i * 31) & 0xff));
    for (let at = 0; at < content.length; at += 7919) {
      file.writeSync(content.subarray(at, at + 7919), at);
    }
    expect(fileSystem.readFile(`${root}/a`).equals(content)).toBe(true);
    const target = Buffer.alloc(600_000);
    expect(await file.read(target, 0, target.length, 250_001)).toBe(600_000);
    expect(target.equals(content.subarray(250_001, 850_001))).toBe(true);
    file.close();
  });

  test('reads zeros where nothing was ever written', () => {
    const { fileSystem, root } = fixture();
    const file = fileSystem.open(`${root}/a`, 'create');
    file.writeSync(bytes('x'), 700_000);
    const target = Buffer.alloc(16, 0xff);
    expect(file.readSync(target, 0, 16, 300_000)).toBe(16);
    expect(target.equals(Buffer.alloc(16))).toBe(true);
    file.close();
  });

  test('cuts a file, and reads zeros when it grows again', () => {
    const { fileSystem, root } = fixture();
    const file = fileSystem.open(`${root}/a`, 'create');
    file.writeSync(bytes('secret'), 0);
    file.truncate(2);
    expect(file.size()).toBe(2);
    file.truncate(6);
    expect(fileSystem.readFile(`${root}/a`)).toEqual(bytes('se\0\0\0\0'));
    file.writeSync(bytes('!'), 5);
    expect(fileSystem.readFile(`${root}/a`)).toEqual(bytes('se\0\0\0!'));
    file.close();
  });

  test('opens for reading only what is there', () => {
    const { fileSystem, root } = fixture();
    expect(codeOf(() => fileSystem.open(`${root}/missing`, 'read'))).toBe('ENOENT');
    expect(codeOf(() => fileSystem.readFile(`${root}/missing`))).toBe('ENOENT');
    expect(codeOf(() => fileSystem.open(`${root}/no/where`, 'write'))).toBe('ENOENT');
  });

  test('keeps the content when opened to write, and empties it when opened to create', () => {
    const { fileSystem, root } = fixture();
    fileSystem.writeFileAtomic(`${root}/a`, bytes('abc'));
    fileSystem.open(`${root}/a`, 'write').close();
    expect(fileSystem.readFile(`${root}/a`)).toEqual(bytes('abc'));
    fileSystem.open(`${root}/a`, 'create').close();
    expect(fileSystem.readFile(`${root}/a`)).toEqual(bytes(''));
  });

  test('keeps a removed file readable through the handle that has it open', () => {
    const { fileSystem, root } = fixture();
    const file = fileSystem.open(`${root}/a`, 'create');
    file.writeSync(bytes('abc'), 0);
    fileSystem.remove(`${root}/a`);
    const target = Buffer.alloc(3);
    expect(file.readSync(target, 0, 3, 0)).toBe(3);
    expect(target).toEqual(bytes('abc'));
    expect(fileSystem.exists(`${root}/a`)).toBe(false);
    file.close();
  });

  test('syncs without complaint', async () => {
    const { fileSystem, root } = fixture();
    const file = fileSystem.open(`${root}/a`, 'create');
    file.writeSync(bytes('abc'), 0);
    await file.sync();
    file.syncNow();
    await fileSystem.syncDirectory(root);
    fileSystem.syncDirectoryNow(root);
    expect(() => fileSystem.syncDirectoryNow(`${root}/missing`)).toThrow(StorageError);
    await expect(fileSystem.syncDirectory(`${root}/missing`)).rejects.toThrow(StorageError);
    file.close();
  });

  test('lets nobody use a closed file', async () => {
    const { fileSystem, root } = fixture();
    const file = fileSystem.open(`${root}/a`, 'create');
    file.close();
    const closed = /used after it was closed/;
    expect(() => file.writeSync(bytes('x'), 0)).toThrow(closed);
    expect(() => file.readSync(Buffer.alloc(1), 0, 1, 0)).toThrow(closed);
    expect(() => file.size()).toThrow(closed);
    expect(() => file.close()).toThrow(closed);
    await expect(file.sync()).rejects.toThrow(closed);
    await expect(file.read(Buffer.alloc(1), 0, 1, 0)).rejects.toThrow(closed);
  });

  test('finishes what is under way on a file that is closed meanwhile', async () => {
    const { fileSystem, root } = fixture();
    const file = fileSystem.open(`${root}/a`, 'create');
    file.writeSync(bytes('abc'), 0);
    const target = Buffer.alloc(3);
    const [reading, syncing] = [file.read(target, 0, 3, 0), file.sync()];
    file.close();
    fileSystem.open(`${root}/b`, 'create').close();
    expect(await reading).toBe(3);
    await syncing;
    expect(target).toEqual(bytes('abc'));
  });
}

function describeAtomicWrites(fixture: () => Fixture): void {
  test('replaces a file’s content as a whole, and leaves nothing beside it', () => {
    const { fileSystem, root } = fixture();
    fileSystem.writeFileAtomic(`${root}/checkpoint`, bytes('first'));
    fileSystem.writeFileAtomic(`${root}/checkpoint`, bytes('2nd'));
    expect(fileSystem.readFile(`${root}/checkpoint`)).toEqual(bytes('2nd'));
    expect(fileSystem.list(root)).toEqual(['checkpoint']);
  });
}

function describeDirectories(fixture: () => Fixture): void {
  test('makes directories with all that is missing above, again and again', () => {
    const { fileSystem, root } = fixture();
    fileSystem.makeDirectory(`${root}/x/y/z`);
    fileSystem.makeDirectory(`${root}/x/y/z`);
    expect(fileSystem.stat(`${root}/x/y`).isDirectory).toBe(true);
    expect(fileSystem.list(`${root}/x`)).toEqual(['y']);
  });

  test('lists names in order', () => {
    const { fileSystem, root } = fixture();
    for (const name of ['b', 'a', 'C', '10', '9']) {
      fileSystem.open(`${root}/${name}`, 'create').close();
    }
    expect(fileSystem.list(root)).toEqual(['10', '9', 'C', 'a', 'b']);
    expect(codeOf(() => fileSystem.list(`${root}/missing`))).toBe('ENOENT');
    expect(codeOf(() => fileSystem.list(`${root}/a`))).toBe('ENOTDIR');
  });

  test('knows what exists', () => {
    const { fileSystem, root } = fixture();
    fileSystem.writeFileAtomic(`${root}/a`, bytes('abc'));
    expect(fileSystem.exists(root)).toBe(true);
    expect(fileSystem.exists(`${root}/a`)).toBe(true);
    expect(fileSystem.exists(`${root}/b`)).toBe(false);
    expect(fileSystem.exists(`${root}/a/b`)).toBe(false);
  });

  test('tells size, kind and age of a file', () => {
    const { fileSystem, root } = fixture();
    fileSystem.writeFileAtomic(`${root}/a`, bytes('abc'));
    const { size, isDirectory, modifiedMs } = fileSystem.stat(`${root}/a`);
    expect({ size, isDirectory }).toEqual({ size: 3, isDirectory: false });
    expect(modifiedMs).toBeGreaterThan(1_500_000_000_000);
    let error: unknown;
    try {
      fileSystem.stat(`${root}/missing`);
    } catch (thrown) {
      error = thrown;
    }
    expect(isNotFound(error)).toBe(true);
    expect(String(error)).toContain(`${root}/missing`);
  });

  test('removes files, and does not mind a missing one', () => {
    const { fileSystem, root } = fixture();
    fileSystem.writeFileAtomic(`${root}/a`, bytes('abc'));
    fileSystem.remove(`${root}/a`);
    fileSystem.remove(`${root}/a`);
    fileSystem.remove(`${root}/no/where`);
    expect(fileSystem.list(root)).toEqual([]);
  });

  test('removes a directory with everything below it, and does not mind a missing one', () => {
    const { fileSystem, root } = fixture();
    fileSystem.makeDirectory(`${root}/x/y`);
    fileSystem.writeFileAtomic(`${root}/x/y/a`, bytes('abc'));
    fileSystem.removeTree(`${root}/x`);
    fileSystem.removeTree(`${root}/x`);
    expect(fileSystem.list(root)).toEqual([]);
  });

  test('tells how much room there is', () => {
    const { fileSystem, root } = fixture();
    const { freeBytes, totalBytes } = fileSystem.space(root);
    expect(freeBytes).toBeGreaterThan(0);
    expect(totalBytes).toBeGreaterThanOrEqual(freeBytes);
  });
}

function describeRenames(fixture: () => Fixture): void {
  test('renames a file over another one', () => {
    const { fileSystem, root } = fixture();
    fileSystem.writeFileAtomic(`${root}/a`, bytes('new'));
    fileSystem.writeFileAtomic(`${root}/b`, bytes('old'));
    fileSystem.rename(`${root}/a`, `${root}/b`);
    expect(fileSystem.list(root)).toEqual(['b']);
    expect(fileSystem.readFile(`${root}/b`)).toEqual(bytes('new'));
  });

  test('renames a directory with its content', () => {
    const { fileSystem, root } = fixture();
    fileSystem.makeDirectory(`${root}/topic-0`);
    fileSystem.writeFileAtomic(`${root}/topic-0/a`, bytes('abc'));
    fileSystem.rename(`${root}/topic-0`, `${root}/topic-0.delete`);
    expect(fileSystem.readFile(`${root}/topic-0.delete/a`)).toEqual(bytes('abc'));
  });

  test('refuses to rename what is missing, or over a directory that is not empty', () => {
    const { fileSystem, root } = fixture();
    fileSystem.makeDirectory(`${root}/full`);
    fileSystem.makeDirectory(`${root}/other`);
    fileSystem.writeFileAtomic(`${root}/full/a`, bytes('abc'));
    expect(codeOf(() => fileSystem.rename(`${root}/missing`, `${root}/b`))).toBe('ENOENT');
    expect(codeOf(() => fileSystem.rename(`${root}/other`, `${root}/full`))).toBe('ENOTEMPTY');
    expect(codeOf(() => fileSystem.rename(`${root}/full/a`, `${root}/other`))).toBe('EISDIR');
  });
}

function describeLocks(fixture: () => Fixture): void {
  test('locks a directory for one holder until it releases it', () => {
    const { fileSystem, root } = fixture();
    const lock = fileSystem.lockDirectory(root);
    expect(() => fileSystem.lockDirectory(root)).toThrow(DirectoryBusyError);
    expect(() => fileSystem.lockDirectory(root)).toThrow(`the directory ${root} is in use by`);
    lock.release();
    fileSystem.lockDirectory(root).release();
    expect(codeOf(() => fileSystem.lockDirectory(`${root}/missing`))).toBe('ENOENT');
  });
}
