// Random histories of a log beside a model that is nothing but a list of records.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchOf, LogFixture, NOW } from './log-fixture.ts';

interface Model {
  /** Value and offset of every record that was appended and not cut off. */
  records: { readonly offset: number; readonly value: string }[];
  /** Where each batch begins. */
  starts: number[];
  endOffset: number;
  startOffset: number;
}

type Step =
  | {
      readonly kind: 'append';
      readonly count: number;
      readonly size: number;
      readonly codec: number;
    }
  | { readonly kind: 'truncate' | 'advance' | 'read'; readonly place: number }
  | { readonly kind: 'roll' | 'restart' | 'crash' | 'flush' | 'torn' | 'retain' };

const place = fc.double({ min: 0, max: 1, noNaN: true });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      count: fc.integer({ min: 1, max: 5 }),
      size: fc.integer({ min: 0, max: 60 }),
      codec: fc.nat(4),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('truncate' as const), place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('advance' as const), place }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('read' as const), place }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'roll' as const,
        'restart' as const,
        'crash' as const,
        'flush' as const,
        'torn' as const,
        'retain' as const,
      ),
    }),
  },
);

class History {
  readonly fixture = new LogFixture({
    segmentBytes: 800,
    indexIntervalBytes: 120,
    retentionMs: -1,
  });
  readonly model: Model = { records: [], starts: [], endOffset: 0, startOffset: 0 };
  #appended = 0;

  async apply(one: Step): Promise<void> {
    const { fixture, model } = this;
    switch (one.kind) {
      case 'append':
        return this.#append(one.count, one.size, one.codec);
      case 'truncate':
        return this.#truncate(this.#offsetAt(one.place));
      case 'advance':
        model.startOffset = this.#offsetAt(one.place);
        return fixture.log.advanceLogStartOffset(model.startOffset);
      case 'read':
        return this.#read(this.#offsetAt(one.place));
      case 'roll':
        return fixture.log.roll();
      case 'flush':
        return fixture.log.flush();
      case 'retain':
        fixture.log.deleteOldSegments(NOW);
        return;
      case 'torn':
        return this.#tear();
      default:
        return this.#reopen(one.kind === 'restart');
    }
  }

  check(): void {
    const { fixture, model } = this;
    fixture.log.checkInvariants();
    expect(fixture.log.logEndOffset).toBe(model.endOffset);
    expect(fixture.log.logStartOffset).toBe(model.startOffset);
    expect(fixture.values()).toEqual(this.#expected(model.startOffset));
  }

  #append(count: number, size: number, compressionId: number): void {
    const { fixture, model } = this;
    const texts = Array.from({ length: count }, () => `${this.#appended++}`.padEnd(size, '.'));
    const info = fixture.append(texts, { compressionId });
    expect(info.firstOffset).toBe(model.endOffset);
    model.starts.push(model.endOffset);
    for (const value of texts) model.records.push({ offset: model.endOffset++, value });
  }

  #truncate(offset: number): void {
    const { fixture, model } = this;
    fixture.log.truncateTo(offset);
    // Only whole batches are left.
    const holder =
      offset < model.endOffset ? model.starts.findLast((start) => start <= offset) : null;
    const end = Math.min(holder ?? offset, model.endOffset);
    model.records = model.records.filter((record) => record.offset < end);
    model.starts = model.starts.filter((start) => start < end);
    model.endOffset = end;
    model.startOffset = Math.min(model.startOffset, fixture.log.logStartOffset);
  }

  #read(offset: number): void {
    expect(this.fixture.values(offset, 150)).toEqual(this.#expected(offset));
  }

  /** The process dies in the middle of a write. */
  #tear(): void {
    const { fixture } = this;
    if (fixture.log.sizeInBytes === 0) return;
    const name = fixture.names().findLast((one) => one.endsWith('.log'));
    const file = fixture.disk.open(`/data/topic-0/${name}`, 'write');
    file.writeSync(batchOf(['torn', 'torn']).subarray(0, 40), file.size());
    file.close();
    this.#reopen(false);
  }

  #reopen(cleanly: boolean): void {
    const { fixture, model } = this;
    const { recoveryPoint } = fixture.log;
    const logStartOffset = model.startOffset;
    if (cleanly) fixture.log.close();
    else fixture.log.abandon();
    fixture.renew();
    fixture.open({ cleanShutdown: cleanly, recoveryPoint, logStartOffset });
  }

  #offsetAt(fraction: number): number {
    const { startOffset, endOffset } = this.model;
    return startOffset + Math.floor(fraction * (endOffset - startOffset));
  }

  #expected(from: number): string[] {
    return this.model.records
      .filter(({ offset }) => offset >= from)
      .map(({ offset, value }) => `${offset}:${value}`);
  }
}

describe('a log', () => {
  it('holds what was appended and not cut off, whatever happens to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60 }), async (steps) => {
        const history = new History();
        for (const one of steps) await history.apply(one);
        history.check();
        await history.apply({ kind: 'crash' });
        history.check();
        await history.apply({ kind: 'restart' });
        history.check();
      }),
      { numRuns: 300 },
    );
  });
});
