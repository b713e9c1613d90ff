// Reads and checks the whole spec.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { checkSpecs } from './check.ts';
import type { Spec } from './model.ts';
import { parseSpec } from './parse.ts';

const SPEC_FOLDER = resolve(import.meta.dirname, '..');

/** Every file below a folder that ends like this, sorted, relative to the folder. */
export function listFiles(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** All spec files, in the order of their paths; throws SpecError. */
export function loadSpecs(): Spec[] {
  const specs = listFiles(SPEC_FOLDER, '.spec').map((path) =>
    parseSpec(path, readFileSync(join(SPEC_FOLDER, path), 'utf8')),
  );
  checkSpecs(specs);
  return specs;
}
