// `klamm produce TOPIC`: each line of stdin is a record.

import type { Command } from 'commander';
import { ClientError } from '../../client/client-error.ts';
import type { RecordToSend } from '../../client/producer.ts';
import { Producer } from '../../client/producer.ts';
import { nodeClock } from '../../platform/node-clock.ts';
import type { CompressionName } from '../../record/compression.ts';
import { COMPRESSION_NAMES, compressionId } from '../../record/compression.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, withClient } from './client-options.ts';
import { linesOf } from './lines.ts';
import type { KeyValue } from './values.ts';
import { collectKeyValue, oneOf, parseNumber } from './values.ts';

interface ProduceOptions extends ClientOptions {
  readonly keySeparator?: string;
  readonly partition?: number;
  readonly compression: CompressionName;
  readonly header?: readonly KeyValue[];
}

export function addProduce(program: Command): void {
  const command = program
    .command('produce')
    .description('write records: each line of stdin is one')
    .argument('<topic>')
    .option('-k, --key-separator <text>', 'what stands between key and value in a line')
    .option('-p, --partition <number>', 'the partition; left out: by key, or in turn', parseNumber)
    .option(
      '-z, --compression <codec>',
      COMPRESSION_NAMES.join(', '),
      oneOf(COMPRESSION_NAMES),
      'uncompressed',
    )
    .option(
      '-H, --header <key=value>',
      'a header of every record, as often as wanted',
      collectKeyValue,
    );
  addClientOptions(command)
    .addHelpText(
      'after',
      '\nWith --json a line is {key, value, headers, partition, timestamp}; all may be left out.',
    )
    .action((topic: string, options: ProduceOptions) =>
      withClient(options, async (client) => {
        const producer = await Producer.open(client, topic, compressionId(options.compression));
        for await (const lines of linesOf(process.stdin)) {
          const records = lines
            .filter((line) => line !== '')
            .map((line) => recordOf(line, options));
          if (records.length > 0) await producer.send(records);
        }
      }),
    );
}

function recordOf(line: string, options: ProduceOptions): RecordToSend {
  const headers = (options.header ?? []).map(([key, value]) => ({
    key,
    value: Buffer.from(value),
  }));
  const base = { timestamp: nodeClock.wallMs(), partition: options.partition ?? null };
  if (options.json) return { ...base, ...recordOfJson(line, headers) };
  const { keySeparator } = options;
  const at = keySeparator === undefined ? -1 : line.indexOf(keySeparator);
  const key = at < 0 ? null : Buffer.from(line.slice(0, at));
  const value = Buffer.from(at < 0 ? line : line.slice(at + (keySeparator?.length ?? 0)));
  return { ...base, key, value, headers };
}

type Headers = RecordToSend['headers'];

/** What a line of JSON says of a record; what it leaves out is not set. Throws ClientError. */
function recordOfJson(line: string, common: Headers) {
  const given = parseLine(line);
  const own = Object.entries(given.headers ?? {}).map(([key, value]) => ({
    key,
    value: bytesOf(value),
  }));
  return {
    key: bytesOf(given.key),
    value: bytesOf(given.value),
    headers: [...common, ...own],
    ...(typeof given.partition === 'number' ? { partition: given.partition } : {}),
    ...(typeof given.timestamp === 'number' ? { timestamp: given.timestamp } : {}),
  };
}

interface JsonRecord {
  readonly key?: unknown;
  readonly value?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly partition?: unknown;
  readonly timestamp?: unknown;
}

function parseLine(line: string): JsonRecord {
  try {
    const given: unknown = JSON.parse(line);
    if (given !== null && typeof given === 'object') return given;
  } catch {
    // said below
  }
  throw new ClientError(`a line is no JSON object: ${line.slice(0, 100)}`);
}

/** Text as it is, anything else as JSON. */
function bytesOf(value: unknown): Buffer | null {
  if (value === undefined || value === null) return null;
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}
