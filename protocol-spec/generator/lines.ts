// A spec file as its lines: indentation, words and the comment behind them. Empty lines are gone.

import { SpecError } from './spec-error.ts';

export interface Line {
  readonly number: number;
  /** Steps of two spaces. */
  readonly depth: number;
  readonly words: readonly string[];
  /** The text behind `#`; null when there is none. */
  readonly comment: string | null;
}

/** Splits a file into its lines; throws SpecError for tabs and odd indentation. */
export function readLines(path: string, text: string): Line[] {
  const lines: Line[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = readLine(path, raw, index + 1);
    if (line) lines.push(line);
  }
  return lines;
}

function readLine(path: string, raw: string, number: number): Line | null {
  if (raw.includes('\t')) throw new SpecError(path, number, 'a tab; indent with two spaces');
  const match = /^( *)(.*?)(?:(?:^|(?<= ))#\s*(.*))?$/.exec(raw) as RegExpExecArray;
  const [, indent = '', content = '', comment] = match;
  const words = content.split(' ').filter((word) => word !== '');
  if (words.length === 0 && comment === undefined) return null;
  if (words.length > 0 && indent.length % 2 === 1) {
    throw new SpecError(path, number, `${indent.length} spaces; indent with two spaces a level`);
  }
  return { number, depth: indent.length / 2, words, comment: comment?.trim() ?? null };
}
