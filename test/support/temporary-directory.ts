// A directory on the real disk that is gone after the test.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Makes an empty directory and removes it with everything in it when the test has finished. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'klamm-test-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
