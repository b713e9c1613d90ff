// What can be typed after `klamm start`.

import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { HostPort } from '../base/host-port.ts';
import { HIGHEST_PORT } from '../base/host-port.ts';
import { nearestOf } from '../base/nearest.ts';
import { StartError } from '../broker/start-error.ts';
import type { LogLevel } from '../platform/log-level.ts';
import { LOG_LEVELS } from '../platform/log-level.ts';
import { parseAdminAddress } from './admin-address.ts';
import type { StartArguments } from './start-arguments.ts';

/** `klamm start`. */
export function addStart(program: Command): void {
  program
    .command('start')
    .description('start a broker and serve until it is told to stop')
    .argument('[command...]', 'with --exec: the command, after --')
    .option('--as <release>', 'announce the APIs and defaults of that Apache Kafka: 2.8 to 4.3')
    .option('--port <number>', 'port to listen on; 0 picks a free one (default: 9092)', parsePort)
    .option('--host <host>', 'host to listen on (default: localhost)')
    .option('--brokers <count>', 'how many brokers; there is one (default: 1)', parseBrokers)
    .option('--data <directory>', 'where the data is kept (default: ./klamm-data)')
    .option('--import <directory>', 'import this first, once: a directory of Apache Kafka', collect)
    .option('--memory', 'keep everything in memory; nothing is there after a stop')
    .option('--config <file>', "settings in the syntax of Kafka's server.properties")
    .option('--set <key=value>', 'one setting, as often as wanted; wins over everything', collect)
    .option('--topics <list>', 'topics to create, as in a:3,b:1:1:compact', joinLists)
    .option(
      '--admin <[host:]port>',
      'offer metrics, time, faults and snapshots over HTTP; 0 picks a free port',
      parseAdmin,
    )
    .option('--ready-file <file>', 'write HOST:PORT here once the broker serves')
    .option(
      '--exec',
      'run the command after -- once the broker serves, then stop with its exit code',
    )
    .option(
      '--print-env',
      'print KEY=value lines that tell where the broker is, instead of "ready on"',
    )
    .option('--record <file>', 'write down every request and answer, for klamm traffic')
    .option('--strict', 'fail at the end on what applications should not have done')
    .option('--explain-config', 'print what the broker would start with and why, and end')
    .addOption(
      new Option('--log-level <level>', `log from this level on: ${LOG_LEVELS.join(', ')}`)
        .argParser(parseLogLevel)
        .default('info'),
    )
    .action(async (command: string[], options: StartArguments & { readonly exec?: boolean }) => {
      const { runStart } = await import('./start-command.ts');
      await runStart({ ...options, ...commandOf(command, options.exec ?? false) });
    });
}

function commandOf(command: readonly string[], exec: boolean): Pick<StartArguments, 'command'> {
  const [word] = command;
  if (exec && word === undefined)
    throw new StartError('--exec needs a command: --exec -- npm test');
  if (!exec && word !== undefined) {
    throw new StartError(`what is '${word}'? \`klamm start --exec -- ${word}\` would run it`);
  }
  return exec ? { command } : {};
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= HIGHEST_PORT) return port;
  throw new InvalidArgumentError(`a port is a number from 0 to ${HIGHEST_PORT}`);
}

/** Reserved: the only number of brokers that there is. */
function parseBrokers(text: string): number {
  if (text === '1') return 1;
  throw new InvalidArgumentError('there is no cluster of several brokers yet: it is 1');
}

function parseAdmin(text: string): HostPort {
  const address = parseAdminAddress(text);
  if (address) return address;
  throw new InvalidArgumentError('it is of the form [HOST:]PORT');
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
