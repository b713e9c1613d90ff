// A broker that is as an earlier release of Apache Kafka: what it announces, refuses and has for defaults.

import { Kafka, logLevel } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { allHandlers } from '../../src/handlers/all-handlers.ts';
import { BROKER_CONFIGS } from '../../src/metadata/configs/broker-configs.ts';
import { ConfigResourceCode } from '../../src/metadata/configs/config-resource-type.ts';
import { FORMER_CONFIGS } from '../../src/metadata/configs/former-configs.ts';
import { loadRelease, RELEASE_NAMES } from '../../src/metadata/releases/load-release.ts';
import { ApiVersions } from '../../src/protocol/generated/api-versions.ts';
import { ConsumerGroupHeartbeat } from '../../src/protocol/generated/consumer-group-heartbeat.ts';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import { DescribeConfigs } from '../../src/protocol/generated/describe-configs.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import { encodeRequestFrame } from '../../src/protocol/request-frame.ts';
import { decodeResponseFrame } from '../../src/protocol/response-frame.ts';
import type { TestBroker } from '../../src/testing.ts';
import { startBroker } from '../../src/testing.ts';
import { WireClient } from '../support/wire-client.ts';

const SOFTWARE = { clientSoftwareName: 'test', clientSoftwareVersion: '1' };

/** The version of ApiVersions that each release answers. */
const versionsVersion = (name: string) => (name < '3.9' ? 3 : 4);

async function askVersions({ port }: TestBroker, version: number) {
  const client = await WireClient.connect({ port });
  return client.send(ApiVersions, version, SOFTWARE);
}

async function describedConfigs({ port }: TestBroker, type: number, name: string) {
  const client = await WireClient.connect({ port });
  const resource = { resourceType: type, resourceName: name, configurationKeys: null };
  const { results } = await client.send(DescribeConfigs, 4, { resources: [resource] });
  return new Map(results[0]?.configs.map((config) => [config.name, config.value]));
}

describe.each(RELEASE_NAMES)('as %s', (name) => {
  it('announces what that release had and is served here, and nothing else', async () => {
    await using broker = await startBroker({ as: name });
    const { apiKeys } = await askVersions(broker, versionsVersion(name));
    const release = await loadRelease(name);
    for (const { apiKey, minVersion, maxVersion } of apiKeys) {
      const [first, last] = release.versionsOf(apiKey) ?? [0, -1];
      expect(minVersion).toBeGreaterThanOrEqual(first);
      expect(maxVersion).toBeLessThanOrEqual(last);
      expect(maxVersion).toBeGreaterThanOrEqual(minVersion);
    }
    const common = allHandlers.filter(({ api, versions }) => {
      const [first, last] = release.versionsOf(api.key) ?? [0, -1];
      return first <= versions[1] && last >= versions[0];
    });
    expect(apiKeys.map(({ apiKey }) => apiKey)).toEqual(
      common.map(({ api }) => api.key).sort((one, other) => one - other),
    );
  });

  it('serves a client that knows no more than that', async () => {
    await using broker = await startBroker({ as: name, topics: { orders: 1 } });
    const kafka = new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ idempotent: true, transactionalId: 't' });
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic: 'orders', messages: [{ key: 'a', value: 'one' }] });
    await transaction.commit();
    await producer.disconnect();
    const consumer = kafka.consumer({ groupId: 'g' });
    await consumer.connect();
    await consumer.subscribe({ topics: ['orders'], fromBeginning: true });
    const received = await new Promise<string | undefined>((resolve) => {
      void consumer.run({
        eachMessage: ({ message }) => Promise.resolve(resolve(message.value?.toString())),
      });
    });
    await consumer.disconnect();
    expect(received).toBe('one');
  });
});

describe('as 2.8', () => {
  it('answers ApiVersions of a later version with the versions that it has of it', async () => {
    await using broker = await startBroker({ as: '2.8' });
    const client = await WireClient.connect({ port: broker.port });
    const head = { apiVersion: 4, correlationId: 7, clientId: 'test' };
    const frame = await client.exchange(encodeRequestFrame(ApiVersions, head, SOFTWARE));
    expect(decodeResponseFrame(ApiVersions, 0, frame).response).toMatchObject({
      errorCode: ErrorCode.UNSUPPORTED_VERSION,
      apiKeys: [{ apiKey: ApiVersions.key, minVersion: 0, maxVersion: 3 }],
    });
  });

  it('closes the connection of who asks in a version, or for an API, that it lacks', async () => {
    await using broker = await startBroker({ as: '2.8' });
    const later = await WireClient.connect({ port: broker.port });
    await expect(later.send(Metadata, 12, { topics: null })).rejects.toThrow('closed');
    const heartbeat = { groupId: 'g', memberId: 'm', memberEpoch: 0, rebalanceTimeoutMs: 1000 };
    const newer = await WireClient.connect({ port: broker.port });
    const answer = newer.send(ConsumerGroupHeartbeat, 0, {
      ...heartbeat,
      subscribedTopicNames: ['a'],
      topicPartitions: [],
    });
    await expect(answer).rejects.toThrow('closed');
  });

  it('has no features', async () => {
    await using broker = await startBroker({ as: '2.8' });
    expect(await askVersions(broker, 3)).toMatchObject({
      supportedFeatures: [],
      finalizedFeatures: [],
    });
  });

  it('shows the configs that it had, with its defaults', async () => {
    await using broker = await startBroker({ as: '2.8', topics: { orders: 1 } });
    const configs = await describedConfigs(broker, ConfigResourceCode.BROKER, '0');
    expect(configs.get('num.recovery.threads.per.data.dir')).toBe('1');
    expect(configs.get('zookeeper.session.timeout.ms')).toBe('18000');
    expect([...configs.keys()]).not.toContain('compression.zstd.level');
    expect([...configs.keys()]).not.toContain('process.roles');
    const topic = await describedConfigs(broker, ConfigResourceCode.TOPIC, 'orders');
    expect(topic.get('message.format.version')).toBe('2.8-IV1');
    expect([...topic.keys()]).not.toContain('remote.storage.enable');
  });

  it('takes topic configs of its time, and refuses those that came later', async () => {
    await using broker = await startBroker({ as: '2.8' });
    const client = await WireClient.connect({ port: broker.port });
    const create = async (name: string, config: string, value: string) => {
      const configs = [{ name: config, value }];
      const topic = { name, numPartitions: 1, replicationFactor: 1, assignments: [], configs };
      const answer = await client.send(CreateTopics, 7, { topics: [topic], timeoutMs: 1000 });
      return answer.topics[0]?.errorCode;
    };
    expect(await create('old', 'message.format.version', '2.7')).toBe(ErrorCode.NONE);
    expect(await create('new', 'compression.zstd.level', '3')).toBe(ErrorCode.INVALID_CONFIG);
  });
});

describe('the features', () => {
  it('of a release are told as it told them', async () => {
    await using broker = await startBroker({ as: '4.0' });
    const { supportedFeatures, finalizedFeatures } = await askVersions(broker, 4);
    expect(supportedFeatures).toContainEqual({
      name: 'transaction.version',
      minVersion: 0,
      maxVersion: 2,
    });
    const levels = finalizedFeatures.map(({ name, maxVersionLevel }) => [name, maxVersionLevel]);
    expect(Object.fromEntries(levels)).toEqual({
      'group.version': 1,
      'metadata.version': 25,
      'transaction.version': 2,
    });
  });

  it('of data that a later release wrote are not told beyond what the release knew', async () => {
    const broker = await startBroker();
    const snapshot = await broker.snapshot();
    await broker.close();
    await using earlier = await startBroker({ as: '3.9', from: snapshot });
    const { finalizedFeatures } = await askVersions(earlier, 4);
    expect(finalizedFeatures.map(({ name }) => name)).toEqual(['metadata.version']);
  });
});

describe('a default that a release had', () => {
  const inTwoHours = () => String(Date.now() + 7_200_000);

  it.each([
    ['3.5', true],
    ['3.9', true],
    ['4.0', false],
  ])('counts: %s takes a record of two hours from now: %s', async (name, isTaken) => {
    await using broker = await startBroker({ as: name, topics: { orders: 1 } });
    const kafka = new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ retry: { retries: 0 } });
    await producer.connect();
    const messages = [{ value: 'x', timestamp: inTwoHours() }];
    const sent = producer.send({ topic: 'orders', messages }).then(
      () => true,
      () => false,
    );
    expect(await sent).toBe(isTaken);
    await producer.disconnect();
  });
});

describe('which release', () => {
  it.each(['2.8.2', 'v3.9', ' 4.0.0'])('%s is one that there is', async (text) => {
    await using broker = await startBroker({ as: text });
    expect(broker.port).toBeGreaterThan(0);
  });

  it.each([
    ['2.7', 'the nearest is 2.8; there are 2.8 to 4.3'],
    ['4.4', 'the nearest is 4.3'],
    ['3.10', 'the nearest is 4.0'],
    ['latest', 'there are 2.8 to 4.3'],
  ])('%s is none: %s', async (text, hint) => {
    await expect(startBroker({ as: text })).rejects.toThrow(hint);
  });
});

it('lists as former configs those that a release had and 4.3 has not', async () => {
  const releases = await Promise.all(RELEASE_NAMES.map(loadRelease));
  const names = releases.flatMap(({ configs }) => Object.keys(configs.broker));
  const former = new Set(names.filter((name) => !Object.hasOwn(BROKER_CONFIGS, name)));
  expect([...FORMER_CONFIGS]).toEqual([...former].sort());
});
