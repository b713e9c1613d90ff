import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { ConfigOperation } from '../../src/metadata/configs/config-change.ts';
import { ConfigResourceCode } from '../../src/metadata/configs/config-resource-type.ts';
import type { TestCluster } from './test-cluster.ts';
import { startTestCluster, topicSpec } from './test-cluster.ts';

const { SET, DELETE, APPEND, SUBTRACT } = ConfigOperation;
const { TOPIC, BROKER, BROKER_LOGGER, GROUP, CLIENT_METRICS } = ConfigResourceCode;

type Change = readonly [name: string, value: string | null, operation?: number];

function alteration(resourceType: number, resourceName: string, ...changes: Change[]) {
  return {
    resourceType,
    resourceName,
    changes: changes.map(([name, value, operation = SET]) => ({ name, value, operation })),
    replaceAll: false,
  };
}

/** Alters one resource; the code and message that it is answered with. */
async function alter(
  { controller }: TestCluster,
  type: number,
  name: string,
  ...changes: Change[]
): Promise<[number, string | null]> {
  const [result] = await controller.alterConfigs([alteration(type, name, ...changes)]);
  return [result?.errorCode ?? 0, result?.errorMessage ?? null];
}

const OK = [ErrorCode.NONE, null];

async function clusterWithTopic(staticConfigs: Record<string, string> = {}): Promise<TestCluster> {
  const cluster = await startTestCluster({ staticConfigs });
  await cluster.controller.createTopics([topicSpec('t')]);
  return cluster;
}

describe('altering the configs of a topic', () => {
  it('takes effect when it is answered, and after a restart', async () => {
    const cluster = await clusterWithTopic();
    expect(await alter(cluster, TOPIC, 't', ['retention.ms', '5'])).toEqual(OK);
    expect(cluster.configs.topicConfig('t').retentionMs).toBe(5);
    await cluster.stop();
    const again = await startTestCluster({ fileSystem: cluster.fileSystem });
    expect(again.configs.topicConfig('t').retentionMs).toBe(5);
  });

  it('tells those who follow which topics changed', async () => {
    const cluster = await clusterWithTopic();
    const heard: unknown[] = [];
    cluster.configs.onTopicConfigChange((topics) => {
      heard.push([topics, cluster.configs.topicConfig('t').retentionMs]);
    });
    await alter(cluster, TOPIC, 't', ['retention.ms', '5']);
    expect(heard).toEqual([[['t'], 5]]);
  });

  it('keeps what is not named, and gives back the default what is deleted', async () => {
    const cluster = await clusterWithTopic();
    await alter(cluster, TOPIC, 't', ['retention.ms', '5'], ['segment.ms', '6']);
    await alter(cluster, TOPIC, 't', ['retention.ms', null, DELETE]);
    const { retentionMs, segmentMs } = cluster.configs.topicConfig('t');
    expect([retentionMs, segmentMs]).toEqual([604_800_000, 6]);
  });

  it('replaces everything that is set in the manner of AlterConfigs', async () => {
    const cluster = await clusterWithTopic();
    await alter(cluster, TOPIC, 't', ['retention.ms', '5'], ['segment.ms', '6']);
    await cluster.controller.alterConfigs([
      { ...alteration(TOPIC, 't', ['segment.ms', '7']), replaceAll: true },
    ]);
    const overrides = cluster.configs.overrides({ type: 'topic', name: 't' });
    expect([...overrides]).toEqual([['segment.ms', '7']]);
  });

  it('appends to and subtracts from lists, starting with the default', async () => {
    const cluster = await clusterWithTopic();
    const policy = () => cluster.configs.topicConfig('t').cleanupPolicy;
    await alter(cluster, TOPIC, 't', ['cleanup.policy', 'compact', APPEND]);
    expect(policy()).toEqual({ compact: true, delete: true });
    await alter(cluster, TOPIC, 't', ['cleanup.policy', 'compact', APPEND]);
    expect(cluster.configs.overrides({ type: 'topic', name: 't' }).get('cleanup.policy')).toBe(
      'delete,compact',
    );
    await alter(cluster, TOPIC, 't', ['cleanup.policy', 'delete', SUBTRACT]);
    expect(policy()).toEqual({ compact: true, delete: false });
  });

  it('changes nothing when it is only to be checked', async () => {
    const cluster = await clusterWithTopic();
    const asked = [alteration(TOPIC, 't', ['retention.ms', '5'])];
    const [result] = await cluster.controller.alterConfigs(asked, true);
    expect(result?.errorCode).toBe(ErrorCode.NONE);
    expect(cluster.configs.topicConfig('t').retentionMs).toBe(604_800_000);
  });

  it('changes nothing of a resource of which one change is wrong, and all of its neighbour', async () => {
    const cluster = await clusterWithTopic();
    await cluster.controller.createTopics([topicSpec('other')]);
    const results = await cluster.controller.alterConfigs([
      alteration(TOPIC, 't', ['retention.ms', '5'], ['segment.ms', 'x']),
      alteration(TOPIC, 'other', ['retention.ms', '5']),
    ]);
    expect(results.map(({ errorCode }) => errorCode)).toEqual([
      ErrorCode.INVALID_CONFIG,
      ErrorCode.NONE,
    ]);
    expect(cluster.configs.topicConfig('t').retentionMs).toBe(604_800_000);
    expect(cluster.configs.topicConfig('other').retentionMs).toBe(5);
  });

  const refused: [string, string, Change[], number, string][] = [
    [
      'an unknown name',
      't',
      [['nope', '1']],
      ErrorCode.INVALID_CONFIG,
      'Unknown topic config name: nope',
    ],
    [
      'a broker name',
      't',
      [['log.retention.ms', '1']],
      ErrorCode.INVALID_CONFIG,
      'Unknown topic config name: log.retention.ms',
    ],
    [
      'what every object has',
      't',
      [['constructor', '1']],
      ErrorCode.INVALID_CONFIG,
      'Unknown topic config name: constructor',
    ],
    [
      'a wrong value',
      't',
      [['retention.ms', 'abc']],
      ErrorCode.INVALID_CONFIG,
      'Invalid value abc for configuration retention.ms: Not a number of type LONG',
    ],
    [
      'no value',
      't',
      [['retention.ms', null]],
      ErrorCode.INVALID_REQUEST,
      'Null value not supported for : retention.ms',
    ],
    [
      'a name that comes twice',
      't',
      [
        ['retention.ms', '1'],
        ['retention.ms', '2'],
      ],
      ErrorCode.INVALID_REQUEST,
      'Error due to duplicate config keys',
    ],
    [
      'appending to what is no list',
      't',
      [['retention.ms', '5', APPEND]],
      ErrorCode.INVALID_CONFIG,
      "Can't APPEND to key retention.ms because its type is not LIST.",
    ],
    [
      'a topic that is not there',
      'nonesuch',
      [['retention.ms', '5']],
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
      "The topic 'nonesuch' does not exist.",
    ],
    [
      'all topics at once',
      '',
      [['retention.ms', '5']],
      ErrorCode.INVALID_REQUEST,
      'Default topic resources are not allowed.',
    ],
    [
      'an operation that there is not',
      't',
      [['retention.ms', '5', 9]],
      ErrorCode.INVALID_REQUEST,
      'Unknown operations type 9',
    ],
  ];
  it.each(refused)('refuses %s', async (...row) => {
    const [, name, changes, code, message] = row;
    expect(await alter(await clusterWithTopic(), TOPIC, name, ...changes)).toEqual([code, message]);
  });

  it('lets unknown names be deleted', async () => {
    expect(await alter(await clusterWithTopic(), TOPIC, 't', ['nope', null, DELETE])).toEqual(OK);
  });

  it('refuses a resource that comes twice', async () => {
    const { controller } = await clusterWithTopic();
    const twice = [alteration(TOPIC, 't'), alteration(TOPIC, 't')];
    const results = await controller.alterConfigs(twice);
    expect(results.map(({ errorMessage }) => errorMessage)).toEqual([
      'Each resource must appear at most once.',
      'Each resource must appear at most once.',
    ]);
  });
});

describe('altering the configs of a broker', () => {
  it('reaches topics that say nothing themselves, this broker before all brokers', async () => {
    const cluster = await clusterWithTopic({ 'log.retention.hours': '1' });
    const retention = () => cluster.configs.topicConfig('t').retentionMs;
    expect(retention()).toBe(3_600_000);
    await alter(cluster, BROKER, '', ['log.retention.ms', '2000']);
    expect(retention()).toBe(2000);
    await alter(cluster, BROKER, '0', ['log.retention.ms', '1000']);
    expect(retention()).toBe(1000);
    await alter(cluster, TOPIC, 't', ['retention.ms', '500']);
    expect(retention()).toBe(500);
    await alter(cluster, TOPIC, 't', ['retention.ms', null, DELETE]);
    await alter(cluster, BROKER, '0', ['log.retention.ms', null, DELETE]);
    expect(retention()).toBe(2000);
  });

  it('tells those who follow, with what was and what is', async () => {
    const cluster = await clusterWithTopic();
    const heard: unknown[] = [];
    cluster.configs.onBrokerConfigChange((config, previous) => {
      heard.push([previous.messageMaxBytes, config.messageMaxBytes]);
    });
    cluster.configs.onTopicConfigChange((topics) => heard.push(topics));
    await alter(cluster, BROKER, '0', ['message.max.bytes', '2000000']);
    expect(heard).toEqual([[1_048_588, 2_000_000], null]);
  });

  it('keeps a name that is not known: it may be a plugin’s', async () => {
    const cluster = await clusterWithTopic();
    expect(await alter(cluster, BROKER, '0', ['nope', '5'])).toEqual(OK);
    expect(cluster.configs.overrides({ type: 'broker', name: '0' }).get('nope')).toBe('5');
  });

  const refused: [string, string, Change[], number, string][] = [
    [
      'what cannot change while it runs',
      '0',
      [
        ['num.partitions', '5'],
        ['auto.create.topics.enable', 'false'],
      ],
      ErrorCode.INVALID_REQUEST,
      'Cannot update these configs dynamically: [num.partitions, auto.create.topics.enable]',
    ],
    [
      'a wrong value',
      '0',
      [['log.segment.bytes', '1']],
      ErrorCode.INVALID_REQUEST,
      'Invalid value 1 for configuration log.segment.bytes: Value must be at least 1048576',
    ],
    [
      'another broker',
      '7',
      [['log.retention.ms', '5']],
      ErrorCode.INVALID_REQUEST,
      'Unexpected broker id, expected 0, but received 7',
    ],
    [
      'a broker that is no number',
      'x',
      [['log.retention.ms', '5']],
      ErrorCode.INVALID_REQUEST,
      'Node id must be an integer, but it is: x',
    ],
    [
      'for all brokers what each has its own of',
      '',
      [['listener.name.plaintext.ssl.keystore.location', '/x']],
      ErrorCode.INVALID_REQUEST,
      'Cannot update these configs at default cluster level, broker id must be specified: ' +
        '[listener.name.plaintext.ssl.keystore.location]',
    ],
    [
      'certificates without a listener',
      '0',
      [['ssl.keystore.location', '/x']],
      ErrorCode.INVALID_REQUEST,
      'These security configs can be dynamically updated only per-listener using the listener ' +
        'prefix: [ssl.keystore.location]',
    ],
    [
      'more than double the threads',
      '0',
      [['num.io.threads', '100']],
      ErrorCode.INVALID_REQUEST,
      'Dynamic thread count update validation failed for num.io.threads=100, value should not be ' +
        'greater than double the current value 8',
    ],
    [
      'no retention at all',
      '0',
      [['log.retention.ms', '0']],
      ErrorCode.INVALID_REQUEST,
      'log.retention.ms must be unlimited (-1) or, greater than or equal to 1',
    ],
    [
      'a default beyond the bound for groups',
      '0',
      [['group.consumer.assignment.interval.ms', '999999']],
      ErrorCode.INVALID_REQUEST,
      'group.consumer.assignment.interval.ms must be less than or equal to ' +
        'group.consumer.max.assignment.interval.ms',
    ],
    [
      'appending to what is no list',
      '0',
      [['log.retention.ms', '5', APPEND]],
      ErrorCode.INVALID_CONFIG,
      'Config value append is not allowed for config key: log.retention.ms',
    ],
    [
      'appending to what is not known',
      '0',
      [['nope', '5', APPEND]],
      ErrorCode.INVALID_CONFIG,
      'Unknown config name: nope',
    ],
  ];
  it.each(refused)('refuses %s', async (...row) => {
    const [, name, changes, code, message] = row;
    const cluster = await clusterWithTopic();
    expect(await alter(cluster, BROKER, name, ...changes)).toEqual([code, message]);
  });

  it('is no reason not to start when a later broker finds it invalid', async () => {
    const cluster = await clusterWithTopic();
    const values = { 'log.retention.ms': 'what?', 'message.max.bytes': '5' };
    const value = JSON.stringify({ schema: 1, values });
    await cluster.store.transact({ guards: [], operations: [{ put: 'config/broker/0', value }] });
    expect(cluster.configs.brokerConfig()).toMatchObject({
      logRetentionMs: null,
      messageMaxBytes: 5,
    });
  });
});

describe('altering the configs of groups, client metrics and loggers', () => {
  it('keeps a group’s configs within the broker’s bounds', async () => {
    const cluster = await clusterWithTopic();
    const session = 'consumer.session.timeout.ms';
    expect(await alter(cluster, GROUP, 'g/1', [session, '50000'])).toEqual(OK);
    expect(cluster.configs.groupConfig('g/1').consumerSessionTimeoutMs).toBe(50_000);
    expect(cluster.configs.groupConfig('other').consumerSessionTimeoutMs).toBe(45_000);
    expect(await alter(cluster, GROUP, 'g/1', [session, '1'])).toEqual([
      ErrorCode.INVALID_CONFIG,
      `${session} must be greater than or equal to group.consumer.min.session.timeout.ms`,
    ]);
    expect(await alter(cluster, GROUP, 'g/1', [session, '70000'])).toEqual([
      ErrorCode.INVALID_CONFIG,
      `${session} must be less than or equal to group.consumer.max.session.timeout.ms`,
    ]);
    expect(await alter(cluster, GROUP, '', [session, '50000'])).toEqual([
      ErrorCode.INVALID_REQUEST,
      'Default group resources are not allowed.',
    ]);
  });

  it('counts at once, for a group that has been asked for and for all that set nothing', async () => {
    const cluster = await clusterWithTopic();
    const interval = 'consumer.assignment.interval.ms';
    const intervals = () =>
      ['g', 'other'].map((name) => cluster.configs.groupConfig(name).consumerAssignmentIntervalMs);
    expect(intervals()).toEqual([1_000, 1_000]);
    await alter(cluster, GROUP, 'g', [interval, '2000']);
    expect(intervals()).toEqual([2_000, 1_000]);
    await alter(cluster, GROUP, 'g', [interval, '3000']);
    expect(intervals()).toEqual([3_000, 1_000]);
    await alter(cluster, BROKER, '', [`group.${interval}`, '4000']);
    expect(intervals()).toEqual([3_000, 4_000]);
    expect(await alter(cluster, GROUP, 'g', [interval, null, DELETE])).toEqual(OK);
    expect(intervals()).toEqual([4_000, 4_000]);
  });

  it('checks what a client metrics subscription asks for', async () => {
    const cluster = await clusterWithTopic();
    const set = (name: string, value: string) => alter(cluster, CLIENT_METRICS, 'm', [name, value]);
    expect(await set('interval.ms', '1000')).toEqual(OK);
    expect(await set('match', 'client_id=a.*,client_software_name=[a-z]+')).toEqual(OK);
    expect(await set('interval.ms', '1')).toEqual([
      ErrorCode.INVALID_REQUEST,
      'Invalid value 1 for interval.ms, interval must be between 100 and 3600000 (1 hour)',
    ]);
    for (const pattern of ['foo=a', 'client_id=[', 'client_id=(', 'x']) {
      expect(await set('match', pattern)).toEqual([
        ErrorCode.INVALID_CONFIG,
        `Illegal client matching pattern: ${pattern}`,
      ]);
    }
    expect(await set('nope', '1')).toEqual([
      ErrorCode.INVALID_REQUEST,
      'Unknown client metrics configuration: nope',
    ]);
  });

  it('sets the level of the log, and stores nothing', async () => {
    const cluster = await clusterWithTopic();
    const { revision } = cluster.metadata.image;
    expect(await alter(cluster, BROKER_LOGGER, '0', ['root', 'DEBUG'])).toEqual(OK);
    expect(cluster.configs.logLevel.level()).toBe('DEBUG');
    expect(cluster.metadata.image.revision).toBe(revision);
    const [code, message] = await alter(cluster, BROKER_LOGGER, '0', ['root', 'LOUD']);
    expect(code).toBe(ErrorCode.INVALID_CONFIG);
    expect(message).toMatch(/Valid log levels are DEBUG, ERROR, FATAL, INFO, TRACE, WARN/);
    expect(await alter(cluster, BROKER_LOGGER, '0', ['root', null, DELETE])).toEqual([
      ErrorCode.INVALID_REQUEST,
      'Removing the log level of the root logger is not allowed',
    ]);
  });

  it('refuses kinds of resources that there are not', async () => {
    expect(await alter(await clusterWithTopic(), 99, 'x', ['a', '1'])).toEqual([
      ErrorCode.INVALID_REQUEST,
      'Unknown resource type 99',
    ]);
  });
});
