// The syntax of Java's .properties files, which is what `server.properties` is written in: comments,
// continued lines, escapes, and `=`, `:` or white space between key and value. Pure: text in, entries out.
// It knows nothing of which keys exist.

import { StartError } from '../start-error.ts';

/** One entry and where it stands; of a key that is given twice, the later one counts. */
export interface PropertyLine {
  readonly key: string;
  readonly value: string;
  /** Counted from 1: the first line of the entry. */
  readonly line: number;
}

interface LogicalLine {
  readonly text: string;
  readonly line: number;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

/** Reads the entries of a file; throws StartError with the line number for an escape that is none. */
export function parseProperties(text: string): PropertyLine[] {
  return [...logicalLines(text)].map(parseEntry);
}

/** Joins lines that end in an odd number of backslashes with the next; drops comments and blank lines. */
function* logicalLines(text: string): Generator<LogicalLine> {
  const lines = text.split(/\r\n|\r|\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    let joined = withoutIndent(lines[index]);
    if (joined === '' || joined.startsWith('#') || joined.startsWith('!')) continue;
    while (endsInOpenBackslash(joined)) {
      joined = joined.slice(0, -1);
      index += 1;
      if (index >= lines.length) break;
      joined += withoutIndent(lines[index]);
    }
    if (joined !== '') yield { text: joined, line };
  }
}

function withoutIndent(line: string | undefined): string {
  return (line ?? '').replace(/^[ \t\f]+/, '');
}

function endsInOpenBackslash(line: string): boolean {
  const backslashes = /\\*$/.exec(line)?.[0].length ?? 0;
  return backslashes % 2 === 1;
}

function parseEntry({ text, line }: LogicalLine): PropertyLine {
  // The key ends at the first separator that is not escaped.
  const key = /^(?:\\.|[^\\=: \t\f])*/s.exec(text)?.[0] ?? '';
  const value = text.slice(key.length).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '');
  return { key: withoutEscapes(key, line), value: withoutEscapes(value, line), line };
}

function withoutEscapes(text: string, line: number): string {
  return text.replace(/\\(u([0-9a-fA-F]{4})?|.|$)/gs, (_, escaped: string, hex?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (escaped === 'u') {
      throw new StartError(`line ${line}: \\u must be followed by four hexadecimal digits`);
    }
    return SIMPLE_ESCAPES[escaped] ?? escaped;
  });
}
