// Kafka Connect with a file source that reads exactly once and a file sink. The tests are one story: each
// begins where the one before it ends.

import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Broker } from '../support/broker.ts';
import { CommittedReader } from '../support/committed-reader.ts';
import { until } from '../support/until.ts';
import { LinesFile, linesOf } from './lines-file.ts';
import { ConnectWorker } from './worker.ts';

const TOPIC = 'lines';
const SOURCE = 'the-source';
const SINK = 'the-sink';
/** Of a batch that is full the connector keeps the rest of what it has read until the file grows. */
const ALL_AT_ONCE = '100000';
const FLOW_MS = 50;
const LINES_AT_A_TIME = 4;

// Restarts of processes that a busy machine starts slowly.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let broker: Broker;
let worker: ConnectWorker;
let input: LinesFile;
let sinkFile: string;
let reader: CommittedReader;

beforeAll(async () => {
  broker = await Broker.start({
    returnsSoon: true,
    properties: {
      'group.min.session.timeout.ms': '500',
      'transaction.abort.timed.out.transaction.cleanup.interval.ms': '500',
    },
  });
  worker = await ConnectWorker.start(broker);
  input = new LinesFile(path.join(worker.directory, 'input.txt'));
  sinkFile = path.join(worker.directory, 'output.txt');
  reader = new CommittedReader(TOPIC, 0);
});

afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  await broker?.[Symbol.asyncDispose]();
});

const sourceConfig = (changes: object = {}) => ({
  'connector.class': 'FileStreamSource',
  'tasks.max': '1',
  topic: TOPIC,
  file: input.name,
  'batch.size': ALL_AT_ONCE,
  'exactly.once.support': 'required',
  'transaction.boundary': 'poll',
  ...changes,
});

const sinkConfig = () => ({
  'connector.class': 'FileStreamSink',
  'tasks.max': '1',
  topics: TOPIC,
  file: sinkFile,
  'consumer.override.isolation.level': 'read_committed',
});

/** The states of a connector and its tasks, as one word when they agree. */
async function stateOf(connector: string): Promise<string> {
  const { status, body } = await worker.ask('GET', `/connectors/${connector}/status`);
  if (status !== 200) return String(status);
  const tasks: { state: string }[] = body.tasks;
  return [...new Set([body.connector.state, ...tasks.map(({ state }) => state)])].join();
}

function untilState(connector: string, state: string): Promise<void> {
  return until(`${connector} is ${state}`, async () => (await stateOf(connector)) === state);
}

async function untilCopied(count: number): Promise<void> {
  await until(`${count} records in the topic`, async () => {
    await reader.readOn(broker.port).catch(() => {});
    return reader.values.length >= count;
  });
}

const untilSunk = (line: string) =>
  until(`the sink has ${line}`, () => linesOf(sinkFile).includes(line));

/** Lets lines flow into the file while the work is done, and then until all of them are in the topic. */
async function whileLinesFlow(work: () => Promise<void>): Promise<void> {
  const flow = setInterval(() => input.append(LINES_AT_A_TIME), FLOW_MS);
  try {
    await untilCopied(input.lines.length + 50);
    await work();
    await untilCopied(input.lines.length);
  } finally {
    clearInterval(flow);
  }
  await untilCopied(input.lines.length);
}

test('the worker lists the file connectors', async () => {
  const { body } = await worker.ask('GET', '/connector-plugins');
  const names = body.map((plugin: { class: string }) => plugin.class.split('.').at(-1));
  expect(names).toEqual(
    expect.arrayContaining(['FileStreamSourceConnector', 'FileStreamSinkConnector']),
  );
});

test('connectors are created through REST and run', async () => {
  const source = { name: SOURCE, config: sourceConfig() };
  expect(await worker.ask('POST', '/connectors', source)).toMatchObject({ status: 201 });
  expect(await worker.ask('POST', '/connectors', source)).toMatchObject({ status: 409 });
  const created = await worker.ask('PUT', `/connectors/${SINK}/config`, sinkConfig());
  expect(created).toMatchObject({ status: 201, body: { type: 'sink' } });
  await untilState(SOURCE, 'RUNNING');
  await untilState(SINK, 'RUNNING');
  expect((await worker.ask('GET', '/connectors')).body.toSorted()).toEqual([SINK, SOURCE]);
});

test('lines flow from the file into the topic and from the topic into the file', async () => {
  await whileLinesFlow(async () => {});
  await untilSunk(input.lines.at(-1) ?? '');
  expect(linesOf(sinkFile)).toEqual(input.lines);
});

test('a killed worker loses no line and doubles none', async () => {
  await whileLinesFlow(async () => {
    await worker.kill();
    await worker.startAgain();
  });
  expect(reader.values).toEqual(input.lines);
});

test('a killed broker loses no line and doubles none', async () => {
  await whileLinesFlow(async () => {
    await broker.kill();
    await broker.startAgain();
  });
  expect(reader.values).toEqual(input.lines);
});

test('a stopped broker and a stopped worker lose no line and double none', async () => {
  await whileLinesFlow(async () => {
    await broker.stop();
    await broker.startAgain();
    await worker.stop();
    await worker.startAgain();
  });
  expect(reader.values).toEqual(input.lines);
});

test('worker and broker killed together lose no line and double none', async () => {
  await whileLinesFlow(async () => {
    await Promise.all([worker.kill(), broker.kill()]);
    await broker.startAgain();
    await worker.startAgain();
  });
  expect(reader.values).toEqual(input.lines);
});

test('the sink has every line at least once, and each for the first time in order', async () => {
  await untilSunk(input.lines.at(-1) ?? '');
  expect([...new Set(linesOf(sinkFile))]).toEqual(input.lines);
});

test('a paused connector lets lines wait, a resumed one takes them', async () => {
  expect(await worker.ask('PUT', `/connectors/${SOURCE}/pause`)).toMatchObject({ status: 202 });
  await untilState(SOURCE, 'PAUSED');
  const before = input.lines.length;
  input.append(100);
  // Paused connectors survive a restart as such; by then a running one would have read the lines.
  await worker.stop();
  await worker.startAgain();
  await untilState(SOURCE, 'PAUSED');
  await reader.readOn(broker.port);
  expect(reader.values).toHaveLength(before);
  expect(await worker.ask('PUT', `/connectors/${SOURCE}/resume`)).toMatchObject({ status: 202 });
  await untilCopied(input.lines.length);
  expect(reader.values).toEqual(input.lines);
});

test('a changed config takes effect without a line lost or doubled', async () => {
  const changed = sourceConfig({ 'transaction.boundary': 'interval', 'batch.size': '50000' });
  await whileLinesFlow(async () => {
    const answer = await worker.ask('PUT', `/connectors/${SOURCE}/config`, changed);
    expect(answer).toMatchObject({ status: 200 });
    await untilState(SOURCE, 'RUNNING');
  });
  const { body } = await worker.ask('GET', `/connectors/${SOURCE}/config`);
  expect(body).toMatchObject(changed);
  expect(reader.values).toEqual(input.lines);
});

test('a config that cannot be is refused', async () => {
  const wrong = sourceConfig({ 'batch.size': 'many' });
  const answer = await worker.ask('PUT', `/connectors/${SOURCE}/config`, wrong);
  expect(answer).toMatchObject({ status: 400 });
});

test('a connector and its tasks are restarted through REST', async () => {
  const restart = `/connectors/${SOURCE}/restart?includeTasks=true`;
  expect(await worker.ask('POST', restart)).toMatchObject({ status: 202 });
  await whileLinesFlow(async () => {});
  await untilState(SOURCE, 'RUNNING');
  expect(reader.values).toEqual(input.lines);
});

test('the offsets of both connectors say how far they are', async () => {
  const position = async () => {
    const { body } = await worker.ask('GET', `/connectors/${SOURCE}/offsets`);
    return body.offsets[0]?.offset.position;
  };
  await until('the offset of the source is the end of the file', async () => {
    return (await position()) === input.size;
  });
  await until('the offset of the sink is behind the last record', async () => {
    const { body } = await worker.ask('GET', `/connectors/${SINK}/offsets`);
    return body.offsets[0]?.offset.kafka_offset === reader.endOfRecords;
  });
});

test('offsets that are deleted make a stopped source read its file anew', async () => {
  const offsets = `/connectors/${SOURCE}/offsets`;
  expect(await worker.ask('DELETE', offsets)).toMatchObject({ status: 400 });
  expect(await worker.ask('PUT', `/connectors/${SOURCE}/stop`)).toMatchObject({ status: 204 });
  await untilState(SOURCE, 'STOPPED');
  expect(await worker.ask('DELETE', offsets)).toMatchObject({ status: 200 });
  expect((await worker.ask('GET', offsets)).body).toEqual({ offsets: [] });
  await worker.ask('PUT', `/connectors/${SOURCE}/resume`);
  await untilCopied(2 * input.lines.length);
  expect(reader.values).toEqual([...input.lines, ...input.lines]);
});

test('offsets that are set make a stopped sink begin there', async () => {
  expect(await worker.ask('PUT', `/connectors/${SINK}/stop`)).toMatchObject({ status: 204 });
  await untilState(SINK, 'STOPPED');
  const before = linesOf(sinkFile);
  const partition = { kafka_topic: TOPIC, kafka_partition: 0 };
  const offsets = [{ partition, offset: { kafka_offset: 0 } }];
  const set = await worker.ask('PATCH', `/connectors/${SINK}/offsets`, { offsets });
  expect(set).toMatchObject({ status: 200 });
  await worker.ask('PUT', `/connectors/${SINK}/resume`);
  await until('the sink has read the topic again', () => {
    return linesOf(sinkFile).length === before.length + reader.values.length;
  });
  expect(linesOf(sinkFile).slice(before.length)).toEqual(reader.values);
});

test('deleted connectors are gone, and stay so', async () => {
  for (const connector of [SOURCE, SINK]) {
    const answer = await worker.ask('DELETE', `/connectors/${connector}`);
    expect(answer).toMatchObject({ status: 204 });
    await untilState(connector, '404');
  }
  await worker.kill();
  await broker.kill();
  await broker.startAgain();
  await worker.startAgain();
  expect((await worker.ask('GET', '/connectors')).body).toEqual([]);
});
