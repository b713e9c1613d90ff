import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runTool, succeed, uniqueName } from './side-by-side.ts';

const topic = uniqueName('logs');

beforeAll(async () => {
  await succeed('kafka-topics', ['--create', '--topic', topic, '--partitions', '2']);
  await succeed(
    'kafka-console-producer',
    [
      '--topic',
      topic,
      '--reader-property',
      'parse.key=true',
      '--reader-property',
      'key.separator=:',
    ],
    { stdin: Array.from({ length: 20 }, (_, index) => `k${index}:v${index}\n`).join('') },
  );
});

const offsets = (...args: string[]) => succeed('kafka-get-offsets', args);

test('kafka-get-offsets tells the end of every partition', async () => {
  const ends = await offsets('--topic', topic);
  const sum = ends
    .trim()
    .split('\n')
    .reduce((total, line) => total + Number(line.split(':')[2]), 0);
  expect(sum).toBe(20);
});

test.for(['earliest', 'latest', 'max-timestamp', 'earliest-local', '-1', '-2', '-3', '-4', '0'])(
  'kafka-get-offsets answers for the time %s',
  async (time) => {
    // Which of the records that were sent within a millisecond has the latest time is a matter of luck.
    const isLuck = time === 'max-timestamp' || time === '-3';
    const normalise = (text: string) => (isLuck ? text.replace(/\d+$/gm, 'N') : text);
    const output = await succeed('kafka-get-offsets', ['--topic', topic, '--time', time], {
      normalise,
    });
    expect(output).toMatch(new RegExp(`^${topic}:0:[\\dN]*\n${topic}:1:[\\dN]*\n$`));
  },
);

test('kafka-get-offsets finds no offset after the last record', async () => {
  const time = String(Date.now() + 3_600_000);
  expect(await offsets('--topic', topic, '--time', time)).toBe('');
});

test('kafka-get-offsets selects partitions', async () => {
  expect(await offsets('--topic-partitions', `${topic}:1`)).toMatch(
    new RegExp(`^${topic}:1:\\d+\n$`),
  );
  expect(await offsets('--topic', topic, '--partitions', '0')).toMatch(
    new RegExp(`^${topic}:0:\\d+\n$`),
  );
});

test('kafka-get-offsets says that a topic does not exist', async () => {
  const result = await runTool('kafka-get-offsets', ['--topic', 'absent']);
  expect(result.code).toBe(1);
});

function offsetsFile(partitions: readonly object[]): string {
  const file = path.join(temporaryDirectory(), 'offsets.json');
  writeFileSync(file, JSON.stringify({ partitions, version: 1 }));
  return file;
}

test('kafka-delete-records moves the start of a log', async () => {
  const mine = uniqueName('trimmed');
  await succeed('kafka-topics', ['--create', '--topic', mine]);
  await succeed('kafka-console-producer', ['--topic', mine], { stdin: '0\n1\n2\n3\n4\n' });
  const file = offsetsFile([{ topic: mine, partition: 0, offset: 3 }]);
  expect(await succeed('kafka-delete-records', ['--offset-json-file', file])).toContain(
    `partition: ${mine}-0\tlow_watermark: 3\n`,
  );
  expect(await offsets('--topic', mine, '--time', 'earliest')).toBe(`${mine}:0:3\n`);
  expect(
    await succeed('kafka-console-consumer', [
      ...['--topic', mine, '--from-beginning', '--max-messages', '2'],
    ]),
  ).toBe('3\n4\n');
  const all = offsetsFile([{ topic: mine, partition: 0, offset: -1 }]);
  expect(await succeed('kafka-delete-records', ['--offset-json-file', all])).toContain(
    'low_watermark: 5',
  );
});

test('kafka-delete-records refuses an offset beyond the end', async () => {
  const file = offsetsFile([{ topic, partition: 0, offset: 1_000_000 }]);
  const { stdout } = await runTool('kafka-delete-records', ['--offset-json-file', file]);
  expect(stdout).toContain('OffsetOutOfRangeException');
});

test('kafka-log-dirs tells sizes of partitions', async () => {
  const output = await succeed('kafka-log-dirs', ['--describe', '--topic-list', topic]);
  const json = JSON.parse(output.trim().split('\n').at(-1) ?? '');
  expect(json.brokers).toHaveLength(1);
  const [directory] = json.brokers[0].logDirs;
  expect(directory).toMatchObject({ error: null, logDir: 'DATA' });
  expect(directory.partitions).toHaveLength(2);
  for (const each of directory.partitions) {
    expect(each).toMatchObject({ offsetLag: 0, isFuture: false });
    expect(each.size).toBeGreaterThan(0);
  }
});

test('kafka-broker-api-versions understands the whole table', async () => {
  const output = await succeed('kafka-broker-api-versions', [], {
    differsBecause: 'an API is listed once it is real',
  });
  expect(output).toMatch(/^HOST:PORT \(id: 0 rack: null isFenced: false\) -> \(\n/);
  expect(output).toMatch(/^\tProduce\(0\): 0 to 13 \[usable: 13\],$/m);
  expect(output).toMatch(/^\tFetch\(1\): 4 to 18 \[usable: 18\],$/m);
});

test('kafka-dump-log reads the segment as it lies on the disk', async () => {
  const mine = uniqueName('dumped');
  await succeed('kafka-topics', ['--create', '--topic', mine]);
  await succeed('kafka-console-producer', ['--topic', mine], { stdin: '0\n1\n2\n' });
  const file = `DATA/${mine}-0/00000000000000000000.log`;
  const output = await succeed('kafka-dump-log', ['--files', file, '--print-data-log'], {
    normalise: (text) =>
      text.replace(/(CreateTime: |producerId: |crc: |deleteHorizonMs: )\S+/g, '$1N'),
  });
  expect(output).toContain('Log starting offset: 0\n');
  expect(output).toContain('isvalid: true');
  expect(output.match(/payload: \d/g)).toEqual(['payload: 0', 'payload: 1', 'payload: 2']);
});
