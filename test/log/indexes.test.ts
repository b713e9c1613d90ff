import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexBlocks } from '../../src/log/index-blocks.ts';
import { BLOCK_ENTRIES, DamagedIndexError, WRITE_GROUP } from '../../src/log/index-entries.ts';
import { OFFSET_ENTRY_SIZE, OffsetIndex } from '../../src/log/offset-index.ts';
import { OpenFiles } from '../../src/log/open-files.ts';
import { TIME_ENTRY_SIZE, TimeIndex } from '../../src/log/time-index.ts';
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

const offsetIndexOn = (disk: MemoryFileSystem, files = new OpenFiles(disk)) =>
  new OffsetIndex(files.at(OFFSETS), BASE);
const timeIndexOn = (disk: MemoryFileSystem, files = new OpenFiles(disk)) =>
  new TimeIndex(files.at(TIMES), BASE);

/** So little that every look at a block has to read it again. */
const noBlocks = () => new IndexBlocks(1);

function addOffset(index: OffsetIndex, offset: number, position: number): void {
  index.reserve();
  index.append(BASE + offset, position);
}

function addTime(index: TimeIndex, timestamp: number, offset: number): void {
  index.reserve();
  index.maybeAppend(timestamp, BASE + offset);
}

/** Ascending pairs, made from positive steps: up to several blocks of them. */
const pairs = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 9000 })), {
    maxLength: 3 * BLOCK_ENTRIES,
    size: 'max',
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
const targets = fc.array(fc.nat(80_000), { minLength: 1, maxLength: 20 });

describe('an offset index', () => {
  it('finds the same in memory, on the disk and through any cache: the last entry at or before', () => {
    fc.assert(
      fc.property(pairs, targets, fc.nat(3000), (entries, offsets, written) => {
        const disk = newDisk();
        const files = new OpenFiles(disk, 1, noBlocks());
        const index = offsetIndexOn(disk, files);
        for (const [at, [offset, position]] of entries.entries()) {
          addOffset(index, offset, position);
          if (at === written) index.write();
        }
        const places = (searched: OffsetIndex) =>
          offsets.map((offset) => searched.positionAtOrBefore(BASE + offset));
        const expected = offsets.map(
          (target) => entries.findLast(([offset]) => offset <= target)?.[1] ?? 0,
        );
        expect(places(index)).toEqual(expected);
        index.write();
        expect(places(index)).toEqual(expected);
        expect(disk.stat(OFFSETS).size).toBe(entries.length * OFFSET_ENTRY_SIZE);
        for (const blocks of [noBlocks(), new IndexBlocks()]) {
          const again = offsetIndexOn(disk, new OpenFiles(disk, 1, blocks));
          expect(again.open(2 ** 31)).toBe(true);
          expect(places(again)).toEqual(expected);
          expect(again.count).toBe(entries.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has no more than a group of entries in memory', () => {
    const disk = newDisk();
    const index = offsetIndexOn(disk);
    for (let entry = 1; entry <= 10 * WRITE_GROUP; entry++) addOffset(index, entry, entry * 100);
    expect(disk.stat(OFFSETS).size).toBe(9 * WRITE_GROUP * OFFSET_ENTRY_SIZE);
    expect(index.count).toBe(10 * WRITE_GROUP);
    expect(index.positionAtOrBefore(BASE + 7)).toBe(700);
    expect(index.lastPosition).toBe(10 * WRITE_GROUP * 100);
  });

  it('whose last group could not be written takes no entry, and goes on when it can be', () => {
    const disk = newDisk();
    const index = offsetIndexOn(disk);
    for (let entry = 1; entry <= WRITE_GROUP; entry++) addOffset(index, entry, entry);
    disk.faults = (action) => (action === 'write' ? 'ENOSPC' : null);
    expect(() => index.reserve()).toThrow('ENOSPC');
    expect(index.count).toBe(WRITE_GROUP);
    disk.faults = null;
    addOffset(index, WRITE_GROUP + 1, WRITE_GROUP + 1);
    expect(index.positionAtOrBefore(BASE + 5)).toBe(5);
    expect(index.count).toBe(WRITE_GROUP + 1);
  });

  it('finds entries that were written after a part of their block was read', () => {
    const disk = newDisk();
    const index = offsetIndexOn(disk);
    for (let entry = 1; entry <= 10; entry++) addOffset(index, entry, entry * 100);
    index.write();
    expect(index.positionAtOrBefore(BASE + 50)).toBe(1000);
    for (let entry = 11; entry <= 20; entry++) addOffset(index, entry, entry * 100);
    index.write();
    expect(index.positionAtOrBefore(BASE + 15)).toBe(1500);
    expect(index.positionAtOrBefore(BASE + 50)).toBe(2000);
  });

  it('gives an offset for a place in the file', () => {
    const index = offsetIndexOn(newDisk());
    addOffset(index, 10, 100);
    addOffset(index, 20, 200);
    expect(index.offsetAtOrAfter(0)).toBe(BASE + 10);
    expect(index.offsetAtOrAfter(100)).toBe(BASE + 10);
    expect(index.offsetAtOrAfter(101)).toBe(BASE + 20);
    expect(index.offsetAtOrAfter(201)).toBeNull();
  });

  it('that was truncated and written again has no old entries, read before or not', () => {
    const disk = newDisk();
    const index = offsetIndexOn(disk);
    for (let entry = 1; entry <= 10; entry++) addOffset(index, entry, entry * 100);
    index.write();
    expect(index.positionAtOrBefore(BASE + 9)).toBe(900);
    index.truncateToPosition(500);
    expect(index.count).toBe(4);
    addOffset(index, 99, 999);
    index.write();
    expect(disk.stat(OFFSETS).size).toBe(5 * OFFSET_ENTRY_SIZE);
    expect(index.positionAtOrBefore(BASE + 98)).toBe(400);
    const again = offsetIndexOn(disk);
    expect(again.open(1000)).toBe(true);
    expect(again.lastPosition).toBe(999);
  });

  it('whose size or last entry cannot be right is not taken', () => {
    const open = (bytes: number[]): boolean => {
      const disk = newDisk();
      disk.writeFileAtomic(OFFSETS, Buffer.from(bytes));
      return offsetIndexOn(disk).open(1000);
    };
    expect(open([])).toBe(true);
    expect(open([0, 0, 0, 1, 0, 0, 0, 9])).toBe(true);
    expect(open([0, 0, 0, 1, 0, 0])).toBe(false);
    expect(open([0, 0, 0, 1, 0, 0, 9, 9])).toBe(false);
    expect(open([0, 0, 0, 1, 0xff, 0, 0, 9])).toBe(false);
  });

  it('that does not ascend, or is shorter than it was, says so when it is read', () => {
    const disk = newDisk();
    disk.writeFileAtomic(OFFSETS, Buffer.from([0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 99]));
    const opened = (): boolean => offsetIndexOn(disk).open(1000);
    expect(opened).toThrow(DamagedIndexError);
    disk.writeFileAtomic(OFFSETS, Buffer.alloc(0));
    const index = offsetIndexOn(disk);
    for (let entry = 1; entry <= 10; entry++) addOffset(index, entry, entry);
    index.write();
    const file = disk.open(OFFSETS, 'write');
    file.truncate(OFFSET_ENTRY_SIZE);
    expect(() => index.positionAtOrBefore(BASE + 5)).toThrow(DamagedIndexError);
  });
});

describe('a time index', () => {
  it('finds the same in memory, on the disk and through any cache: the last entry at or before', () => {
    fc.assert(
      fc.property(pairs, targets, fc.nat(3000), (entries, numbers, written) => {
        const disk = newDisk();
        const index = timeIndexOn(disk, new OpenFiles(disk, 1, noBlocks()));
        for (const [at, [offset, time]] of entries.entries()) {
          addTime(index, time, offset);
          if (at === written) index.write();
        }
        const times = numbers.map((number) => number * 100);
        const found = (searched: TimeIndex) => times.map((time) => searched.lookup(time));
        const expected = times.map((target) => {
          const entry = entries.findLast(([, time]) => time <= target);
          return entry ? { timestamp: entry[1], offset: BASE + entry[0] } : null;
        });
        expect(found(index)).toEqual(expected);
        index.write();
        expect(found(index)).toEqual(expected);
        expect(disk.stat(TIMES).size).toBe(entries.length * TIME_ENTRY_SIZE);
        for (const blocks of [noBlocks(), new IndexBlocks()]) {
          const again = timeIndexOn(disk, new OpenFiles(disk, 1, blocks));
          expect(again.open()).toBe(true);
          expect(found(again)).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('takes no entry that says nothing new', () => {
    const index = timeIndexOn(newDisk());
    addTime(index, -1, 0);
    addTime(index, 100, 5);
    addTime(index, 100, 9);
    addTime(index, 99, 10);
    expect(index.count).toBe(1);
    expect(index.lastEntry).toEqual({ timestamp: 100, offset: BASE + 5 });
  });

  it('is truncated by offset', () => {
    const index = timeIndexOn(newDisk());
    for (let entry = 1; entry <= 5; entry++) addTime(index, entry * 10, entry);
    index.truncateToOffset(BASE + 3);
    expect(index.lastEntry).toEqual({ timestamp: 20, offset: BASE + 2 });
  });
});

describe('the blocks that were read of index files', () => {
  it('are kept within a budget of bytes, those used last the longest', () => {
    const blocks = new IndexBlocks(1000);
    const file = blocks.newFile();
    for (let block = 0; block < 10; block++) blocks.put(file, block, Buffer.alloc(100));
    expect(blocks.bytes).toBe(1000);
    expect(blocks.get(file, 0)).toBeDefined();
    blocks.put(file, 10, Buffer.alloc(100));
    expect(blocks.bytes).toBe(1000);
    expect(blocks.get(file, 0)).toBeDefined();
    expect(blocks.get(file, 1)).toBeUndefined();
    blocks.put(file, 11, Buffer.alloc(950));
    expect(blocks.bytes).toBe(950);
  });

  it('count once, however often one is put', () => {
    const blocks = new IndexBlocks(1000);
    const file = blocks.newFile();
    for (let size = 1; size <= 300; size++) blocks.put(file, 0, Buffer.alloc(size));
    expect(blocks.bytes).toBe(300);
  });

  it('one that is larger than the budget is not kept', () => {
    const blocks = new IndexBlocks(10);
    blocks.put(blocks.newFile(), 0, Buffer.alloc(11));
    expect(blocks.bytes).toBe(0);
  });

  it('are those of one file', () => {
    const blocks = new IndexBlocks();
    const [one, other] = [blocks.newFile(), blocks.newFile()];
    blocks.put(one, 3, Buffer.from('one'));
    expect(blocks.get(other, 3)).toBeUndefined();
    expect(blocks.get(one, 3)?.toString()).toBe('one');
  });
});
