// Derives src/protocol/generated from the spec. `node protocol-spec/generator/main.ts` writes what differs;
// with `--check` it writes nothing and fails when something would.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { generate } from './generate.ts';
import { listFiles, loadSpecs } from './load.ts';
import { SpecError } from './spec-error.ts';

const OUTPUT_FOLDER = resolve(import.meta.dirname, '../../src/protocol/generated');

/** Files that differ from what the spec says, and files that it does not say. */
function findStale(files: ReadonlyMap<string, string>): { changed: string[]; surplus: string[] } {
  const changed = [...files.keys()].filter((path) => {
    const target = join(OUTPUT_FOLDER, path);
    return !existsSync(target) || readFileSync(target, 'utf8') !== files.get(path);
  });
  const surplus = listFiles(OUTPUT_FOLDER, '.ts').filter((path) => !files.has(path));
  return { changed, surplus };
}

function write(files: ReadonlyMap<string, string>): string {
  const { changed, surplus } = findStale(files);
  for (const path of changed) {
    const target = join(OUTPUT_FOLDER, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, files.get(path) ?? '');
  }
  for (const path of surplus) rmSync(join(OUTPUT_FOLDER, path));
  return `${files.size} files, ${changed.length} written, ${surplus.length} removed`;
}

function check(files: ReadonlyMap<string, string>): string {
  const { changed, surplus } = findStale(files);
  if (changed.length + surplus.length > 0) process.exitCode = 1;
  const stale = [...changed, ...surplus].map((path) => `stale: src/protocol/generated/${path}\n`);
  return `${stale.join('')}${files.size} files, ${stale.length} stale`;
}

try {
  const files = generate(loadSpecs());
  const say = process.argv.includes('--check') ? check : write;
  process.stdout.write(`${say(files)}\n`);
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
