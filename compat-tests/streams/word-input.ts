// The lines that are counted, the same in every run but for the day, and what a count of them must give.

import { SeededRandom } from '../../src/platform/seeded-random.ts';

export const PARTITIONS = 3;
/** Of the windows of WordCount.java. */
const WINDOW_MS = 10_000;
const HOUR_MS = 3_600_000;
const BETWEEN_LINES_MS = 40;
const VOCABULARY = 60;
const MOST_WORDS_OF_A_LINE = 9;

export interface Line {
  readonly timestamp: number;
  readonly words: readonly string[];
}

export interface WordInput {
  /** By partition, in the order in which they are to be written. */
  readonly lines: readonly (readonly Line[])[];
  readonly wordCount: number;
  readonly counts: ReadonlyMap<string, number>;
  /** By WORD@WINDOW-START. */
  readonly windowedCounts: ReadonlyMap<string, number>;
}

/** So many lines, spread over the partitions. */
export function wordInput(lineCount: number): WordInput {
  const random = new SeededRandom(7);
  // Old enough to be the past, young enough for every retention.
  const beginning = Math.floor(Date.now() / HOUR_MS - 1) * HOUR_MS;
  const lines: Line[][] = Array.from({ length: PARTITIONS }, () => []);
  const counts = new Map<string, number>();
  const windowedCounts = new Map<string, number>();
  let wordCount = 0;
  for (let at = 0; at < lineCount; at += 1) {
    const length = 1 + random.below(MOST_WORDS_OF_A_LINE);
    const words = Array.from({ length }, () => word(random));
    const timestamp = beginning + at * BETWEEN_LINES_MS;
    lines[random.below(PARTITIONS)]?.push({ timestamp, words });
    wordCount += length;
    for (const each of words) {
      addOne(counts, each);
      addOne(windowedCounts, `${each}@${Math.floor(timestamp / WINDOW_MS) * WINDOW_MS}`);
    }
  }
  return { lines, wordCount, counts, windowedCounts };
}

/** Some words are frequent, most are rare. */
function word(random: SeededRandom): string {
  return `word-${random.below(1 + random.below(VOCABULARY))}`;
}

function addOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
