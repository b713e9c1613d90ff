// Random histories, cleaned while they are written, held against what a compacted log must be.

import { describe, expect, test } from 'vitest';
import { DEFAULT_CLEANER_CONFIG } from '../../../src/log/cleaner/cleaner-config.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { batchesIn } from '../../../src/record/batch-iterator.ts';
import { CleanerFixture } from './cleaner-fixture.ts';
import type { ModelRecord } from './cleaner-model.ts';
import {
  committed,
  consumed,
  expectCleaned,
  expectSound,
  modelRecords,
  recordsIn,
} from './cleaner-model.ts';
import type { HistoryStep } from './random-history.ts';
import { RandomHistory } from './random-history.ts';

const HISTORIES = Number(process.env.KLAMM_MODEL_HISTORIES ?? 60);
const ROUNDS = 4;
const RETENTION_MS = 600_000;

/** Small buffers make many steps, and a small map makes several passes. */
const SMALL = { ...DEFAULT_CLEANER_CONFIG, ioBufferBytes: 600, dedupeBufferBytes: 24 * 11 };

class ModelRun {
  readonly fixture: CleanerFixture;
  readonly written: ModelRecord[] = [];
  readonly #random: SeededRandom;
  readonly #history: RandomHistory;
  /** When a clean has first gone past a tombstone, by its offset. */
  readonly #firstSeenMs = new Map<number, number>();

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
    this.fixture = new CleanerFixture({
      deleteRetentionMs: seed % 2 === 0 ? 0 : RETENTION_MS,
      indexIntervalBytes: 200,
      segmentBytes: seed % 3 === 0 ? 2000 : 1_000_000,
      minCompactionLagMs: seed % 5 === 0 ? 3000 : 0,
    });
    if (seed % 4 === 0) this.fixture.cleanerConfig = SMALL;
    this.#history = new RandomHistory({
      seed,
      startMs: this.fixture.clock.wallMs() - 60_000,
      keys: 1 + this.#random.below(12),
      valueBytes: 30,
      withoutKeys: false,
    });
  }

  /** Appends while the cleaner is at work, and lets it finish. */
  async round(): Promise<void> {
    const { fixture } = this;
    fixture.cleaner.start();
    const steps = this.#history.steps(10 + this.#random.below(20));
    if (this.#random.below(2) === 0) steps.push(...this.#history.endAll());
    for (const step of steps) {
      this.#apply(step);
      const isLong = this.#random.below(6) === 0;
      await fixture.clock.advance(this.#random.below(isLong ? 20_000 : 4));
    }
    fixture.log.roll();
    await fixture.clock.advance(40_000);
    await fixture.cleaner.stop();
    this.#noteTombstones();
  }

  /** Tombstones stay until their time is up, counted from the first clean that has seen them. */
  expectTombstones(): void {
    const { log, clock } = this.fixture;
    const present = new Set(recordsIn(log).map(({ offset }) => offset));
    const { deleteRetentionMs } = log.config;
    for (const [offset, seenMs] of this.#firstSeenMs) {
      const isNewest = this.#newestTombstones().has(offset);
      if (isNewest && clock.wallMs() < seenMs + deleteRetentionMs) {
        expect(present.has(offset)).toBe(true);
      }
    }
  }

  #apply(step: HistoryStep): void {
    const { log } = this.fixture;
    if (step.kind === 'roll') {
      log.roll();
      return;
    }
    const bytes = Buffer.from(step.bytes);
    log.append(bytes, { leaderEpoch: 0, origin: 'coordinator' });
    for (const batch of batchesIn(bytes)) this.written.push(...modelRecords(batch));
  }

  #noteTombstones(): void {
    for (const offset of this.#newestTombstones()) {
      if (!this.#firstSeenMs.has(offset)) {
        this.#firstSeenMs.set(offset, this.fixture.clock.wallMs() - 60_000);
      }
    }
  }

  /** Of the part that is clean. */
  #newestTombstones(): Set<number> {
    const cleanedTo = this.fixture.log.cleaning.cleanedTo ?? 0;
    const newest = new Map<string | null, ModelRecord>();
    for (const record of committed(this.written, cleanedTo)) newest.set(record.key, record);
    const tombstones = [...newest.values()].filter(({ value }) => value === null);
    return new Set(tombstones.map(({ offset }) => offset));
  }
}

/** What must be the same after the log was opened anew. */
function stateOf({ log }: CleanerFixture): unknown {
  const end = log.lastStableOffset(log.logEndOffset);
  const producers = [...log.activeProducers()].map(
    ({ producerId, producerEpoch, lastSequence, transactionStart }) =>
      `${producerId}/${producerEpoch} ${lastSequence} ${transactionStart}`,
  );
  return { end, records: recordsIn(log), read: consumed(log, end), producers: producers.sort() };
}

async function runHistory(seed: number): Promise<void> {
  const run = new ModelRun(seed);
  const { fixture, written } = run;
  for (let round = 0; round < ROUNDS; round++) {
    await run.round();
    expectSound(fixture.log, written);
    expectCleaned(fixture.log, written);
    run.expectTombstones();
  }
  expect(fixture.cleaner.uncleanable.size).toBe(0);
  const before = stateOf(fixture);
  fixture.restart();
  expect(stateOf(fixture)).toEqual(before);
  // Everything is gone through, indexes and producers are made again from the batches.
  fixture.crash(0);
  expect(stateOf(fixture)).toEqual(before);
  expectSound(fixture.log, written);
}

describe('a log that is cleaned while it is written', () => {
  test(`is what a compacted log must be, in ${HISTORIES} histories`, async () => {
    for (let seed = 1; seed <= HISTORIES; seed++) {
      await runHistory(seed).catch((error: unknown) => {
        throw new Error(`seed ${seed}`, { cause: error });
      });
    }
  }, 600_000);
});
