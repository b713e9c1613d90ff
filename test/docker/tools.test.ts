// The tools of the image: what compose files, health checks and init containers call by the names of Apache Kafka's.

import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runTool } from '../../docker/tools/run-tool.ts';
import type { TestBroker } from '../../src/testing.ts';
import { startBroker } from '../../src/testing.ts';
import { KlammProcess } from '../support/klamm-process.ts';

const script = path.resolve(import.meta.dirname, '../../docker/tools/main.ts');
let broker: TestBroker;

beforeAll(async () => {
  broker = await startBroker({ topics: { there: 1 } });
});

afterAll(() => broker.close());

function wordsOf(command: string): [string, ...string[]] {
  const [name = '', ...words] = command.split(' ');
  return [name, ...words.map((word) => word.replace('SERVERS', broker.bootstrapServers))];
}

/** What a command prints; fails when it does not end with 0. */
async function output(command: string): Promise<string> {
  let printed = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  try {
    const [name, ...words] = wordsOf(command);
    expect(await runTool(name, words)).toBe(0);
  } finally {
    stdout.mockRestore();
  }
  return printed;
}

function refusal(command: string): Promise<unknown> {
  return output(command).catch((error: Error) => error.message);
}

describe('kafka-topics', () => {
  it('creates, describes, grows, deletes and lists', async () => {
    const create = 'kafka-topics --bootstrap-server SERVERS --create --topic made';
    expect(await output(`${create} --partitions 3 --replication-factor 1`)).toBe(
      'Created topic made.\n',
    );
    expect(await output(`${create} --if-not-exists`)).toBe('');
    expect(await refusal(create)).toMatch(/TOPIC_ALREADY_EXISTS/);
    await output('kafka-topics.sh --bootstrap-server SERVERS --alter --topic made --partitions 4');
    const described = await output(
      'kafka-topics --describe --topic made --bootstrap-server=SERVERS',
    );
    expect(described).toMatch(/^Topic: made\tPartitionCount: 4\tReplicationFactor: 1\n/);
    expect(described).toMatch(/^\tTopic: made\tPartition: 3\tLeader: 0\t/m);
    const remove = 'kafka-topics --bootstrap-server SERVERS --delete --topic made';
    await output(remove);
    expect(await refusal(remove)).toMatch(/UNKNOWN_TOPIC_OR_PARTITION/);
    expect(await output(`${remove} --if-exists`)).toBe('');
    expect(await output('kafka-topics --bootstrap-server SERVERS --list')).toBe('there\n');
  });

  it.each([
    [
      '--list --bootstrap-servers SERVERS',
      /--bootstrap-servers: did you mean --bootstrap-server\?/,
    ],
    ['--list --bootstrap-server', /--bootstrap-server needs a value/],
    ['--list', /--bootstrap-server is missing/],
    ['--bootstrap-server SERVERS', /one of --list, --create, /],
    ['--create --bootstrap-server SERVERS', /--topic is missing/],
    ['--create --topic a --partitions x --bootstrap-server SERVERS', /--partitions is a number/],
    ['--list --zookeeper here:2181', /no option --zookeeper/],
  ])('refuses %s', async (words, reason) => {
    expect(await refusal(`kafka-topics ${words}`)).toMatch(reason);
  });
});

describe('the console tools', () => {
  it('write and read records with keys', async () => {
    const keys = '--property parse.key=true --property key.separator=:';
    const command = `kafka-console-producer --bootstrap-server SERVERS --topic there ${keys}`;
    const producer = new KlammProcess(wordsOf(command), { script, input: 'a:1\nb:2\n' });
    expect((await producer.ended).code).toBe(0);
    const from = 'kafka-console-consumer --bootstrap-server SERVERS --topic there --from-beginning';
    const read = await output(`${from} --max-messages 2 --property print.key=true`);
    expect(read).toBe('a\t1\nb\t2\n');
    expect(await output(`${from} --timeout-ms 1000`)).toBe('1\n2\n');
  });

  it('refuse properties that would have no effect', async () => {
    const from = 'kafka-console-consumer --bootstrap-server SERVERS --topic there';
    expect(await refusal(`${from} --property print.headers=true`)).toMatch(/print.headers/);
    expect(await refusal(`${from} --group g`)).toMatch(/no option --group/);
  });
});

describe('kafka-configs', () => {
  it('changes and shows what a topic is set to', async () => {
    const configs = 'kafka-configs --bootstrap-server SERVERS';
    const change = 'retention.ms=7,cleanup.policy=[compact,delete]';
    await output(
      `${configs} --alter --entity-type topics --entity-name there --add-config ${change}`,
    );
    const shown = await output(`${configs} --describe --topic there`);
    expect(shown).toMatch(/cleanup\.policy +compact,delete/);
    expect(shown).toMatch(/retention\.ms +7/);
    await output(`${configs} --alter --topic there --delete-config retention.ms,cleanup.policy`);
    expect(await output(`${configs} --describe --topic there`)).not.toMatch(/retention/);
  });
});

describe('health checks', () => {
  it.each([
    'kafka-broker-api-versions.sh --bootstrap-server SERVERS',
    'kafka-consumer-groups --bootstrap-server SERVERS --list',
    'cub kafka-ready -b SERVERS 1 20',
  ])('%s', async (command) => {
    await output(command);
  });
});

describe('the tools around the broker', () => {
  it('draw a uuid', async () => {
    expect(await output('kafka-storage random-uuid')).toMatch(/^[\w-]{22}\n$/);
  });

  it.each([
    ['kafka-storage info', /kafka-storage has format and random-uuid/],
    ['kafka-server-start.sh', /which server.properties\?/],
    ['cub zk-ready here:2181 20', /-b|--bootstrap-server/],
    ['kafka-acls --list', /there are kafka-topics, /],
  ])('refuse %s', async (command, reason) => {
    expect(await refusal(command)).toMatch(reason);
  });
});
