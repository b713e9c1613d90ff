// `klamm produce TOPIC`: each line of stdin, or of files, is a record; or each file is one.

import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { ClientError } from '../../client/client-error.ts';
import type { ClusterClient } from '../../client/cluster-client.ts';
import type { Acks, RecordToSend } from '../../client/producer.ts';
import { ACKS, Producer } from '../../client/producer.ts';
import { StorageError } from '../../platform/file-system.ts';
import { nodeClock, pause } from '../../platform/node-clock.ts';
import { nodeInput } from '../../platform/node-input.ts';
import type { CompressionName } from '../../record/compression.ts';
import { COMPRESSION_NAMES, compressionId } from '../../record/compression.ts';
import { ProgressLine } from '../progress-line.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, withClient } from './client-options.ts';
import type { Encoding } from './encoding.ts';
import { bytesOf, ENCODINGS } from './encoding.ts';
import { addExamples } from './examples.ts';
import { linesOf } from './lines.ts';
import { Pacer } from './pacer.ts';
import type { RecordDefaults } from './record-lines.ts';
import { recordOfJson, recordOfText } from './record-lines.ts';
import type { KeyValue } from './values.ts';
import { choice, collect, collectKeyValue, parseNumber, parseRate } from './values.ts';

interface ProduceOptions extends ClientOptions {
  readonly file?: readonly string[];
  readonly whole?: boolean;
  readonly key?: string;
  readonly keySeparator?: string;
  readonly partition?: number;
  readonly header?: readonly KeyValue[];
  readonly null?: string;
  readonly encoding: Encoding;
  readonly compression: CompressionName;
  readonly acks: Acks;
  readonly rate?: number;
}

export function addProduce(program: Command): void {
  const command = program
    .command('produce')
    .description('write records: each line of stdin, or of files, is one; empty lines are not')
    .argument('<topic>')
    .option('-f, --file <path>', 'read this instead of stdin; as often as wanted', collect)
    .option('--whole', 'each file, whole, is the value of one record')
    .option('--key <text>', 'the key of every record that has none of its own')
    .option('-k, --key-separator <text>', 'what stands between key and value in a line', separator)
    .option('-p, --partition <number>', 'the partition; left out: by key, or in turn', parseNumber)
    .option('-H, --header <key=value>', 'a header of every record; as often as wanted', collectPair)
    .option('--null <text>', 'a key or value that reads so is null (a tombstone)')
    .addOption(
      choice('-e, --encoding <name>', 'how bytes are written', ENCODINGS).default('utf8', 'utf8'),
    )
    .addOption(
      choice('-z, --compression <codec>', 'the codec of batches', COMPRESSION_NAMES).default(
        'uncompressed',
        'uncompressed',
      ),
    )
    .addOption(
      choice('--acks <who>', 'who has a record before it counts', ACKS).default('all', 'all'),
    )
    .option('--rate <number>', 'so many records in a second, at most', parseRate);
  addClientOptions(command, 'each line is a JSON object').action(
    (topic: string, options: ProduceOptions) =>
      withClient(options, (client) => produce(client, topic, options)),
  );
  command.addHelpText(
    'after',
    '\nWith --json a line is {key, value, headers, partition, timestamp}; all may be left out.',
  );
  addExamples(
    command,
    'echo hello | klamm produce orders',
    "printf 'a:1\\nb:2\\n' | klamm produce orders -k :",
    "echo 'a:' | klamm produce orders -k : --null ''",
    `echo '{"key":"a","value":{"n":1},"headers":{"from":"me"}}' | klamm produce orders --json`,
    'klamm produce orders --file package.json --whole --key config -z gzip',
    'seq 20 | klamm produce orders --rate 100 -H source=seq',
  );
}

const collectPair = collectKeyValue;

function separator(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('it cannot be empty');
}

async function produce(
  client: ClusterClient,
  topic: string,
  options: ProduceOptions,
): Promise<void> {
  const { compression, acks: wanted, rate } = options;
  const settings = { compressionId: compressionId(compression), acks: wanted };
  const producer = await Producer.open(client, topic, settings);
  const pacer = rate === undefined ? null : new Pacer(rate, { clock: nodeClock, pause });
  const progress = new ProgressLine(process.stderr, nodeClock);
  let written = 0;
  try {
    for await (const records of recordsOf(options)) {
      for await (const slice of pacer?.slices(records) ?? [records]) {
        await producer.send(slice);
        written += slice.length;
        progress.show(() => `${written} records written`);
      }
    }
  } finally {
    progress.clear();
  }
  if (process.stderr.isTTY) process.stderr.write(`${written} records written\n`);
}

/** The records of all sources, in steps as they come. Throws ClientError. */
async function* recordsOf(options: ProduceOptions): AsyncGenerator<RecordToSend[]> {
  for (const path of options.file ?? ['-']) {
    try {
      if (options.whole) yield [await wholeRecord(path, options)];
      else yield* recordsOfLines(path, options);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      const why = error.code === 'ENOENT' ? 'there is no such file' : error.code;
      throw new ClientError(`cannot read ${path}: ${why}`);
    }
  }
}

async function wholeRecord(path: string, options: ProduceOptions): Promise<RecordToSend> {
  const { encoding: _, nullText: __, ...record } = defaultsOf(options);
  const chunks: Buffer[] = [];
  for await (const chunk of nodeInput(path)) chunks.push(chunk);
  return { ...record, value: Buffer.concat(chunks) };
}

async function* recordsOfLines(
  path: string,
  options: ProduceOptions,
): AsyncGenerator<RecordToSend[]> {
  const { keySeparator = null, json } = options;
  let number = 0;
  for await (const lines of linesOf(nodeInput(path))) {
    const defaults = defaultsOf(options);
    const records: RecordToSend[] = [];
    for (const line of lines) {
      number += 1;
      if (line === '') continue;
      try {
        records.push(
          json ? recordOfJson(line, defaults) : recordOfText(line, keySeparator, defaults),
        );
      } catch (error) {
        if (!(error instanceof ClientError)) throw error;
        const where = path === '-' ? 'stdin' : path;
        throw new ClientError(`line ${number} of ${where}: ${error.message}`);
      }
    }
    if (records.length > 0) yield records;
  }
}

function defaultsOf(options: ProduceOptions): RecordDefaults {
  const { key, partition = null, header = [], encoding, null: nullText = null } = options;
  return {
    key: key === undefined ? null : bytesOf(key, encoding),
    partition,
    headers: header.map(([name, value]) => ({ key: name, value: Buffer.from(value) })),
    timestamp: nodeClock.wallMs(),
    encoding,
    nullText,
  };
}
