// `klamm consume TOPIC`: prints records as they come.

import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { ClusterClient } from '../../client/cluster-client.ts';
import type { ConsumedRecord, Consumption } from '../../client/consumer.ts';
import { consume } from '../../client/consumer.ts';
import type { OffsetRange } from '../../client/topics.ts';
import { describeTopics, offsetRanges } from '../../client/topics.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, withClient } from './client-options.ts';
import { parseNumber } from './values.ts';

type Start = 'earliest' | 'latest' | number;

interface ConsumeOptions extends ClientOptions {
  readonly from: Start;
  readonly partition?: number;
  readonly number?: number;
  readonly untilEnd?: boolean;
  readonly keys?: boolean;
}

export function addConsume(program: Command): void {
  const command = program
    .command('consume')
    .description('print records as they come; committed ones, without a group')
    .argument('<topic>')
    .option(
      '--from <offset>',
      'earliest, latest, an offset, or -N for the last N of each partition',
      parseStart,
      'latest',
    )
    .option('-p, --partition <number>', 'this partition alone', parseNumber)
    .option('-n, --number <count>', 'end after so many records', parseNumber)
    .option('--until-end', 'end where the topic ends now')
    .option('--keys', 'print key and value, with a tab between them');
  addClientOptions(command).action((topic: string, options: ConsumeOptions) =>
    withClient(options, (client) => printRecords(client, topic, options)),
  );
}

async function printRecords(
  client: ClusterClient,
  topic: string,
  options: ConsumeOptions,
): Promise<void> {
  const most = options.number ?? Number.POSITIVE_INFINITY;
  if (most === 0) return;
  let printed = 0;
  for await (const record of consume(client, await consumptionOf(client, topic, options))) {
    process.stdout.write(`${lineOf(record, options)}\n`);
    printed += 1;
    if (printed >= most) return;
  }
}

async function consumptionOf(
  client: ClusterClient,
  topic: string,
  { from, partition, untilEnd }: ConsumeOptions,
): Promise<Consumption> {
  const ranges = await offsetRanges(client, await describeTopics(client, [topic]));
  const wanted = ranges.filter((range) => partition === undefined || range.partition === partition);
  const at = (offsetOf: (range: OffsetRange) => number) =>
    new Map(wanted.map((range) => [range.partition, offsetOf(range)]));
  const until = untilEnd ? at(({ end }) => end) : undefined;
  return { topic, from: at((range) => startIn(range, from)), until };
}

function startIn({ start, end }: OffsetRange, from: Start): number {
  if (from === 'earliest') return start;
  if (from === 'latest') return end;
  return Math.min(Math.max(from < 0 ? end + from : from, start), end);
}

function lineOf(record: ConsumedRecord, { json, keys }: ConsumeOptions): string {
  const { partition, offset, timestamp } = record;
  const key = record.key?.toString() ?? null;
  const value = record.value?.toString() ?? null;
  if (json) {
    const headers = Object.fromEntries(
      record.headers.map((header) => [header.key, header.value?.toString() ?? null]),
    );
    return JSON.stringify({ partition, offset, timestamp, key, value, headers });
  }
  return keys ? `${key ?? ''}\t${value ?? ''}` : (value ?? '');
}

function parseStart(text: string): Start {
  if (text === 'earliest' || text === 'latest') return text;
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('earliest, latest, an offset, or -N');
}
