// Classic groups: refusals, the life of dynamic and static members, and what the group then looks like.

import { DeleteGroups } from '../../../src/protocol/generated/delete-groups.ts';
import { DescribeGroups } from '../../../src/protocol/generated/describe-groups.ts';
import { FindCoordinator } from '../../../src/protocol/generated/find-coordinator.ts';
import { Heartbeat } from '../../../src/protocol/generated/heartbeat.ts';
import type { JoinGroupRequestInput } from '../../../src/protocol/generated/join-group.ts';
import { JoinGroup } from '../../../src/protocol/generated/join-group.ts';
import { LeaveGroup } from '../../../src/protocol/generated/leave-group.ts';
import { ListGroups } from '../../../src/protocol/generated/list-groups.ts';
import { OffsetFetch } from '../../../src/protocol/generated/offset-fetch.ts';
import type { SyncGroupRequestInput } from '../../../src/protocol/generated/sync-group.ts';
import { SyncGroup } from '../../../src/protocol/generated/sync-group.ts';
import type { Chapter, Side } from '../side.ts';

const PROTOCOLS = [{ name: 'range', metadata: Buffer.from('000000000000ffffffff', 'hex') }];
const CONSUMER = { protocolType: 'consumer', protocolName: 'range' };

export const groups: Chapter = {
  title: 'groups',

  async run(side) {
    await untilCoordinated(side);
    for (const version of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) await refusedJoins(side, version);
    await strangers(side);
    const memberId = await dynamicMember(side);
    await secondMember(side, memberId);
    await staticMember(side);
    await listed(side);
  },
};

/** Apache Kafka makes the topic of the groups when the first is asked for, and then loads its partitions. */
async function untilCoordinated(side: Side): Promise<void> {
  const groupIds = ['refused', 'g', 's', 'nobody'];
  const request = { groups: groupIds.map((groupId) => ({ groupId, topics: null })) };
  for (let attempt = 0; attempt < 400; attempt++) {
    await side.ask(FindCoordinator, 4, { keyType: 0, coordinatorKeys: groupIds });
    const answer = await side.ask(OffsetFetch, 8, request);
    if (answer.groups.every(({ errorCode }) => errorCode === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function joinRequest(version: number, change: Partial<JoinGroupRequestInput>) {
  return {
    groupId: 'g',
    sessionTimeoutMs: 30_000,
    ...(version >= 1 ? { rebalanceTimeoutMs: 10_000 } : {}),
    memberId: '',
    protocolType: 'consumer',
    protocols: PROTOCOLS,
    ...change,
  };
}

function join(side: Side, name: string, change: Partial<JoinGroupRequestInput>, version = 9) {
  return side.compare(name, JoinGroup, version, joinRequest(version, change));
}

function sync(side: Side, name: string, change: Partial<SyncGroupRequestInput>) {
  const request = { groupId: 'g', generationId: 1, memberId: '', ...CONSUMER, assignments: [] };
  return side.compare(name, SyncGroup, 5, { ...request, ...change });
}

function beat(side: Side, name: string, memberId: string, generationId: number) {
  return side.compare(name, Heartbeat, 4, { groupId: 'g', generationId, memberId });
}

function describe(side: Side, when: string, groupId: string) {
  const request = { groups: [groupId], includeAuthorizedOperations: false };
  return side.compare(when, DescribeGroups, 6, request);
}

async function refusedJoins(side: Side, version: number): Promise<void> {
  const refused = (name: string, change: Partial<JoinGroupRequestInput>) =>
    join(side, name, { groupId: 'refused', ...change }, version);
  await refused('no group id', { groupId: '' });
  await refused('a short session', { sessionTimeoutMs: 1 });
  await refused('a long session', { sessionTimeoutMs: 99_999_999 });
  await refused('an unknown member', { memberId: 'nobody' });
  await refused('no protocols', { protocols: [] });
  await refused('no protocol type', { protocolType: '' });
}

async function strangers(side: Side): Promise<void> {
  for (const groupId of ['nobody', '']) {
    const request = { groupId, generationId: 1, memberId: 'm' };
    await side.compare(`in the group '${groupId}'`, Heartbeat, 4, request);
  }
  await sync(side, 'in no group', { groupId: 'nobody', memberId: 'm' });
  for (const version of [0, 1, 2]) {
    const request = { groupId: 'nobody', memberId: 'm' };
    await side.compare('no group', LeaveGroup, version, request);
  }
  for (const version of [3, 4, 5]) {
    const members = [{ memberId: 'm' }];
    await side.compare('no group', LeaveGroup, version, { groupId: 'nobody', members });
    await side.compare('nobody', LeaveGroup, version, { groupId: 'nobody', members: [] });
  }
  for (const version of [0, 1, 2, 3, 4, 5, 6]) {
    await side.compare('no group', DescribeGroups, version, { groups: ['nobody', ''] });
  }
}

async function dynamicMember(side: Side): Promise<string> {
  const asked = await join(side, 'asks for an id', {});
  const memberId = asked?.memberId ?? '';
  await join(side, 'joins with its id', { memberId });
  await beat(side, 'while completing', memberId, 1);
  await sync(side, 'another generation', { memberId, generationId: 7 });
  await sync(side, 'another protocol type', { memberId, protocolType: 'connect' });
  await sync(side, 'another protocol', { memberId, protocolName: 'sticky' });
  await sync(side, 'another member', { memberId: 'somebody' });
  await join(side, 'joins again while completing', { memberId });
  await describe(side, 'completing', 'g');
  const assignments = [{ memberId, assignment: Buffer.from('A') }];
  await sync(side, 'assigns', { memberId, assignments });
  await sync(side, 'asks again', { memberId });
  await describe(side, 'stable', 'g');
  await join(side, 'of another type', { protocolType: 'connect' });
  await join(side, 'with another protocol', {
    protocols: [{ name: 'sticky', metadata: Buffer.alloc(0) }],
  });
  await beat(side, 'stable', memberId, 1);
  await beat(side, 'an old generation', memberId, 0);
  await beat(side, 'a later generation', memberId, 2);
  await beat(side, 'another member', 'somebody', 1);
  return memberId;
}

async function secondMember(side: Side, first: string): Promise<void> {
  const asked = await join(side, 'a second asks for an id', {}, 5);
  const second = asked?.memberId ?? '';
  const other = side.another();
  const joined = join(other, 'a second joins', { memberId: second }, 5);
  while ((await side.ask(Heartbeat, 4, heartbeatOf(first))).errorCode === 0);
  await beat(side, 'while preparing', first, 1);
  await sync(side, 'while preparing', { memberId: first });
  await join(side, 'the first joins again', { memberId: first });
  await joined;
  const synced = other.compare('the second waits', SyncGroup, 3, {
    ...{ groupId: 'g', generationId: 2, memberId: second },
    assignments: [],
  });
  await sync(side, 'the first assigns', {
    ...{ memberId: first, generationId: 2 },
    assignments: [
      { memberId: second, assignment: Buffer.from('B') },
      { memberId: 'ghost', assignment: Buffer.from('C') },
    ],
  });
  await synced;
  const leaving = [{ memberId: first, reason: 'enough' }, { memberId: 'ghost' }];
  await side.compare('the first', LeaveGroup, 5, { groupId: 'g', members: leaving });
  await beat(side, 'of the one that left', first, 2);
  await beat(side, 'of the one that stays', second, 2);
  await side.compare('the second', LeaveGroup, 2, { groupId: 'g', memberId: second });
  await side.compare('the second again', LeaveGroup, 2, { groupId: 'g', memberId: second });
  await describe(side, 'empty', 'g');
  await beat(side, 'in an empty group', second, 3);
  await other.hangUp();
}

function heartbeatOf(memberId: string) {
  return { groupId: 'g', generationId: 1, memberId };
}

async function staticMember(side: Side): Promise<void> {
  const instance = { groupId: 's', groupInstanceId: 'i1' };
  const first = (await join(side, 'a static member', instance))?.memberId ?? '';
  const assignments = [{ memberId: first, assignment: Buffer.from('S') }];
  await sync(side, 'a static member', { ...instance, memberId: first, assignments });
  const second = (await join(side, 'it comes back', instance))?.memberId ?? '';
  const old = { ...instance, memberId: first };
  await side.compare('of the old one', Heartbeat, 4, { ...old, generationId: 1 });
  await side.compare('of the new one', Heartbeat, 4, {
    ...{ ...instance, generationId: 1 },
    memberId: second,
  });
  await join(side, 'the old one', old);
  await sync(side, 'the old one', old);
  await sync(side, 'the new one', { ...instance, memberId: second });
  await describe(side, 'static', 's');
  const leave = (name: string, memberId: string, groupInstanceId: string) =>
    side.compare(name, LeaveGroup, 5, { groupId: 's', members: [{ memberId, groupInstanceId }] });
  await leave('the old one', first, 'i1');
  await leave('another instance', '', 'i9');
  await leave('by instance', '', 'i1');
  await describe(side, 'left by all', 's');
}

async function listed(side: Side): Promise<void> {
  for (const version of [0, 1, 2, 3, 4, 5]) await side.compare('all', ListGroups, version, {});
  for (const state of ['Empty', 'empty', 'Stable', 'Bogus']) {
    await side.compare(state, ListGroups, 5, { statesFilter: [state] });
  }
  for (const type of ['classic', 'CLASSIC', 'consumer', 'bogus']) {
    await side.compare(type, ListGroups, 5, { typesFilter: [type] });
  }
  for (const version of [0, 1, 2]) {
    const groupsNames = ['nobody', '', 'g'];
    await side.compare('several', DeleteGroups, version, { groupsNames });
  }
  await side.compare('after deletion', ListGroups, 5, {});
}
