// A log whose segments are large enough to have their index files read: what is found through them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexBlocks } from '../../src/log/index-blocks.ts';
import { OpenFiles } from '../../src/log/open-files.ts';
import { DIRECTORY, LogFixture, NOW } from './log-fixture.ts';

const BATCHES = 900;
const FIRST = `${DIRECTORY}/00000000000000000000`;

/** Batches of two records each, over three segments with some 40 index entries each. */
function filled(): LogFixture {
  const fixture = new LogFixture({ segmentBytes: 35_000, indexIntervalBytes: 700 });
  for (let index = 0; index < BATCHES; index++) {
    fixture.append([`a${index}`, `b${index}`], { timestamp: NOW + index });
  }
  expect(fixture.log.segmentCount).toBe(3);
  return fixture;
}

/** Whatever is looked for in the log is where it was written. */
function expectAllFound(fixture: LogFixture): void {
  const { log } = fixture;
  expect(log.logEndOffset).toBe(2 * BATCHES);
  for (let offset = 0; offset < 2 * BATCHES; offset += 13) {
    const text = `${offset % 2 === 0 ? 'a' : 'b'}${Math.floor(offset / 2)}`;
    const request = { fetchOffset: offset, maxBytes: 1, maxOffset: 2 * BATCHES, minOneBatch: true };
    const { records } = log.read(request);
    const bytes = Buffer.alloc(records.byteLength);
    records.readInto(bytes, 0);
    expect(bytes.includes(text)).toBe(true);
    expect(log.epochAt(offset)).toBe(0);
  }
  for (let time = 0; time < BATCHES; time += 17) {
    expect(log.offsetForTimestamp(NOW + time)?.offset).toBe(2 * time);
  }
  expect(log.maxTimestamp()?.timestamp).toBe(NOW + BATCHES - 1);
  log.checkInvariants();
}

function rewrite(fixture: LogFixture, path: string, change: (content: Buffer) => Buffer): void {
  fixture.disk.writeFileAtomic(path, change(Buffer.from(fixture.disk.readFile(path))));
}

describe('a log with index files', () => {
  it('is found through them as it was in memory', () => {
    const fixture = filled();
    expectAllFound(fixture);
    fixture.restart();
    expectAllFound(fixture);
  });

  it('is found through two open files and a cache that keeps nothing', () => {
    const fixture = filled();
    fixture.log.close();
    fixture.files = new OpenFiles(fixture.disk, 2, new IndexBlocks(1));
    fixture.open({ cleanShutdown: true });
    expectAllFound(fixture);
    expect(fixture.files.count).toBe(2);
  });

  it('keeps none of the entries of finished segments in memory', () => {
    const fixture = filled();
    fixture.restart();
    expect(fixture.files.blocks.bytes).toBe(0);
    expectAllFound(fixture);
    const kept = fixture.files.blocks.bytes;
    expect(kept).toBeGreaterThan(0);
    expectAllFound(fixture);
    expect(fixture.files.blocks.bytes).toBe(kept);
  });

  it('writes the same offset indexes with a restart in between as without one', () => {
    const [straight, restarted] = [filled(), filled()];
    restarted.restart();
    for (const fixture of [straight, restarted]) {
      for (let index = 0; index < BATCHES; index++) {
        fixture.append([`c${index}`], { timestamp: NOW + BATCHES + index });
      }
      fixture.log.close();
    }
    const names = straight.names().filter((name) => name.endsWith('.index'));
    expect(names.length).toBeGreaterThan(4);
    for (const name of names) {
      const path = `${DIRECTORY}/${name}`;
      expect(restarted.disk.readFile(path).equals(straight.disk.readFile(path))).toBe(true);
    }
  });

  it('of which entries are missing at the end gets them back', () => {
    const fixture = filled();
    fixture.log.close();
    const whole = fixture.disk.readFile(`${FIRST}.index`);
    for (const [suffix, size] of [
      ['.index', 8],
      ['.timeindex', 12],
    ] as const) {
      rewrite(fixture, FIRST + suffix, (content) => content.subarray(0, 5 * size));
    }
    fixture.renew();
    fixture.open({ cleanShutdown: true });
    expectAllFound(fixture);
    expect(fixture.disk.readFile(`${FIRST}.index`).length).toBe(5 * 8);
    fixture.crash();
    expectAllFound(fixture);
    fixture.log.close();
    expect(fixture.disk.readFile(`${FIRST}.index`).equals(whole)).toBe(true);
  });

  it('of which an index file is missing makes it again', () => {
    for (const suffix of ['.index', '.timeindex']) {
      const fixture = filled();
      fixture.log.close();
      fixture.disk.remove(FIRST + suffix);
      fixture.renew();
      fixture.open({ cleanShutdown: true });
      expectAllFound(fixture);
    }
  });

  it('is found whatever happened to the offset index', () => {
    const damages = fc.array(
      fc.record({ place: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) }),
      { minLength: 1, maxLength: 4 },
    );
    const pristine = filled();
    pristine.log.close();
    const content = pristine.disk.readFile(`${FIRST}.index`);
    fc.assert(
      fc.property(damages, fc.nat(7), (changes, cut) => {
        const damaged = Buffer.from(content).subarray(0, content.length - cut);
        for (const { place, byte } of changes) {
          damaged[Math.floor(place * (damaged.length - 1))] = byte;
        }
        rewrite(pristine, `${FIRST}.index`, () => damaged);
        pristine.renew();
        pristine.open({ cleanShutdown: true });
        expectAllFound(pristine);
        pristine.log.abandon();
      }),
      { numRuns: 150 },
    );
  });

  it('is cut off where it is asked to be, and goes on from there', () => {
    for (const offset of [1, 333, 700, 1000, 1500]) {
      const fixture = filled();
      fixture.restart();
      fixture.log.truncateTo(offset);
      const end = offset - (offset % 2);
      expect(fixture.log.logEndOffset).toBe(end);
      for (let index = end / 2; index < BATCHES; index++) {
        fixture.append([`a${index}`, `b${index}`], { timestamp: NOW + index });
      }
      expectAllFound(fixture);
      fixture.restart();
      expectAllFound(fixture);
    }
  });
});
