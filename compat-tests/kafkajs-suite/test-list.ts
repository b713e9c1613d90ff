// The lists of kafkajs' tests by name: one line a test, `file: full name`. A list says what must pass;
// it only grows.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One test of kafkajs' suite. */
export interface TestName {
  /** Below `src/`, without `__tests__` shortened. */
  readonly file: string;
  readonly fullName: string;
}

/** The names in one of the lists beside this file. */
export function readTestList(name: string): TestName[] {
  const path = fileURLToPath(new URL(name, import.meta.url));
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseLine);
}

/** A name as its line in a list. */
export function formatTestName({ file, fullName }: TestName): string {
  return `${file}: ${fullName}`;
}

function parseLine(line: string): TestName {
  const colon = line.indexOf(': ');
  return { file: line.slice(0, colon), fullName: line.slice(colon + 2) };
}
