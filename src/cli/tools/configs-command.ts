// `klamm configs`: what topics, brokers and groups are set to, and changing it.

import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { ConfigChange, ConfigEntry, Resource, ResourceType } from '../../client/configs.ts';
import { alterConfigs, describeConfigs, RESOURCE_TYPES } from '../../client/configs.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, withClient } from './client-options.ts';
import { printRows } from './output.ts';

const WHAT = `what: ${Object.keys(RESOURCE_TYPES).join(', ')}`;

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
    .argument('<type>', WHAT, parseType)
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
}

function addSet(configs: Command): void {
  const command = configs
    .command('set')
    .description('change configs: key=value sets one, key= goes back to the default')
    .argument('<type>', WHAT, parseType)
    .argument('<name>', "of a broker: its id, or '' for all of them")
    .argument('<change...>', 'key=value, or key=', collectChange);
  addClientOptions(command).action(
    (type: ResourceType, name: string, changes: ConfigChange[], options: ClientOptions) =>
      withClient(options, async (client) => {
        const resource: Resource = { type, name };
        await alterConfigs(client, resource, changes);
        if (!options.json) process.stdout.write(`changed ${type} ${name}\n`);
      }),
  );
}

function parseType(text: string): ResourceType {
  if (Object.hasOwn(RESOURCE_TYPES, text)) return text as ResourceType;
  throw new InvalidArgumentError(`there are ${Object.keys(RESOURCE_TYPES).join(', ')}`);
}

function collectChange(text: string, before: readonly ConfigChange[] = []): ConfigChange[] {
  const at = text.indexOf('=');
  if (at <= 0) throw new InvalidArgumentError(`'${text}' is not of the form key=value`);
  const value = text.slice(at + 1).trim();
  return [...before, [text.slice(0, at).trim(), value === '' ? null : value]];
}
