// Whatever is changed in the files of a partition: the checker says so, or every answer of the log is the
// same as before; it never fails, and the broker that opens them never gives a wrong record.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import { CorruptLogError } from '../../../src/log/corrupt-log-error.ts';
import type { PartitionLog } from '../../../src/log/partition-log.ts';
import { batchesIn } from '../../../src/record/batch-iterator.ts';
import { recordsOf } from '../../../src/record/record.ts';
import type { RecordBatch } from '../../../src/record/record-batch.ts';
import type { LogFixture } from '../log-fixture.ts';
import { DIRECTORY, NOW } from '../log-fixture.ts';
import { check, closedLog, sayings } from './checked-log.ts';

type Change =
  | { readonly flip: number }
  | { readonly cut: true }
  | { readonly append: Uint8Array }
  | { readonly zeros: number }
  | { readonly remove: true };

interface Damage {
  readonly file: number;
  /** Where in the file, from 0 to 1. */
  readonly place: number;
  readonly change: Change;
}

const flip: fc.Arbitrary<Change> = fc.record({ flip: fc.integer({ min: 1, max: 255 }) });
const damage: fc.Arbitrary<Damage> = fc.record({
  file: fc.nat(10_000),
  place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  change: fc.oneof(
    { arbitrary: flip, weight: 6 },
    { arbitrary: fc.record({ cut: fc.constant(true as const) }), weight: 2 },
    { arbitrary: fc.record({ append: fc.uint8Array({ minLength: 1, maxLength: 90 }) }), weight: 1 },
    { arbitrary: fc.record({ zeros: fc.integer({ min: 1, max: 90 }) }), weight: 1 },
    { arbitrary: fc.record({ remove: fc.constant(true as const) }), weight: 1 },
  ),
});

/** Files as they are after a clean stop: they are the same for every damage. */
const files = (() => {
  const fixture = closedLog();
  const names = fixture.names();
  return new Map(names.map((name) => [name, fixture.disk.readFile(`${DIRECTORY}/${name}`)]));
})();
const names = [...files.keys()];

/** A partition with these files, of which some are changed. */
function damaged(damages: readonly Damage[]): LogFixture {
  const fixture = closedLog();
  for (const { file, place, change } of damages) {
    const path = `${DIRECTORY}/${names[file % names.length]}`;
    const bytes = fixture.disk.exists(path) ? fixture.disk.readFile(path) : Buffer.alloc(0);
    const content = changed(bytes, Math.floor(place * bytes.length), change);
    if (content) fixture.disk.writeFileAtomic(path, content);
    else fixture.disk.remove(path);
  }
  return fixture;
}

function changed(bytes: Buffer, at: number, change: Change): Buffer | null {
  if ('remove' in change) return null;
  if ('cut' in change) return bytes.subarray(0, at);
  if ('zeros' in change) return Buffer.concat([bytes, Buffer.alloc(change.zeros)]);
  if ('append' in change) return Buffer.concat([bytes, change.append]);
  const copy = Buffer.from(bytes);
  if (copy.length > 0) copy.writeUInt8(copy.readUInt8(at) ^ change.flip, at);
  return copy;
}

/** Batches from an offset on as a client takes them: one with a wrong CRC is an error to it. */
function readFrom(log: PartitionLog, fetchOffset: number): RecordBatch[] {
  const { logEndOffset: maxOffset } = log;
  const { records } = log.read({ fetchOffset, maxBytes: 400, maxOffset, minOneBatch: true });
  const bytes = Buffer.alloc(records.byteLength);
  records.readInto(bytes, 0);
  const batches: RecordBatch[] = [];
  for (const batch of batchesIn(bytes)) {
    if (!batch.isIntact) throw new CorruptLogError(DIRECTORY, 0, 'a client finds a wrong CRC');
    batches.push(batch);
  }
  return batches;
}

function valuesFrom(log: PartitionLog, offset: number): string[] {
  return readFrom(log, offset).flatMap((batch) =>
    [...recordsOf(batch)].map((record) => {
      const value = batch.isControl ? 'marker' : record.value?.toString();
      return `${record.offset}: ${value} at ${record.timestamp}`;
    }),
  );
}

const TIMES = [0, 3, 20, 33, 59, 70].map((after) => NOW + after);

/** Everything that a log answers. */
function answers(fixture: LogFixture): unknown {
  const log = fixture.open({ cleanShutdown: true });
  const { logStartOffset, logEndOffset } = log;
  const records: string[][] = [];
  for (let offset = logStartOffset; offset < logEndOffset; offset++) {
    records.push(valuesFrom(log, offset));
  }
  return {
    records,
    logStartOffset,
    logEndOffset,
    times: TIMES.map((time) => log.offsetForTimestamp(time)),
    newest: log.maxTimestamp(),
    aborted: log.abortedTransactions(0, logEndOffset),
    lastStableOffset: log.lastStableOffset(logEndOffset),
    epochs: [0, 1, 3, 4].map((epoch) => log.endOffsetForEpoch(epoch)),
    epochOf: [0, 10, 60, 125].map((offset) => log.epochAt(offset)),
    producers: [...log.activeProducers()].map(({ producerId, newest, transactionStart }) => ({
      producerId,
      newest,
      transactionStart,
    })),
  };
}

const sound = answers(closedLog()) as { readonly records: readonly (readonly string[])[] };
const written = new Set(sound.records.flat());

/** Whether a failure says what is wrong, and is no bug. */
function isRefusal(error: unknown): boolean {
  return error instanceof CorruptLogError || error instanceof KafkaError;
}

describe('a check of a damaged partition', () => {
  it('says what is wrong, or nothing that the log answers has changed', () => {
    const outcomes = { reported: 0, harmless: 0 };
    fc.assert(
      fc.property(damage, (one) => {
        const fixture = damaged([one]);
        if (check(fixture).findings.all.length > 0) outcomes.reported++;
        else {
          outcomes.harmless++;
          expect(answers(fixture)).toEqual(sound);
        }
      }),
      { numRuns: 4_000 },
    );
    expect(outcomes.reported).toBeGreaterThan(3_000);
    expect(outcomes.harmless).toBeGreaterThan(20);
  });

  it('never fails, however much is wrong', () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 12 }), (damages) => {
        const fixture = damaged(damages);
        for (const isClean of [true, false]) {
          const { findings } = check(fixture, { isClean });
          expect(findings.all.length).toBeLessThan(1_000);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('changes nothing', () => {
    const fixture = damaged([{ file: 0, place: 0.5, change: { flip: 1 } }]);
    const before = fixture.names().map((name) => fixture.disk.readFile(`${DIRECTORY}/${name}`));
    expect(sayings(check(fixture)).length).toBeGreaterThan(0);
    expect(fixture.names().map((name) => fixture.disk.readFile(`${DIRECTORY}/${name}`))).toEqual(
      before,
    );
  });
});

describe('a broker that opens a damaged partition', () => {
  it.each([true, false])('gives records that were written, or an error (clean: %s)', (clean) => {
    const outcomes = { served: 0, refused: 0 };
    fc.assert(
      fc.property(
        fc.array(damage, { minLength: 1, maxLength: 3 }),
        fc.nat(125),
        (damages, from) => {
          const fixture = damaged(damages);
          try {
            const log = fixture.open({ cleanShutdown: clean });
            const given = valuesFrom(
              log,
              Math.min(Math.max(from, log.logStartOffset), log.logEndOffset),
            );
            for (const value of given) expect(written).toContain(value);
            outcomes.served++;
          } catch (error) {
            if (!isRefusal(error)) throw error;
            outcomes.refused++;
          }
        },
      ),
      { numRuns: 10_000 },
    );
    expect(outcomes.served).toBeGreaterThan(3_000);
    expect(outcomes.refused).toBeGreaterThan(100);
  });
});
