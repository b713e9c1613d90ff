// What a command prints: a table for people, JSON for programs. Colours are for terminals alone; NO_COLOR is respected.

import { styleText } from 'node:util';
import stringWidth from 'string-width';

export type Cell = string | number | boolean | null;

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => Cell;
}

interface OutputOptions {
  readonly json?: boolean;
}

type Style = Parameters<typeof styleText>[0];

/** Prints rows as a table with these columns, or as a JSON array of the rows themselves. */
export function printRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { json = false }: OutputOptions,
): void {
  process.stdout.write(json ? `${JSON.stringify(rows, null, 2)}\n` : tableOf(rows, columns));
}

/** Tells a person what was done; a program reads the exit code. */
export function say({ json = false }: OutputOptions, sentence: string): void {
  if (!json) process.stdout.write(`${sentence}\n`);
}

/** The table as text; numbers stand to the right. */
export function tableOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const titles = columns.map(({ title }) => title);
  const cells = rows.map((row) => columns.map(({ value }) => value(row)));
  const widths = titles.map((title, at) =>
    Math.max(title.length, ...cells.map((row) => stringWidth(textOf(row[at] ?? null)))),
  );
  const lineOf = (row: readonly Cell[]) =>
    row
      .map((cell, at) => aligned(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return `${[styled('bold', lineOf(titles)), ...cells.map(lineOf)].join('\n')}\n`;
}

/** The text in a style where stdout is a terminal that shows it. */
export function styled(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

function aligned(cell: Cell, width: number): string {
  const text = textOf(cell);
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return typeof cell === 'number' ? `${space}${text}` : `${text}${space}`;
}

function textOf(cell: Cell): string {
  return cell === null || cell === '' ? '-' : String(cell);
}
