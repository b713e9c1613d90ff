import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { alterConfigs } from '../../src/handlers/alter-configs.ts';
import { describeConfigs } from '../../src/handlers/describe-configs.ts';
import { incrementalAlterConfigs } from '../../src/handlers/incremental-alter-configs.ts';
import { listConfigResources } from '../../src/handlers/list-config-resources.ts';
import { ConfigResourceCode } from '../../src/metadata/configs/config-resource-type.ts';
import { ConfigSource } from '../../src/metadata/configs/config-source.ts';
import { AlterConfigs } from '../../src/protocol/generated/alter-configs.ts';
import { DescribeConfigs } from '../../src/protocol/generated/describe-configs.ts';
import { IncrementalAlterConfigs } from '../../src/protocol/generated/incremental-alter-configs.ts';
import { ListConfigResources } from '../../src/protocol/generated/list-config-resources.ts';
import { topicSpec } from '../metadata/test-cluster.ts';
import type { ClusterClient } from './support/cluster-client.ts';
import { clusterClient } from './support/cluster-client.ts';

const { TOPIC, BROKER, BROKER_LOGGER, GROUP, CLIENT_METRICS } = ConfigResourceCode;

async function ask(
  client: ClusterClient,
  type: number,
  name: string,
  keys: string[] | null = null,
) {
  const resources = [{ resourceType: type, resourceName: name, configurationKeys: keys }];
  const request = { resources, includeSynonyms: true };
  const { results } = await client.call(describeConfigs, DescribeConfigs, 4, request);
  const [result] = results;
  if (!result) throw new Error('no result');
  return result;
}

/** One config as a line: its value, source and synonyms. */
async function line(client: ClusterClient, type: number, name: string, key: string) {
  const { configs } = await ask(client, type, name, [key]);
  const [config] = configs;
  const synonyms = config?.synonyms.map((synonym) => [synonym.name, synonym.value, synonym.source]);
  return [config?.value, config?.configSource, synonyms];
}

async function set(client: ClusterClient, type: number, name: string, text: string) {
  const [key = '', value = ''] = text.split('=');
  const configs = [{ name: key, configOperation: 0, value }];
  const resources = [{ resourceType: type, resourceName: name, configs }];
  const request = { resources, validateOnly: false };
  const api = IncrementalAlterConfigs;
  const { responses } = await client.call(incrementalAlterConfigs, api, 1, request);
  expect(responses).toMatchObject([{ errorCode: ErrorCode.NONE, resourceType: type }]);
}

async function withTopic(staticConfigs: Record<string, string> = {}): Promise<ClusterClient> {
  const client = await clusterClient({ staticConfigs });
  await client.controller.createTopics([topicSpec('t')]);
  return client;
}

const {
  DYNAMIC_TOPIC_CONFIG,
  DYNAMIC_BROKER_CONFIG,
  DYNAMIC_DEFAULT_BROKER_CONFIG,
  STATIC_BROKER_CONFIG,
  DEFAULT_CONFIG,
  GROUP_CONFIG,
} = ConfigSource;

describe('DescribeConfigs', () => {
  it('shows every source that a topic’s value could come from, the one that counts first', async () => {
    const client = await withTopic({ 'log.retention.hours': '100' });
    await set(client, BROKER, '', 'log.retention.ms=200000');
    await set(client, BROKER, '0', 'log.retention.ms=100000');
    await set(client, TOPIC, 't', 'retention.ms= 5000 ');
    expect(await line(client, TOPIC, 't', 'retention.ms')).toEqual([
      '5000',
      DYNAMIC_TOPIC_CONFIG,
      [
        ['retention.ms', '5000', DYNAMIC_TOPIC_CONFIG],
        ['log.retention.ms', '100000', DYNAMIC_BROKER_CONFIG],
        ['log.retention.ms', '200000', DYNAMIC_DEFAULT_BROKER_CONFIG],
        ['log.retention.hours', '100', STATIC_BROKER_CONFIG],
        ['log.retention.hours', '168', DEFAULT_CONFIG],
      ],
    ]);
  });

  const defaults: [key: string, value: string, synonyms: unknown[]][] = [
    ['cleanup.policy', 'delete', [['log.cleanup.policy', 'delete', DEFAULT_CONFIG]]],
    ['retention.ms', '604800000', []],
    ['flush.ms', '9223372036854775807', []],
    [
      'min.cleanable.dirty.ratio',
      '0.5',
      [['log.cleaner.min.cleanable.ratio', '0.5', DEFAULT_CONFIG]],
    ],
    ['leader.replication.throttled.replicas', '', []],
  ];
  it.each(defaults)('shows the default of %s', async (key, value, synonyms) => {
    expect(await line(await withTopic(), TOPIC, 't', key)).toEqual([
      value,
      DEFAULT_CONFIG,
      synonyms,
    ]);
  });

  it('counts a retention in hours for what it comes to, though it is no synonym alone', async () => {
    const client = await withTopic({ 'log.retention.hours': '1', 'log.roll.ms': '7000' });
    expect(await line(client, TOPIC, 't', 'retention.ms')).toEqual(['3600000', DEFAULT_CONFIG, []]);
    expect((await line(client, TOPIC, 't', 'segment.ms'))[0]).toBe('7000');
  });

  it('shows all configs of a topic, a group and this broker', async () => {
    const client = await withTopic();
    expect((await ask(client, TOPIC, 't')).configs).toHaveLength(33);
    expect((await ask(client, GROUP, 'g')).configs).toHaveLength(17);
    expect((await ask(client, BROKER, '0')).configs).toHaveLength(340);
    expect((await ask(client, CLIENT_METRICS, 'm')).configs).toHaveLength(3);
  });

  it('shows for all brokers what is set for all brokers, and nothing else', async () => {
    const client = await withTopic({ 'log.segment.bytes': '2000000' });
    await set(client, BROKER, '', 'message.max.bytes=77');
    const { configs } = await ask(client, BROKER, '');
    expect(configs.map(({ name, value, configSource }) => [name, value, configSource])).toEqual([
      ['message.max.bytes', '77', DYNAMIC_DEFAULT_BROKER_CONFIG],
    ]);
  });

  it('tells what can change while the broker runs', async () => {
    const { configs } = await ask(await withTopic(), BROKER, '0', [
      'num.partitions',
      'log.roll.ms',
    ]);
    expect(configs.map(({ name, readOnly }) => [name, readOnly])).toEqual([
      ['log.roll.ms', false],
      ['num.partitions', true],
    ]);
  });

  it('never shows passwords, nor what it does not know', async () => {
    const client = await withTopic({ 'ssl.keystore.password': 'secret' });
    await set(client, BROKER, '0', 'nope=secret');
    const { configs } = await ask(client, BROKER, '0', ['ssl.keystore.password', 'nope']);
    expect(configs.map(({ name, value, isSensitive }) => [name, value, isSensitive])).toEqual([
      ['ssl.keystore.password', null, true],
      ['nope', null, true],
    ]);
    expect(JSON.stringify(configs)).not.toContain('secret');
  });

  it('shows a group’s own value over the broker’s', async () => {
    const client = await withTopic();
    await set(client, GROUP, 'g', 'consumer.session.timeout.ms=50000');
    expect(await line(client, GROUP, 'g', 'consumer.session.timeout.ms')).toEqual([
      '50000',
      GROUP_CONFIG,
      [
        ['consumer.session.timeout.ms', '50000', GROUP_CONFIG],
        ['group.consumer.session.timeout.ms', '45000', DEFAULT_CONFIG],
      ],
    ]);
  });

  it('says the type of each config from v3 on, and leaves synonyms out when not asked for', async () => {
    const client = await withTopic();
    const resources = [
      { resourceType: TOPIC, resourceName: 't', configurationKeys: ['retention.ms'] },
    ];
    const asked = { resources, includeSynonyms: false };
    const v4 = await client.call(describeConfigs, DescribeConfigs, 4, asked);
    expect(v4.results[0]?.configs).toMatchObject([{ configType: 5, synonyms: [] }]);
    const v1 = await client.call(describeConfigs, DescribeConfigs, 1, asked);
    expect(v1.results[0]?.configs).toMatchObject([{ configType: 0, value: '604800000' }]);
  });

  const wrong: [number, string, number, string][] = [
    [TOPIC, 'nonesuch', ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ''],
    [
      TOPIC,
      '',
      ErrorCode.INVALID_TOPIC_EXCEPTION,
      'Topic name is invalid: the empty string is not allowed',
    ],
    [
      BROKER,
      '7',
      ErrorCode.INVALID_REQUEST,
      'Unexpected broker id, expected 0 or empty string, but received 7',
    ],
    [BROKER, 'x', ErrorCode.INVALID_REQUEST, 'Broker id must be an integer, but it is: x'],
    [BROKER_LOGGER, '', ErrorCode.INVALID_REQUEST, 'Broker id must not be empty'],
    [
      BROKER_LOGGER,
      '7',
      ErrorCode.INVALID_REQUEST,
      'Unexpected broker id, expected 0 but received 7',
    ],
    [GROUP, '', ErrorCode.INVALID_REQUEST, 'Group name must not be empty'],
    [
      CLIENT_METRICS,
      '',
      ErrorCode.INVALID_REQUEST,
      'Client metrics subscription name must not be empty',
    ],
  ];
  it.each(wrong)(
    'refuses resource type %i named %j',
    async (type, name, errorCode, errorMessage) => {
      const answer = await ask(await withTopic(), type, name);
      expect(answer).toMatchObject({ errorCode, errorMessage, configs: [], resourceName: name });
    },
  );

  it('shows the loggers', async () => {
    const { configs } = await ask(await withTopic(), BROKER_LOGGER, '0');
    expect(configs).toMatchObject([{ name: 'root', value: 'INFO', configSource: 6 }]);
  });
});

describe('AlterConfigs', () => {
  it.each([0, 1, 2])('v%i replaces what is set', async (version) => {
    const client = await withTopic();
    await set(client, TOPIC, 't', 'segment.ms=5');
    const configs = [{ name: 'retention.ms', value: '6' }];
    const resources = [{ resourceType: TOPIC, resourceName: 't', configs }];
    const request = { resources, validateOnly: false };
    const { responses } = await client.call(alterConfigs, AlterConfigs, version, request);
    expect(responses).toMatchObject([{ errorCode: ErrorCode.NONE, errorMessage: null }]);
    expect([...client.configs.overrides({ type: 'topic', name: 't' })]).toEqual([
      ['retention.ms', '6'],
    ]);
  });

  it('cannot alter loggers', async () => {
    const configs = [{ name: 'root', value: 'DEBUG' }];
    const resources = [{ resourceType: BROKER_LOGGER, resourceName: '0', configs }];
    const request = { resources, validateOnly: false };
    const { responses } = await (await withTopic()).call(alterConfigs, AlterConfigs, 2, request);
    expect(responses).toMatchObject([
      { errorCode: ErrorCode.INVALID_REQUEST, errorMessage: 'Unknown resource type 8' },
    ]);
  });
});

describe('ListConfigResources', () => {
  const list = async (client: ClusterClient, version: number, resourceTypes: number[]) => {
    const request = { resourceTypes };
    return client.call(listConfigResources, ListConfigResources, version, request);
  };

  it('lists client metrics subscriptions only in v0', async () => {
    const client = await withTopic();
    await set(client, CLIENT_METRICS, 'm', 'interval.ms=1000');
    await set(client, GROUP, 'g', 'consumer.session.timeout.ms=50000');
    const { configResources } = await list(client, 0, []);
    expect(configResources.map(({ resourceName }) => resourceName)).toEqual(['m']);
  });

  it('lists all resources, or those of some kinds', async () => {
    const client = await withTopic();
    await set(client, GROUP, 'g', 'consumer.session.timeout.ms=50000');
    const rows = async (types: number[]) =>
      (await list(client, 1, types)).configResources.map(({ resourceType, resourceName }) => [
        resourceType,
        resourceName,
      ]);
    expect(await rows([])).toEqual([
      [GROUP, 'g'],
      [BROKER_LOGGER, '0'],
      [BROKER, '0'],
      [TOPIC, 't'],
    ]);
    expect(await rows([TOPIC])).toEqual([[TOPIC, 't']]);
  });

  it('refuses a kind that there is not', async () => {
    const { errorCode } = await list(await withTopic(), 1, [99]);
    expect(errorCode).toBe(ErrorCode.UNSUPPORTED_VERSION);
  });
});
