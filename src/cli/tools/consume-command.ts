// `klamm consume TOPIC`: prints records as they come, alone or as a member of a group.

import type { Command } from 'commander';
import { Option } from 'commander';
import { ClientError } from '../../client/client-error.ts';
import type { ClusterClient } from '../../client/cluster-client.ts';
import type { ConsumedRecord } from '../../client/consumer.ts';
import { consume } from '../../client/consumer.ts';
import { GroupConsumer } from '../../client/group-consumer.ts';
import type { Isolation } from '../../client/isolation.ts';
import { ISOLATION_LEVELS } from '../../client/isolation.ts';
import { describeTopics } from '../../client/topics.ts';
import { nodeClock } from '../../platform/node-clock.ts';
import { stopRequested } from '../stop-signals.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, withClient } from './client-options.ts';
import { ENCODINGS } from './encoding.ts';
import { addExamples } from './examples.ts';
import type { Place } from './places.ts';
import { offsetsOfPlace, PLACES, parsePlace } from './places.ts';
import type { FormatOptions } from './record-format.ts';
import { FORMAT_HELP, parseFormat, recordFormat } from './record-format.ts';
import { choice, parseNumber } from './values.ts';

interface ConsumeOptions extends ClientOptions, Omit<FormatOptions, 'json'> {
  readonly from: Place;
  readonly partition?: number;
  readonly group?: string;
  readonly number?: number;
  readonly untilEnd?: boolean;
  readonly isolation: Isolation;
}

const ISOLATIONS = Object.keys(ISOLATION_LEVELS) as Isolation[];

export function addConsume(program: Command): void {
  const command = program
    .command('consume')
    .description('print records as they come; those that are there already with --from')
    .argument('<topic>')
    .addOption(
      new Option('--from <place>', `${PLACES}`)
        .argParser(parsePlace)
        .default({ kind: 'latest' }, 'latest'),
    )
    .addOption(
      new Option('-p, --partition <number>', 'this partition alone')
        .argParser(parseNumber)
        .conflicts('group'),
    )
    .option(
      '-g, --group <id>',
      'as a member of this group: from where it has got to, sharing the partitions with its other members',
    )
    .option('-n, --number <count>', 'end after so many records', parseNumber)
    .option('--until-end', 'end where the topic ends now')
    .option('--keys', 'print key and value, with a tab between them')
    .option('-f, --format <text>', FORMAT_HELP, parseFormat)
    .addOption(
      choice('-e, --encoding <name>', 'how bytes are written', ENCODINGS).default('utf8', 'utf8'),
    )
    .addOption(
      choice('--isolation <level>', 'which records of transactions', ISOLATIONS).default(
        'read_committed',
        'read_committed',
      ),
    );
  addClientOptions(command, 'print each record as a line of JSON').action(
    (topic: string, options: ConsumeOptions) =>
      withClient(options, (client) => printRecords(client, topic, options)),
  );
  addExamples(
    command,
    'klamm consume orders --from earliest --until-end',
    'klamm consume orders --from -3 -n 3 --keys',
    'klamm consume orders --from -5m --until-end --json',
    'klamm consume orders --from 2026-01-31T12:00 --until-end',
    "klamm consume orders --from earliest -n 5 --format '%p/%o %D %k %v\\n'",
    'klamm consume orders --group billing --from earliest --until-end',
  );
}

async function printRecords(
  client: ClusterClient,
  topic: string,
  options: ConsumeOptions,
): Promise<void> {
  const most = options.number ?? Number.POSITIVE_INFINITY;
  if (most === 0) return;
  const format = recordFormat(options);
  const { records, done } =
    options.group === undefined
      ? await alone(client, topic, options)
      : inGroup(client, { ...options, topic, groupId: options.group });
  let printed = 0;
  for await (const record of records) {
    process.stdout.write(format(record, topic));
    if (!process.stdout.writable) return;
    done(record);
    printed += 1;
    if (printed >= most) return;
  }
}

interface Source {
  readonly records: AsyncIterable<ConsumedRecord>;
  /** Told of each record that has been printed. */
  readonly done: (record: ConsumedRecord) => void;
}

async function alone(
  client: ClusterClient,
  topic: string,
  { from, partition, untilEnd, isolation }: ConsumeOptions,
): Promise<Source> {
  const described = await describeTopics(client, [topic]);
  const ranges = (await offsetsOfPlace(client, described, from, isolation)).filter(
    (range) => partition === undefined || range.partition === partition,
  );
  if (ranges.length === 0) throw new ClientError(`${topic} has no partition ${partition}`);
  const begin = new Map(ranges.map((range) => [range.partition, range.offset]));
  const until = untilEnd ? new Map(ranges.map((range) => [range.partition, range.end])) : undefined;
  const records = consume(client, { topic, isolation, from: begin, until });
  return { records, done: () => undefined };
}

function inGroup(
  client: ClusterClient,
  options: ConsumeOptions & { readonly topic: string; readonly groupId: string },
): Source {
  const { topic, groupId, isolation, untilEnd = false, from } = options;
  if (from.kind !== 'earliest' && from.kind !== 'latest') {
    throw new ClientError(
      `with --group, --from is earliest or latest: where a group begins that has committed nothing (klamm groups reset moves one that has)`,
    );
  }
  const signal = stopRequested(nodeClock);
  const world = { clock: nodeClock, signal };
  const consumer = new GroupConsumer(client, {
    ...{ groupId, topic, isolation, from: from.kind, untilEnd },
    ...world,
  });
  return { records: consumer.records(), done: (record) => consumer.done(record) };
}
