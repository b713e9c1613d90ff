// Transactions that nobody is going to end: records that a producer appended although its coordinator knows of no
// transaction of it there. They hold up every reader of committed records until an operator finds and aborts them.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendTooLate, appendUnknown, openTransaction } from './open-transaction.ts';
import { runTool, sortedLines, succeed, theWorld, uniqueName } from './side-by-side.ts';
import { producersTable, transactionTable } from './transaction-tables.ts';

const HOURS_AGO = Date.now() - 3 * 3_600_000;
const VERIFICATION = 'transaction.partition.verification.enable';
/** Ids of no coordinator, so that both brokers can have the same. */
const UNKNOWN = { producerId: 4_000_001, producerEpoch: 0 };
const BUMPED = { producerId: 4_000_002, producerEpoch: 3 };

const unknownTopic = uniqueName('unknown-hangs');
const bumpedTopic = uniqueName('bumped-hangs');
const lateTopic = uniqueName('late-hangs');
const knownTopic = uniqueName('known-is-old');
const known = uniqueName('known');
const topics = [unknownTopic, bumpedTopic, lateTopic, knownTopic];

const find = (...args: string[]) =>
  succeed('kafka-transactions', ['find-hanging', ...args], { normalise: transactionTable });

const refused = async (...args: string[]) => {
  const result = await runTool('kafka-transactions', args);
  expect(result.code).toBe(1);
  return result.stdout + result.stderr;
};

const producersOf = (topic: string) =>
  succeed('kafka-transactions', ['describe-producers', '--topic', topic, '--partition', '0'], {
    normalise: producersTable,
  });

const describe = (id: string) =>
  succeed('kafka-transactions', ['describe', '--transactional-id', id], {
    normalise: transactionTable,
  });

const committed = async (topic: string) => {
  const args = ['--topic', topic, '--from-beginning', '--timeout-ms', '3000'];
  const isolation = ['--isolation-level', 'read_committed'];
  const read = await runTool('kafka-console-consumer', [...args, ...isolation], {
    normalise: sortedLines,
  });
  return read.stdout;
};

const verify = (value: string) => {
  const entity = ['--entity-type', 'brokers', '--entity-default'];
  return succeed('kafka-configs', [
    '--alter',
    ...entity,
    '--add-config',
    `${VERIFICATION}=${value}`,
  ]);
};

beforeAll(async () => {
  for (const topic of topics) await succeed('kafka-topics', ['--create', '--topic', topic]);
  await verify('false');
  await appendUnknown(UNKNOWN, unknownTopic, HOURS_AGO);
  await appendUnknown(BUMPED, bumpedTopic, HOURS_AGO);
  await appendTooLate(uniqueName('late'), lateTopic, HOURS_AGO);
  await openTransaction(known, knownTopic, HOURS_AGO);
  await verify('true');
  for (const topic of topics) {
    await succeed('kafka-console-producer', ['--topic', topic], { stdin: 'behind\n' });
  }
});

afterAll(() => verify('true'));

test('transactions that no coordinator knows are found, however it does not know them', async () => {
  expect(await find('--topic', unknownTopic)).toContain(
    `${unknownTopic} 0 PRODUCER 0 -1 0 TIME DURATION`,
  );
  expect(await find('--topic', bumpedTopic, '--partition', '0')).toContain(
    `${bumpedTopic} 0 PRODUCER 3 -1 0 TIME DURATION`,
  );
  expect(await find('--topic', lateTopic)).toContain(`${lateTopic} 0 PRODUCER 0 0 1 TIME DURATION`);
});

test('a transaction is not found when its coordinator knows it, or when it is young', async () => {
  expect(await find('--topic', knownTopic)).not.toContain(knownTopic);
  const old = ['--max-transaction-timeout', '600'];
  expect(await find('--topic', unknownTopic, ...old)).not.toContain(unknownTopic);
});

test('they are searched for on a broker', async () => {
  const found = await find('--broker-id', '0');
  for (const topic of [unknownTopic, bumpedTopic, lateTopic]) expect(found).toContain(topic);
  expect(found).not.toContain(knownTopic);
});

test('a search says what it needs to know', async () => {
  expect(await refused('find-hanging')).toContain('requires either --topic or --broker-id');
  await refused('find-hanging', '--broker-id', '0', '--partition', '0');
});

test('they hold up readers of committed records, and outlive a restart', async () => {
  expect(await committed(unknownTopic)).toBe('');
  const { subject, reference } = await theWorld();
  for (const side of [subject, reference]) {
    await side?.broker.stop();
    await side?.broker.startAgain();
  }
  expect(await find('--topic', lateTopic)).toContain(lateTopic);
  expect(await find('--topic', unknownTopic)).toContain(unknownTopic);
  expect(await committed(unknownTopic)).toBe('');
  expect(await producersOf(unknownTopic)).toMatch(/^PRODUCER 0 -1 0 TIME 0 *$/m);
});

test('an abort is refused when it does not say which transaction', async () => {
  const at = ['--topic', unknownTopic, '--partition', '0'];
  await refused('abort', ...at);
  await refused('abort', ...at, '--start-offset', '1');
  await refused('abort', ...at, '--producer-id', `${UNKNOWN.producerId}`);
});

test('an abort with an epoch of the past is refused', async () => {
  const at = ['--topic', bumpedTopic, '--partition', '0', '--coordinator-epoch', '0'];
  const producer = ['--producer-id', `${BUMPED.producerId}`, '--producer-epoch', '2'];
  await refused('abort', ...at, ...producer);
  expect(await find('--topic', bumpedTopic)).toContain(bumpedTopic);
});

test('an aborted transaction is gone, and readers go on behind it', async () => {
  const at = ['--partition', '0', '--start-offset'];
  await succeed('kafka-transactions', ['abort', '--topic', unknownTopic, ...at, '0']);
  await succeed('kafka-transactions', ['abort', '--topic', lateTopic, ...at, '1']);
  for (const topic of [unknownTopic, lateTopic]) {
    expect(await find('--topic', topic)).not.toContain(topic);
    expect(await committed(topic)).toBe('behind\n');
    expect(await producersOf(topic)).toMatch(/^PRODUCER 0 0 0 TIME None *$/m);
  }
});

test('a transaction is aborted by its producer, as with brokers before 3.0', async () => {
  const producer = ['--producer-id', `${BUMPED.producerId}`, '--producer-epoch', '3'];
  const at = ['--topic', bumpedTopic, '--partition', '0', '--coordinator-epoch', '-1'];
  await succeed('kafka-transactions', ['abort', ...at, ...producer]);
  expect(await committed(bumpedTopic)).toBe('behind\n');
  expect(await producersOf(bumpedTopic)).toContain('None');
});

test('an abort of a transaction that does not exist leaves a marker', async () => {
  const producer = ['--producer-id', '4000003', '--producer-epoch', '0'];
  const at = ['--topic', bumpedTopic, '--partition', '0', '--coordinator-epoch', '0'];
  await runTool('kafka-transactions', ['abort', ...at, ...producer]);
  await succeed('kafka-get-offsets', ['--topic', bumpedTopic, '--time', 'latest']);
  await producersOf(bumpedTopic);
});

test('force ends a transaction that its coordinator knows, and the id begins anew', async () => {
  const force = ['forceTerminateTransaction', '--transactionalId'];
  expect(await describe(known)).toContain('Ongoing');
  await succeed('kafka-transactions', [...force, known]);
  expect(await describe(known)).toContain('Empty');
  expect(await committed(knownTopic)).toBe('behind\n');
  await succeed('kafka-transactions', [...force, known]);
  await describe(known);
});

test('force on an id that nobody has used does on both what it does on one', async () => {
  const nobody = uniqueName('nobody-was-here');
  await runTool('kafka-transactions', ['forceTerminateTransaction', '--transactionalId', nobody]);
  await runTool('kafka-transactions', ['describe', '--transactional-id', nobody], {
    normalise: transactionTable,
  });
});
