// What a document says a command prints, against what it printed: `…` stands for anything within a line, and on a
// line of its own for any number of lines.

/** Whether the output is what is expected of it; blanks at the ends of lines do not count. */
export function isOutput(expected: string, actual: string): boolean {
  const pattern = linesOf(expected)
    .map((line) => (line === '…' ? '(?:.*\n)*?' : `${linePattern(line)}\n`))
    .join('');
  return new RegExp(`^${pattern}$`).test(
    linesOf(actual)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

function linePattern(line: string): string {
  return line.split('…').map(escaped).join('.*?');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  return lines;
}
