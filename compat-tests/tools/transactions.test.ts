import { beforeAll, expect, test } from 'vitest';
import { openTransaction } from './open-transaction.ts';
import { runTool, sortedLines, succeed, uniqueName } from './side-by-side.ts';
import { producersTable, transactionTable } from './transaction-tables.ts';

const topic = uniqueName('in-transactions');
const open = uniqueName('open-transaction');

const transactions = (...args: string[]) =>
  succeed('kafka-transactions', args, { normalise: transactionTable });
const features = (...args: string[]) => runTool('kafka-features', args, { normalise: sortedLines });

beforeAll(async () => {
  await succeed('kafka-topics', ['--create', '--topic', topic]);
  await openTransaction(open, topic);
});

test('kafka-transactions lists transactions, and those of a pattern or a duration', async () => {
  expect(await transactions('list')).toContain(open);
  const all = ['list', '--transactional-id-pattern'];
  expect(await transactions(...all, 'open-.*')).toContain(open);
  expect(await transactions(...all, 'nothing-.*')).not.toContain(open);
  expect(await transactions('list', '--duration-filter', '3600000')).not.toContain(open);
});

test('kafka-transactions describes a transaction', async () => {
  const output = await transactions('describe', '--transactional-id', open);
  expect(output).toContain('Ongoing');
  expect(output).toContain(`${topic}-0`);
  const unknown = ['describe', '--transactional-id', 'nobody-has-it'];
  expect((await runTool('kafka-transactions', unknown)).code).toBe(1);
});

test('kafka-transactions describes the producers of a partition', async () => {
  const args = ['describe-producers', '--topic', topic, '--partition', '0'];
  const output = await succeed('kafka-transactions', args, {
    normalise: producersTable,
  });
  expect(output).toMatch(/^PRODUCER 0\s+-1\s+0\s+TIME\s+0\s*$/m);
});

test('kafka-transactions finds no transaction that hangs while its coordinator knows it', async () => {
  const args = ['find-hanging', '--topic', topic, '--max-transaction-timeout', '0'];
  expect(await transactions(...args)).not.toContain('PRODUCER');
});

test('kafka-transactions aborts a transaction where it began', async () => {
  const aborted = uniqueName('aborted');
  await succeed('kafka-topics', ['--create', '--topic', aborted]);
  await openTransaction(uniqueName('given-up'), aborted);
  const offsets = (isolation: string) =>
    succeed('kafka-get-offsets', ['--topic', aborted, '--time', isolation]);
  await transactions(...['abort', '--topic', aborted, '--partition', '0', '--start-offset', '0']);
  expect(await offsets('latest')).toContain(`${aborted}:0:2`);
  const args = ['--topic', aborted, '--from-beginning', '--timeout-ms', '2000'];
  const committed = ['--isolation-level', 'read_committed'];
  const read = await runTool('kafka-console-consumer', [...args, ...committed], {
    normalise: sortedLines,
  });
  expect(read.stdout).toBe('');
});

test('kafka-producer-perf-test sends in transactions, of which every record is read', async () => {
  const fast = uniqueName('fast');
  await succeed('kafka-topics', ['--create', '--topic', fast, '--partitions', '3']);
  const sent = await succeed(
    'kafka-producer-perf-test',
    [
      ...['--topic', fast, '--num-records', '5000', '--record-size', '50', '--throughput', '-1'],
      ...['--transaction-duration-ms', '20', '--transactional-id', uniqueName('fast-tx')],
    ],
    { differsBecause: 'the numbers are rates' },
  );
  expect(sent).toMatch(/^5000 records sent/m);
  const args = ['--topic', fast, '--from-beginning', '--max-messages', '5000'];
  const read = await succeed(
    'kafka-console-consumer',
    [...args, '--isolation-level', 'read_committed', '--timeout-ms', '20000'],
    { differsBecause: 'the records are random' },
  );
  expect(read.trim().split('\n')).toHaveLength(5000);
});

test('kafka-features changes the level of transactions, and back', async () => {
  const change = (verb: string, level: number) =>
    features(verb, '--feature', `transaction.version=${level}`);
  expect(await change('upgrade', 3)).toMatchObject({ code: 1 });
  expect(await change('upgrade', 1)).toMatchObject({ code: 1 });
  expect(await change('downgrade', 1)).toMatchObject({ code: 0 });
  expect(await change('upgrade', 2)).toMatchObject({ code: 0 });
  const { subject } = await described();
  expect(subject).toMatch(
    /transaction\.version\s+SupportedMinVersion: 0\s+SupportedMaxVersion: 2\s+FinalizedVersionLevel: 2/,
  );
});

/** Apache Kafka has more features: what it says of this one is what ours says, but for the epoch. */
async function described(): Promise<{ subject: string }> {
  const normalise = (text: string) =>
    sortedLines(
      text
        .split('\n')
        .filter((line) => line.includes('transaction.version'))
        .join('\n')
        .replaceAll(/Epoch: \d+/g, 'Epoch: N'),
    );
  const { stdout } = await runTool('kafka-features', ['describe'], { normalise });
  return { subject: stdout };
}
