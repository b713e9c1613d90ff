// What can be typed after `klamm import` and `klamm export`.

import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { ExportArguments } from './export-arguments.ts';
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

export function addExport(program: Command): void {
  program
    .command('export')
    .description(
      'write a directory that Apache Kafka 4.3 starts on, with the data of a stopped Klamm',
    )
    .argument('<directory>', 'where the export goes, new or empty')
    .option(
      '--data <directory>',
      'the data, once for each directory (default: ./klamm-data)',
      collect,
    )
    .option('--topic <topic>', 'only this topic and the internal ones; as often as wanted', collect)
    .option('--node-id <number>', 'the id of the node (default: the one it has here)', parseNumber)
    .option('--host <host>', 'the host to listen on', 'localhost')
    .option('--port <number>', 'the port for clients', parseNumber, 9092)
    .option('--controller-port <number>', 'the port of the controller', parseNumber, 9093)
    .addOption(
      new Option('--link', 'share closed segments with the data, or fail').conflicts('copy'),
    )
    .option('--copy', 'share nothing: copy every byte')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', EXPORT_EXAMPLES)
    .action(async (directory: string, options: Omit<ExportArguments, 'directory'>) => {
      const { runExport } = await import('./export-command.ts');
      await runExport({ ...options, directory });
    });
}

const EXPORT_EXAMPLES = `
The data is only read: Klamm serves it afterwards as before.

  klamm export ./kafka-data --data ./klamm-data
  kafka-server-start.sh ./kafka-data/server.properties`;

function parseNumber(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it is a number');
}

function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}
