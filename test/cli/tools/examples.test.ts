// What help and documentation show is what works: each example is run as it stands, against a broker with a topic of
// some records and a group that has read them.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { allCommands } from '../../../src/cli/command-line.ts';
import type { TestBroker } from '../../../src/testing.ts';
import { startBroker } from '../../../src/testing.ts';
import { KlammShell } from '../../support/klamm-shell.ts';

const TOOLS = /^klamm (cluster|configs|consume|doctor|groups|produce|topics|wait|completion)\b/;
const DEFAULT_ADDRESS = 'localhost:9092';

let origin: TestBroker;
const directory = mkdtempSync(path.join(tmpdir(), 'klamm-test-'));

beforeAll(async () => {
  origin = await startBroker({ topics: { orders: 3 } });
  const shell = new KlammShell(origin.bootstrapServers, directory);
  const lines = 'seq 9 | klamm produce orders; klamm groups reset billing -t orders --to latest';
  expect(await shell.run(lines)).toMatchObject({ code: 0, stderr: '' });
});

afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await origin.close();
});

/** Runs lines against a broker of their own. */
async function run(lines: string): Promise<void> {
  const broker = await origin.fork();
  onTestFinished(() => broker.close());
  const shell = new KlammShell(broker.bootstrapServers);
  const here = lines.replaceAll(DEFAULT_ADDRESS, broker.bootstrapServers);
  expect(await shell.run(here)).toMatchObject({ code: 0, stderr: '' });
}

/** The commands below one that do something themselves, with all of their words. */
function leavesOf(command: Command, before: readonly string[] = []): [string, Command][] {
  const words = [...before, command.name()];
  if (command.commands.length === 0) return [[words.join(' '), command]];
  const visible = command.createHelp().visibleCommands(command);
  return visible.filter((each) => each.name() !== 'help').flatMap((each) => leavesOf(each, words));
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}

const tools = leavesOf(await allCommands()).filter(([words]) => TOOLS.test(words));

it('there are tools', () => {
  expect(tools.length).toBeGreaterThan(14);
});

describe.each(tools)('%s --help', (_words, command) => {
  const [, examples = ''] = /\nExamples:\n((?: {2}.+\n)+)/.exec(helpOf(command)) ?? [];

  it('has examples that work', { timeout: 60_000 }, async () => {
    expect(examples).not.toBe('');
    await run(examples);
  });
});

const document = readFileSync('docs/command-line.md', 'utf8');
const sections = document.split(/^## /m).map((text): [string, string] => {
  const [title = ''] = text.split('\n');
  const blocks = Array.from(text.matchAll(/```sh\n([\s\S]*?)```/g), ([, block]) => block);
  return [title, blocks.join('')];
});

describe('docs/command-line.md', () => {
  it.each(sections.filter(([, lines]) => lines !== ''))(
    '%s',
    { timeout: 60_000 },
    async (_title, lines) => run(lines),
  );

  it.each(tools)('names %s', (words) => {
    expect(document).toContain(words);
  });
});
