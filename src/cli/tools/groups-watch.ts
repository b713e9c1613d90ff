// `klamm groups watch`: how far groups are behind, as it changes. On a terminal a table that is drawn over, elsewhere a
// line for each change; with --until-zero it waits until nothing is left to read.

import { clearScreenDown, moveCursor } from 'node:readline';
import type { Command } from 'commander';
import { Option } from 'commander';
import { ClientError } from '../../client/client-error.ts';
import type { ClusterClient } from '../../client/cluster-client.ts';
import type { GroupLag } from '../../client/group-offsets.ts';
import { groupLag } from '../../client/group-offsets.ts';
import { findGroup } from '../../client/groups.ts';
import { nodeClock, pause } from '../../platform/node-clock.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, withClient } from './client-options.ts';
import { addExamples } from './examples.ts';
import { LAG_COLUMNS } from './groups-lag.ts';
import { tableOf } from './output.ts';
import { parseTime } from './values.ts';

const INTERVAL_MS = 1_000;

interface WatchOptions extends ClientOptions {
  readonly interval: number;
  readonly untilZero?: boolean;
}

interface WatchedGroup {
  readonly group: string;
  /** Of all partitions; null while the group has committed nothing. */
  readonly lag: number | null;
  readonly partitions: readonly GroupLag[];
}

interface WatchedRow extends GroupLag {
  readonly group: string;
}

export function addGroupsWatch(groups: Command): void {
  const command = groups
    .command('watch')
    .description('the lag of groups as it changes; --until-zero waits until there is none')
    .argument('<group...>')
    .addOption(
      new Option('--interval <time>', 'how often to look')
        .argParser(parseTime)
        .default(INTERVAL_MS, '1s'),
    )
    .option(
      '--until-zero',
      'end when there is none left; exit code 1 when --timeout passes before',
    );
  addClientOptions(command).action((names: string[], options: WatchOptions) => {
    // Here --timeout is how long the whole may take, not each answer.
    const { timeout: _, ...connecting } = options;
    return withClient(connecting, (client) => watch(client, names, options));
  });
  addExamples(command, 'klamm groups watch billing --until-zero --timeout 30s');
}

async function watch(
  client: ClusterClient,
  names: readonly string[],
  options: WatchOptions,
): Promise<void> {
  const { untilZero, interval, timeout = Number.POSITIVE_INFINITY } = options;
  const deadlineMs = nodeClock.monotonicMs() + timeout;
  const show = display(options);
  for (;;) {
    const watched = await Promise.all(names.map((name) => lookAt(client, name)));
    show(watched);
    if (!process.stdout.writable) return;
    const behind = watched.filter(({ lag }) => lag !== 0);
    if (untilZero && behind.length === 0) return;
    if (untilZero && nodeClock.monotonicMs() + interval > deadlineMs) {
      throw new ClientError(`${behind.map(sentenceOf).join(', ')} when the time was over`);
    }
    await pause(interval);
  }
}

async function lookAt(client: ClusterClient, name: string): Promise<WatchedGroup> {
  const group = await findGroup(client, name);
  const partitions = group === null ? [] : await groupLag(client, group);
  const lag = partitions.reduce((sum, row) => sum + row.lag, 0);
  return { group: name, lag: partitions.length === 0 ? null : lag, partitions };
}

function sentenceOf({ group, lag }: WatchedGroup): string {
  return lag === null ? `${group} had committed nothing` : `${group} was ${lag} behind`;
}

/** Shows what has changed since the last time. */
function display({ json }: WatchOptions): (watched: readonly WatchedGroup[]) => void {
  if (process.stdout.isTTY && !json) return redrawn();
  const shown = new Map<string, string>();
  return (watched) => {
    for (const group of watched) {
      const line = json ? JSON.stringify(group) : lineOf(group);
      if (shown.get(group.group) !== line) process.stdout.write(`${line}\n`);
      shown.set(group.group, line);
    }
  };
}

function lineOf({ group, lag, partitions }: WatchedGroup): string {
  if (lag === null) return `${group} has committed nothing`;
  const rows = partitions.filter((row) => row.lag > 0);
  const where = rows.map((row) => `${row.topic}-${row.partition}: ${row.lag}`).join(', ');
  return `${group} is ${lag} behind${where === '' ? '' : ` (${where})`}`;
}

function redrawn(): (watched: readonly WatchedGroup[]) => void {
  const columns = [{ title: 'GROUP', value: ({ group }: WatchedRow) => group }, ...LAG_COLUMNS];
  let lines = 0;
  return (watched) => {
    const rows = watched.flatMap(({ group, partitions }) =>
      partitions.map((partition): WatchedRow => ({ group, ...partition })),
    );
    const text = tableOf(rows, columns);
    moveCursor(process.stdout, 0, -lines);
    clearScreenDown(process.stdout);
    process.stdout.write(text);
    lines = text.split('\n').length - 1;
  };
}
