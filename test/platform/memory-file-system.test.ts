import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StorageError } from '../../src/platform/file-system.ts';
import { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import { describeFileSystem } from './file-system-conformance.ts';

function newFileSystem(capacityBytes = 1 << 20): MemoryFileSystem {
  return new MemoryFileSystem({ clock: new VirtualClock(), capacityBytes });
}

describeFileSystem('the file system in memory', () => {
  const fileSystem = newFileSystem(8 << 20);
  fileSystem.makeDirectory('/data');
  return { fileSystem, root: '/data' };
});

describe('the file system in memory', () => {
  test('takes relative and absolute paths from the same root', () => {
    const fileSystem = newFileSystem();
    fileSystem.makeDirectory('./data/x');
    fileSystem.writeFileAtomic('/data/../data//x/a', Buffer.from('abc'));
    expect(fileSystem.readFile('data/x/a').toString()).toBe('abc');
  });

  test('dates files by the clock it was given', async () => {
    const clock = new VirtualClock(1_000_000);
    const fileSystem = new MemoryFileSystem({ clock });
    const file = fileSystem.open('/a', 'create');
    await clock.advance(500);
    file.writeSync(Buffer.from('x'), 0);
    expect(fileSystem.stat('/a').modifiedMs).toBe(1_000_500);
  });

  test('is full at its capacity, and has room again once something is removed', () => {
    const fileSystem = newFileSystem(1 << 20);
    const megabyte = Buffer.alloc(1 << 20);
    const file = fileSystem.open('/a', 'create');
    file.writeSync(megabyte, 0);
    expect(fileSystem.space('/').freeBytes).toBe(0);
    expect(() => file.writeSync(Buffer.from('x'), megabyte.length)).toThrow('write /a: ENOSPC');
    file.close();
    fileSystem.remove('/a');
    expect(fileSystem.space('/').freeBytes).toBe(1 << 20);
  });

  test('gives space back with the last holder of a file, be it a name or a handle', () => {
    const fileSystem = newFileSystem();
    fileSystem.makeDirectory('/t/deep');
    const file = fileSystem.open('/t/deep/a', 'create');
    file.writeSync(Buffer.alloc(1000), 0);
    fileSystem.removeTree('/t');
    expect(fileSystem.space('/').freeBytes).toBeLessThan(1 << 20);
    file.close();
    expect(fileSystem.space('/').freeBytes).toBe(1 << 20);
    fileSystem.writeFileAtomic('/b', Buffer.alloc(1000));
    fileSystem.writeFileAtomic('/b', Buffer.alloc(0));
    expect(fileSystem.space('/').freeBytes).toBe(1 << 20);
  });

  test('fails where a test has planned it to', async () => {
    const fileSystem = newFileSystem();
    const file = fileSystem.open('/a', 'create');
    fileSystem.faults = (action, path) => (action === 'sync' && path === '/a' ? 'EIO' : null);
    file.writeSync(Buffer.from('x'), 0);
    await expect(file.sync()).rejects.toThrow(StorageError);
    expect(() => file.syncNow()).toThrow('sync /a: EIO');
    fileSystem.faults = null;
    await file.sync();
  });

  test('holds what a plain array of bytes would after any writes and cuts', () => {
    const step = fc.record({
      at: fc.integer({ min: 0, max: 600_000 }),
      length: fc.integer({ min: 0, max: 300_000 }),
      cut: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const file = newFileSystem(4 << 20).open('/a', 'create');
        let model = Buffer.alloc(0);
        for (const [turn, { at, length, cut }] of steps.entries()) {
          const end = cut ? at : Math.max(model.length, at + length);
          const grown = Buffer.alloc(length === 0 && !cut ? model.length : end);
          model.copy(grown);
          if (cut) file.truncate(at);
          else file.writeSync(Buffer.alloc(length, turn + 1), at);
          if (!cut) grown.fill(turn + 1, at, at + length);
          model = grown;
        }
        const content = Buffer.alloc(file.size());
        file.readSync(content, 0, content.length, 0);
        expect(content.equals(model)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a copy of a disk', () => {
  const fresh = () => new MemoryFileSystem({ clock: new VirtualClock() });

  function write(disk: MemoryFileSystem, path: string, text: string, at = 0): void {
    const file = disk.open(path, 'write');
    file.writeSync(Buffer.from(text), at);
    file.close();
  }

  test('has the content of that moment, whoever writes afterwards', () => {
    const disk = fresh();
    disk.makeDirectory('/d');
    write(disk, '/d/f', 'before');
    const copy = disk.copy();
    write(disk, '/d/f', 'AFTER!');
    write(copy, '/d/f', '--', 2);
    write(copy, '/d/g', 'new');
    expect(disk.readFile('/d/f').toString()).toBe('AFTER!');
    expect(copy.readFile('/d/f').toString()).toBe('be--re');
    expect(disk.exists('/d/g')).toBe(false);
  });

  test('is apart also where a file is cut, and grown again', () => {
    const disk = fresh();
    write(disk, '/f', 'abcdef');
    const copy = disk.copy();
    const file = disk.open('/f', 'write');
    file.truncate(2);
    file.close();
    write(disk, '/f', 'z', 4);
    expect(disk.readFile('/f').toString('latin1')).toBe('ab\0\0z');
    expect(copy.readFile('/f').toString()).toBe('abcdef');
  });

  test('keeps two names of a file one file, and holds no locks', () => {
    const disk = fresh();
    disk.makeDirectory('/d');
    write(disk, '/d/f', 'one');
    disk.link('/d/f', '/d/g');
    disk.lockDirectory('/d');
    const copy = disk.copy();
    write(copy, '/d/f', 'two');
    expect(copy.readFile('/d/g').toString()).toBe('two');
    expect(copy.directoryHolder('/d')).toBeNull();
  });

  test('has room of its own', () => {
    const disk = new MemoryFileSystem({ clock: new VirtualClock(), capacityBytes: 10_000 });
    write(disk, '/f', 'x'.repeat(4_000));
    const copy = disk.copy();
    const { freeBytes } = disk.space('/');
    expect(copy.space('/').freeBytes).toBe(freeBytes);
    copy.remove('/f');
    expect(copy.space('/').freeBytes).toBe(10_000);
    expect(disk.space('/').freeBytes).toBe(freeBytes);
  });
});
