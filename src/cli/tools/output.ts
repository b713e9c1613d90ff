// What a command prints: a table for people, JSON for programs.

export type Cell = string | number | boolean | null;

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => Cell;
}

/** Prints rows as a table with these columns, or as a JSON array of the rows themselves. */
export function printRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { json = false }: { readonly json?: boolean },
): void {
  process.stdout.write(json ? `${JSON.stringify(rows, null, 2)}\n` : tableOf(rows, columns));
}

/** The table as text; numbers stand to the right. */
export function tableOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = rows.map((row) => columns.map(({ value }) => value(row)));
  const widths = columns.map(({ title }, at) =>
    Math.max(title.length, ...cells.map((row) => textOf(row[at] ?? null).length)),
  );
  const lines = [columns.map(({ title }) => title), ...cells].map((row) =>
    row
      .map((cell, at) => aligned(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

function aligned(cell: Cell, width: number): string {
  const text = textOf(cell);
  return typeof cell === 'number' ? text.padStart(width) : text.padEnd(width);
}

function textOf(cell: Cell): string {
  return cell === null || cell === '' ? '-' : String(cell);
}
