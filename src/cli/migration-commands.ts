// What can be typed after `klamm import` and `klamm export`.

import type { Command } from 'commander';
import { Option } from 'commander';
import type { ImportArguments } from './import-arguments.ts';

export function addImport(program: Command): void {
  program
    .command('import')
    .description('bring the data of a stopped Apache Kafka node into a new directory')
    .argument(
      '[directories...]',
      'the log directories of the node, that of its metadata among them',
    )
    .option('--config <file>', 'take the directories from this server.properties of the node')
    .option('--data <directory>', 'where the data goes, new or empty (default: ./klamm-data)')
    .addOption(
      new Option('--link', 'share closed segments with the source, or fail').conflicts('copy'),
    )
    .option('--copy', 'share nothing: copy every byte')
    .option('--without <topic>', 'leave this topic out; as often as wanted', collect)
    .addOption(
      new Option('--accept <word>', 'go on in spite of this; as often as wanted').argParser(
        collect,
      ),
    )
    .option('--dry-run', 'only tell what would be done')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', IMPORT_EXAMPLES)
    .action(async (directories: string[], options: Omit<ImportArguments, 'directories'>) => {
      const { runImport } = await import('./import-command.ts');
      await runImport({ ...options, directories });
    });
}

const IMPORT_EXAMPLES = `
The source is only read: Apache Kafka starts on it afterwards as before.

  klamm import /var/lib/kafka/data --data ./klamm-data
  klamm import --config /etc/kafka/server.properties
  klamm import /disk1/kafka /disk2/kafka /disk3/metadata --dry-run`;

function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}
