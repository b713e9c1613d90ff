// `klamm groups`: list groups and delete them; the other commands have files of their own.

import type { Command } from 'commander';
import type { ListedGroup } from '../../client/groups.ts';
import { deleteGroup, listGroups } from '../../client/groups.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, withClient } from './client-options.ts';
import { addExamples } from './examples.ts';
import { addGroupsDescribe } from './groups-describe.ts';
import { addGroupsLag } from './groups-lag.ts';
import { addGroupsReset } from './groups-reset.ts';
import { addGroupsWatch } from './groups-watch.ts';
import { printRows, say } from './output.ts';

export function addGroups(program: Command): void {
  const groups = program.command('groups').description('the groups of a cluster');
  addList(groups);
  addGroupsDescribe(groups);
  addGroupsLag(groups);
  addGroupsWatch(groups);
  addGroupsReset(groups);
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
  addExamples(command, 'klamm groups list', 'klamm groups list --json');
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
        say(options, `deleted ${groupId}`);
      }
    }),
  );
  addExamples(command, 'klamm groups delete billing');
}
