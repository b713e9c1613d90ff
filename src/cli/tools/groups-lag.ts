// `klamm groups lag`: what a group has committed, and how far it is behind.

import type { Command } from 'commander';
import type { GroupLag } from '../../client/group-offsets.ts';
import { groupLag } from '../../client/group-offsets.ts';
import { requireGroup } from '../../client/groups.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, withClient } from './client-options.ts';
import { addExamples } from './examples.ts';
import { printRows } from './output.ts';

/** How lag is shown. */
export const LAG_COLUMNS = [
  { title: 'TOPIC', value: ({ topic }: GroupLag) => topic },
  { title: 'PARTITION', value: ({ partition }: GroupLag) => partition },
  { title: 'COMMITTED', value: ({ committed }: GroupLag) => committed },
  { title: 'END', value: ({ end }: GroupLag) => end },
  { title: 'LAG', value: ({ lag }: GroupLag) => lag },
];

export function addGroupsLag(groups: Command): void {
  const command = groups
    .command('lag')
    .description('what a group has committed, and how far it is behind')
    .argument('<group>');
  addClientOptions(command).action((name: string, options: ClientOptions) =>
    withClient(options, async (client) => {
      const rows = await groupLag(client, await requireGroup(client, name));
      printRows(rows, LAG_COLUMNS, options);
    }),
  );
  addExamples(command, 'klamm groups lag billing');
}
