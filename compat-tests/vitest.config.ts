// How the suites run that are written with vitest: one after the other, in one worker.

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// One worker without isolation: the broker and the JVM that a suite starts are shared by its files.
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['compat-tests/**/*.test.ts', 'test/clients/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/.cache/**', 'compat-tests/examples/*/**'],
    isolate: false,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
