// `klamm configs`: what topics, brokers and groups are set to, and changing it.

import type { Command } from 'commander';
import { Argument } from 'commander';
import type { ConfigChange, ConfigEntry, Resource, ResourceType } from '../../client/configs.ts';
import { alterConfigs, describeConfigs, RESOURCE_TYPES } from '../../client/configs.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, withClient } from './client-options.ts';
import { addExamples } from './examples.ts';
import { printRows, say } from './output.ts';
import { oneOf, parseKeyValue } from './values.ts';

const TYPES = Object.keys(RESOURCE_TYPES) as ResourceType[];

export function addConfigs(program: Command): void {
  const configs = program
    .command('configs')
    .description('what topics, brokers and groups are set to');
  addShow(configs);
  addSet(configs);
}

interface ShowOptions extends ClientOptions {
  readonly all?: boolean;
}

function addShow(configs: Command): void {
  const command = configs
    .command('show')
    .description('what is set, and where')
    .addArgument(new Argument('<type>', 'what').choices(TYPES).argParser(oneOf(TYPES)))
    .argument('<name>', 'of a broker: its id')
    .option('--all', 'with all defaults');
  addClientOptions(command).action((type: ResourceType, name: string, options: ShowOptions) =>
    withClient(options, async (client) => {
      const entries = await describeConfigs(client, { type, name });
      const shown = entries.filter(({ source }) => options.all || source !== 'default');
      const columns = [
        { title: 'CONFIG', value: (entry: ConfigEntry) => entry.name },
        { title: 'VALUE', value: ({ value }: ConfigEntry) => value },
        { title: 'FROM', value: ({ source }: ConfigEntry) => source },
      ];
      printRows(shown, columns, options);
    }),
  );
  addExamples(
    command,
    'klamm configs show topic orders --all',
    'klamm configs show broker 0',
    'klamm configs show group billing --all --json',
  );
}

function addSet(configs: Command): void {
  const command = configs
    .command('set')
    .description('change configs: key=value sets one, key= goes back to the default')
    .addArgument(new Argument('<type>', 'what').choices(TYPES).argParser(oneOf(TYPES)))
    .argument('<name>', "of a broker: its id, or '' for all of them")
    .argument('<change...>', 'key=value, or key=', collectChange);
  addClientOptions(command).action(
    (type: ResourceType, name: string, changes: ConfigChange[], options: ClientOptions) =>
      withClient(options, async (client) => {
        const resource: Resource = { type, name };
        await alterConfigs(client, resource, changes);
        say(options, `changed ${type} ${name}`);
      }),
  );
  addExamples(
    command,
    'klamm configs set topic orders retention.ms=3600000 cleanup.policy=delete',
    'klamm configs set topic orders retention.ms=',
    "klamm configs set broker '' message.max.bytes=2000000",
  );
}

function collectChange(text: string, before: readonly ConfigChange[] = []): ConfigChange[] {
  const [key, value] = parseKeyValue(text);
  return [...before, [key, value === '' ? null : value]];
}
