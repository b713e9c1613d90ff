import { cpSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import type { ToolName } from '../support/tool-host.ts';
import { ToolHost } from '../support/tool-host.ts';
import { KafkaNode } from './kafka-node.ts';
import { KlammNode, klamm, klammJson } from './klamm.ts';

interface Report {
  readonly topics: number;
  readonly features: Readonly<Record<string, number>>;
  readonly notices: readonly { readonly kind: string }[];
  readonly written: { readonly linkedBytes: number; readonly copiedBytes: number };
}

let tools: ToolHost;
beforeAll(() => {
  tools = new ToolHost();
});
afterAll(() => tools[Symbol.dispose]());

async function succeed(tool: ToolName, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await tools.run(tool, args);
  if (code !== 0) throw new Error(`${tool} ${args.join(' ')}: ${stderr}${stdout}`);
  return stdout;
}

type Served = { readonly address: string };
const write = ({ address }: Served, what: string) => succeed('migration-writer', address, what);
const dump = ({ address }: Served) => succeed('migration-dump', address);
const secrets = ({ address }: Served) => succeed('migration-dump', address, 'secrets');

/** What is not the same on purpose: a broker that takes over leads in a later epoch than records were written in. */
const places = () => {
  const home = temporaryDirectory();
  return (name: string) => path.join(home, name);
};

async function exported(data: string, target: string): Promise<Report> {
  const port = await freePort();
  const words = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--controller-port',
    String(port + 1),
  ];
  return klammJson<Report>('export', target, '--data', data, ...words);
}

/** No finding of `klamm check`, which reads every batch and every index. */
async function expectSound(directory: string): Promise<void> {
  const { code, stdout, stderr } = await klamm('check', directory);
  if (code !== 0) throw new Error(`klamm check ${directory}:\n${stdout}${stderr}`);
}

const AUTHORIZED = {
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'super.users': 'User:ANONYMOUS',
};

test('what Apache Kafka wrote goes to Klamm, back, and to Klamm again, record for record', async () => {
  const place = places();
  await using kafka = await KafkaNode.start(tools, { properties: AUTHORIZED });
  await write(kafka, 'everything');
  await write(kafka, 'secrets');
  const before = await dump(kafka);
  const secretsBefore = await secrets(kafka);
  expect(before).toMatch(/^group readers plain-\d OffsetAndMetadata/m);
  await kafka.stop();

  const report = await klammJson<Report>('import', ...kafka.directories, '--data', place('first'));
  expect(report.notices.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['acl', 'scram', 'client-quota']),
  );
  expect(report.written.linkedBytes).toBeGreaterThan(1_000_000);
  await expectSound(place('first'));
  {
    await using served = await KlammNode.start(place('first'));
    expect(await dump(served)).toBe(before);
    await write(served, 'more');
  }
  // The last one was killed: what it had is what counts.
  let grown: string;
  {
    await using served = await KlammNode.start(place('first'));
    grown = await dump(served);
    expect(grown).not.toBe(before);
    await served.stop();
  }

  await exported(place('first'), place('kafka'));
  await using again = await KafkaNode.startExported(place('kafka'), AUTHORIZED);
  expect(await dump(again)).toBe(grown);
  expect(await secrets(again)).toBe(secretsBefore);
  await write(again, 'more');
  const last = await dump(again);
  await again.stop();

  await klammJson<Report>('import', place('kafka'), '--data', place('second'));
  await expectSound(place('second'));
  await using served = await KlammNode.start(place('second'));
  expect(await dump(served)).toBe(last);

  // All of this has left the first node what it was.
  await served.stop();
  await kafka.startAgain();
  expect(await dump(kafka)).toBe(before);
});

test('a node with two log directories that was killed with a transaction open is taken over as it was', async () => {
  const place = places();
  await using kafka = await KafkaNode.start(tools, { directories: ['one', 'two'] });
  await write(kafka, 'everything');
  await write(kafka, 'open');
  const before = await dump(kafka);
  expect(before).toMatch(/^producer transactions-0 .* open from \d+$/m);
  await kafka.kill();

  const alone = await klamm('import', kafka.directories[0] as string, '--data', place('klamm'));
  expect(alone.code).toBe(1);
  expect(alone.stderr).toContain('these partitions are in directories that were not given');
  expect(existsSync(place('klamm'))).toBe(false);

  await klammJson<Report>('import', '--config', kafka.propertiesFile, '--data', place('klamm'));
  {
    await using served = await KlammNode.start(place('klamm'));
    expect(await dump(served)).toBe(before);
    await served.stop();
  }
  await expectSound(place('klamm'));
  await exported(place('klamm'), place('kafka'));
  await using again = await KafkaNode.startExported(place('kafka'));
  expect(await dump(again)).toBe(before);
});

test('what Klamm wrote goes to Apache Kafka', async () => {
  const place = places();
  let before: string;
  {
    await using served = await KlammNode.start(place('klamm'));
    await succeed(
      'kafka-topics',
      '--bootstrap-server',
      served.address,
      '--create',
      '--topic',
      'plain',
      '--partitions',
      '3',
      '--config',
      'segment.bytes=1048576',
    );
    for (const topic of ['empty', 'compacted']) {
      await succeed(
        'kafka-topics',
        '--bootstrap-server',
        served.address,
        '--create',
        '--topic',
        topic,
      );
    }
    await write(served, 'more');
    await write(served, 'more');
    const reading = [
      '--topic',
      'plain',
      '--from-beginning',
      '--max-messages',
      '10',
      '--group',
      'readers',
    ];
    await succeed('kafka-console-consumer', '--bootstrap-server', served.address, ...reading);
    before = await dump(served);
    expect(before).toMatch(/^group readers plain-\d OffsetAndMetadata/m);
    await served.stop();
  }
  await exported(place('klamm'), place('kafka'));
  await using kafka = await KafkaNode.startExported(place('kafka'));
  expect(await dump(kafka)).toBe(before);
  await write(kafka, 'more');
});

test.for(['3.3-IV3', '3.5-IV2', '3.7-IV4', '3.9-IV0', '4.0-IV3'])(
  'a directory that was formatted as %s goes to Klamm and back at that level',
  async (releaseVersion) => {
    const place = places();
    await using kafka = await KafkaNode.start(tools, { releaseVersion });
    await write(kafka, 'everything');
    const before = await dump(kafka);
    const features = await secretsOf(kafka);
    await kafka.stop();

    await klammJson<Report>('import', ...kafka.directories, '--data', place('klamm'));
    {
      await using served = await KlammNode.start(place('klamm'));
      expect(await dump(served)).toBe(before);
      await served.stop();
    }
    await exported(place('klamm'), place('kafka'));
    await using again = await KafkaNode.startExported(place('kafka'));
    expect(await dump(again)).toBe(before);
    expect(await secretsOf(again)).toEqual(features);
  },
);

/** The feature levels; the rest needs an authorizer. */
async function secretsOf(node: Served): Promise<string[]> {
  const { stdout } = await tools.run('kafka-features', [
    '--bootstrap-server',
    node.address,
    'describe',
  ]);
  return stdout.split('\n').map((line) => line.replace(/\s*Epoch: \d+/, ''));
}

test('a running node is refused, and so is a copy of a directory that misses its metadata', async () => {
  const place = places();
  await using kafka = await KafkaNode.start(tools);
  const [directory = ''] = kafka.directories;
  const running = await klamm('import', directory, '--data', place('klamm'));
  expect(running).toMatchObject({ code: 1, stdout: '' });
  expect(running.stderr).toMatch(/is in use by process \d+: stop the Apache Kafka/);

  await kafka.kill();
  cpSync(directory, place('copy'), { recursive: true });
  const started = await klamm('start', '--data', place('copy'));
  expect(started.stderr).toContain('holds the data of an Apache Kafka: `klamm import');
  expect(readdirSync(place('copy'))).toEqual(readdirSync(directory));
});
