import { expect, test } from 'vitest';
import { startTool, succeed, uniqueName } from './side-by-side.ts';

const rates = { differsBecause: 'the numbers are rates and times of day' };

async function newTopic(partitions = '1'): Promise<string> {
  const topic = uniqueName('speed');
  await succeed('kafka-topics', ['--create', '--topic', topic, '--partitions', partitions]);
  // Answered by leaders only. Apache Kafka may refuse the first batch of a producer that comes earlier and
  // take the second, which leaves an idempotent one retrying for good.
  await succeed('kafka-get-offsets', ['--topic', topic]);
  return topic;
}

test('what kafka-producer-perf-test sends, kafka-consumer-perf-test reads', async () => {
  const topic = await newTopic('3');
  const sent = await succeed(
    'kafka-producer-perf-test',
    [
      ...['--topic', topic, '--num-records', '20000', '--record-size', '200'],
      ...['--throughput', '-1'],
    ],
    rates,
  );
  expect(sent).toMatch(/^20000 records sent, [\d.]+ records\/sec .* 99\.9th\.$/m);
  const read = await succeed(
    'kafka-consumer-perf-test',
    ['--topic', topic, '--num-records', '20000', '--timeout', '20000'],
    rates,
  );
  const columns = read.trim().split('\n').at(-1)?.split(', ') ?? [];
  expect(Number(columns[4])).toBeGreaterThanOrEqual(20_000);
});

test('kafka-verifiable-producer sees every record acknowledged', async () => {
  const topic = await newTopic();
  const output = await succeed(
    'kafka-verifiable-producer',
    ['--topic', topic, '--max-messages', '200', '--acks', '-1'],
    rates,
  );
  const events = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.filter(({ name }) => name === 'producer_send_success')).toHaveLength(200);
  expect(events.at(-1)).toMatchObject({ name: 'tool_data', sent: 200, acked: 200 });
});

test('kafka-verifiable-consumer reads in a group, commits and goes', async () => {
  const topic = await newTopic('2');
  const args = ['--topic', topic, '--max-messages', '100'];
  await succeed('kafka-verifiable-producer', args, rates);
  const group = uniqueName('verified');
  const consumer = await startTool('kafka-verifiable-consumer', [
    ...['--topic', topic, '--group-id', group, '--max-messages', '100', '--verbose'],
    ...['--reset-policy', 'earliest'],
  ]);
  await consumer.until((run) => run.stdout.includes('shutdown_complete'));
  const { stdout } = await consumer.interrupt();
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const names = new Set(events.map(({ name }) => name));
  expect(names).toContain('partitions_assigned');
  expect(names).toContain('offsets_committed');
  expect(events.filter(({ name }) => name === 'record_data')).toHaveLength(100);
});
