// What can be typed after `klamm`, and what is said when it makes no sense: one sentence on stderr and
// exit code 1. It reads words into settings; acting on them is start-command.ts.

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { nearestOf } from '../base/nearest.ts';
import { StartError } from '../broker/start-error.ts';
import { describeFinding } from '../migration/findings.ts';
import { MigrationError } from '../migration/migration-error.ts';
import type { LogLevel } from '../platform/pino-logger.ts';
import { LOG_LEVELS } from '../platform/pino-logger.ts';
import type { CheckArguments } from './check-arguments.ts';
import { addExport, addImport } from './migration-commands.ts';
import type { StartArguments } from './start-arguments.ts';

const HIGHEST_PORT = 65_535;

/** Runs a command to its end; the result is the exit code. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  const program = createProgram();
  try {
    await program.parseAsync(words, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (!isRefusal(error)) throw error;
    process.stderr.write(`klamm: ${oneSentence(error.message)}\n`);
    if (error instanceof MigrationError) {
      for (const refusal of error.refusals) process.stderr.write(`  ${describeFinding(refusal)}\n`);
    }
    return 1;
  }
}

/** What is said in words, without a stack: it is not a bug. */
function isRefusal(error: unknown): error is Error {
  return [StartError, CommanderError, MigrationError].some((kind) => error instanceof kind);
}

function createProgram(): Command {
  const program = new Command('klamm')
    .description('A broker that speaks the Kafka protocol, for Node developers.')
    .version(packageJson.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print help for a command')
    .exitOverride()
    // What goes wrong is said once, in runCommandLine.
    .configureOutput({ outputError: () => undefined })
    .action((_options, command: Command) => {
      throw unknownCommand(command.args[0]);
    })
    .allowExcessArguments();
  addStart(program);
  addCheck(program);
  addImport(program);
  addExport(program);
  return program;
}

function addStart(program: Command): void {
  program
    .command('start')
    .description('start a broker and serve until it is told to stop')
    .allowExcessArguments(false)
    .option('--port <number>', 'port to listen on; 0 picks a free one (default: 9092)', parsePort)
    .option('--host <host>', 'host to listen on (default: localhost)')
    .option('--data <directory>', 'where the data is kept (default: ./klamm-data)')
    .option('--import <directory>', 'import this first, once: a directory of Apache Kafka', collect)
    .option('--memory', 'keep everything in memory; nothing is there after a stop')
    .option('--config <file>', "settings in the syntax of Kafka's server.properties")
    .option('--set <key=value>', 'one setting, as often as wanted; wins over --config', collect)
    .option('--topics <list>', 'topics to create, as in a:3,b:1:1:compact', joinLists)
    .option('--ready-file <file>', 'write HOST:PORT here once the broker serves')
    .addOption(
      new Option('--log-level <level>', `log from this level on: ${LOG_LEVELS.join(', ')}`)
        .argParser(parseLogLevel)
        .default('info'),
    )
    .action(async (options: StartArguments) => {
      const { runStart } = await import('./start-command.ts');
      await runStart(options);
    });
}

function addCheck(program: Command): void {
  program
    .command('check')
    .description('check the files of log directories, partitions or segments; nothing is changed')
    .argument('<path...>', 'a log directory, the directory of a partition, or a .log file')
    .option('--json', 'one JSON document on stdout instead of text')
    .option('--strict', 'warnings count as errors')
    .option('--live', 'check although a broker is using the directory')
    .action(async (paths: string[], options: CheckArguments) => {
      const { runCheck } = await import('./check-command.ts');
      process.exitCode = runCheck(paths, options);
    });
}

function unknownCommand(word: string | undefined): StartError {
  if (word === undefined) return new StartError('what to do? `klamm start` starts a broker');
  const nearest = nearestOf(word, ['start', 'check', 'import', 'export']);
  return new StartError(
    `there is no command ${word}${nearest ? `, did you mean ${nearest}?` : ''}`,
  );
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= HIGHEST_PORT) return port;
  throw new InvalidArgumentError(`a port is a number from 0 to ${HIGHEST_PORT}`);
}

function parseLogLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((candidate) => candidate === text);
  if (level) return level;
  const nearest = nearestOf(text, LOG_LEVELS);
  throw new InvalidArgumentError(
    nearest ? `did you mean ${nearest}?` : `there are ${LOG_LEVELS.join(', ')}`,
  );
}

function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

function joinLists(text: string, before?: string): string {
  return before === undefined ? text : `${before},${text}`;
}

/** Commander's messages in our form: no label, no line breaks. */
function oneSentence(message: string): string {
  return message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}
