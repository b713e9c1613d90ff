// The table of a run, for a terminal.

import type { Row, RunResult } from './results.ts';
import { rowsOf } from './results.ts';

/** One line for each figure: what it is, the subjects' medians, the ratio, and what is asked of it. */
export function formatTable(result: Pick<RunResult, 'titles' | 'scenarios'>): string {
  const { titles } = result;
  const head = [
    'scenario',
    'figure',
    titles.reference,
    titles.klamm,
    'ratio',
    'bar',
    '',
    titles.sink,
  ];
  const lines = [head, ...rowsOf(result).map(cellsOf)];
  const widths = head.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) => line.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  '))
    .join('\n');
}

function cellsOf(row: Row): string[] {
  const { scenario, figure, reference, klamm, sink, ratio, isReached } = row;
  const verdict = isReached === null ? '' : isReached ? 'ok' : 'MISSED';
  return [
    scenario,
    figure.label,
    formatNumber(reference),
    formatNumber(klamm),
    formatRatio(ratio),
    formatBar(row),
    verdict,
    formatNumber(sink),
  ];
}

/** Three digits that count. */
export function formatNumber(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toPrecision(3);
}

export function formatRatio(ratio: number | null): string {
  return ratio === null || Number.isNaN(ratio) ? '–' : ratio.toFixed(ratio < 0.1 ? 3 : 2);
}

export function formatBar({ figure: { bar, better } }: Pick<Row, 'figure'>): string {
  if (!bar) return '';
  const wanted = 'ratio' in bar ? bar.ratio : bar.value;
  const sign = better === 'higher' ? '≥' : '≤';
  return `${'value' in bar ? 'itself ' : ''}${sign} ${Number(wanted.toPrecision(3))}`;
}

const FIRST_NUMBER = 2;

function pad(text: string, width: number, column: number): string {
  return column < FIRST_NUMBER ? text.padEnd(width) : text.padStart(width);
}
