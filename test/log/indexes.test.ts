import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OffsetIndex } from '../../src/log/offset-index.ts';
import { OpenFiles } from '../../src/log/open-files.ts';
import { TimeIndex } from '../../src/log/time-index.ts';
import { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';

const BASE = 5000;
const OFFSETS = '/i/1.index';
const TIMES = '/i/1.timeindex';

function newDisk(): MemoryFileSystem {
  const disk = new MemoryFileSystem({ clock: new VirtualClock() });
  disk.makeDirectory('/i');
  return disk;
}

const offsetIndexOn = (disk: MemoryFileSystem) =>
  new OffsetIndex(new OpenFiles(disk).at(OFFSETS), BASE);
const timeIndexOn = (disk: MemoryFileSystem) => new TimeIndex(new OpenFiles(disk).at(TIMES), BASE);

/** Ascending pairs, made from positive steps. */
const pairs = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 9000 })), {
    maxLength: 700,
  })
  .map((steps) => {
    let first = 0;
    let second = 0;
    return steps.map(([one, two]) => {
      first += one;
      second += two;
      return [first, second] as const;
    });
  });

describe('an offset index', () => {
  it('finds the last entry at or before an offset, also after it was closed', () => {
    fc.assert(
      fc.property(pairs, fc.nat(40_000), (entries, target) => {
        const disk = newDisk();
        const index = offsetIndexOn(disk);
        for (const [offset, position] of entries) {
          index.append(BASE + offset, position);
          index.writeIfMany();
        }
        const expected = entries.findLast(([offset]) => offset <= target)?.[1] ?? 0;
        expect(index.positionAtOrBefore(BASE + target)).toBe(expected);
        index.write();
        expect(disk.stat(OFFSETS).size).toBe(entries.length * 8);
        const again = offsetIndexOn(disk);
        expect(again.load(2 ** 31)).toBe(true);
        expect(again.positionAtOrBefore(BASE + target)).toBe(expected);
        expect(again.count).toBe(entries.length);
      }),
      { numRuns: 100 },
    );
  });

  it('gives an offset for a place in the file', () => {
    const index = offsetIndexOn(newDisk());
    index.append(BASE + 10, 100);
    index.append(BASE + 20, 200);
    expect(index.offsetAtOrAfter(0)).toBe(BASE + 10);
    expect(index.offsetAtOrAfter(100)).toBe(BASE + 10);
    expect(index.offsetAtOrAfter(101)).toBe(BASE + 20);
    expect(index.offsetAtOrAfter(201)).toBeNull();
  });

  it('that was truncated and written again has no old entries', () => {
    const disk = newDisk();
    const index = offsetIndexOn(disk);
    for (let entry = 1; entry <= 10; entry++) index.append(BASE + entry, entry * 100);
    index.write();
    index.truncateToPosition(500);
    expect(index.count).toBe(4);
    index.append(BASE + 99, 999);
    index.write();
    expect(disk.stat(OFFSETS).size).toBe(5 * 8);
    const again = offsetIndexOn(disk);
    expect(again.load(1000)).toBe(true);
    expect(again.lastPosition).toBe(999);
  });

  it('that cannot be right is not taken', () => {
    const write = (bytes: number[]): boolean => {
      const disk = newDisk();
      disk.writeFileAtomic(OFFSETS, Buffer.from(bytes));
      return offsetIndexOn(disk).load(1000);
    };
    expect(write([])).toBe(true);
    expect(write([0, 0, 0, 1, 0, 0, 0, 9])).toBe(true);
    expect(write([0, 0, 0, 1, 0, 0])).toBe(false);
    expect(write([0, 0, 0, 1, 0, 0, 9, 9])).toBe(false);
    expect(write([0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0])).toBe(false);
  });
});

describe('a time index', () => {
  it('finds the last entry at or before a time, also after it was closed', () => {
    fc.assert(
      fc.property(pairs, fc.nat(4_000_000), (entries, target) => {
        const disk = newDisk();
        const index = timeIndexOn(disk);
        for (const [offset, time] of entries) index.maybeAppend(time, BASE + offset);
        const found = entries.findLast(([, time]) => time <= target);
        const expected = found ? { timestamp: found[1], offset: BASE + found[0] } : null;
        expect(index.lookup(target)).toEqual(expected);
        index.write();
        const again = timeIndexOn(disk);
        expect(again.load()).toBe(true);
        expect(again.lookup(target)).toEqual(expected);
        expect(disk.exists(TIMES) ? disk.stat(TIMES).size : 0).toBe(entries.length * 12);
      }),
      { numRuns: 100 },
    );
  });

  it('takes no entry that says nothing new', () => {
    const index = timeIndexOn(newDisk());
    index.maybeAppend(-1, BASE);
    index.maybeAppend(100, BASE + 5);
    index.maybeAppend(100, BASE + 9);
    index.maybeAppend(99, BASE + 10);
    expect(index.count).toBe(1);
    expect(index.lastEntry).toEqual({ timestamp: 100, offset: BASE + 5 });
  });

  it('is truncated by offset', () => {
    const index = timeIndexOn(newDisk());
    for (let entry = 1; entry <= 5; entry++) index.maybeAppend(entry * 10, BASE + entry);
    index.truncateToOffset(BASE + 3);
    expect(index.lastEntry).toEqual({ timestamp: 20, offset: BASE + 2 });
  });
});
