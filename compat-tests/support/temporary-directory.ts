// Directories that are gone when the suite's process is.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { reapDirectory } from './reaper.ts';

/** A new, empty directory. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'klamm-compat-'));
  reapDirectory(directory);
  return directory;
}
