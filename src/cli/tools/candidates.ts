// What may come next on a command line, out of the commands, options and arguments that Commander knows. What a cluster
// has to tell (topics, groups) is left to the caller.

import type { Argument, Command, Option } from 'commander';

export interface Candidate {
  readonly text: string;
  readonly description: string;
}

/** What may come next: words that are known here, or the name of what is expected (`topic`, `group` …). */
export interface Expectation {
  readonly candidates: readonly Candidate[];
  /** Null where nothing more is expected than the candidates. */
  readonly name: string | null;
}

/** What may stand in the place of the last word. */
export function expectationAt(program: Command, words: readonly string[]): Expectation {
  const typed = words.at(-1) ?? '';
  let command = program;
  let awaiting: Option | undefined;
  let isAfterOptions = false;
  let argument = 0;
  for (const word of words.slice(0, -1)) {
    if (awaiting !== undefined) {
      awaiting = undefined;
    } else if (word === '--') {
      isAfterOptions = true;
    } else if (word.startsWith('-') && !isAfterOptions) {
      awaiting = optionOf(command, word);
    } else {
      const next: Command | undefined = argument === 0 ? subcommandOf(command, word) : undefined;
      argument = next === undefined ? argument + 1 : 0;
      command = next ?? command;
    }
  }
  if (awaiting !== undefined) return expected(awaiting.name(), awaiting.argChoices);
  if (typed.startsWith('-') && !isAfterOptions) {
    return { candidates: optionsOf(command).flatMap(candidatesOf), name: null };
  }
  const { registeredArguments: all } = command;
  const last = all.at(-1);
  const wanted: Argument | undefined = all[argument] ?? (last?.variadic ? last : undefined);
  const { candidates, name } = expected(wanted?.name() ?? null, wanted?.argChoices);
  const commands = argument === 0 ? subcommandsOf(command) : [];
  return { candidates: [...commands, ...candidates], name };
}

function expected(name: string | null, choices: readonly string[] | undefined): Expectation {
  return { candidates: (choices ?? []).map((text) => ({ text, description: '' })), name };
}

/** The option of this word, where its value comes with the next one. */
function optionOf(command: Command, word: string): Option | undefined {
  const found = optionsOf(command).find(({ short, long }) => word === short || word === long);
  return found?.required || found?.optional ? found : undefined;
}

function optionsOf(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command);
}

function candidatesOf({ long, short, description }: Option): Candidate[] {
  return [long, short].flatMap((text) => (text ? [{ text, description }] : []));
}

function subcommandOf(command: Command, word: string): Command | undefined {
  return command.commands.find((each) => each.name() === word);
}

function subcommandsOf(command: Command): Candidate[] {
  const visible = command.createHelp().visibleCommands(command);
  return visible.map((each) => ({ text: each.name(), description: each.description() }));
}
