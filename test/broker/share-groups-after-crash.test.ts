// A broker that dies before any one of the writes that a request of a share group takes: those of the group, of
// the share coordinator, of the topic itself. Whoever asks again when it is back gets what it wanted.

import { expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import type { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import { AlterShareGroupOffsets } from '../../src/protocol/generated/alter-share-group-offsets.ts';
import { DeleteGroups } from '../../src/protocol/generated/delete-groups.ts';
import { DeleteShareGroupOffsets } from '../../src/protocol/generated/delete-share-group-offsets.ts';
import { DescribeShareGroupOffsets } from '../../src/protocol/generated/describe-share-group-offsets.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { ShareGroupHeartbeat } from '../../src/protocol/generated/share-group-heartbeat.ts';
import type { MemoryWireClient } from './support/memory-wire-client.ts';
import { deleteTopic } from './support/requests.ts';
import { TestBroker } from './support/test-broker.ts';

const SECOND_MS = 1000;
const groupId = 'workers';
const options = {
  topics: 'tasks:2',
  properties: {
    'offsets.topic.num.partitions': '1',
    'share.coordinator.state.topic.num.partitions': '1',
  },
};

interface World {
  readonly broker: TestBroker;
  readonly client: MemoryWireClient;
}

async function connected(broker: TestBroker): Promise<World> {
  const client = broker.connect();
  await client.send(FindCoordinator, 4, { keyType: 0, coordinatorKeys: [groupId] });
  return { broker, client };
}

function beat({ client }: World, memberEpoch: number) {
  const subscribedTopicNames = memberEpoch === 0 ? ['tasks'] : null;
  const request = { groupId, memberId: 'a', memberEpoch, subscribedTopicNames };
  return client.send(ShareGroupHeartbeat, 1, request);
}

/** Joins, and beats until all partitions are there. */
async function work(world: World): Promise<void> {
  let answer = await beat(world, 0);
  let assigned = answer.assignment;
  for (let seconds = 0; seconds < 40; seconds++) {
    if (assigned?.topicPartitions[0]?.partitions.length === 2) return;
    await world.broker.clock.advance(SECOND_MS);
    answer = await beat(world, answer.memberEpoch);
    expect(answer.errorCode).toBe(ErrorCode.NONE);
    assigned = answer.assignment ?? assigned;
  }
  throw new Error('the member never gets its partitions');
}

async function place({ client }: World): Promise<void> {
  const partitions = [{ partitionIndex: 0, startOffset: 3 }];
  const topics = [{ topicName: 'tasks', partitions }];
  const { responses } = await client.send(AlterShareGroupOffsets, 0, { groupId, topics });
  expect(responses[0]?.partitions[0]?.errorCode).toBe(ErrorCode.NONE);
}

async function forget({ client }: World): Promise<void> {
  const request = { groupId, topics: [{ topicName: 'tasks' }] };
  const { errorCode } = await client.send(DeleteShareGroupOffsets, 0, request);
  expect(errorCode).toBe(ErrorCode.NONE);
}

async function remove({ client }: World): Promise<void> {
  const { results } = await client.send(DeleteGroups, 2, { groupsNames: [groupId] });
  expect([ErrorCode.NONE, ErrorCode.GROUP_ID_NOT_FOUND]).toContain(results[0]?.errorCode);
}

async function removeTopicAndGroup(world: World): Promise<void> {
  await deleteTopic(world.client, 'tasks');
  await world.broker.clock.advance(SECOND_MS);
  await remove(world);
}

async function startOffset({ client }: World): Promise<number | undefined> {
  const topics = [{ topicName: 'tasks', partitions: [0] }];
  const request = { groups: [{ groupId, topics }] };
  const { groups } = await client.send(DescribeShareGroupOffsets, 1, request);
  return groups[0]?.topics[0]?.partitions[0]?.startOffset;
}

const REQUESTS = [
  { name: 'a member joins', before: [], ask: work, offset: -1 },
  { name: 'offsets are altered', before: [], ask: place, offset: 3 },
  { name: 'a topic is forgotten', before: [place], ask: forget, offset: -1 },
  { name: 'a group is deleted', before: [place], ask: remove, offset: -1 },
  { name: 'topic and group are deleted', before: [place], ask: removeTopicAndGroup, offset: -1 },
];

type Request = (typeof REQUESTS)[number];

/** The disks right before each write that the request takes. */
async function disksOf({ before, ask }: Request): Promise<[MemoryFileSystem, number][]> {
  const world = await connected(await TestBroker.started(options));
  for (const step of before) await step(world);
  const { disk, clock } = world.broker;
  const disks: [MemoryFileSystem, number][] = [];
  disk.faults = (action) => {
    if (action === 'write') disks.push([disk.copy(), clock.wallMs()]);
    return null;
  };
  await ask(world);
  disk.faults = null;
  return disks;
}

it.each(REQUESTS)('$name, whenever the broker dies', async (request) => {
  const disks = await disksOf(request);
  expect(disks.length).toBeGreaterThan(1);
  for (const [disk, wallMs] of disks) {
    const clock = new VirtualClock(wallMs);
    const again = await connected(await TestBroker.started({ ...options, disk, clock }));
    await request.ask(again);
    expect(await startOffset(again)).toBe(request.offset);
    await again.broker.stop();
  }
});
