// A file that grows, line by line, as a program's log does. A line says which one it is.

import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';

/** The file that a source connector reads. */
export class LinesFile {
  readonly name: string;
  readonly lines: string[] = [];

  constructor(name: string) {
    this.name = name;
    writeFileSync(name, '');
  }

  append(count: number): void {
    const first = this.lines.length;
    const added = Array.from({ length: count }, (_, at) => `line ${first + at} of the file`);
    this.lines.push(...added);
    appendFileSync(this.name, added.map((line) => `${line}\n`).join(''));
  }

  get size(): number {
    return statSync(this.name).size;
  }
}

/** The whole lines of a file that a sink connector writes. */
export function linesOf(name: string): string[] {
  return existsSync(name) ? readFileSync(name, 'utf8').split('\n').slice(0, -1) : [];
}
