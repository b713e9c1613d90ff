// How `npm test` runs: every test of ours, each file in a world of its own, the count alone on the last
// line, and the same cases on every run.

import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const seedModule = fileURLToPath(new URL('test/support/fixed-seed.ts', import.meta.url));

/** Gives the properties of a test file their seed; only where there are any, since fast-check takes 80 ms to load. */
const fixedSeed: Plugin = {
  name: 'fixed-seed',
  transform(code, id) {
    if (id === seedModule || !/\bfrom ["']fast-check["']/.test(code)) return undefined;
    return { code: `import ${JSON.stringify(seedModule)};${code}`, map: null };
  },
};

export default defineConfig({
  plugins: [fixedSeed],
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    unstubEnvs: true,
    reporters: ['default', './test/support/summary-reporter.ts'],
  },
});
