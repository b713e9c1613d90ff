// What producers might do to a compacted log: a few keys written again and again, tombstones, idempotent and
// transactional producers whose transactions interleave, every codec, records without a key. The same seed gives
// the same bytes.

import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { buildEndTxnBatch } from '../../../src/record/control-record.ts';
import type { NewBatch, NewRecord } from '../../../src/record/record-batch-builder.ts';
import { buildBatch } from '../../../src/record/record-batch-builder.ts';

/** One thing that happens to a log. */
export type HistoryStep =
  | { readonly kind: 'append'; readonly bytes: Buffer }
  | { readonly kind: 'roll' };

export interface HistoryOptions {
  readonly seed: number;
  /** Of the first batch; later ones follow within seconds. */
  readonly startMs: number;
  readonly keys: number;
  /** Bytes of a value, at most. */
  readonly valueBytes: number;
  readonly withoutKeys: boolean;
}

interface Producer {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly isTransactional: boolean;
  nextSequence: number;
  isOpen: boolean;
}

const FIRST_PRODUCER_ID = 5000;

export class RandomHistory {
  readonly #random: SeededRandom;
  readonly #options: HistoryOptions;
  readonly #producers: Producer[];
  #nowMs: number;

  constructor(options: HistoryOptions) {
    this.#random = new SeededRandom(options.seed);
    this.#options = options;
    this.#nowMs = options.startMs;
    this.#producers = [0, 1, 2, 3].map((index) => ({
      producerId: FIRST_PRODUCER_ID + index,
      producerEpoch: index,
      isTransactional: index > 0,
      nextSequence: 0,
      isOpen: false,
    }));
  }

  /** The next steps; transactions may be left open. */
  steps(count: number): HistoryStep[] {
    return Array.from({ length: count }, () => this.#step());
  }

  /** Ends the transactions that are open. */
  endAll(): HistoryStep[] {
    return this.#producers.filter(({ isOpen }) => isOpen).map((producer) => this.#end(producer));
  }

  #step(): HistoryStep {
    const dice = this.#random.below(20);
    if (dice < 3) return { kind: 'roll' };
    if (dice < 9) return this.#append({});
    const producer = this.#pick(this.#producers);
    if (producer.isOpen && dice < 14) return this.#end(producer);
    return this.#appendOf(producer);
  }

  #appendOf(producer: Producer): HistoryStep {
    const { producerId, producerEpoch, isTransactional, nextSequence } = producer;
    producer.isOpen = isTransactional;
    const fields = { producerId, producerEpoch, isTransactional, baseSequence: nextSequence };
    const records = this.#records();
    producer.nextSequence += records.length;
    return this.#append(fields, records);
  }

  #append(fields: Partial<NewBatch>, records = this.#records()): HistoryStep {
    const compressionId = this.#random.below(3) === 0 ? this.#random.below(5) : 0;
    return { kind: 'append', bytes: buildBatch({ ...fields, compressionId, records }) };
  }

  #end(producer: Producer): HistoryStep {
    producer.isOpen = false;
    const { producerId, producerEpoch } = producer;
    const bytes = buildEndTxnBatch({
      type: this.#random.below(2) === 0 ? 'ABORT' : 'COMMIT',
      coordinatorEpoch: 3,
      producerId,
      producerEpoch,
      timestamp: this.#tick(),
    });
    return { kind: 'append', bytes };
  }

  #records(): NewRecord[] {
    return Array.from({ length: 1 + this.#random.below(5) }, () => this.#record());
  }

  #record(): NewRecord {
    const { keys, valueBytes, withoutKeys } = this.#options;
    const isKeyless = withoutKeys && this.#random.below(15) === 0;
    const key = isKeyless ? null : Buffer.from(`key-${this.#random.below(keys)}`);
    const isTombstone = !isKeyless && this.#random.below(6) === 0;
    const value = isTombstone ? null : this.#random.bytes(this.#random.below(valueBytes));
    const headers = this.#random.below(4) === 0 ? [{ key: 'h', value: Buffer.from('v') }] : [];
    return { key, value, headers, timestamp: this.#tick() };
  }

  /** Time goes on, and now and then a producer's clock is behind. */
  #tick(): number {
    this.#nowMs += this.#random.below(2000);
    return this.#nowMs - (this.#random.below(10) === 0 ? this.#random.below(5000) : 0);
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#random.below(items.length)] as Item;
  }
}
