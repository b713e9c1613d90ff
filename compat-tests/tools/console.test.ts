import { expect, test } from 'vitest';
import { runTool, sortedLines, startTool, succeed, uniqueName } from './side-by-side.ts';

/** Produces lines with kafka-console-producer to a new topic of one partition. */
async function producedTopic(stdin: string, args: readonly string[] = []): Promise<string> {
  const topic = uniqueName('console');
  await succeed('kafka-topics', ['--create', '--topic', topic]);
  await succeed('kafka-console-producer', ['--topic', topic, ...args], { stdin });
  return topic;
}

/** Consumes a number of records from the beginning with kafka-console-consumer. */
function consumed(topic: string, count: number, args: readonly string[] = []): Promise<string> {
  return succeed('kafka-console-consumer', [
    ...['--topic', topic, '--from-beginning', '--max-messages', String(count)],
    ...args,
  ]);
}

const property = (...settings: string[]) =>
  settings.flatMap((each) => ['--formatter-property', each]);
const readerProperty = (...settings: string[]) =>
  settings.flatMap((each) => ['--reader-property', each]);

test('lines go in and come out in order', async () => {
  const lines = Array.from({ length: 200 }, (_, index) => `line ${index}\n`).join('');
  expect(await consumed(await producedTopic(lines), 200)).toBe(lines);
});

test.for(['none', 'gzip', 'snappy', 'lz4', 'zstd'])(
  'records compressed with %s are read back',
  async (codec) => {
    const lines = Array.from({ length: 50 }, (_, index) => `${codec} ${'x'.repeat(index)}\n`);
    const topic = await producedTopic(lines.join(''), ['--compression-codec', codec]);
    expect(await consumed(topic, 50)).toBe(lines.join(''));
  },
);

test.for(['0', '1', 'all'])('records produced with acks=%s are read back', async (acks) => {
  const topic = await producedTopic('a\nb\n', ['--request-required-acks', acks]);
  expect(await consumed(topic, 2)).toBe('a\nb\n');
});

test('a producer that is not idempotent is served', async () => {
  const topic = await producedTopic('a\nb\n', [
    ...['--command-property', 'enable.idempotence=false'],
  ]);
  expect(await consumed(topic, 2)).toBe('a\nb\n');
});

test('keys are kept, and decide the partition', async () => {
  const topic = uniqueName('keyed');
  await succeed('kafka-topics', ['--create', '--topic', topic, '--partitions', '4']);
  const stdin = Array.from({ length: 40 }, (_, index) => `k${index % 8}:v${index}\n`).join('');
  await succeed(
    'kafka-console-producer',
    ['--topic', topic, ...readerProperty('parse.key=true', 'key.separator=:')],
    { stdin },
  );
  const all: string[] = [];
  for (const partition of ['0', '1', '2', '3']) {
    const output = await succeed('kafka-console-consumer', [
      ...['--topic', topic, '--partition', partition, '--offset', 'earliest'],
      ...['--timeout-ms', '400', ...property('print.key=true', 'key.separator==')],
    ]);
    all.push(...output.trim().split('\n').filter(Boolean));
  }
  expect(all).toHaveLength(40);
  expect(all).toContain('k7=v39');
});

test('headers, null keys and null values come back', async () => {
  const topic = await producedTopic('h1:one,h2:two\tkey\tvalue\nNULL\tNULL\tNULL\n', [
    ...readerProperty('parse.headers=true', 'parse.key=true', 'null.marker=NULL'),
  ]);
  const output = await consumed(topic, 2, [
    ...property('print.headers=true', 'print.key=true', 'null.literal=-'),
  ]);
  expect(output).toBe('h1:one,h2:two\tkey\tvalue\nNO_HEADERS\t-\t-\n');
});

test('offset, partition, timestamp and epoch of a record are shown', async () => {
  const topic = await producedTopic('a\nb\n');
  const output = await consumed(topic, 2, [
    ...property('print.timestamp=true', 'print.offset=true', 'print.partition=true'),
    ...property('print.epoch=true', 'print.delivery=true'),
  ]);
  expect(output).toMatch(
    /^CreateTime:TIME\tPartition:0\tOffset:0\tDelivery:NOT_PRESENT\tEpoch:\w+\ta\n/,
  );
});

test('a topic with LogAppendTime stamps the records itself', async () => {
  const topic = uniqueName('stamped');
  await succeed('kafka-topics', [
    ...['--create', '--topic', topic, '--config', 'message.timestamp.type=LogAppendTime'],
  ]);
  await succeed('kafka-console-producer', ['--topic', topic], { stdin: 'a\n' });
  expect(await consumed(topic, 1, property('print.timestamp=true'))).toBe(
    'LogAppendTime:TIME\ta\n',
  );
});

test.for(['gzip', 'snappy', 'lz4', 'zstd', 'uncompressed'])(
  'a topic whose compression.type is %s recompresses',
  async (codec) => {
    const topic = uniqueName(`re-${codec}`);
    await succeed('kafka-topics', [
      ...['--create', '--topic', topic, '--config', `compression.type=${codec}`],
    ]);
    const stdin = `${'y'.repeat(500)}\n`.repeat(20);
    await succeed('kafka-console-producer', ['--topic', topic, '--compression-codec', 'lz4'], {
      stdin,
    });
    expect(await consumed(topic, 20)).toBe(stdin);
  },
);

test('a record larger than max.message.bytes is refused', async () => {
  const topic = uniqueName('small');
  await succeed('kafka-topics', [
    '--create',
    '--topic',
    topic,
    '--config',
    'max.message.bytes=200',
  ]);
  const result = await runTool('kafka-console-producer', ['--topic', topic], {
    stdin: `${'z'.repeat(1000)}\n`,
    normalise: (text) => text.replace(/batch-size \d+|\d+ ms/g, 'N'),
  });
  expect(result.stderr).toMatch(/RecordTooLargeException|larger than/);
});

test('a record without a key is refused by a compacted topic', async () => {
  const topic = uniqueName('compacted');
  await succeed('kafka-topics', [
    ...['--create', '--topic', topic, '--config', 'cleanup.policy=compact'],
  ]);
  const result = await runTool('kafka-console-producer', ['--topic', topic], {
    stdin: 'no key\n',
    normalise: (text) => text.replace(` in topic partition ${topic}-0`, ''),
  });
  expect(result.stderr).toContain(
    'InvalidRecordException: Compacted topic cannot accept message without key\n',
  );
});

test('producing to a topic that does not exist creates it', async () => {
  const topic = uniqueName('automatic');
  const options = { stdin: 'first\n', differsBecause: 'Apache Kafka needs a retry, Klamm none' };
  await succeed('kafka-console-producer', ['--topic', topic], options);
  expect(await consumed(topic, 1)).toBe('first\n');
});

test('a consumer starts at an offset, and at the end', async () => {
  const topic = await producedTopic('0\n1\n2\n3\n4\n');
  const from = (offset: string) =>
    succeed('kafka-console-consumer', [
      ...['--topic', topic, '--partition', '0', '--offset', offset, '--timeout-ms', '600'],
    ]);
  expect(await from('3')).toBe('3\n4\n');
  expect(await from('latest')).toBe('');
});

test('a consumer waits for records that come later', async () => {
  const topic = uniqueName('later');
  await succeed('kafka-topics', ['--create', '--topic', topic]);
  const consumer = await startTool('kafka-console-consumer', [
    '--topic',
    topic,
    '--from-beginning',
  ]);
  for (const line of ['one', 'two']) {
    await succeed('kafka-console-producer', ['--topic', topic], { stdin: `${line}\n` });
    await consumer.until((run) => run.stdout.includes(line));
  }
  const { stdout } = await consumer.interrupt();
  expect(stdout).toBe('one\ntwo\n');
});

test('a group goes on where it stopped', async () => {
  const topic = await producedTopic('0\n1\n2\n');
  const group = ['--group', uniqueName('goes-on')];
  expect(await consumed(topic, 3, group)).toBe('0\n1\n2\n');
  await succeed('kafka-console-producer', ['--topic', topic], { stdin: '3\n4\n' });
  expect(await consumed(topic, 2, group)).toBe('3\n4\n');
});

test('a consumer of several topics by pattern reads them all', async () => {
  const prefix = uniqueName('many');
  for (const letter of ['a', 'b', 'c']) {
    await succeed('kafka-topics', ['--create', '--topic', `${prefix}-${letter}`]);
    await succeed('kafka-console-producer', ['--topic', `${prefix}-${letter}`], {
      stdin: `${letter}\n`,
    });
  }
  const output = await succeed(
    'kafka-console-consumer',
    ['--include', `${prefix}.*`, '--from-beginning', '--max-messages', '3'],
    { normalise: sortedLines },
  );
  expect(output).toBe('a\nb\nc\n');
});

test('a reader of committed records reads records that are in no transaction', async () => {
  const topic = await producedTopic('a\nb\n');
  expect(await consumed(topic, 2, ['--isolation-level', 'read_committed'])).toBe('a\nb\n');
});
