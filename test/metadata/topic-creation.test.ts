import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { topicNameKey } from '../../src/metadata/metadata-records.ts';
import { startTestCluster, topicSpec } from './test-cluster.ts';

describe('creating a topic', () => {
  it('makes it usable the moment creation is answered', async () => {
    const { controller, metadata } = await startTestCluster();
    const [result] = await controller.createTopics([topicSpec('orders', { partitions: 3 })]);
    expect(result).toMatchObject({ errorCode: 0, numPartitions: 3, replicationFactor: 1 });
    const topic = metadata.topic('orders');
    expect(topic?.id).toBe(result?.topicId);
    const states = topic?.partitions.map(({ leader, leaderEpoch, isr }) => [
      leader,
      leaderEpoch,
      isr,
    ]);
    expect(states).toEqual([
      [0, 0, [0]],
      [0, 0, [0]],
      [0, 0, [0]],
    ]);
  });

  it('tells those who follow the metadata before it is answered', async () => {
    const { controller, metadata } = await startTestCluster();
    const heard: string[] = [];
    metadata.onChange(({ topicsCreated, partitionsChanged, image }) => {
      const all = topicsCreated.every(({ name }) => image.topicsByName.has(name));
      heard.push(`${topicsCreated.map(({ name }) => name)} ${partitionsChanged.length} ${all}`);
    });
    const creation = controller.createTopics([topicSpec('a', { partitions: 2 }), topicSpec('b')]);
    expect(heard).toEqual([]);
    await creation;
    expect(heard).toEqual(['a,b 3 true']);
  });

  it('takes the broker for what is not said: partitions and replicas', async () => {
    const { controller } = await startTestCluster({ staticConfigs: { 'num.partitions': '4' } });
    const spec = topicSpec('t', { partitions: -1, replicas: -1 });
    const [result] = await controller.createTopics([spec]);
    expect(result).toMatchObject({ numPartitions: 4, replicationFactor: 1 });
  });

  it('is there after a restart with its id, partitions and configs', async () => {
    const first = await startTestCluster();
    const spec = topicSpec('t', { partitions: 2, configs: { 'retention.ms': '77' } });
    const [result] = await first.controller.createTopics([spec]);
    await first.stop();
    const second = await startTestCluster({ fileSystem: first.fileSystem });
    expect(second.metadata.topicById(result?.topicId as never)?.partitions).toHaveLength(2);
    expect(second.configs.topicConfig('t').retentionMs).toBe(77);
    expect(second.metadata.clusterId).toBe(first.metadata.clusterId);
    expect(second.brokerEpoch).toBeGreaterThan(first.brokerEpoch);
  });

  it('changes nothing when it is only to be checked', async () => {
    const { controller, metadata } = await startTestCluster();
    const [result] = await controller.createTopics([topicSpec('t', { partitions: 3 })], true);
    expect(result).toMatchObject({ errorCode: 0, numPartitions: 3 });
    expect(metadata.topic('t')).toBeUndefined();
  });

  it('answers all configs of the new topic, sorted, with where they come from', async () => {
    const { controller } = await startTestCluster({ staticConfigs: { 'log.roll.hours': '2' } });
    const [result] = await controller.createTopics([
      topicSpec('t', { configs: { 'retention.ms': ' 9 ' } }),
    ]);
    const configs = new Map(result?.configs?.map((config) => [config.name, config]));
    expect([...configs.keys()]).toEqual([...configs.keys()].sort());
    expect(configs.get('retention.ms')).toMatchObject({ value: ' 9 ', configSource: 1 });
    expect(configs.get('segment.ms')).toMatchObject({ value: '7200000', configSource: 4 });
    expect(configs.get('cleanup.policy')).toMatchObject({ value: 'delete', configSource: 5 });
  });

  it('takes replicas as they are assigned by hand', async () => {
    const { controller, metadata } = await startTestCluster();
    const assignments = [
      [1, [0]],
      [0, [0]],
    ] as const;
    const [result] = await controller.createTopics([topicSpec('t', { assignments })]);
    expect(result).toMatchObject({ errorCode: 0, numPartitions: 2 });
    expect(metadata.topic('t')?.partitions).toHaveLength(2);
  });
});

const LONG_NAME = 'x'.repeat(250);

describe('creating a topic that cannot be', () => {
  const named: [name: string, reason: string][] = [
    ['', 'the empty string is not allowed'],
    ['.', "'.' is not allowed"],
    ['..', "'..' is not allowed"],
    [
      'sp ace',
      "'sp ace' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'",
    ],
    [LONG_NAME, `the length of '${LONG_NAME}' is longer than the max allowed length 249`],
  ];
  it.each(named)('refuses the name %j', async (name, reason) => {
    const { controller } = await startTestCluster();
    const [result] = await controller.createTopics([topicSpec(name)]);
    expect(result?.errorCode).toBe(ErrorCode.INVALID_TOPIC_EXCEPTION);
    expect(result?.errorMessage).toBe(`Topic name is invalid: ${reason}`);
  });

  const refused: [
    what: string,
    spec: Parameters<typeof topicSpec>[1],
    code: number,
    message: string,
  ][] = [
    [
      'no partitions',
      { partitions: 0 },
      ErrorCode.INVALID_PARTITIONS,
      'Number of partitions was set to an invalid non-positive value.',
    ],
    [
      'no replicas',
      { replicas: 0 },
      ErrorCode.INVALID_REPLICATION_FACTOR,
      'Replication factor must be larger than 0, or -1 to use the default value.',
    ],
    [
      'more replicas than brokers',
      { replicas: 3 },
      ErrorCode.INVALID_REPLICATION_FACTOR,
      'Unable to replicate the partition 3 time(s): The target replication factor of 3 cannot be ' +
        'reached because only 1 broker(s) are registered or some brokers have all their log ' +
        'directories cordoned.',
    ],
    [
      'replicas on a broker that is not there',
      { assignments: [[0, [7]]] },
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      'The manual partition assignment includes broker 7, but no such broker is registered.',
    ],
    [
      'the same broker twice',
      { assignments: [[0, [0, 0]]] },
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      'The manual partition assignment includes the broker 0 more than once.',
    ],
    [
      'no broker at all',
      { assignments: [[0, []]] },
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      'The manual partition assignment includes an empty replica list.',
    ],
    [
      'partitions with a gap',
      {
        assignments: [
          [0, [0]],
          [2, [0]],
        ],
      },
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      'partitions should be a consecutive 0-based integer sequence',
    ],
    [
      'an assignment and a number of partitions',
      { assignments: [[0, [0]]], partitions: 1 },
      ErrorCode.INVALID_REQUEST,
      'A manual partition assignment was specified, but numPartitions was not set to -1.',
    ],
    [
      'an unknown config',
      { configs: { nope: '1' } },
      ErrorCode.INVALID_CONFIG,
      'Unknown topic config name: nope',
    ],
    [
      'a config without a value',
      { configs: { 'retention.ms': null } },
      ErrorCode.INVALID_CONFIG,
      'Null value not supported for topic configs: retention.ms',
    ],
    [
      'configs that contradict each other',
      { configs: { 'min.compaction.lag.ms': '100', 'max.compaction.lag.ms': '50' } },
      ErrorCode.INVALID_CONFIG,
      'conflict topic config setting min.compaction.lag.ms (100) > max.compaction.lag.ms (50)',
    ],
    [
      'storage that there is not',
      { configs: { 'remote.storage.enable': 'true' } },
      ErrorCode.INVALID_CONFIG,
      'Tiered Storage functionality is disabled in the broker. ' +
        'Topic cannot be configured with remote log storage.',
    ],
  ];
  it.each(refused)('refuses %s', async (_what, spec, errorCode, errorMessage) => {
    const { controller, metadata } = await startTestCluster();
    const [result] = await controller.createTopics([topicSpec('t', spec)]);
    expect(result).toMatchObject({ errorCode, errorMessage });
    expect(metadata.topics()).toEqual([]);
  });

  it('refuses a topic that exists, and one that metrics could not tell from another', async () => {
    const { controller } = await startTestCluster();
    await controller.createTopics([topicSpec('a.b')]);
    const results = await controller.createTopics([topicSpec('a.b'), topicSpec('a_b')]);
    expect(results.map(({ errorCode, errorMessage }) => [errorCode, errorMessage])).toEqual([
      [ErrorCode.TOPIC_ALREADY_EXISTS, "Topic 'a.b' already exists."],
      [ErrorCode.INVALID_TOPIC_EXCEPTION, "Topic 'a_b' collides with existing topic: a.b"],
    ]);
  });

  it('refuses a name that is given twice and creates its neighbours', async () => {
    const { controller, metadata } = await startTestCluster();
    const specs = ['twice', 'once', 'twice'].map((name) => topicSpec(name));
    const results = await controller.createTopics(specs);
    expect(results.map(({ name, errorCode }) => [name, errorCode])).toEqual([
      ['once', ErrorCode.NONE],
      ['twice', ErrorCode.INVALID_REQUEST],
    ]);
    expect(metadata.topics().map(({ name }) => name)).toEqual(['once']);
  });

  it('refuses the topic of the cluster metadata', async () => {
    const { controller } = await startTestCluster();
    const [result] = await controller.createTopics([topicSpec('__cluster_metadata')]);
    expect(result?.errorCode).toBe(ErrorCode.INVALID_REQUEST);
  });

  it('refuses a request for more than 10,000 partitions as a whole', async () => {
    const { controller } = await startTestCluster();
    const specs = [topicSpec('a', { partitions: 5001 }), topicSpec('b', { partitions: 5000 })];
    await expect(controller.createTopics(specs)).rejects.toMatchObject({
      code: ErrorCode.POLICY_VIOLATION,
    });
  });

  it('says so when the disk fails, and creates nothing', async () => {
    const { controller, fileSystem, metadata } = await startTestCluster();
    (fileSystem as { faults?: unknown }).faults = (action: string) =>
      action === 'write' ? 'EIO' : null;
    await expect(controller.createTopics([topicSpec('t')])).rejects.toMatchObject({
      code: ErrorCode.KAFKA_STORAGE_ERROR,
    });
    expect(metadata.topic('t')).toBeUndefined();
  });
});

describe('creating topics at the same time', () => {
  it('lets one of many win', async () => {
    const { controller, metadata } = await startTestCluster();
    const attempts = Array.from({ length: 10 }, () => controller.createTopics([topicSpec('t')]));
    const codes = (await Promise.all(attempts)).flat().map(({ errorCode }) => errorCode);
    expect(codes.filter((code) => code === ErrorCode.NONE)).toHaveLength(1);
    expect(codes.filter((code) => code === ErrorCode.TOPIC_ALREADY_EXISTS)).toHaveLength(9);
    expect(metadata.topics()).toHaveLength(1);
  });

  it('thinks a change out anew when somebody else wrote to the store meanwhile', async () => {
    const { controller, store } = await startTestCluster();
    const creation = controller.createTopics([topicSpec('mine'), topicSpec('theirs')]);
    const operations = [{ put: topicNameKey('other'), value: '{"schema":1,"id":"x"}' }];
    await store.transact({ guards: [], operations });
    expect((await creation).map(({ errorCode }) => errorCode)).toEqual([0, 0]);
  });
});

describe('topics that come into being by being used', () => {
  it('are created once, however many ask', async () => {
    const { controller, metadata } = await startTestCluster();
    const topics = await Promise.all(Array.from({ length: 5 }, () => controller.ensureTopic('t')));
    expect(new Set(topics.map(({ id }) => id)).size).toBe(1);
    expect(metadata.topics()).toHaveLength(1);
    expect(await controller.ensureTopic('t')).toBe(metadata.topic('t'));
  });

  it('say why they cannot be', async () => {
    const { controller } = await startTestCluster();
    await controller.createTopics([topicSpec('a.b')]);
    await expect(controller.ensureTopic('a_b')).rejects.toMatchObject({
      code: ErrorCode.INVALID_TOPIC_EXCEPTION,
    });
  });

  const internal: [name: string, partitions: number, configs: Record<string, unknown>][] = [
    [
      '__consumer_offsets',
      50,
      { cleanupPolicy: { compact: true, delete: false }, segmentBytes: 104_857_600 },
    ],
    [
      '__transaction_state',
      50,
      { cleanupPolicy: { compact: true, delete: false }, compressionType: 'uncompressed' },
    ],
    ['__share_group_state', 50, { retentionMs: -1, minInsyncReplicas: 1 }],
  ];
  it.each(internal)('have what %s needs', async (name, partitions, expected) => {
    const { controller, configs } = await startTestCluster();
    expect((await controller.ensureTopic(name)).partitions).toHaveLength(partitions);
    expect(configs.topicConfig(name)).toMatchObject(expected);
  });
});
