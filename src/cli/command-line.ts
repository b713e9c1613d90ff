// What can be typed after `klamm`, and what is said when it makes no sense: one sentence on stderr and
// exit code 1. It reads words into settings; acting on them is start-command.ts.

import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { nearestOf } from '../base/nearest.ts';
import { StartError } from '../broker/start-error.ts';
import { ClientError } from '../client/client-error.ts';
import { describeFinding } from '../migration/findings.ts';
import { MigrationError } from '../migration/migration-error.ts';
import { DialError } from '../platform/dialer.ts';
import type { CheckArguments } from './check-arguments.ts';
import { addExport, addImport } from './migration-commands.ts';
import { addStart } from './start-options.ts';

/** Runs a command to its end; the result is the exit code. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  const program = createProgram();
  try {
    await addTools(program, toolsFor(words[0]));
    await program.parseAsync(words, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError && (error.exitCode === 0 || isHelp(error))) {
      return error.exitCode;
    }
    if (!isRefusal(error)) throw error;
    process.stderr.write(`klamm: ${oneSentence(error.message)}\n`);
    if (error instanceof MigrationError) {
      for (const refusal of error.refusals) process.stderr.write(`  ${describeFinding(refusal)}\n`);
    }
    return 1;
  }
}

/** The tools that a first word needs: a broker starts sooner without them. */
function toolsFor(word = ''): readonly string[] {
  if (Object.hasOwn(TOOLS, word)) return [word];
  return word === 'start' ? [] : Object.keys(TOOLS);
}

/** Help has been printed in place of what was asked: `klamm topics` alone does nothing. */
function isHelp({ code }: CommanderError): boolean {
  return code === 'commander.help';
}

/** All commands, for those who read them. */
export async function allCommands(): Promise<Command> {
  const program = createProgram();
  await addTools(program, Object.keys(TOOLS));
  return program;
}

/** What is said in words, without a stack: it is not a bug. */
function isRefusal(error: unknown): error is Error {
  return [StartError, CommanderError, MigrationError, ClientError, DialError].some(
    (kind) => error instanceof kind,
  );
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
      const names = command.commands.map((each) => each.name());
      throw unknownCommand(command.args[0], names);
    })
    .allowExcessArguments();
  program.commandsGroup('A broker here:');
  addStart(program);
  addCheck(program);
  addImport(program);
  addExport(program);
  return program;
}

/** The commands that talk to a cluster: each is loaded when it is named, all of them for help and completion. */
const TOOLS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  topics: () => import('./tools/topics-command.ts').then(({ addTopics }) => addTopics),
  produce: () => import('./tools/produce-command.ts').then(({ addProduce }) => addProduce),
  replay: () => import('./tools/replay-command.ts').then(({ addReplay }) => addReplay),
  consume: () => import('./tools/consume-command.ts').then(({ addConsume }) => addConsume),
  groups: () => import('./tools/groups-command.ts').then(({ addGroups }) => addGroups),
  configs: () => import('./tools/configs-command.ts').then(({ addConfigs }) => addConfigs),
  cluster: () => import('./tools/cluster-command.ts').then(({ addCluster }) => addCluster),
  doctor: () => import('./tools/doctor-command.ts').then(({ addDoctor }) => addDoctor),
  traffic: () => import('./tools/traffic-command.ts').then(({ addTraffic }) => addTraffic),
  wait: () => import('./tools/wait-command.ts').then(({ addWait }) => addWait),
  completion: () =>
    import('./tools/completion-command.ts').then(({ addCompletion }) => addCompletion),
};

async function addTools(program: Command, names: readonly string[]): Promise<void> {
  program.commandsGroup('Any cluster:');
  for (const name of names) (await TOOLS[name]?.())?.(program);
  // Whoever reads may have enough (`| head`); commands that print on and on look whether anybody does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
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

function unknownCommand(word: string | undefined, names: readonly string[]): StartError {
  if (word === undefined)
    return new StartError(
      'what to do? `klamm start` starts a broker, `klamm --help` lists the rest',
    );
  const nearest = nearestOf(word, names);
  return new StartError(
    `there is no command ${word}${nearest ? `, did you mean ${nearest}?` : ''}`,
  );
}

/** Commander's messages in our form: no label, no line breaks. */
function oneSentence(message: string): string {
  return message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}
