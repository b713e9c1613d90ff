// The files that come with Apache Kafka, and those that people made of them, as they stand.

import { describe, expect, it } from 'vitest';
import type { StartSettings } from '../../../src/broker/config/start-config.ts';
import { resolveStartConfig } from '../../../src/broker/config/start-config.ts';
import { StartError } from '../../../src/broker/start-error.ts';
import {
  BROKER,
  CONTROLLER,
  KRAFT_SERVER_3,
  SERVER_4,
  ZOOKEEPER_SERVER,
} from './fixtures/shipped-files.ts';

function started(lines: readonly string[], settings: StartSettings = {}) {
  const file = { path: 'server.properties', text: lines.join('\n') };
  return resolveStartConfig({ file, ...settings });
}

const NO_EFFECT =
  'num.io.threads, num.network.threads, num.recovery.threads.per.data.dir, socket.receive.buffer.bytes, socket.send.buffer.bytes, transaction.state.log.min.isr';

describe('a file that comes with Apache Kafka', () => {
  it('of 3.x with ZooKeeper is a broker, and ZooKeeper is named once', () => {
    const { listeners, nodeId, notices } = started(ZOOKEEPER_SERVER);
    expect(nodeId).toBe(0);
    expect(listeners).toMatchObject([{ name: 'PLAINTEXT', port: 9092, advertised: null }]);
    expect(notices).toEqual([
      'of earlier releases, ignored: zookeeper.connect, zookeeper.connection.timeout.ms',
      `without effect here: ${NO_EFFECT}`,
    ]);
  });

  it.each([
    ['3.x', KRAFT_SERVER_3, 1, 'controller.quorum.voters'],
    ['4.x', SERVER_4, 1, 'controller.quorum.bootstrap.servers'],
    ['a broker alone', BROKER, 2, 'controller.quorum.bootstrap.servers'],
  ])('of %s is a broker that has its controller inside', (_, lines, id, quorum) => {
    const { listeners, nodeId, notices } = started(lines);
    expect(nodeId).toBe(id);
    const advertised = { host: 'localhost', port: 9092 };
    expect(listeners).toMatchObject([{ name: 'PLAINTEXT', port: 9092, advertised }]);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain(`without effect here: ${quorum}, inter.broker.listener.name`);
  });

  it('of a controller alone is refused', () => {
    expect(() => started(CONTROLLER)).toThrow(StartError);
    expect(() => started(CONTROLLER)).toThrow(/^process.roles=controller: a Klamm is always/);
  });

  it('goes to another port as a whole: nobody is sent to the one that was', () => {
    const { listeners, notices } = started(SERVER_4, { port: 9099 });
    expect(listeners).toMatchObject([{ port: 9099, advertised: null }]);
    expect(notices).toContainEqual(expect.stringContaining('advertised.listeners names the port'));
  });
});

describe('an advertised port that a flag does not speak of', () => {
  it('stays: somebody forwards it', () => {
    const lines = ['advertised.listeners=PLAINTEXT://localhost:9092'];
    const advertised = { host: 'localhost', port: 9092 };
    expect(started(lines, { port: 0 }).listeners).toMatchObject([{ port: 0, advertised }]);
    const environment = { KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://localhost:9092' };
    expect(started([], { environment, port: 0 }).listeners).toMatchObject([{ advertised }]);
  });
});

describe('the addresses of files before 3.0', () => {
  it('are where the broker listens, and what it tells', () => {
    const lines = ['host.name=127.0.0.1', 'port=9095', 'advertised.host.name=me'];
    const { listeners, notices, given } = started(lines);
    const advertised = { host: 'me', port: 9095 };
    expect(listeners).toEqual([{ name: 'PLAINTEXT', host: '127.0.0.1', port: 9095, advertised }]);
    expect(given.get('advertised.listeners')?.[0]?.source).toBe('server.properties:3');
    expect(notices).toEqual([]);
  });

  it('do not count where there are listeners', () => {
    const { listeners } = started(['port=9095', 'listeners=PLAINTEXT://:9096']);
    expect(listeners).toMatchObject([{ port: 9096, advertised: null }]);
  });
});

describe('settings of others', () => {
  it('are named together, and those that are misspelt by themselves', () => {
    const { notices } = started([
      'listener.name.internal.max.connections=10',
      'confluent.support.metrics.enable=false',
      'super.users=User:a',
      'num.partitons=3',
    ]);
    expect(notices).toEqual([
      'server.properties:4: there is no property num.partitons, did you mean num.partitions?; it is ignored',
      'of plugins or single listeners, ignored: confluent.support.metrics.enable, listener.name.internal.max.connections, super.users',
    ]);
  });
});

describe('a secured listener', () => {
  it.each(['SSL', 'SASL_PLAINTEXT', 'SASL_SSL'])('of %s is refused with the way out', (name) => {
    const lines = [`listeners=PLAINTEXT://:9092,${name}://:9093`, 'ssl.keystore.location=/k'];
    expect(() => started(lines)).toThrow(
      `the listener ${name} asks for ${name}, and only PLAINTEXT is served: leave it out of listeners`,
    );
  });
});

it('what a file gives twice, and what wins over it, is known', () => {
  const { given } = started(['num.partitions=1', 'num.partitions=2'], {
    environment: { KAFKA_NUM_PARTITIONS: '3' },
    set: ['num.partitions=4'],
  });
  expect(given.get('num.partitions')).toEqual([
    { value: '4', source: '--set' },
    { value: '3', source: 'KAFKA_NUM_PARTITIONS' },
    { value: '2', source: 'server.properties:2' },
    { value: '1', source: 'server.properties:1' },
  ]);
});
