// Static members (KIP-345) of classic groups: coming back in each state of the group and under each identity,
// skipped assignments (KIP-814), and who is fenced from what.

import { GroupTalk, protocol, untilCoordinated } from '../group-talk.ts';
import type { Chapter, Side } from '../side.ts';
import { compareStored } from '../stored-groups.ts';

const GROUPS = [
  ...['gs-leader', 'gs-leader-8', 'gs-follower', 'gs-protocol', 'gs-twice', 'gs-completing'],
  ...['gs-identity', 'gs-absent', 'gs-leave', 'gs-preparing', 'gs-metadata'],
];

const SHORT_MS = 400;
const A = { groupInstanceId: 'a' };
const B = { groupInstanceId: 'b' };

export const groupStatics: Chapter = {
  title: 'static members',

  async run(side) {
    await untilCoordinated(side, GROUPS);
    await leaderReturns(side, 'gs-leader', 9);
    await leaderReturns(side, 'gs-leader-8', 8);
    await followerReturns(side);
    await returnsWithOtherProtocol(side);
    await returnsWithOtherMetadata(side);
    await returnsTwice(side);
    await returnsWhileCompleting(side);
    await returnsWhilePreparing(side);
    await identities(side);
    await absent(side);
    await leaves(side);
    for (const groupId of ['gs-leader', 'gs-leave']) await compareStored(side, groupId);
  },
};

/** The instances a (who leads) and b in generation 2, both with an assignment. */
async function pair(side: Side, groupId: string, change: object = {}) {
  const first = new GroupTalk(side, groupId);
  const second = first.aside();
  const { memberId: leader } = await first.joinAtOnce({ ...A, ...change });
  const joined = second.joinAtOnce({ ...B, ...change });
  await first.until('PreparingRebalance', 2);
  await first.join('a rejoins', { ...A, memberId: leader, ...change });
  const { memberId: follower } = await joined;
  const waiting = second.sync('b waits', { ...B, memberId: follower, generationId: 2 });
  await first.sync('a assigns', {
    ...{ ...A, memberId: leader, generationId: 2 },
    assignments: [
      { memberId: leader, assignment: Buffer.from('to a') },
      { memberId: follower, assignment: Buffer.from('to b') },
    ],
  });
  await waiting;
  return { first, second, leader, follower };
}

async function leaderReturns(side: Side, groupId: string, version: number): Promise<void> {
  const { first, second, leader, follower } = await pair(side, groupId);
  const back = await first.join('a comes back', A, version);
  const memberId = back?.memberId ?? '';
  side.note(`${groupId}: who leads`, [
    back?.leader === leader,
    back?.leader === memberId,
    back?.leader === follower,
  ]);
  await second.beat('of b', follower, 2, 'b');
  await first.beat('of a, fenced', leader, 2, 'a');
  await first.beat('of a, fenced, without instance', leader, 2);
  await first.beat('of a', memberId, 2, 'a');
  await first.sync('a, fenced', { ...A, memberId: leader, generationId: 2 });
  const assignments = [{ memberId, assignment: Buffer.from('anew') }];
  await first.sync('a', { ...A, memberId, generationId: 2, assignments });
  await first.describe('after it', 5);
  await second.hangUp();
}

async function followerReturns(side: Side): Promise<void> {
  const { first, second, leader, follower } = await pair(side, 'gs-follower');
  for (const version of [5, 6, 7, 8, 9]) {
    const back = await second.join('b comes back', B, version);
    side.note(`gs-follower: v${version} who leads`, back?.leader === leader);
  }
  await second.join('b, fenced', { ...B, memberId: follower });
  await first.beat('of a', leader, 2, 'a');
  await first.describe('after it');
  await second.hangUp();
}

/** The election of the next generation would end otherwise, so there is one. */
async function returnsWithOtherProtocol(side: Side): Promise<void> {
  const change = { protocols: [protocol('range'), protocol('sticky')] };
  const { first, second, leader } = await pair(side, 'gs-protocol', change);
  const joined = second.join('b comes back, without the protocol', {
    ...{ ...B, protocols: [protocol('sticky')] },
  });
  await first.until('PreparingRebalance');
  await first.beat('of a', leader, 2, 'a');
  await first.join('a rejoins after it', { ...A, memberId: leader, ...change });
  await joined;
  await second.join('b comes back, with nothing in common', {
    ...{ ...B, protocols: [protocol('roundrobin')] },
  });
  await second.join('b comes back, with another type', { ...B, protocolType: 'connect' });
  await first.describe('after it');
  await second.hangUp();
}

async function returnsWithOtherMetadata(side: Side): Promise<void> {
  const { first, second, leader } = await pair(side, 'gs-metadata');
  await second.join('b comes back with other topics', {
    ...{ ...B, protocols: [protocol('range', ['other'])], sessionTimeoutMs: 40_000 },
  });
  await first.beat('of a', leader, 2, 'a');
  await first.describe('after it');
  await second.hangUp();
}

/** The same instance twice at a time: the first is told that it is fenced. */
async function returnsTwice(side: Side): Promise<void> {
  const { first, second, leader } = await pair(side, 'gs-twice');
  const starter = first.aside();
  const started = starter.join('a newcomer', { groupInstanceId: 'c' });
  await first.until('PreparingRebalance', 3);
  const other = first.aside();
  const one = second.join('b comes back', B);
  await first.until('PreparingRebalance', 3);
  await settle(first, 'b', 1);
  const two = other.join('b comes back again', B);
  await one;
  await first.join('a rejoins after it', { ...A, memberId: leader });
  await two;
  await started;
  await first.describe('after it');
  for (const each of [second, starter, other]) await each.hangUp();
}

/** Gives a request on another connection the time to arrive: nothing else tells that it has. */
async function settle(group: GroupTalk, instanceId: string, generationId: number): Promise<void> {
  for (let at = 0; at < 10; at++) {
    await group.beat(`settles ${instanceId} ${generationId} ${at}`, 'nobody', generationId);
  }
}

async function returnsWhileCompleting(side: Side): Promise<void> {
  const first = new GroupTalk(side, 'gs-completing');
  const second = first.aside();
  const { memberId: leader } = await first.joinAtOnce(A);
  const joined = second.joinAtOnce(B);
  await first.until('PreparingRebalance', 2);
  await first.join('a rejoins', { ...A, memberId: leader });
  const { memberId: follower } = await joined;
  const waiting = second.sync('b waits', { ...B, memberId: follower, generationId: 2 });
  await settle(first, 'b', 2);
  const other = first.aside();
  const back = other.join('b comes back', B);
  await waiting;
  await first.until('PreparingRebalance');
  await first.beat('of a', leader, 2, 'a');
  await first.join('a rejoins after it', { ...A, memberId: leader });
  await back;
  await first.describe('after it');
  for (const each of [second, other]) await each.hangUp();
}

async function returnsWhilePreparing(side: Side): Promise<void> {
  const { first, second, leader, follower } = await pair(side, 'gs-preparing');
  const third = first.aside();
  const joined = third.join('a newcomer', { groupInstanceId: 'c' });
  await first.until('PreparingRebalance', 3);
  const back = second.join('b comes back', B);
  await settle(first, 'b', 3);
  await first.describe('preparing', 5);
  await first.join('b, fenced', { ...B, memberId: follower });
  await first.join('a rejoins after it', { ...A, memberId: leader });
  await back;
  await joined;
  for (const each of [second, third]) await each.hangUp();
}

/** Member id and instance id in all combinations. */
async function identities(side: Side): Promise<void> {
  const { first, second, leader, follower } = await pair(side, 'gs-identity');
  const ids: readonly (readonly [string, string])[] = [
    ['the leader', leader],
    ['the follower', follower],
    ['a stranger', 'ghost'],
    ['nobody', ''],
  ];
  const instances: readonly (string | null)[] = ['a', 'b', 'x', '', null];
  for (const [name, memberId] of ids) {
    for (const groupInstanceId of instances) {
      const title = `${name} as ${groupInstanceId}`;
      await first.beat(title, memberId, 2, groupInstanceId);
      await first.beat(`${title}, old`, memberId, 1, groupInstanceId);
      await first.sync(title, { memberId, groupInstanceId, generationId: 2 });
      const isHarmless = memberId !== '' && !(memberId === leader && groupInstanceId === null);
      if (isHarmless && groupInstanceId !== 'a') {
        await first.join(title, { memberId, groupInstanceId });
      }
    }
  }
  await first.describe('after all');
  await second.hangUp();
}

/** A static member that does not rejoin stays in the group as long as its session lasts. */
async function absent(side: Side): Promise<void> {
  const change = { rebalanceTimeoutMs: SHORT_MS };
  const { first, second, leader, follower } = await pair(side, 'gs-absent', change);
  const again = await first.join('a rejoins alone', { ...A, memberId: leader, ...change });
  side.note('gs-absent: a leads', again?.leader === leader);
  await second.beat('of b, of old', follower, 2, 'b');
  await second.beat('of b', follower, 3, 'b');
  await second.sync('b', { ...B, memberId: follower, generationId: 3 }, 4);
  await first.describe('after it', 5);
  await second.hangUp();
}

async function leaves(side: Side): Promise<void> {
  const { first, second, leader, follower } = await pair(side, 'gs-leave');
  await first.leave('others', [
    { memberId: leader, groupInstanceId: 'b' },
    { memberId: 'ghost', groupInstanceId: 'a' },
    { memberId: '', groupInstanceId: 'x' },
    { memberId: leader, groupInstanceId: 'x' },
    { memberId: '', groupInstanceId: null },
  ]);
  await first.beat('nobody has left', follower, 2, 'b');
  await first.leave('b by instance, twice', [
    { memberId: '', groupInstanceId: 'b', reason: 'removed' },
    { memberId: '', groupInstanceId: 'b' },
    { memberId: follower, groupInstanceId: 'b' },
  ]);
  await first.beat('of a', leader, 2, 'a');
  await first.leave('a without its instance', [{ memberId: leader, groupInstanceId: null }]);
  await first.until('Empty');
  await first.describe('in the end');
  await first.join('a comes back', A);
  await second.hangUp();
}
