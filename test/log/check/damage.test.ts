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
import { DIRECTORY, LogFixture, NOW } from '../log-fixture.ts';
import type { Shape } from './checked-log.ts';
import { check, closedLog, LARGE, SMALL, sayings } from './checked-log.ts';

/** Thousands of partitions are opened, on machines that have other things to do as well. */
const TIMEOUT_MS = 120_000;

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

/** A log, and its files as a clean stop leaves them. */
class Original {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly answers: unknown;
  readonly written: ReadonlySet<string>;
  readonly #shape: Shape;

  constructor(shape: Shape) {
    this.#shape = shape;
    const fixture = closedLog(shape);
    const read = (name: string) => fixture.disk.readFile(`${DIRECTORY}/${name}`);
    this.files = new Map(fixture.names().map((name) => [name, read(name)]));
    const answers = answersOf(fixture);
    this.answers = answers;
    this.written = new Set(answers.records.flat());
  }

  /** A partition with these files, of which some are changed. */
  damaged(damages: readonly Damage[]): LogFixture {
    const fixture = new LogFixture(this.#shape);
    fixture.disk.makeDirectory(DIRECTORY);
    const files = new Map(this.files);
    const names = [...files.keys()];
    for (const { file, place, change } of damages) {
      const name = names[file % names.length] as string;
      const bytes = files.get(name) ?? Buffer.alloc(0);
      const content = changed(bytes, Math.floor(place * bytes.length), change);
      if (content) files.set(name, content);
      else files.delete(name);
    }
    for (const [name, content] of files) {
      const file = fixture.disk.open(`${DIRECTORY}/${name}`, 'create');
      file.writeSync(content, 0);
      file.close();
    }
    return fixture;
  }
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
function answersOf(fixture: LogFixture) {
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

/** Whether a failure says what is wrong, and is no bug. */
function isRefusal(error: unknown): boolean {
  return error instanceof CorruptLogError || error instanceof KafkaError;
}

const originals = { small: new Original(SMALL), large: new Original(LARGE) };

describe.each(['small', 'large'] as const)('a check of a damaged partition, %s', (shape) => {
  const original = originals[shape];

  it(
    'says what is wrong, or nothing that the log answers has changed',
    () => {
      const outcomes = { reported: 0, harmless: 0 };
      fc.assert(
        fc.property(damage, (one) => {
          const fixture = original.damaged([one]);
          if (check(fixture).findings.all.length > 0) outcomes.reported++;
          else {
            outcomes.harmless++;
            expect(answersOf(fixture)).toEqual(original.answers);
          }
        }),
        { numRuns: 1_200 },
      );
      expect(outcomes.reported).toBeGreaterThan(900);
      expect(outcomes.harmless).toBeGreaterThan(5);
    },
    TIMEOUT_MS,
  );

  it(
    'never fails, however much is wrong',
    () => {
      fc.assert(
        fc.property(fc.array(damage, { minLength: 1, maxLength: 12 }), (damages) => {
          const fixture = original.damaged(damages);
          for (const isClean of [true, false]) {
            const { findings } = check(fixture, { isClean });
            expect(findings.all.length).toBeLessThan(1_000);
          }
        }),
        { numRuns: 500 },
      );
    },
    TIMEOUT_MS,
  );

  it('changes nothing', () => {
    const fixture = original.damaged([{ file: 0, place: 0.5, change: { flip: 1 } }]);
    const before = fixture.names().map((name) => fixture.disk.readFile(`${DIRECTORY}/${name}`));
    expect(sayings(check(fixture)).length).toBeGreaterThan(0);
    expect(fixture.names().map((name) => fixture.disk.readFile(`${DIRECTORY}/${name}`))).toEqual(
      before,
    );
  });
});

describe.each(['small', 'large'] as const)('a broker that opens a damaged one, %s', (shape) => {
  const original = originals[shape];

  it.each([true, false])(
    'gives records that were written, or an error (clean: %s)',
    (clean) => {
      const outcomes = { served: 0, refused: 0 };
      fc.assert(
        fc.property(
          fc.array(damage, { minLength: 1, maxLength: 3 }),
          fc.nat(125),
          (damages, from) => {
            const fixture = original.damaged(damages);
            try {
              const log = fixture.open({ cleanShutdown: clean });
              const given = valuesFrom(
                log,
                Math.min(Math.max(from, log.logStartOffset), log.logEndOffset),
              );
              for (const value of given) expect(original.written).toContain(value);
              outcomes.served++;
            } catch (error) {
              if (!isRefusal(error)) throw error;
              outcomes.refused++;
            }
          },
        ),
        { numRuns: 3_000 },
      );
      expect(outcomes.served).toBeGreaterThan(1_000);
      expect(outcomes.refused).toBeGreaterThan(100);
    },
    TIMEOUT_MS,
  );
});
