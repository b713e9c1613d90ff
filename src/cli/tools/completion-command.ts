// `klamm completion SHELL` prints what a shell needs to complete klamm's words; `klamm complete -- WORDS`, which that calls,
// tells what may stand in the place of the last of them: commands, options, values, topics and groups of the cluster.

import type { Command } from 'commander';
import { Argument, InvalidArgumentError } from 'commander';
import { ClientError } from '../../client/client-error.ts';
import { listGroups } from '../../client/groups.ts';
import { DialError } from '../../platform/dialer.ts';
import type { Candidate } from './candidates.ts';
import { expectationAt } from './candidates.ts';
import { withClient } from './client-options.ts';
import type { Shell } from './completion-scripts.ts';
import { COMPLETION_SCRIPTS, SHELLS } from './completion-scripts.ts';
import { addExamples } from './examples.ts';
import { oneOf, parseAddresses, parseTime } from './values.ts';

/** How long somebody who presses Tab is made to wait for a cluster, unless a --timeout is typed. */
const PATIENCE_MS = 1_000;
/** Names that need no quotes in any shell; others are not offered. */
const PLAIN = /^[\w.:@%+,/=-]+$/;

export function addCompletion(program: Command): void {
  const command = program
    .command('completion')
    .description('what a shell needs to complete commands, options, topics and groups')
    .addArgument(new Argument('<shell>').choices(SHELLS).argParser(oneOf(SHELLS)))
    .action((shell: Shell) => {
      process.stdout.write(COMPLETION_SCRIPTS[shell]);
    });
  addExamples(
    command,
    'klamm completion bash >> ~/.bashrc',
    'klamm completion zsh >> ~/.zshrc',
    'klamm completion fish > ~/.config/fish/completions/klamm.fish',
  );
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action((words: string[]) => complete(program, words));
}

async function complete(program: Command, words: readonly string[]): Promise<void> {
  const typed = words.at(-1) ?? '';
  const { candidates, name } = expectationAt(program, words);
  const found = [...candidates, ...(await namesOf(name, words))];
  for (const { text, description } of found) {
    if (!text.startsWith(typed) || !PLAIN.test(text)) continue;
    process.stdout.write(`${text}\t${description}\n`);
  }
}

/** The topics or groups of the cluster that the words name; none where it does not answer. */
async function namesOf(what: string | null, words: readonly string[]): Promise<Candidate[]> {
  if (what !== 'topic' && what !== 'group') return [];
  try {
    const address = valueIn(words, '-b') ?? valueIn(words, '--bootstrap-server');
    const patience = valueIn(words, '--timeout');
    const where = address === undefined ? {} : { bootstrapServer: parseAddresses(address) };
    const timeout = patience === undefined ? PATIENCE_MS : parseTime(patience);
    return await withClient({ ...where, timeout }, async (client) => {
      if (what === 'group') {
        const groups = await listGroups(client);
        return groups.map(({ group, type }) => ({ text: group, description: `${type} group` }));
      }
      const { topics } = await client.metadata();
      return topics
        .filter(({ isInternal }) => !isInternal)
        .map((topic) => ({ text: topic.name ?? '', description: 'topic' }))
        .sort((a, b) => (a.text < b.text ? -1 : 1));
    });
  } catch (error) {
    // Somebody is typing: what cannot be known is not offered.
    const kinds = [ClientError, DialError, InvalidArgumentError];
    if (kinds.some((kind) => error instanceof kind)) return [];
    throw error;
  }
}

/** The word behind this one. */
function valueIn(words: readonly string[], option: string): string | undefined {
  const at = words.indexOf(option);
  return at < 0 ? undefined : words[at + 1];
}
