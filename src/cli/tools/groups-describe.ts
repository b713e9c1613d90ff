// `klamm groups describe`: what a group is, who its members are, what each of them reads and how far it is behind.

import type { Command } from 'commander';
import type { ClusterClient } from '../../client/cluster-client.ts';
import type {
  AssignedTopic,
  GroupDescription,
  MemberDescription,
} from '../../client/group-description.ts';
import { describeGroup } from '../../client/group-description.ts';
import type { GroupLag } from '../../client/group-offsets.ts';
import { groupLag } from '../../client/group-offsets.ts';
import { requireGroup } from '../../client/groups.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, withClient } from './client-options.ts';
import { addExamples } from './examples.ts';
import { LAG_COLUMNS } from './groups-lag.ts';
import { styled, tableOf } from './output.ts';

interface DescribedGroup extends GroupDescription {
  readonly offsets: readonly ReadPartition[];
}

interface ReadPartition extends GroupLag {
  /** Who reads it at the moment. */
  readonly member: string | null;
}

export function addGroupsDescribe(groups: Command): void {
  const command = groups
    .command('describe')
    .description('state, members with what they read, and lag, of groups of every kind')
    .argument('<group...>');
  addClientOptions(command).action((names: string[], options: ClientOptions) =>
    withClient(options, async (client) => {
      const described: DescribedGroup[] = [];
      for (const name of names) described.push(await describe(client, name));
      const text = options.json
        ? `${JSON.stringify(described, null, 2)}\n`
        : described.map(textOf).join('\n');
      process.stdout.write(text);
    }),
  );
  addExamples(command, 'klamm groups describe billing', 'klamm groups describe billing --json');
}

async function describe(client: ClusterClient, name: string): Promise<DescribedGroup> {
  const listed = await requireGroup(client, name);
  const description = await describeGroup(client, listed);
  const lag = await groupLag(client, listed);
  const offsets = lag.map((row) => ({ ...row, member: readerOf(description, row) }));
  return { ...description, offsets };
}

function readerOf({ members }: GroupDescription, { topic, partition }: GroupLag): string | null {
  const reader = members.find(({ assigned }) =>
    assigned.some((given) => given.topic === topic && given.partitions.includes(partition)),
  );
  return reader?.member ?? null;
}

function textOf({ group, type, state, assignor, members, offsets }: DescribedGroup): string {
  const how = assignor === '' ? '' : `, shared out by ${assignor}`;
  const head = `${styled('bold', group)}  ${type} group, ${state}${how}\n`;
  const none = 'it has no members\n';
  const who = members.length === 0 ? none : `\n${tableOf(members, MEMBER_COLUMNS)}`;
  const where = offsets.length === 0 ? '' : `\n${tableOf(offsets, OFFSET_COLUMNS)}`;
  return head + who + where;
}

const MEMBER_COLUMNS = [
  { title: 'MEMBER', value: ({ member }: MemberDescription) => member },
  { title: 'CLIENT', value: ({ client }: MemberDescription) => client },
  { title: 'HOST', value: ({ host }: MemberDescription) => host },
  {
    title: 'READS',
    value: ({ assigned }: MemberDescription) => assigned.map(shownTopic).join(' '),
  },
];

const OFFSET_COLUMNS = [
  ...LAG_COLUMNS,
  { title: 'MEMBER', value: ({ member }: ReadPartition) => member },
];

function shownTopic({ topic, partitions }: AssignedTopic): string {
  return `${topic}:${[...partitions].sort((a, b) => a - b).join(',')}`;
}
