// ConsumerGroupHeartbeat and ConsumerGroupDescribe against a whole broker: a member is assigned a real topic,
// configs of the group count, all of it outlives a kill, and the protocol can be turned off.

import { expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import type { Uuid } from '../../src/base/uuid.ts';
import { ConsumerGroupDescribe } from '../../src/protocol/generated/consumer-group-describe.ts';
import { ConsumerGroupHeartbeat } from '../../src/protocol/generated/consumer-group-heartbeat.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { IncrementalAlterConfigs } from '../../src/protocol/generated/incremental-alter-configs.ts';
import { UpdateFeatures } from '../../src/protocol/generated/update-features.ts';
import type { MemoryWireClient } from '../broker/support/memory-wire-client.ts';
import { topicsOf } from '../broker/support/requests.ts';
import { TestBroker } from '../broker/support/test-broker.ts';

const GROUP_RESOURCE = 32;
const SAFE_DOWNGRADE = 2;

async function started(properties: Record<string, string> = {}) {
  const broker = await TestBroker.started({ topics: 'orders:2', properties });
  const client = broker.connect();
  await client.send(FindCoordinator, 4, { keyType: 0, coordinatorKeys: ['g'] });
  return { broker, client, topicId: (await topicsOf(client)).get('orders') as Uuid };
}

function join(client: MemoryWireClient, version = 1) {
  return client.send(ConsumerGroupHeartbeat, version, {
    groupId: 'g',
    memberId: 'a',
    memberEpoch: 0,
    rebalanceTimeoutMs: 30_000,
    subscribedTopicNames: ['orders'],
    topicPartitions: [],
  });
}

async function describe(client: MemoryWireClient, version = 1) {
  const request = { groupIds: ['g'], includeAuthorizedOperations: true };
  return (await client.send(ConsumerGroupDescribe, version, request)).groups[0];
}

it.each([0, 1])('a member is assigned the topic, in version %i', async (version) => {
  const { client, topicId } = await started();
  expect(await join(client, version)).toMatchObject({
    errorCode: ErrorCode.NONE,
    memberId: 'a',
    memberEpoch: 2,
    heartbeatIntervalMs: 5_000,
    assignment: { topicPartitions: [{ topicId, partitions: [0, 1] }] },
  });
  const described = await describe(client, version);
  expect(described).toMatchObject({ groupState: 'Stable', groupEpoch: 2, assignmentEpoch: 2 });
  expect(described?.members[0]?.assignment.topicPartitions[0]?.topicName).toBe('orders');
  expect(described?.authorizedOperations).toBeGreaterThan(0);
});

it('a killed broker finds the group again', async () => {
  const { broker, client } = await started();
  await join(client);
  const next = (await broker.killed()).connect();
  expect(await describe(next)).toMatchObject({ groupState: 'Stable', groupEpoch: 2 });
  const beat = { groupId: 'g', memberId: 'a', memberEpoch: 2 };
  expect(await next.send(ConsumerGroupHeartbeat, 1, beat)).toMatchObject({
    errorCode: ErrorCode.NONE,
    memberEpoch: 2,
    assignment: null,
  });
});

it('what is set for the group counts', async () => {
  const { client } = await started();
  const configs = [{ name: 'consumer.heartbeat.interval.ms', configOperation: 0, value: '7000' }];
  const resources = [{ resourceType: GROUP_RESOURCE, resourceName: 'g', configs }];
  await client.send(IncrementalAlterConfigs, 1, { resources, validateOnly: false });
  expect((await join(client)).heartbeatIntervalMs).toBe(7_000);
});

it('a cluster that has not agreed on the protocol does not speak it', async () => {
  const { client } = await started();
  const update = { feature: 'group.version', maxVersionLevel: 0, upgradeType: SAFE_DOWNGRADE };
  await client.send(UpdateFeatures, 2, { timeoutMs: 1_000, featureUpdates: [update] });
  expect((await join(client)).errorCode).toBe(ErrorCode.UNSUPPORTED_VERSION);
  expect((await describe(client))?.errorCode).toBe(ErrorCode.UNSUPPORTED_VERSION);
});

it('a broker that is set up without the protocol does not speak it', async () => {
  const { client } = await started({ 'group.coordinator.rebalance.protocols': 'classic' });
  expect((await join(client)).errorCode).toBe(ErrorCode.UNSUPPORTED_VERSION);
});
