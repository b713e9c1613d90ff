// The start scripts of the image, as containers and Testcontainers' start scripts call them.

import { appendFileSync, readFileSync } from 'node:fs';
import { Kafka, logLevel } from 'kafkajs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { klamm } from '../support/klamm-process.ts';
import { ImageRoot } from './image-root.ts';

/** What Testcontainers sets in each of its modules; ports that are free. */
const TWO_LISTENERS = {
  KAFKA_LISTENERS: 'PLAINTEXT://localhost:0,BROKER://localhost:0,CONTROLLER://localhost:0',
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'BROKER:PLAINTEXT,PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
  KAFKA_PROCESS_ROLES: 'broker,controller',
  KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9094',
  KAFKA_INTER_BROKER_LISTENER_NAME: 'BROKER',
  KAFKA_NODE_ID: '1',
};

/** The lines that the modules look for, with the pattern of each. */
const AWAITED = [
  /.*Transitioning from RECOVERY to RUNNING.*/,
  /.*Kafka Server started.*/,
  /.*\[KafkaServer id=\d+\] started.*/,
];

const ANNOUNCED = '] started (kafka.server.KafkaServer)\n';

async function admin(address: string) {
  const client = new Kafka({ brokers: [address], logLevel: logLevel.NOTHING }).admin();
  await client.connect();
  onTestFinished(() => client.disconnect());
  return client;
}

describe.each(['/etc/kafka/docker/run', '/etc/confluent/docker/run'])('%s', (run) => {
  it('serves, then writes the lines that others wait for, and stops cleanly', async () => {
    const broker = new ImageRoot().run(run, [], { environment: TWO_LISTENERS });
    await broker.until(() => broker.stdout.includes(ANNOUNCED));
    const lines = broker.stdout.split('\n');
    for (const pattern of AWAITED)
      expect(lines.filter((line) => pattern.test(line))).toHaveLength(1);
    const [, address = ''] = /^ready on (\S+)/.exec(broker.stdout) ?? [];
    expect(await (await admin(address)).describeCluster()).toMatchObject({ controller: 1 });
    broker.signal('SIGTERM');
    expect(await broker.ended).toEqual({ code: 0, signal: null });
  });
});

describe('the start', () => {
  it('survives what start scripts do to the steps, and takes the cluster id that is formatted', async () => {
    const image = new ImageRoot();
    image.write('etc/confluent/docker/ensure', '\n');
    appendFileSync(
      image.at('etc/confluent/docker/configure'),
      'kafka-storage format --ignore-formatted -t "4L6g3nShT-eMCtK--X86sw" -c /etc/kafka/kafka.properties\n',
    );
    const broker = image.run('etc/confluent/docker/run', [], { environment: TWO_LISTENERS });
    const { clusterId } = await (await admin(await broker.ready())).describeCluster();
    expect(clusterId).toBe('4L6g3nShT-eMCtK--X86sw');
  });

  it('takes a server.properties that was mounted, and the environment before it', async () => {
    const image = new ImageRoot();
    image.write(
      'mnt/shared/config/server.properties',
      'listeners=PLAINTEXT://localhost:0\nnum.partitions=5\nlog.retention.hours=1\n',
    );
    const environment = { KAFKA_NUM_PARTITIONS: '7' };
    const asked = image.run('etc/kafka/docker/run', ['--explain-config'], { environment });
    await asked.ended;
    expect(asked.stdout).toMatch(/num\.partitions\W+7\b/);
    expect(asked.stdout).toMatch(/log\.retention\.hours\W+1\b/);
    expect(asked.stdout).toMatch(/listeners\W+PLAINTEXT:\/\/localhost:0/);
  });

  it('listens on every address, and keeps its data in the volume, without any setting', async () => {
    const image = new ImageRoot();
    const environment = { KAFKA_LOG_DIRS: '' };
    const asked = image.run('etc/kafka/docker/configure', [], { environment });
    await asked.ended;
    const settings = readFileSync(image.at('etc/kafka/kafka.properties'), 'utf8');
    expect(settings).toMatch(/^log\.dir=\/var\/lib\/kafka\/data$/m);
    expect(settings).toMatch(/^listeners=PLAINTEXT:\/\/:9092$/m);
  });

  it('fails with what the broker says', async () => {
    const environment = { ...TWO_LISTENERS, KAFKA_NUM_PARTITIONS: 'many' };
    const broker = new ImageRoot().run('etc/kafka/docker/run', [], { environment });
    expect((await broker.ended).code).toBe(1);
    expect(broker.stderr).toMatch(/^klamm: KAFKA_NUM_PARTITIONS: Invalid value many/m);
    expect(broker.stdout).not.toMatch(/RUNNING|started/);
  });
});

describe('klamm-health', () => {
  it('is healthy while the broker answers, and not before or afterwards', async () => {
    const image = new ImageRoot();
    const other = klamm('start', '--memory', '--port', '0');
    image.write('run/klamm/ready', await other.ready());
    expect((await image.run('usr/local/bin/klamm-health').ended).code).toBe(0);
    other.signal('SIGTERM');
    await other.ended;
    expect((await image.run('usr/local/bin/klamm-health').ended).code).toBe(1);
  });
});
