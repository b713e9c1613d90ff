// The five APIs of share groups against a whole broker: members join and are assigned what has a state, offsets
// are looked at, altered and deleted, and all of it outlives a kill.

import { expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import type { Uuid } from '../../src/base/uuid.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { AlterShareGroupOffsets } from '../../src/protocol/generated/alter-share-group-offsets.ts';
import { DeleteGroups } from '../../src/protocol/generated/delete-groups.ts';
import { DeleteShareGroupOffsets } from '../../src/protocol/generated/delete-share-group-offsets.ts';
import { DescribeShareGroupOffsets } from '../../src/protocol/generated/describe-share-group-offsets.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { IncrementalAlterConfigs } from '../../src/protocol/generated/incremental-alter-configs.ts';
import { ListGroups } from '../../src/protocol/generated/list-groups.ts';
import { ShareGroupDescribe } from '../../src/protocol/generated/share-group-describe.ts';
import { ShareGroupHeartbeat } from '../../src/protocol/generated/share-group-heartbeat.ts';
import { UpdateFeatures } from '../../src/protocol/generated/update-features.ts';
import type { MemoryWireClient } from '../broker/support/memory-wire-client.ts';
import { deleteTopic, produceTo, topicsOf } from '../broker/support/requests.ts';
import { TestBroker } from '../broker/support/test-broker.ts';

const groupId = 'workers';
const memberId = 'a';
const SECOND_MS = 1000;

async function started(topics = 'tasks:2', properties: Record<string, string> = {}) {
  const broker = await TestBroker.started({ topics, properties });
  const client = broker.connect();
  await findCoordinator(client);
  return { broker, client, topicId: (await topicsOf(client)).get('tasks') as Uuid };
}

function findCoordinator(client: MemoryWireClient) {
  return client.send(FindCoordinator, 4, { keyType: 0, coordinatorKeys: [groupId] });
}

function beat(client: MemoryWireClient, memberEpoch: number, topics: string[] | null = null) {
  const request = { groupId, memberId, memberEpoch, subscribedTopicNames: topics };
  return client.send(ShareGroupHeartbeat, 1, request);
}

/** A member that has been assigned what there is; returns its epoch. */
async function joined({ broker, client }: { broker: TestBroker; client: MemoryWireClient }) {
  const { memberEpoch } = await beat(client, 0, ['tasks']);
  await broker.clock.advance(SECOND_MS);
  return (await beat(client, memberEpoch)).memberEpoch;
}

async function describe(client: MemoryWireClient) {
  const request = { groupIds: [groupId], includeAuthorizedOperations: false };
  return (await client.send(ShareGroupDescribe, 1, request)).groups[0];
}

async function offsets(client: MemoryWireClient, topics: string[] | null = null) {
  const asked = topics?.map((topicName) => ({ topicName, partitions: [0] })) ?? null;
  const request = { groups: [{ groupId, topics: asked }] };
  return (await client.send(DescribeShareGroupOffsets, 1, request)).groups[0];
}

function alter(client: MemoryWireClient, startOffset: number, topicName = 'tasks', partition = 0) {
  const partitions = [{ partitionIndex: partition, startOffset }];
  const request = { groupId, topics: [{ topicName, partitions }] };
  return client.send(AlterShareGroupOffsets, 0, request);
}

function forget(client: MemoryWireClient, topicName: string) {
  return client.send(DeleteShareGroupOffsets, 0, { groupId, topics: [{ topicName }] });
}

it('a member is assigned partitions as soon as they have a state', async () => {
  const { broker, client, topicId } = await started();
  const first = await beat(client, 0, ['tasks']);
  expect(first).toMatchObject({
    errorCode: ErrorCode.NONE,
    memberId,
    memberEpoch: 2,
    heartbeatIntervalMs: 5000,
    assignment: { topicPartitions: [] },
  });
  await broker.clock.advance(SECOND_MS);
  const second = await beat(client, 2);
  const topicPartitions = [{ topicId, partitions: [0, 1] }];
  expect(second).toMatchObject({ memberEpoch: 3, assignment: { topicPartitions } });
  expect((await beat(client, 3)).assignment).toBeNull();
  expect(await describe(client)).toMatchObject({
    groupState: 'Stable',
    groupEpoch: 3,
    assignmentEpoch: 3,
    assignorName: 'simple',
    members: [{ memberId, memberEpoch: 3, subscribedTopicNames: ['tasks'] }],
  });
});

it('a group outlives a kill, and its members go on', async () => {
  const { broker, client, topicId } = await started();
  expect(await joined({ broker, client })).toBe(3);
  const survivor = (await broker.killed()).connect();
  expect(await beat(survivor, 3)).toMatchObject({ errorCode: ErrorCode.NONE, memberEpoch: 3 });
  const topicPartitions = [{ topicId, topicName: 'tasks', partitions: [0, 1] }];
  const members = [{ memberId, clientId: 'test', assignment: { topicPartitions } }];
  expect(await describe(survivor)).toMatchObject({ groupEpoch: 3, members });
});

it('share groups are listed', async () => {
  const { broker, client } = await started();
  await joined({ broker, client });
  const { groups } = await client.send(ListGroups, 5, { statesFilter: [], typesFilter: ['share'] });
  const listed = { groupId, protocolType: 'share', groupState: 'Stable', groupType: 'share' };
  expect(groups).toMatchObject([listed]);
});

it('offsets are altered while the group is empty, and told with their lag', async () => {
  const { client, topicId } = await started();
  await produceTo(client, 'tasks', ['a', 'b', 'c']);
  const altered = await alter(client, 1);
  expect(altered).toMatchObject({
    errorCode: ErrorCode.NONE,
    responses: [{ topicName: 'tasks', topicId, partitions: [{ errorCode: ErrorCode.NONE }] }],
  });
  const partitions = [{ partitionIndex: 0, startOffset: 1, errorCode: ErrorCode.NONE }];
  expect(await offsets(client)).toMatchObject({ topics: [{ topicName: 'tasks', partitions }] });
  await beat(client, 0, ['tasks']);
  const refused = await alter(client, 2);
  expect(refused).toMatchObject({ errorCode: ErrorCode.NON_EMPTY_GROUP, responses: [] });
});

it('unknown topics and partitions have no offsets', async () => {
  const { client } = await started();
  const unknown = await alter(client, 1, 'nope');
  const partitions = [{ partitionIndex: 0, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION }];
  expect(unknown.responses).toMatchObject([{ topicId: ZERO_UUID, partitions }]);
  const beyond = await alter(client, 1, 'tasks', 7);
  expect(beyond.responses[0]?.partitions[0]?.errorCode).toBe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  expect(await offsets(client, ['nope'])).toMatchObject({
    errorCode: ErrorCode.NONE,
    topics: [{ topicName: 'nope', partitions: [{ startOffset: -1, lag: -1 }] }],
  });
});

it('a topic can be forgotten, and be begun anew', async () => {
  const { client, topicId } = await started();
  await alter(client, 1);
  const responses = [{ topicName: 'tasks', topicId, errorCode: ErrorCode.NONE }];
  expect(await forget(client, 'tasks')).toMatchObject({ errorCode: ErrorCode.NONE, responses });
  expect((await offsets(client))?.topics).toEqual([]);
  const again = await forget(client, 'tasks');
  expect(again.responses[0]?.errorCode).toBe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  await alter(client, 2);
  expect((await offsets(client))?.topics[0]?.partitions[0]?.startOffset).toBe(2);
});

it('an empty group is deleted with the states of its partitions', async () => {
  const { broker, client } = await started();
  const memberEpoch = await joined({ broker, client });
  const remove = () => client.send(DeleteGroups, 2, { groupsNames: [groupId] });
  expect((await remove()).results).toMatchObject([{ errorCode: ErrorCode.NON_EMPTY_GROUP }]);
  expect(memberEpoch).toBe(3);
  expect(await beat(client, -1)).toMatchObject({ memberEpoch: -1, assignment: null });
  expect((await describe(client))?.groupState).toBe('Empty');
  expect((await remove()).results).toMatchObject([{ errorCode: ErrorCode.NONE }]);
  expect((await describe(client))?.errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
  expect((await offsets(client, ['tasks']))?.topics[0]?.partitions[0]?.startOffset).toBe(-1);
});

it('a deleted topic is taken from the members and forgotten by the group', async () => {
  const { broker, client } = await started('tasks:2,others:1');
  const first = await beat(client, 0, ['tasks', 'others']);
  await broker.clock.advance(SECOND_MS);
  const second = await beat(client, first.memberEpoch);
  expect(second.assignment?.topicPartitions).toHaveLength(2);
  await deleteTopic(client, 'tasks');
  await broker.clock.advance(SECOND_MS);
  const third = await beat(client, second.memberEpoch);
  expect(third.assignment?.topicPartitions).toHaveLength(1);
  expect((await offsets(client))?.topics.map(({ topicName }) => topicName)).toEqual(['others']);
});

it('without share.version there are no share groups', async () => {
  const { client } = await started();
  const featureUpdates = [{ feature: 'share.version', maxVersionLevel: 0, upgradeType: 2 }];
  const update = await client.send(UpdateFeatures, 1, { featureUpdates, validateOnly: false });
  expect(update.errorCode).toBe(ErrorCode.NONE);
  const unsupported = { errorCode: ErrorCode.UNSUPPORTED_VERSION };
  expect(await beat(client, 0, ['tasks'])).toMatchObject(unsupported);
  expect(await describe(client)).toMatchObject(unsupported);
  expect(await offsets(client)).toMatchObject(unsupported);
  expect(await alter(client, 0)).toMatchObject(unsupported);
  expect(await forget(client, 'tasks')).toMatchObject(unsupported);
});

it.each(['', 'a'.repeat(37)])('"%s" is no id of a member', async (id) => {
  const { client } = await started();
  const request = { groupId, memberId: id, memberEpoch: 0, subscribedTopicNames: ['tasks'] };
  const { errorCode } = await client.send(ShareGroupHeartbeat, 1, request);
  expect(errorCode).toBe(ErrorCode.INVALID_REQUEST);
});

it('members follow the configs of their group', async () => {
  const { client } = await started();
  const configure = async (name: string, value: string) => {
    const configs = [{ name, configOperation: 0, value }];
    const resources = [{ resourceType: 32, resourceName: groupId, configs }];
    const request = { resources, validateOnly: false };
    return (await client.send(IncrementalAlterConfigs, 1, request)).responses[0]?.errorCode;
  };
  expect(await configure('share.heartbeat.interval.ms', '7000')).toBe(ErrorCode.NONE);
  expect((await beat(client, 0, ['tasks'])).heartbeatIntervalMs).toBe(7000);
  // group.share.min.session.timeout.ms is 45000.
  expect(await configure('share.session.timeout.ms', '30000')).toBe(ErrorCode.INVALID_CONFIG);
});

it('a share group is as large as group.share.max.size', async () => {
  const { client } = await started('tasks:1', { 'group.share.max.size': '1' });
  await beat(client, 0, ['tasks']);
  const request = { groupId, memberId: 'b', memberEpoch: 0, subscribedTopicNames: ['tasks'] };
  const { errorCode } = await client.send(ShareGroupHeartbeat, 1, request);
  expect(errorCode).toBe(ErrorCode.GROUP_MAX_SIZE_REACHED);
});
