// What the README and the pages that it links to say is what the code does.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_OVERRIDES } from '../../src/metadata/configs/default-overrides.ts';
import { filesBelow } from './source-tree.ts';

const readme = readFileSync('README.md', 'utf8');
const differences = readFileSync('docs/differences.md', 'utf8');
const packageJson: { scripts: Record<string, string>; engines: { node: string } } = JSON.parse(
  readFileSync('package.json', 'utf8'),
);

/** The row of the differing defaults whose first cell is this setting. */
function row(name: string): string[] {
  const line = differences.split('\n').find((candidate) => candidate.startsWith(`| \`${name}\` |`));
  return (line ?? '').split('|').map((cell) => cell.trim());
}

describe('the list of differences', () => {
  it.each(Object.entries(DEFAULT_OVERRIDES))('says that %s is %s here', (name, value) => {
    expect(row(name)[2]).toBe(String(value));
  });
});

describe('the README', () => {
  it('names the commands that there are', () => {
    const named = [...readme.matchAll(/`npm run ([\w-]+)/g)].map((match) => match[1]);
    expect(named.length).toBeGreaterThan(4);
    for (const script of named) expect(packageJson.scripts).toHaveProperty(script ?? '');
  });

  it('has the commands of a first visit at the top', () => {
    const commands = [...readme.matchAll(/```sh\n(.*)\n```/g)].map((match) => match[1]);
    expect(commands.slice(0, 2)).toEqual(['npm install && npm start', 'npm install && npm test']);
  });

  it('names the oldest Node of package.json', () => {
    expect(packageJson.engines.node).toBe('>=20.19');
    expect(readme).toContain('Node 20.19 or later');
  });
});

it('links between documents lead somewhere', () => {
  const documents = filesBelow(['.'], '.md').filter(({ path: file }) => !file.startsWith('klamm'));
  const broken = documents.flatMap(({ path: file, text }) =>
    [...text.matchAll(/\]\(([^)#:\s]+)(#[^)]*)?\)/g)]
      .map((match) => path.join(path.dirname(file), match[1] ?? ''))
      .filter((target) => !existsSync(target))
      .map((target) => `${file}: ${target}`),
  );
  expect(broken).toEqual([]);
});
