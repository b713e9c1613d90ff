// Whatever happens to the files of a partition while nobody looks, opening and reading the log ends in
// records that were written or in one of the two failures that say so, and never in anything else.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KafkaError } from '../../src/base/kafka-error.ts';
import { CorruptLogError } from '../../src/log/corrupt-log-error.ts';
import { buildEndTxnBatch } from '../../src/record/control-record.ts';
import { DIRECTORY, LogFixture, NOW } from './log-fixture.ts';

const VALUES = 40;

function filled(): LogFixture {
  const fixture = new LogFixture({ segmentBytes: 900, indexIntervalBytes: 150 });
  for (let index = 0; index < VALUES; index++) {
    const isTransactional = index % 4 < 2;
    const producer = { producerId: 3, producerEpoch: 0, baseSequence: index, isTransactional };
    fixture.append([`v${index}`], { ...producer, timestamp: NOW + index }, Math.floor(index / 15));
    if (index % 4 !== 1) continue;
    const marker = { producerId: 3, producerEpoch: 0, coordinatorEpoch: 0, timestamp: NOW };
    const batch = buildEndTxnBatch({ ...marker, type: index % 8 === 1 ? 'ABORT' : 'COMMIT' });
    fixture.log.append(batch, { leaderEpoch: 0, origin: 'coordinator' });
  }
  return fixture;
}

/** Opens and reads everything there is to read; gives the values. */
function readAll(fixture: LogFixture, cleanShutdown: boolean): string[] {
  fixture.renew();
  const log = fixture.open({ cleanShutdown });
  const values = fixture.values();
  for (let offset = log.logStartOffset; offset < log.logEndOffset; offset += 7) {
    log.read({
      fetchOffset: offset,
      maxBytes: 100,
      maxOffset: log.logEndOffset,
      minOneBatch: true,
    });
  }
  log.offsetForTimestamp(NOW + 20);
  log.maxTimestamp();
  log.abortedTransactions(0, 1000);
  log.lastStableOffset(log.logEndOffset);
  log.endOffsetForEpoch(1);
  log.checkInvariants();
  return values;
}

function isExpected(error: unknown): boolean {
  return error instanceof CorruptLogError || error instanceof KafkaError;
}

interface Damage {
  readonly file: number;
  /** Where in the file, from 0 to 1. */
  readonly place: number;
  readonly change:
    | { readonly flip: number }
    | { readonly cut: true }
    | { readonly insert: Uint8Array }
    | { readonly remove: true };
}

const damage: fc.Arbitrary<Damage> = fc.record({
  file: fc.nat(1000),
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  change: fc.oneof(
    fc.record({ flip: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ cut: fc.constant(true as const) }),
    fc.record({ insert: fc.uint8Array({ minLength: 1, maxLength: 30 }) }),
    fc.record({ remove: fc.constant(true as const) }),
  ),
});

function apply(fixture: LogFixture, { file, place, change }: Damage): void {
  const names = fixture.names();
  const path = `${DIRECTORY}/${names[file % names.length]}`;
  const bytes = fixture.disk.readFile(path);
  const at = Math.floor(place * Math.max(0, bytes.length - 1));
  if ('remove' in change) {
    fixture.disk.remove(path);
    return;
  }
  if ('flip' in change && bytes.length > 0) bytes.writeUInt8(bytes.readUInt8(at) ^ change.flip, at);
  const after = 'cut' in change ? bytes.subarray(0, at) : bytes;
  const inserted = 'insert' in change ? Buffer.from(change.insert) : Buffer.alloc(0);
  const content = Buffer.concat([after.subarray(0, at), inserted, after.subarray(at)]);
  fixture.disk.writeFileAtomic(path, content);
}

describe('a damaged partition directory', () => {
  it.each([true, false])('opens or says why not (clean stop: %s)', (cleanShutdown) => {
    const outcomes = { opened: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        const fixture = filled();
        fixture.log.close();
        for (const one of damages) apply(fixture, one);
        try {
          readAll(fixture, cleanShutdown);
          outcomes.opened++;
        } catch (error) {
          if (!isExpected(error)) throw error;
          outcomes.refused++;
        }
      }),
      { numRuns: 400 },
    );
    expect(outcomes.opened).toBeGreaterThan(50);
    expect(outcomes.refused).toBeGreaterThan(5);
  });

  it('after an unclean stop never gives a record that was not written', () => {
    const fixture = filled();
    const written = new Set(fixture.values());
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        const damaged = filled();
        damaged.log.abandon();
        for (const one of damages) apply(damaged, one);
        try {
          for (const value of readAll(damaged, false)) expect(written.has(value)).toBe(true);
        } catch (error) {
          if (!isExpected(error)) throw error;
        }
      }),
      { numRuns: 400 },
    );
  });
});
