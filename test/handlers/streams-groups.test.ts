// StreamsGroupHeartbeat and StreamsGroupDescribe against a whole broker: internal topics are created with what
// the application asks for, groups outlive a kill, configs and the cluster's feature count.

import { expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { DescribeConfigs } from '../../src/protocol/generated/describe-configs.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { IncrementalAlterConfigs } from '../../src/protocol/generated/incremental-alter-configs.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import { StreamsGroupDescribe } from '../../src/protocol/generated/streams-group-describe.ts';
import type { StreamsGroupHeartbeatRequestInput } from '../../src/protocol/generated/streams-group-heartbeat.ts';
import { StreamsGroupHeartbeat } from '../../src/protocol/generated/streams-group-heartbeat.ts';
import { UpdateFeatures } from '../../src/protocol/generated/update-features.ts';
import type { MemoryWireClient } from '../broker/support/memory-wire-client.ts';
import { TestBroker } from '../broker/support/test-broker.ts';
import { internalTopic, subtopology } from '../coordinator/group/streams/support/topologies.ts';

const groupId = 'app';
const SECOND_MS = 1000;
const SIMPLE = [subtopology('0', { sources: ['lines'] })];
const compacted = [{ key: 'cleanup.policy', value: 'compact' }];
const WORD_COUNT = [
  subtopology('0', { sources: ['lines'], sinks: ['app-words-repartition'] }),
  subtopology('1', {
    repartitions: ['app-words-repartition'],
    stateChangelogTopics: [{ ...internalTopic('app-counts-changelog'), topicConfigs: compacted }],
  }),
];

async function started(properties: Record<string, string> = {}) {
  const broker = await TestBroker.started({ topics: 'lines:3', properties });
  return { broker, client: await connected(broker) };
}

async function connected(broker: TestBroker): Promise<MemoryWireClient> {
  const client = broker.connect();
  await client.send(FindCoordinator, 4, { keyType: 0, coordinatorKeys: [groupId] });
  return client;
}

function beat(
  client: MemoryWireClient,
  memberEpoch: number,
  fields: Partial<StreamsGroupHeartbeatRequestInput> = {},
) {
  const request = { groupId, memberId: 'a', memberEpoch, endpointInformationEpoch: 0, ...fields };
  return client.send(StreamsGroupHeartbeat, 0, request);
}

function join(client: MemoryWireClient, subtopologies = SIMPLE, memberId = 'a') {
  const owned = { activeTasks: [], standbyTasks: [], warmupTasks: [] };
  const topology = { epoch: 0, subtopologies };
  const processId = memberId;
  return beat(client, 0, { memberId, rebalanceTimeoutMs: 60_000, topology, processId, ...owned });
}

async function describe(client: MemoryWireClient, includeAuthorizedOperations = false) {
  const request = { groupIds: [groupId], includeAuthorizedOperations };
  return (await client.send(StreamsGroupDescribe, 0, request)).groups[0];
}

function tasks(subtopologyId: string, ...partitions: number[]) {
  return { subtopologyId, partitions };
}

it('a word count gets its internal topics, and then its tasks', async () => {
  const { broker, client } = await started();
  expect((await join(client, WORD_COUNT)).status).toEqual([
    {
      statusCode: 3,
      statusDetail: 'Internal topics are missing: app-counts-changelog, app-words-repartition',
    },
  ]);
  await broker.clock.advance(SECOND_MS);
  const given = await beat(client, 2);
  expect(given.activeTasks).toEqual([tasks('0', 0, 1, 2), tasks('1', 0, 1, 2)]);
  const names = ['app-counts-changelog', 'app-words-repartition'];
  const { topics } = await client.send(Metadata, 12, {
    topics: names.map((name) => ({ name })),
    allowAutoTopicCreation: false,
    includeTopicAuthorizedOperations: false,
  } as never);
  expect(topics.map(({ name, partitions }) => [name, partitions.length])).toEqual([
    ['app-counts-changelog', 3],
    ['app-words-repartition', 3],
  ]);
  const resource = { resourceType: 2, resourceName: 'app-counts-changelog' };
  const { results } = await client.send(DescribeConfigs, 4, {
    resources: [{ ...resource, configurationKeys: ['cleanup.policy'] }],
    includeSynonyms: false,
    includeDocumentation: false,
  });
  expect(results[0]?.configs[0]?.value).toBe('compact');
});

it('a changelog that cannot be created is told of', async () => {
  const { broker, client } = await started();
  const bad = [{ key: 'cleanup.policy', value: 'sometimes' }];
  const changelog = { ...internalTopic('app-log'), topicConfigs: bad };
  const topology = [subtopology('0', { sources: ['lines'], stateChangelogTopics: [changelog] })];
  await join(client, topology);
  await broker.clock.advance(SECOND_MS);
  const [status] = (await beat(client, 2)).status ?? [];
  expect(status?.statusDetail).toMatch(
    /^Internal topics are missing: app-log; Creation failed: app-log \(.*cleanup\.policy.*\)\.$/,
  );
});

it('a group outlives a kill of the broker', async () => {
  const { broker, client } = await started();
  expect((await join(client)).activeTasks).toEqual([tasks('0', 0, 1, 2)]);
  const restarted = await broker.killed().then(() => broker.restarted());
  const again = await connected(restarted);
  expect(await beat(again, 2)).toMatchObject({ errorCode: 0, memberEpoch: 2, activeTasks: null });
  expect(await describe(again)).toMatchObject({ groupState: 'Stable', groupEpoch: 2 });
});

it('the configs of the broker count, and over them those of the group', async () => {
  const { broker, client } = await started({
    'group.streams.heartbeat.interval.ms': '7000',
    'group.streams.initial.rebalance.delay.ms': '2000',
    'group.streams.max.size': '1',
  });
  const joined = await join(client);
  expect(joined).toMatchObject({ heartbeatIntervalMs: 7000, memberEpoch: 1, activeTasks: [] });
  await broker.clock.advance(2 * SECOND_MS);
  expect((await beat(client, 1)).memberEpoch).toBe(2);
  expect((await join(client, SIMPLE, 'b')).errorCode).toBe(ErrorCode.GROUP_MAX_SIZE_REACHED);
  const configs = [{ name: 'streams.heartbeat.interval.ms', value: '6000', configOperation: 0 }];
  await client.send(IncrementalAlterConfigs, 1, {
    resources: [{ resourceType: 32, resourceName: groupId, configs }],
    validateOnly: false,
  });
  expect((await beat(client, 2)).heartbeatIntervalMs).toBe(6000);
});

it.each([
  [
    '__transaction_state',
    'Use of Kafka internal topics __transaction_state in a Kafka Streams topology is prohibited.',
  ],
  ['a/b', 'Topic names a/b are not valid topic names.'],
])('a topology with a topic called %s is refused', async (topic, errorMessage) => {
  const { client } = await started();
  const sinks = [subtopology('0', { sources: ['lines'], sinks: [topic] })];
  const errorCode = ErrorCode.STREAMS_INVALID_TOPOLOGY;
  expect(await join(client, sinks)).toMatchObject({ errorCode, errorMessage, status: [] });
});

it('what may be done to a group is told to who asks', async () => {
  const { client } = await started();
  await join(client);
  expect((await describe(client))?.authorizedOperations).toBe(-(2 ** 31));
  expect((await describe(client, true))?.authorizedOperations).toBe(3400);
});

it('while streams.version is 0 there are no streams groups', async () => {
  const { client } = await started();
  await client.send(UpdateFeatures, 1, {
    timeoutMs: 1000,
    featureUpdates: [{ feature: 'streams.version', maxVersionLevel: 0, upgradeType: 2 }],
    validateOnly: false,
  });
  expect((await join(client)).errorCode).toBe(ErrorCode.UNSUPPORTED_VERSION);
  expect((await describe(client))?.errorCode).toBe(ErrorCode.UNSUPPORTED_VERSION);
});
