// The project's own files as data, for the tests that watch over its shape. Generated code, downloads
// and fixtures are marked or left out; what is read here is what is on the disk, committed or not.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The folders that hold code of ours. */
export const CODE_ROOTS = [
  'src',
  'test',
  'tools',
  'protocol-spec',
  'compat-tests',
  'docker',
] as const;

const NOT_OURS = new Set(['.cache', '.git', 'node_modules', 'dist', 'fixtures', 'klamm-data']);
const repository = path.resolve(import.meta.dirname, '../..');

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly generated: boolean;
}

/** All files below these folders (or of the whole repository) whose path ends so, in order of path. */
export function filesBelow(roots: readonly string[], ending = ''): SourceFile[] {
  const paths = roots.flatMap((root) => [...walk(root)]).filter((file) => file.endsWith(ending));
  return paths.sort().map((file) => ({
    path: file,
    text: readFileSync(path.join(repository, file), 'utf8'),
    generated: file.includes('/generated/'),
  }));
}

/** The TypeScript that people write here. */
export function writtenCode(roots: readonly string[] = CODE_ROOTS): SourceFile[] {
  return filesBelow(roots, '.ts').filter((file) => !file.generated);
}

function* walk(directory: string): Generator<string> {
  const entries = readdirSync(path.join(repository, directory), { withFileTypes: true });
  for (const entry of entries) {
    const child = path.posix.join(directory, entry.name);
    if (NOT_OURS.has(entry.name)) continue;
    if (entry.isDirectory()) yield* walk(child);
    else if (entry.isFile()) yield child;
  }
}
