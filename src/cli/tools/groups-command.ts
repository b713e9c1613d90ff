// `klamm groups`: list groups, see how far they are behind, move them, delete them.

import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { ClusterClient } from '../../client/cluster-client.ts';
import type { GroupLag, GroupOffset, ListedGroup } from '../../client/groups.ts';
import { deleteGroup, groupLag, listGroups, resetOffsets } from '../../client/groups.ts';
import type { OffsetRange } from '../../client/topics.ts';
import { describeTopics, offsetRanges } from '../../client/topics.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, withClient } from './client-options.ts';
import { printRows } from './output.ts';

export function addGroups(program: Command): void {
  const groups = program.command('groups').description('the groups of a cluster');
  addList(groups);
  addLag(groups);
  addReset(groups);
  addDelete(groups);
}

function addList(groups: Command): void {
  const command = groups.command('list').description('all groups, of every kind');
  addClientOptions(command).action((options: ClientOptions) =>
    withClient(options, async (client) => {
      const columns = [
        { title: 'GROUP', value: ({ group }: ListedGroup) => group },
        { title: 'TYPE', value: ({ type }: ListedGroup) => type },
        { title: 'PROTOCOL', value: ({ protocol }: ListedGroup) => protocol },
        { title: 'STATE', value: ({ state }: ListedGroup) => state },
      ];
      printRows(await listGroups(client), columns, options);
    }),
  );
}

function addLag(groups: Command): void {
  const command = groups
    .command('lag')
    .description('what a group has committed, and how far it is behind')
    .argument('<group>');
  addClientOptions(command).action((groupId: string, options: ClientOptions) =>
    withClient(options, async (client) => {
      const columns = [
        { title: 'TOPIC', value: ({ topic }: GroupLag) => topic },
        { title: 'PARTITION', value: ({ partition }: GroupLag) => partition },
        { title: 'COMMITTED', value: ({ committed }: GroupLag) => committed },
        { title: 'END', value: ({ end }: GroupLag) => end },
        { title: 'LAG', value: ({ lag }: GroupLag) => lag },
      ];
      printRows(await groupLag(client, groupId), columns, options);
    }),
  );
}

interface ResetOptions extends ClientOptions {
  readonly topic: string;
  readonly to: Target;
  readonly dryRun?: boolean;
}

/** Where a group is moved to. */
type Target = 'earliest' | 'latest' | number;

function addReset(groups: Command): void {
  const command = groups
    .command('reset')
    .description('move a group without members to other offsets of a topic')
    .argument('<group>')
    .requiredOption('--topic <topic>', 'the topic')
    .requiredOption('--to <offset>', 'earliest, latest, or an offset', parseTarget)
    .option('--dry-run', 'only print what would be committed');
  addClientOptions(command).action((groupId: string, options: ResetOptions) =>
    withClient(options, async (client) => {
      const offsets = await wantedOffsets(client, options);
      if (!options.dryRun) await resetOffsets(client, groupId, offsets);
      const columns = [
        { title: 'TOPIC', value: ({ topic }: GroupOffset) => topic },
        { title: 'PARTITION', value: ({ partition }: GroupOffset) => partition },
        { title: 'OFFSET', value: ({ offset }: GroupOffset) => offset },
      ];
      printRows(offsets, columns, options);
    }),
  );
}

async function wantedOffsets(
  client: ClusterClient,
  { topic, to }: ResetOptions,
): Promise<GroupOffset[]> {
  const ranges = await offsetRanges(client, await describeTopics(client, [topic]));
  return ranges.map((range) => ({
    topic,
    partition: range.partition,
    offset: within(range, to),
  }));
}

/** An offset that the partition has: one beyond its ends is moved to the nearest. */
function within({ start, end }: OffsetRange, to: Target): number {
  if (to === 'earliest') return start;
  return to === 'latest' ? end : Math.min(Math.max(to, start), end);
}

function parseTarget(text: string): Target {
  if (text === 'earliest' || text === 'latest') return text;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('earliest, latest, or an offset');
}

function addDelete(groups: Command): void {
  const command = groups
    .command('delete')
    .description('delete groups without members, with what they have committed')
    .argument('<group...>');
  addClientOptions(command).action((groupIds: string[], options: ClientOptions) =>
    withClient(options, async (client) => {
      for (const groupId of groupIds) {
        await deleteGroup(client, groupId);
        if (!options.json) process.stdout.write(`deleted ${groupId}\n`);
      }
    }),
  );
}
