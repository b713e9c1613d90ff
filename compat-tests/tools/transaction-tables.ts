// What kafka-transactions prints, without what is each broker's own: producer ids, times, durations, and the
// width of columns.

import { sortedLines } from './side-by-side.ts';

/** The tables of `list`, `describe` and `find-hanging`. */
export function transactionTable(text: string): string {
  const plain = text
    .replaceAll(/\b\d{13}\b/g, 'TIME')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/^(\S+ \S+) \d+ /gm, '$1 PRODUCER ')
    .replaceAll(/\bTIME \d+\b ?/g, 'TIME DURATION ');
  return sortedLines(plain);
}

/** The table of `describe-producers`. */
export function producersTable(text: string): string {
  const plain = text
    .replaceAll(/\b\d{13}\b/g, 'TIME')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/^\d+ /gm, 'PRODUCER ');
  return sortedLines(plain);
}
