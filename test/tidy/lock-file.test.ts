// package-lock.json is one that `npm ci` accepts on every platform and from every registry.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Lock } from '../../tools/complete-lock.ts';
import { missingEntries } from '../../tools/complete-lock.ts';

const lock: Lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));

it('names every optional package, also those of other platforms (`npm run lock` completes it)', () => {
  expect([...missingEntries(lock).keys()]).toEqual([]);
});

it('asks for what package.json asks for', () => {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];
  const asked = JSON.parse(readFileSync('package.json', 'utf8'));
  const locked = lock.packages[''];
  for (const kind of kinds) expect(Reflect.get(locked ?? {}, kind)).toEqual(asked[kind]);
});

it('names no registry', () => {
  const bound = Object.entries(lock.packages).filter(([, entry]) => entry.resolved);
  expect(bound.map(([path]) => path)).toEqual([]);
});

it('gives a missing platform package its version and platform', () => {
  const packages = {
    'node_modules/a': { optionalDependencies: { 'a-linux-arm64-musl': '1.2.3' } },
  };
  expect([...missingEntries({ packages })]).toEqual([
    [
      'node_modules/a-linux-arm64-musl',
      { version: '1.2.3', cpu: ['arm64'], libc: ['musl'], optional: true, os: ['linux'] },
    ],
  ]);
});
