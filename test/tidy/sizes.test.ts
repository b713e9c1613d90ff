// What one can still read: files, functions, parameters. Generated code apart.

import { describe, expect, it } from 'vitest';
import type { SourceFile } from './source-tree.ts';
import { writtenCode } from './source-tree.ts';
import type { FunctionShape } from './syntax.ts';
import { parse } from './syntax.ts';

const MOST_LINES_OF_A_FILE = 500;
const MOST_LINES_OF_A_FUNCTION = 70;
const MOST_PARAMETERS = 4;

const files = writtenCode();
const functions = files.flatMap((file) =>
  parse(file)
    .functions()
    .map((shape) => ({ file, shape })),
);

function place({ file, shape }: { file: SourceFile; shape: FunctionShape }): string {
  return `${file.path}:${shape.line} ${shape.name}`;
}

/** A test's describe() holds its cases, as does a function that describes several alike. */
function isChapter(file: SourceFile, shape: FunctionShape): boolean {
  return file.path.endsWith('.test.ts') || shape.name.startsWith('describe');
}

describe('sizes', () => {
  it('are taken of the whole tree', () => {
    expect(files.length).toBeGreaterThan(30);
    expect(functions.length).toBeGreaterThan(100);
  });

  it(`no file is longer than ${MOST_LINES_OF_A_FILE} lines`, () => {
    const long = files
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > MOST_LINES_OF_A_FILE);
    expect(long).toEqual([]);
  });

  it(`no function is longer than ${MOST_LINES_OF_A_FUNCTION} lines`, () => {
    const long = functions.filter(
      ({ file, shape }) => shape.lines > MOST_LINES_OF_A_FUNCTION && !isChapter(file, shape),
    );
    expect(long.map(place)).toEqual([]);
  });

  it(`no function takes more than ${MOST_PARAMETERS} parameters`, () => {
    const wide = functions.filter(({ shape }) => shape.parameters > MOST_PARAMETERS);
    expect(wide.map(place)).toEqual([]);
  });
});
