// Help and version: on stdout, exit code 0.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { klamm } from '../support/klamm-process.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

it.each(['--version', '-V'])('%s prints the version', async (flag) => {
  const command = klamm(flag);
  expect(await command.ended).toEqual({ code: 0, signal: null });
  expect(command.stdout).toBe(`${version}\n`);
});

it.each([
  ['--help'],
  ['start', '--help'],
  ['help', 'start'],
  ['import', '--help'],
  ['export', '--help'],
])('%s %s prints help', async (...words) => {
  const command = klamm(...words.filter((word) => word !== undefined));
  expect(await command.ended).toEqual({ code: 0, signal: null });
  expect(command.stdout).toContain('Usage: klamm');
  expect(command.stderr).toBe('');
});

it('the help of start names every option of the README', async () => {
  const command = klamm('start', '--help');
  await command.ended;
  const readme = readFileSync('README.md', 'utf8');
  const [, options = ''] = /\n## Options\n([\s\S]*?)\n## /.exec(readme) ?? [];
  const documented = new Set(options.match(/`--[a-z-]+/g));
  const shown = new Set(command.stdout.match(/--[a-z-]+/g));
  expect(documented.size).toBeGreaterThan(8);
  for (const option of documented) expect(shown).toContain(option.slice(1));
});
