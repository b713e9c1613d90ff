import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { brokerOfThisFile, uniqueName } from '../../test/clients/support.ts';

const broker = brokerOfThisFile();

/** Runs kcat and gives what it printed; it must succeed. */
function kcat(args: readonly string[], stdin = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('kcat', ['-b', broker.address, '-m', '20', ...args]);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('close', (code) => (code === 0 ? resolve(stdout) : reject(new Error(stderr))));
    child.stdin.end(stdin);
  });
}

const consume = (topic: string, ...args: string[]) =>
  kcat(['-C', '-q', '-t', topic, '-o', 'beginning', '-e', ...args]);

test('kcat -L lists the broker and its topics', async () => {
  const topic = uniqueName('listed');
  await kcat(['-P', '-t', topic], 'a\n');
  const listed = await kcat(['-L']);
  expect(listed).toContain(`broker 0 at ${broker.address}`);
  expect(listed).toContain(`topic "${topic}" with 1 partitions:`);
  const json = JSON.parse(await kcat(['-L', '-J', '-t', topic]));
  expect(json.topics).toMatchObject([
    { topic, partitions: [{ partition: 0, leader: 0, replicas: [{ id: 0 }], isrs: [{ id: 0 }] }] },
  ]);
});

test('kcat -P and -C exchange keys, headers and values', async () => {
  const topic = uniqueName('exchanged');
  await kcat(['-P', '-t', topic, '-K', ':', '-H', 'one=1', '-H', 'two=2'], 'k1:v1\nk2:v2\n');
  expect(await consume(topic, '-f', '%o %k=%s (%h)\n')).toBe(
    '0 k1=v1 (one=1,two=2)\n1 k2=v2 (one=1,two=2)\n',
  );
});

test.for(['gzip', 'snappy', 'lz4', 'zstd'])(
  'kcat reads what it compressed with %s',
  async (codec) => {
    const topic = uniqueName(codec);
    const lines = Array.from({ length: 200 }, (_, index) => `${index} ${'x'.repeat(50)}\n`).join(
      '',
    );
    await kcat(['-P', '-t', topic, '-z', codec], lines);
    expect(await consume(topic)).toBe(lines);
  },
);

test.for(['0', '1', '-1'])('kcat produces with acks=%s', async (acks) => {
  const topic = uniqueName('acks');
  await kcat(['-P', '-t', topic, '-X', `acks=${acks}`], 'a\nb\n');
  expect(await consume(topic)).toBe('a\nb\n');
});

test('kcat is idempotent', async () => {
  const topic = uniqueName('idempotent');
  const lines = Array.from({ length: 500 }, (_, index) => `${index}\n`).join('');
  await kcat(['-P', '-t', topic, '-X', 'enable.idempotence=true', '-X', 'linger.ms=1'], lines);
  expect(await consume(topic)).toBe(lines);
});

test('kcat starts at an offset, at a distance from the end and at a time', async () => {
  const topic = uniqueName('places');
  await kcat(['-P', '-t', topic], '0\n1\n2\n3\n');
  const from = (offset: string) => kcat(['-C', '-q', '-t', topic, '-p', '0', '-o', offset, '-e']);
  expect(await from('2')).toBe('2\n3\n');
  expect(await from('-1')).toBe('3\n');
  expect(await from(`s@${Date.now() - 60_000}`)).toBe('0\n1\n2\n3\n');
});

test('kcat -Q asks for the offset of a time', async () => {
  const topic = uniqueName('asked');
  await kcat(['-P', '-t', topic], '0\n1\n');
  expect(await kcat(['-Q', '-t', `${topic}:0:1`])).toContain(`${topic} [0] offset 0`);
  expect(await kcat(['-Q', '-t', `${topic}:0:-1`])).toContain(`${topic} [0] offset 2`);
});

test('kcat -G reads in a group and goes on where it stopped', async () => {
  const topic = uniqueName('group');
  const group = uniqueName('g');
  await kcat(['-P', '-t', topic], '0\n1\n2\n');
  const options = ['-q', '-e', '-X', 'auto.offset.reset=earliest', '-X', 'fetch.wait.max.ms=50'];
  expect(await kcat(['-G', group, ...options, topic])).toBe('0\n1\n2\n');
  await kcat(['-P', '-t', topic], '3\n');
  expect(await kcat(['-G', group, ...options, topic])).toBe('3\n');
});
