// What a start of the broker loads: only what the first request needs. It is what a start takes its time for, and
// an import too many is easily written.

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { KlammProcess } from '../support/klamm-process.ts';
import { WireClient } from '../support/wire-client.ts';

const repository = path.resolve(import.meta.dirname, '../..');
const hooks = path.join(import.meta.dirname, 'fixtures/tell-loaded.ts');

/** Modules below these are for something else than serving. */
const NOT_FOR_A_START = [
  'src/admin',
  'src/cli/tools/',
  'src/cli/check-',
  'src/cli/import-command',
  'src/cli/export-command',
  'src/client/',
  'src/log/cleaner/clean-task',
  'src/migration/',
  'src/platform/simulated-',
  'src/platform/task-thread',
  'src/testing',
  'package @hono/',
  'package hono',
  'package pino-pretty',
  'package prom-client',
  'package re2js',
  'package lz4-napi',
  'package snappy',
  'package valibot',
];

/** What of them says in words why something else went wrong, or whose data a directory holds. */
const ALLOWED = new Set([
  'src/client/client-error.ts',
  'src/migration/findings.ts',
  'src/migration/metadata-log.ts',
  'src/migration/migration-error.ts',
  'src/migration/recognize-directory.ts',
]);

/** The modules of ours by their path, and the packages, that a start has loaded when it is ready. */
async function loadedBy(...words: string[]): Promise<string[]> {
  const environment = { NODE_OPTIONS: `--import=${pathToFileURL(hooks).href}` };
  const broker = new KlammProcess(['start', '--port', '0', ...words], { environment });
  const port = Number((await broker.ready()).split(':').pop());
  // Who is connected to is ready: what comes up to then is on stderr before.
  await (await WireClient.connect({ port })).close();
  const urls = broker.stderr.matchAll(/^loaded (file:\S+)$/gm);
  const names = [...urls].map(([, url = '']) => nameOf(url));
  return [...new Set(names)].toSorted();
}

function nameOf(url: string): string {
  const file = path.posix.relative(pathToFileURL(repository).href, url);
  const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  return name === undefined ? file : `package ${name}`;
}

describe('a start of the broker', () => {
  it.for(['--memory', '--data=data'])(
    'loads nothing that the first request does not need: %s',
    async (where) => {
      const loaded = await loadedBy(where, '--topics', 'a');
      expect(loaded).toContain('src/broker/broker.ts');
      expect(loaded).toContain('package pino');
      const superfluous = loaded.filter(
        (name) => NOT_FOR_A_START.some((start) => name.startsWith(start)) && !ALLOWED.has(name),
      );
      expect(superfluous).toEqual([]);
    },
  );
});
