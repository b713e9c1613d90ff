// The differences that are meant to be: the table in README.md is where they stand, with their reasons, and
// where they are read from. A row that no longer describes any difference is a failure too.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Difference } from './difference.ts';

/** One row of the table. */
interface IntendedDifference {
  /** The row's text, as it stands in the table. */
  readonly row: string;
  readonly check: RegExp;
  readonly field: RegExp;
}

/** What the table calls the field when whole answers differ. */
const WHOLE = 'the whole';

export class IntendedDifferences {
  readonly #rows: readonly IntendedDifference[];
  readonly #seen = new Set<IntendedDifference>();

  constructor(rows: readonly IntendedDifference[]) {
    this.#rows = rows;
  }

  /** The table of a README.md; left out: of the one here. */
  static read(file = new URL('README.md', import.meta.url)): IntendedDifferences {
    const readme = readFileSync(fileURLToPath(file), 'utf8');
    const rows = readme.matchAll(/^\| `([^`]+)` \| `([^`]+)` \|.*$/gm);
    return new IntendedDifferences(
      [...rows].map(([row, check = '', field = '']) => ({
        row,
        check: wildcard(check),
        field: wildcard(field),
      })),
    );
  }

  /** Whether the table has this difference. */
  covers(check: string, { path }: Difference): boolean {
    const row = this.#rows.find((each) => each.check.test(check) && each.field.test(path || WHOLE));
    if (row) this.#seen.add(row);
    return row !== undefined;
  }

  /** Rows that no difference was found for. */
  stale(): string[] {
    return this.#rows.filter((row) => !this.#seen.has(row)).map(({ row }) => row);
  }
}

/** `*` stands for anything; everything else for itself. */
function wildcard(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.[\]()?+^$|\\{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
