// What the suite has found so far: a line for each comparison, faults below it, and the table of differences
// that are meant to be, which is read from README.md.

import { finish } from '../support/summary.ts';
import { differences } from '../wire-diff/difference.ts';
import { IntendedDifferences } from '../wire-diff/intended.ts';

const MOST_SHOWN = 20;
const SHOWN_CHARACTERS = 300;

export class Report {
  #passed = 0;
  #failed = 0;
  readonly #intended = IntendedDifferences.read(new URL('README.md', import.meta.url));

  /** A comparison and what is wrong about it. */
  add(title: string, faults: readonly string[]): void {
    process.stdout.write(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${title}\n`);
    for (const fault of faults.slice(0, MOST_SHOWN)) process.stdout.write(`     ${fault}\n`);
    if (faults.length > MOST_SHOWN) process.stdout.write(`     … ${faults.length} in all\n`);
    if (faults.length === 0) this.#passed++;
    else this.#failed++;
  }

  /** The differences that the table does not have. */
  unintended(check: string, apache: unknown, klamm: unknown): string[] {
    return differences(apache, klamm)
      .filter((each) => !this.#intended.covers(check, each))
      .map(({ path, apache: theirs, klamm: ours }) => {
        return `${check} ${path}: ${shown(theirs)} there, ${shown(ours)} here`;
      });
  }

  /** Ends with the summary; rows of the table without a difference are faults. */
  finish(): void {
    for (const row of this.#intended.stale()) this.add('no such difference any more', [row]);
    finish({ passed: this.#passed, failed: this.#failed, skipped: 0 });
  }
}

/** A value in a line. */
export function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, SHOWN_CHARACTERS);
}
