// Properties are repeatable: the seed is fixed for every test file that imports fast-check.

import fc from 'fast-check';
import { expect, it } from 'vitest';

it('draws the same cases on every run', () => {
  expect(fc.readConfigureGlobal()?.seed).toBe(Number(process.env.KLAMM_TEST_SEED ?? 20261121));
});
