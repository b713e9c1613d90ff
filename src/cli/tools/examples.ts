// Examples at the end of a command's help. A test runs each of them against a broker.

import type { Command } from 'commander';

/** Lines that can be typed as they stand, under a title of their own. */
export function addExamples(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText(
    'after',
    `\nExamples:\n${lines.map((line) => `  ${line}\n`).join('')}`,
  );
}
