// CreateTopics, CreatePartitions, DeleteTopics and the configs of topics: what is refused, and how.

import { ZERO_UUID } from '../../../src/base/uuid.ts';
import { CreatePartitions } from '../../../src/protocol/generated/create-partitions.ts';
import type { CreateTopicsRequestInput } from '../../../src/protocol/generated/create-topics.ts';
import { CreateTopics } from '../../../src/protocol/generated/create-topics.ts';
import { DeleteTopics } from '../../../src/protocol/generated/delete-topics.ts';
import { DescribeConfigs } from '../../../src/protocol/generated/describe-configs.ts';
import { IncrementalAlterConfigs } from '../../../src/protocol/generated/incremental-alter-configs.ts';
import type { Chapter, Side } from '../side.ts';

type NewTopic = CreateTopicsRequestInput['topics'][number];

const TOPIC = 2;
const BAD_CONFIGS = [
  ['nope', '1'],
  ['retention.ms', 'abc'],
  ['retention.ms', '-5'],
  ['retention.ms', null],
  ['cleanup.policy', 'compact,foo'],
  ['cleanup.policy', ''],
  ['compression.type', 'zip'],
  ['min.insync.replicas', '0'],
  ['max.message.bytes', '99999999999'],
  ['min.cleanable.dirty.ratio', '2'],
  ['preallocate', 'yes'],
  ['segment.bytes', '14'],
] as const;

export const topics: Chapter = {
  title: 'topics',

  async run(side) {
    for (const version of [2, 3, 4, 5, 6, 7]) await refusedTopics(side, version);
    await side.newTopic('base', { partitions: 2 });
    for (const version of [0, 1, 2, 3]) await partitions(side, version);
    for (const version of [0, 1]) await alterations(side, version);
    for (const version of [1, 2, 3, 4]) await described(side, version);
    for (const version of [1, 2, 3, 4, 5, 6]) await refusedDeletions(side, version);
  },
};

async function refusedTopics(side: Side, version: number): Promise<void> {
  const fields = { numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] };
  const create = (name: string, ...wanted: readonly Partial<NewTopic>[]) =>
    side.compare(name, CreateTopics, version, {
      timeoutMs: 5_000,
      validateOnly: true,
      topics: wanted.map((topic) => ({ name: 'new', ...fields, ...topic })),
    });
  for (const name of ['', '.', '..', 'a b', 'ä', 'x'.repeat(250), '__cluster_metadata']) {
    await create(`name '${name.slice(0, 20)}'`, { name });
  }
  await create('no topics');
  await create('good', {});
  await create('twice', {}, {});
  for (const numPartitions of [0, -1, -2, 20_000]) {
    await create(`${numPartitions} partitions`, { numPartitions });
  }
  for (const replicationFactor of [0, -1, -2, 2]) {
    await create(`factor ${replicationFactor}`, { replicationFactor });
  }
  const assigned = { numPartitions: -1, replicationFactor: -1 };
  const lists = [[[0]], [[7]], [[0, 0]], [[]], [[0], [0]]];
  for (const brokers of lists) {
    const assignments = brokers.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds }));
    await create(`assignment ${JSON.stringify(brokers)}`, { ...assigned, assignments });
  }
  const assignments = [{ partitionIndex: 1, brokerIds: [0] }];
  await create('assignment of partition 1 alone', { ...assigned, assignments });
  await create('assignment and a number', { assignments });
  for (const [name, value] of BAD_CONFIGS) {
    await create(`${name}=${value}`, { configs: [{ name, value }] });
  }
}

async function partitions(side: Side, version: number): Promise<void> {
  const add = (name: string, count: number, brokers: readonly number[][] | null = null) =>
    side.compare(`${name} ${count} ${JSON.stringify(brokers)}`, CreatePartitions, version, {
      timeoutMs: 5_000,
      validateOnly: true,
      topics: [{ name, count, assignments: brokers?.map((brokerIds) => ({ brokerIds })) ?? null }],
    });
  for (const count of [2, 1, 0, -1, 3]) await add('base', count);
  for (const brokers of [[[0]], [[9]], [[]], [[0, 0]], [[0], [0]]]) await add('base', 3, brokers);
  await add('none-such', 3);
  await add('', 3);
}

async function alterations(side: Side, version: number): Promise<void> {
  const alter = (resourceName: string, ...[config, value, operation = 0]: Alteration) =>
    side.compare(
      `${resourceName} ${operation} ${config}=${value}`,
      IncrementalAlterConfigs,
      version,
      {
        validateOnly: false,
        resources: [
          {
            ...{ resourceType: TOPIC, resourceName },
            configs: [{ name: config, value, configOperation: operation }],
          },
        ],
      },
    );
  for (const [name, value] of BAD_CONFIGS) await alter('base', name, value);
  await alter('base', 'retention.ms', '1000');
  await alter('base', 'retention.ms', null, 1);
  await alter('base', 'retention.ms', '5', 2);
  await alter('base', 'cleanup.policy', 'compact', 2);
  await alter('base', 'cleanup.policy', 'delete', 3);
  await alter('base', 'cleanup.policy', 'x', 9);
  await alter('base', 'nope', '5', 2);
  await alter('none-such', 'retention.ms', '5');
  await alter('', 'retention.ms', '5');
}

type Alteration = readonly [config: string, value: string | null, operation?: number];

async function described(side: Side, version: number): Promise<void> {
  const ask = (name: string, resourceName: string, keys: string[] | null) =>
    side.compare(name, DescribeConfigs, version, {
      resources: [{ resourceType: TOPIC, resourceName, configurationKeys: keys }],
      includeSynonyms: true,
    });
  await ask('all', 'base', null);
  await ask('some', 'base', ['retention.ms', 'cleanup.policy', 'nope']);
  await ask('none', 'base', []);
  await ask('none-such', 'none-such', null);
  await ask('a bad name', 'bad name', null);
}

async function refusedDeletions(side: Side, version: number): Promise<void> {
  const remove = (name: string, ...names: string[]) =>
    side.compare(name, DeleteTopics, version, {
      timeoutMs: 5_000,
      ...(version >= 6
        ? { topics: names.map((each) => ({ name: each, topicId: ZERO_UUID })) }
        : { topicNames: names }),
    });
  await remove('none-such', 'none-such');
  await remove('a bad name', 'bad name');
  await remove('none');
  await side.newTopic(`leaves-${version}`);
  await remove('one', `leaves-${version}`);
  await side.untilGone(`leaves-${version}`);
  await remove('one again', `leaves-${version}`);
}
