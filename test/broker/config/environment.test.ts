// Environment variables in the dialects of Kafka's container images.

import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../src/broker/config/environment.ts';
import { resolveStartConfig } from '../../../src/broker/config/start-config.ts';
import { StartError } from '../../../src/broker/start-error.ts';
import {
  APACHE,
  BITNAMI,
  BITNAMI_ANY_HOST,
  BITNAMI_SASL,
  BITNAMI_ZOOKEEPER,
  CONFLUENT,
  CONFLUENT_PLATFORM,
  CONFLUENT_ZOOKEEPER,
  CONTROLLER_ALONE,
  WURSTMEISTER,
  WURSTMEISTER_BOTH_SIDES,
} from './fixtures/compose-environments.ts';

const started = (environment: Record<string, string>) => resolveStartConfig({ environment });

const listenersOf = (environment: Record<string, string>) =>
  started(environment).listeners.map(({ name, host, port, advertised }) => [
    `${name}://${host}:${port}`,
    advertised && `${advertised.host}:${advertised.port}`,
  ]);

describe('a docker-compose file starts the broker that it means', () => {
  it('apache/kafka', () => {
    expect(listenersOf(APACHE)).toEqual([['PLAINTEXT://localhost:9092', 'localhost:9092']]);
    const { properties, nodeId } = started(APACHE);
    expect(nodeId).toBe(1);
    expect(properties.get('num.partitions')).toBe('3');
    expect(properties.get('transaction.state.log.min.isr')).toBe('1');
  });

  it('confluentinc/cp-kafka', () => {
    expect(listenersOf(CONFLUENT)).toEqual([
      ['PLAINTEXT://broker:29092', 'broker:29092'],
      ['PLAINTEXT_HOST://0.0.0.0:9092', 'localhost:9092'],
    ]);
    const { logDirectories, clusterId, properties } = started(CONFLUENT);
    expect(logDirectories).toEqual(['/tmp/kraft-combined-logs']);
    expect(clusterId).toBe('MkU3OEVBNTcwNTJENDM2Qk');
    expect(properties.get('auto.create.topics.enable')).toBe('false');
  });

  it('confluentinc/cp-kafka with ZooKeeper: it listens where it is advertised', () => {
    expect(listenersOf(CONFLUENT_ZOOKEEPER)).toEqual([
      ['PLAINTEXT://0.0.0.0:9092', 'localhost:9092'],
      ['PLAINTEXT_INTERNAL://0.0.0.0:29092', 'broker:29092'],
    ]);
  });

  it('bitnami/kafka', () => {
    expect(listenersOf(BITNAMI)).toEqual([
      ['PLAINTEXT://:9092', 'kafka:9092'],
      ['EXTERNAL://:9094', 'localhost:9094'],
    ]);
    expect(started(BITNAMI).clusterId).toBe('abcdefghijklmnopqrstuv');
  });

  it('wurstmeister/kafka', () => {
    expect(listenersOf(WURSTMEISTER)).toEqual([
      ['PLAINTEXT://0.0.0.0:9092', '192.168.99.100:9092'],
    ]);
    const { topics, properties } = started(WURSTMEISTER);
    expect(topics).toBe('Topic1:1:1,Topic2:1:1:compact');
    expect(properties.get('log.retention.hours')).toBe('24');
  });

  it('with a listener for containers and one for the host', () => {
    expect(listenersOf(BITNAMI_ZOOKEEPER)).toEqual([
      ['INTERNAL://:9092', 'kafka:9092'],
      ['EXTERNAL://0.0.0.0:9093', 'localhost:9093'],
    ]);
    expect(listenersOf(CONFLUENT_PLATFORM)).toEqual([
      ['PLAINTEXT://0.0.0.0:29092', 'broker:29092'],
      ['PLAINTEXT_HOST://0.0.0.0:9092', 'localhost:9092'],
    ]);
    expect(listenersOf(WURSTMEISTER_BOTH_SIDES)).toEqual([
      ['INSIDE://:9093', 'kafka:9093'],
      ['OUTSIDE://:9092', 'host:9094'],
    ]);
  });

  it('with an address that leaves the host to the client', () => {
    expect(listenersOf(BITNAMI_ANY_HOST)).toEqual([['PLAINTEXT://:9092', ':9092']]);
  });

  it('or is told in a sentence why there is none', () => {
    expect(() => started(BITNAMI_SASL)).toThrow(/SASL_PLAINTEXT, and only PLAINTEXT is served/);
    expect(() => started(CONTROLLER_ALONE)).toThrow(/a Klamm is always a broker/);
  });

  it.each(
    Object.entries({
      APACHE,
      CONFLUENT,
      CONFLUENT_PLATFORM,
      CONFLUENT_ZOOKEEPER,
      BITNAMI,
      BITNAMI_ANY_HOST,
      BITNAMI_ZOOKEEPER,
      WURSTMEISTER,
      WURSTMEISTER_BOTH_SIDES,
    }),
  )('%s has no variable that is not understood', (_name, environment) => {
    expect(readEnvironment(environment).notices).toEqual([]);
  });
});

describe('a variable', () => {
  it('has its escapes: a dot, an underscore, a hyphen', () => {
    const { settings } = readEnvironment({
      KAFKA_LISTENER_NAME_SASL__SSL_SCRAM___SHA___256_SASL_JAAS_CONFIG: 'x',
      KAFKA_LOG_RETENTION_MS: '1000',
    });
    expect(settings.map(({ key }) => key)).toEqual(['log.retention.ms']);
  });

  it('that sets nothing is named, with the nearest property', () => {
    const { notices } = readEnvironment({ KAFKA_LOG_RETENSION_MS: '1' });
    expect(notices).toEqual([
      'KAFKA_LOG_RETENSION_MS is set and has no effect: there is no property log.retension.ms, did you mean log.retention.ms?',
    ]);
  });

  it.each(['KAFKA_HEAP_OPTS', 'KAFKA_JMX_PORT', 'KAFKA_BROKERS', 'KAFKA_REST_HOST', 'PATH'])(
    '%s is passed over in silence',
    (variable) => {
      expect(readEnvironment({ [variable]: 'x' })).toMatchObject({ settings: [], notices: [] });
    },
  );

  it('of another separator gives several topics', () => {
    const environment = {
      KAFKA_CREATE_TOPICS: 'a:1:1\nb:2:1\n',
      KAFKA_CREATE_TOPICS_SEPARATOR: "$'\\n'",
    };
    expect(readEnvironment(environment).topics).toBe('a:1:1,b:2:1');
  });

  it('with a value that is not valid is refused by its name', () => {
    const wrong = { KAFKA_NUM_PARTITIONS: 'many' };
    expect(() => started(wrong)).toThrow(StartError);
    expect(() => started(wrong)).toThrow(/^KAFKA_NUM_PARTITIONS: Invalid value many/);
  });
});

describe('precedence', () => {
  it('is flags, environment, file, defaults, and each property knows where it comes from', () => {
    const text = 'num.partitions=2\nlog.retention.ms=5\nmessage.max.bytes=100';
    const { properties, given } = resolveStartConfig({
      file: { path: 'server.properties', text },
      environment: { KAFKA_NUM_PARTITIONS: '3', KAFKA_LOG_RETENTION_MS: '6' },
      set: ['num.partitions=4'],
      port: 0,
    });
    const told = ['num.partitions', 'log.retention.ms', 'message.max.bytes', 'listeners'];
    expect(told.map((key) => [properties.get(key), given.get(key)?.[0]?.source])).toEqual([
      ['4', '--set'],
      ['6', 'KAFKA_LOG_RETENTION_MS'],
      ['100', 'server.properties:3'],
      ['PLAINTEXT://localhost:0', '--port'],
    ]);
  });
});
