// A disk with somebody in between: as the one below while nobody interferes, and cut off from it for good.

import { describe, expect, test } from 'vitest';
import { StorageError } from '../../src/platform/file-system.ts';
import type { DiskHook } from '../../src/platform/interposed-file-system.ts';
import { InterposedFileSystem } from '../../src/platform/interposed-file-system.ts';
import { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import { describeFileSystem } from './file-system-conformance.ts';

const NOBODY: DiskHook = { before() {}, beforeAsync: () => null };

function newDisk(hook = NOBODY) {
  const below = new MemoryFileSystem({ clock: new VirtualClock(), capacityBytes: 8 << 20 });
  below.makeDirectory('/data');
  return { below, fileSystem: new InterposedFileSystem(below, hook), root: '/data' };
}

describeFileSystem('an interposed file system', () => newDisk());

describe('an interposed file system', () => {
  test('lets steps fail, of whichever kind and way they are', async () => {
    const seen: string[] = [];
    const before: DiskHook['before'] = (step, path) => {
      seen.push(step);
      throw new StorageError(step, path, 'EIO');
    };
    const { below, fileSystem } = newDisk({
      before,
      beforeAsync(step, path) {
        before(step, path);
        return null;
      },
    });
    below.writeFileAtomic('/data/a', Buffer.from('abc'));
    const file = fileSystem.open('/data/a', 'write');
    const into = Buffer.alloc(3);
    for (const fails of [
      () => file.writeSync(into, 0),
      () => file.readSync(into, 0, 3, 0),
      () => file.syncNow(),
      () => fileSystem.open('/data/new', 'create'),
      () => fileSystem.readFile('/data/a'),
    ]) {
      expect(fails).toThrow('EIO');
    }
    await expect(file.sync()).rejects.toThrow('EIO');
    await expect(file.read(into, 0, 3, 0)).rejects.toThrow('EIO');
    await expect(fileSystem.copyFile('/data/a', '/data/b')).rejects.toThrow('EIO');
    expect(seen).toEqual(['write', 'read', 'sync', 'write', 'read', 'sync', 'read', 'write']);
    expect(below.list('/data')).toEqual(['a']);
    expect(below.readFile('/data/a').toString()).toBe('abc');
  });

  test('keeps a file open that is closed while a step of it is held back', async () => {
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { fileSystem } = newDisk({ before() {}, beforeAsync: () => held });
    const file = fileSystem.open('/data/a', 'create');
    file.writeSync(Buffer.from('abc'), 0);
    const into = Buffer.alloc(3);
    const reading = file.read(into, 0, 3, 0);
    file.close();
    letGo();
    expect(await reading).toBe(3);
    expect(into.toString()).toBe('abc');
  });

  test('changes nothing below once it is cut off, whatever is done', async () => {
    const { below, fileSystem } = newDisk();
    below.writeFileAtomic('/data/a', Buffer.from('abc'));
    const open = fileSystem.open('/data/a', 'write');
    fileSystem.cutOff();
    open.writeSync(Buffer.from('X'), 0);
    open.truncate(1);
    await open.sync();
    open.close();
    const made = fileSystem.open('/data/b', 'create');
    made.writeSync(Buffer.from('X'), 0);
    expect(made.size()).toBe(0);
    made.close();
    fileSystem.writeFileAtomic('/data/a', Buffer.from('X'));
    fileSystem.rename('/data/a', '/data/c');
    fileSystem.link('/data/a', '/data/c');
    fileSystem.makeDirectory('/data/d');
    await fileSystem.copyFile('/data/a', '/data/e');
    fileSystem.remove('/data/a');
    fileSystem.removeTree('/data');
    expect(below.list('/data')).toEqual(['a']);
    expect(fileSystem.readFile('/data/a').toString()).toBe('abc');
  });
});
