// Whether what a topic of counts holds for a reader of committed records is exactly once: for each key the
// counts 1, 2, 3 … up to its number, in this order, and nothing else.

import { CommittedReader } from '../support/committed-reader.ts';
import { PARTITIONS } from './word-input.ts';

/** A topic of counts, read as it grows. */
export class CountsReader {
  readonly #readers: readonly CommittedReader[];

  constructor(topic: string) {
    this.#readers = Array.from({ length: PARTITIONS }, (_, at) => new CommittedReader(topic, at));
  }

  /** How many counts have been read so far. */
  get size(): number {
    return this.#readers.reduce((sum, { values }) => sum + values.length, 0);
  }

  /** Reads on as far as the broker answers just now. */
  async readOn(port: number): Promise<void> {
    for (const reader of this.#readers) await reader.readOn(port).catch(() => {});
  }

  /** What is wrong with what was read; nothing when it is exact. */
  faults(expected: ReadonlyMap<string, number>): string[] {
    const last = new Map<string, number>();
    const faults: string[] = [];
    for (const value of this.#readers.flatMap(({ values }) => values)) {
      const [key = '', count] = value.split('=');
      const before = last.get(key) ?? 0;
      if (Number(count) !== before + 1) faults.push(`${value} follows ${key}=${before}`);
      last.set(key, Number(count));
    }
    for (const key of new Set([...expected.keys(), ...last.keys()])) {
      if (last.get(key) === expected.get(key)) continue;
      faults.push(`${key} ends at ${last.get(key)}, not ${expected.get(key)}`);
    }
    return faults;
  }
}
