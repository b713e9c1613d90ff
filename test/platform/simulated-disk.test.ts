// What a power loss leaves of a simulated disk: everything that was synced, and nothing that never was.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StorageError } from '../../src/platform/file-system.ts';
import { SeededRandom } from '../../src/platform/seeded-random.ts';
import type { Survival } from '../../src/platform/simulated-content.ts';
import { SECTOR_BYTES } from '../../src/platform/simulated-content.ts';
import { SimulatedDisk } from '../../src/platform/simulated-disk.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import { describeFileSystem } from './file-system-conformance.ts';

const newDisk = () => new SimulatedDisk({ clock: new VirtualClock(), capacityBytes: 8 << 20 });

/** A disk with the durable, empty directory /d. */
function withDirectory(): SimulatedDisk {
  const disk = newDisk();
  disk.makeDirectory('/d');
  disk.syncDirectoryNow('/');
  return disk;
}

function write(disk: SimulatedDisk, path: string, text: string, position = 0) {
  const file = disk.open(path, 'write');
  file.writeSync(Buffer.from(text), position);
  return file;
}

const left = (disk: SimulatedDisk, survival: Survival, seed = 1) =>
  disk.powerLoss(survival, new SeededRandom(seed));

describeFileSystem('a simulated disk', () => {
  const fileSystem = newDisk();
  fileSystem.makeDirectory('/data');
  return { fileSystem, root: '/data' };
});

describe('after a power loss', () => {
  test('a file is there once it and its name were synced, and not before', () => {
    const disk = withDirectory();
    write(disk, '/d/a', 'one').syncNow();
    expect(left(disk, 'nothing').list('/d')).toEqual([]);
    disk.syncDirectoryNow('/d');
    write(disk, '/d/a', 'two');
    expect(left(disk, 'nothing').readFile('/d/a').toString()).toBe('one');
    expect(left(disk, 'everything').readFile('/d/a').toString()).toBe('two');
  });

  test('a directory takes along what was synced in it when its own name was not', () => {
    const disk = withDirectory();
    disk.makeDirectory('/d/t');
    write(disk, '/d/t/a', 'one').syncNow();
    disk.syncDirectoryNow('/d/t');
    expect(left(disk, 'nothing').exists('/d/t')).toBe(false);
    disk.syncDirectoryNow('/d');
    expect(left(disk, 'nothing').exists('/d/t/a')).toBe(true);
  });

  test('a rename is undone, and so is what took the place of another file', () => {
    const disk = withDirectory();
    disk.writeFileAtomic('/d/a', Buffer.from('old'));
    write(disk, '/d/b', 'new').syncNow();
    disk.rename('/d/b', '/d/a');
    expect(left(disk, 'nothing').readFile('/d/a').toString()).toBe('old');
    expect(left(disk, 'everything').readFile('/d/a').toString()).toBe('new');
    disk.syncDirectoryNow('/d');
    expect(left(disk, 'nothing').readFile('/d/a').toString()).toBe('new');
  });

  test('a removed file comes back with what the device has of it', () => {
    const disk = withDirectory();
    disk.writeFileAtomic('/d/a', Buffer.from('old'));
    write(disk, '/d/a', 'new').close();
    disk.remove('/d/a');
    expect(left(disk, 'nothing').readFile('/d/a').toString()).toBe('old');
    expect(left(disk, 'everything').exists('/d/a')).toBe(false);
  });

  test('names of one directory survive in the order of their changes', () => {
    const disk = withDirectory();
    for (const name of ['a', 'b', 'c', 'd']) write(disk, `/d/${name}`, 'x');
    const found = new Set<string>();
    for (let seed = 0; seed < 100; seed++) found.add(left(disk, 'any', seed).list('/d').join(''));
    expect([...found].sort()).toEqual(['', 'a', 'ab', 'abc', 'abcd']);
  });

  test('each sector is old or new, or torn between them', () => {
    const disk = withDirectory();
    const sectors = 6;
    write(disk, '/d/a', 'o'.repeat(sectors * SECTOR_BYTES)).syncNow();
    disk.syncDirectoryNow('/d');
    write(disk, '/d/a', 'n'.repeat(sectors * SECTOR_BYTES));
    const kinds = new Set<string>();
    for (let seed = 0; seed < 200; seed++) {
      const bytes = left(disk, 'any', seed).readFile('/d/a');
      let kind = '';
      for (let at = 0; at < bytes.length; at += SECTOR_BYTES) {
        const sector = bytes.toString('latin1', at, at + SECTOR_BYTES);
        expect(sector).toMatch(/^n*o*$/);
        kind += sector.includes('no') ? 't' : sector[0];
      }
      kinds.add(kind);
    }
    expect(kinds.size).toBeGreaterThan(30);
    expect([...kinds].join('')).toContain('t');
  });

  test('a file may have its length before its bytes, which are zeros then', () => {
    const disk = withDirectory();
    write(disk, '/d/a', '').syncNow();
    disk.syncDirectoryNow('/d');
    write(disk, '/d/a', 'x'.repeat(2 * SECTOR_BYTES));
    const contents = Array.from({ length: 100 }, (_, seed) =>
      left(disk, 'any', seed).readFile('/d/a').toString('latin1'),
    );
    expect(contents).toContain('\0'.repeat(2 * SECTOR_BYTES));
    expect(contents).toContain('');
  });

  test('nothing is there that was never written, whatever happened', () => {
    const change = fc.oneof(
      fc.record({ at: fc.nat(2000), length: fc.integer({ min: 1, max: 900 }) }),
      fc.record({ cut: fc.nat(2500) }),
      fc.constant('sync' as const),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.nat(), (changes, seed) => {
        const disk = withDirectory();
        const file = disk.open('/d/a', 'write');
        const byPlace = new Map<number, Set<number>>();
        let synced: Buffer = Buffer.alloc(0);
        for (const [index, one] of changes.entries()) {
          if (one === 'sync') {
            file.syncNow();
            disk.syncDirectoryNow('/d');
            synced = disk.readFile('/d/a');
          } else if ('cut' in one) {
            file.truncate(one.cut);
          } else {
            file.writeSync(Buffer.alloc(one.length, index + 1), one.at);
            for (let at = one.at; at < one.at + one.length; at++) {
              byPlace.set(at, (byPlace.get(at) ?? new Set([0])).add(index + 1));
            }
          }
        }
        expect(left(disk, 'everything', seed).list('/d')).toEqual(['a']);
        const lost = left(disk, 'nothing', seed);
        expect(lost.exists('/d/a') ? lost.readFile('/d/a') : synced).toEqual(synced);
        const mixed = left(disk, 'any', seed);
        if (!mixed.exists('/d/a')) return;
        for (const [at, byte] of mixed.readFile('/d/a').entries()) {
          if (byte !== 0) expect(byPlace.get(at)?.has(byte)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('the same seed leaves the same disk', () => {
    const disk = withDirectory();
    for (let index = 0; index < 20; index++) write(disk, '/d/a', 'x'.repeat(300), index * 300);
    const drawn = (seed: number) => left(disk, 'any', seed);
    for (let seed = 0; seed < 20; seed++) {
      expect(drawn(seed).list('/d')).toEqual(drawn(seed).list('/d'));
      if (!drawn(seed).exists('/d/a')) continue;
      expect(drawn(seed).readFile('/d/a')).toEqual(drawn(seed).readFile('/d/a'));
    }
  });
});

describe('a sync', () => {
  test('covers what was written before it began', async () => {
    const disk = withDirectory();
    const file = write(disk, '/d/a', 'one');
    disk.syncDirectoryNow('/d');
    const syncing = file.sync();
    file.writeSync(Buffer.from('two'), 3);
    expect(left(disk, 'nothing').readFile('/d/a').toString()).toBe('');
    await syncing;
    expect(left(disk, 'nothing').readFile('/d/a').toString()).toBe('one');
  });

  test('of a directory covers the names that were there before it began', async () => {
    const disk = withDirectory();
    write(disk, '/d/a', 'x');
    const syncing = disk.syncDirectory('/d');
    write(disk, '/d/b', 'x');
    expect(left(disk, 'nothing').list('/d')).toEqual([]);
    await syncing;
    expect(left(disk, 'nothing').list('/d')).toEqual(['a']);
  });

  test('that fails loses what it was to write, and the next one does not bring it back', async () => {
    const disk = withDirectory();
    const file = write(disk, '/d/a', 'lost');
    disk.syncDirectoryNow('/d');
    disk.faults = (action) => (action === 'sync' ? 'EIO' : null);
    await expect(file.sync()).rejects.toThrow(StorageError);
    disk.faults = null;
    await file.sync();
    expect(disk.readFile('/d/a').toString()).toBe('lost');
    expect(left(disk, 'everything').readFile('/d/a').toString()).toBe('');
  });

  test('that the device only claims leaves everything as it was', async () => {
    const disk = withDirectory();
    disk.lies = () => true;
    const file = write(disk, '/d/a', 'x');
    await file.sync();
    await disk.syncDirectory('/d');
    disk.syncDirectoryNow('/d');
    expect(left(disk, 'nothing').list('/d')).toEqual([]);
  });
});

describe('a simulated disk', () => {
  test('shows each step before it is done', () => {
    const disk = withDirectory();
    const steps: string[] = [];
    disk.onStep = (action, path) => steps.push(`${action} ${path}`);
    write(disk, '/d/a', 'x').syncNow();
    disk.readFile('/d/a');
    disk.remove('/d/a');
    expect(steps).toEqual(['open /d/a', 'write /d/a', 'sync /d/a', 'open /d/a', 'remove /d/a']);
  });

  test('turns bits over, and cuts reads short', () => {
    const disk = withDirectory();
    const file = write(disk, '/d/a', 'aaaa');
    file.syncNow();
    disk.flip('/d/a', 2, 0x03);
    expect(disk.readFile('/d/a').toString()).toBe('aaba');
    disk.readLimit = () => 3;
    expect(file.readSync(Buffer.alloc(4), 0, 4, 1)).toBe(2);
  });
});
