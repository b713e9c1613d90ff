// Members of classic groups, path by path: ids (KIP-394), votes, members that come back, are late, leave in
// company or are too many; sessions and other waits that run out.

import { GroupTalk, protocol, untilCoordinated } from '../group-talk.ts';
import type { Chapter, Side } from '../side.ts';
import { compareStored } from '../stored-groups.ts';

const VERSIONS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const SHORT_MS = 400;

/**
 * Pairs of protocols that two members want in opposite orders: a tie that Apache Kafka's hash table decides, where
 * the two are not in one bucket of it.
 */
const TIES = [
  ['range', 'roundrobin'],
  ['sticky', 'cooperative-sticky'],
  ['a', 'b'],
  ['RoundRobinAssigner', 'StickyAssigner'],
  ['consumer-1', 'consumer-2'],
  ['p', 'Q'],
  ['protocol-12', 'protocol-7'],
];

const NAMED = [
  ...['gm-second', 'gm-pending', 'gm-late', 'gm-no-sync', 'gm-half-sync', 'gm-leave', 'gm-size'],
  ...['gm-session', 'gm-rejoin', 'gm-sync', 'gm-three', 'gm-empty', 'gm-long'],
];

export const groupMembers: Chapter = {
  title: 'group members',

  async run(side) {
    const tied = TIES.map((_, at) => `gm-tie-${at}`);
    await untilCoordinated(side, [...NAMED, ...tied, ...VERSIONS.map((at) => `gm-v${at}`)]);
    for (const version of VERSIONS) await wholeLife(side, version);
    for (const [at, names] of TIES.entries()) await tie(side, `gm-tie-${at}`, names);
    await threeVotes(side);
    await pendingMembers(side);
    await rejoins(side);
    await syncs(side);
    await lateMember(side);
    await nobodySyncs(side);
    await oneDoesNotSync(side);
    await leaves(side);
    await tooMany(side);
    await sessions(side);
    await emptyAgain(side);
    await longIds(side);
    const told = [
      'gm-v0',
      'gm-v9',
      'gm-pending',
      'gm-no-sync',
      'gm-session',
      'gm-empty',
      'gm-sync',
    ];
    for (const groupId of told) await compareStored(side, groupId);
  },
};

/** One member from its first request to its last, each in the version, or the last that there is. */
async function wholeLife(side: Side, version: number): Promise<void> {
  const group = new GroupTalk(side, `gm-v${version}`);
  const asked = await group.join('joins', {}, version);
  const memberId = asked?.memberId ?? '';
  await group.join('of a pending member', { memberId: 'somebody' }, version);
  await group.join('joins again', { memberId }, version);
  if (version < 4) await group.until('CompletingRebalance');
  await group.describe('completing', Math.min(version, 6));
  const assignments = [{ memberId, assignment: Buffer.from('A') }];
  await group.sync('assigns', { memberId, assignments }, Math.min(version, 5));
  await group.describe('stable', Math.min(version, 6));
  await group.join('other protocols', { memberId, protocols: [protocol('sticky')] }, version);
  await group.join('no protocols', { memberId, protocols: [] }, version);
  await group.join('another type', { memberId, protocolType: 'connect' }, version);
  await group.leave('leaves', [{ memberId }]);
}

async function tie(side: Side, groupId: string, names: readonly string[]): Promise<void> {
  const first = new GroupTalk(side, groupId);
  const second = first.aside();
  const wishes = [names, names.toReversed()];
  const protocols = names.map((name) => protocol(name));
  const { memberId } = await first.joinAtOnce({ protocols });
  const secondId = await second.newId({ protocols: protocols.toReversed() });
  const joined = second.join('the second', {
    memberId: secondId,
    protocols: protocols.toReversed(),
  });
  await first.until('PreparingRebalance', 2);
  const told = await first.join(`the first, wishes ${wishes}`, { memberId, protocols });
  await joined;
  side.note(`${groupId}: the first leads`, told?.leader === memberId);
  await first.leave('both', [{ memberId }, { memberId: secondId }]);
  await second.hangUp();
}

async function threeVotes(side: Side): Promise<void> {
  const groups = [new GroupTalk(side, 'gm-three')];
  const [first] = groups;
  if (first === undefined) return;
  groups.push(first.aside(), first.aside());
  const wishes = [
    ['x', 'y', 'z'],
    ['y', 'z', 'x'],
    ['z', 'y', 'q', 'x'],
  ];
  const protocolsOf = (at: number) => (wishes[at] ?? []).map((name) => protocol(name));
  const { memberId } = await first.joinAtOnce({ protocols: protocolsOf(0) });
  const joins = [];
  for (const at of [1, 2]) {
    const group = groups[at];
    if (group === undefined) continue;
    const id = await group.newId({ protocols: protocolsOf(at) });
    joins.push(group.join(`member ${at}`, { memberId: id, protocols: protocolsOf(at) }));
    await first.until('PreparingRebalance', at + 1);
  }
  joins.push(first.join('the first', { memberId, protocols: protocolsOf(0) }));
  const answers = await Promise.all(joins);
  side.note(
    'gm-three: who leads',
    answers.map((each) => each?.leader === each?.memberId),
  );
  await first.describe('completing');
  await first.join('nothing in common', { protocols: [protocol('q')] });
  await first.join('something in common', { protocols: [protocol('q'), protocol('y')] }, 4);
  for (const group of groups.slice(1)) await group.hangUp();
}

/** Ids that were given out (KIP-394) and what they are good for. */
async function pendingMembers(side: Side): Promise<void> {
  const group = new GroupTalk(side, 'gm-pending');
  const first = await group.newId();
  await group.until('Empty');
  await group.describe('one pending');
  await group.beat('of a pending member', first, 0);
  await group.beat('of a pending member, generation 1', first, 1);
  await group.sync('of a pending member', { memberId: first, generationId: 0 });
  await group.leave('a pending member', [{ memberId: first, groupInstanceId: 'i', reason: 'why' }]);
  await group.join('one that left', { memberId: first });
  const second = await group.newId();
  await group.join('a pending member as a static one', { memberId: second, groupInstanceId: 'i' });
  await group.join('a pending member', { memberId: second });
  const assignments = [{ memberId: second, assignment: Buffer.from('A') }];
  await group.sync('assigned', { memberId: second, assignments });
  const pending = await group.newId({ sessionTimeoutMs: SHORT_MS });
  await group.describe('one more pending');
  const aside = group.aside();
  const rejoined = aside.join('waits for the pending one', { memberId: second });
  await group.until('PreparingRebalance');
  await rejoined;
  await group.join('the pending one, too late', { memberId: pending });
  await group.leave('all', [{ memberId: second }]);
  await aside.hangUp();
}

/** A member that joins a stable group again, changed and unchanged, leading and not. */
async function rejoins(side: Side): Promise<void> {
  const first = new GroupTalk(side, 'gm-rejoin');
  const second = first.aside();
  const { leader, follower } = await twoStable(first, second);
  await second.join('the follower, unchanged', { memberId: follower });
  await second.join('the follower, unchanged', { memberId: follower }, 6);
  const changed = { protocols: [protocol('range', ['x'])] };
  const waiting = second.join('the follower, changed', { memberId: follower, ...changed });
  await first.until('PreparingRebalance');
  await first.beat('of the leader', leader, 2);
  await first.sync('of the leader, preparing', { memberId: leader, generationId: 2 });
  await first.join('the leader', { memberId: leader });
  await waiting;
  await second.join('completing, unchanged', { memberId: follower, ...changed });
  await first.join('completing, the leader unchanged', { memberId: leader });
  const again = second.join('completing, changed', { memberId: follower });
  await first.until('PreparingRebalance');
  await first.join('the leader once more', { memberId: leader });
  await again;
  const assignments = [{ memberId: leader, assignment: Buffer.from('A') }];
  await first.sync('assigns to one', { memberId: leader, generationId: 4, assignments });
  await second.sync('is assigned nothing', { memberId: follower, generationId: 4 });
  const alone = first.join('the leader, stable', { memberId: leader });
  await second.until('PreparingRebalance');
  await second.leave('the follower', [{ memberId: follower }]);
  await alone;
  await first.describe('one left');
  await first.leave('the leader', [{ memberId: leader }]);
  await second.hangUp();
}

/** Two members of a group in generation 2, both with an assignment. */
async function twoStable(first: GroupTalk, second: GroupTalk, change: object = {}) {
  const { memberId: leader } = await first.joinAtOnce(change);
  const follower = await second.newId(change);
  const joined = second.join('joins second', { memberId: follower, ...change });
  await first.until('PreparingRebalance', 2);
  await first.join('rejoins', { memberId: leader, ...change });
  await joined;
  const waiting = second.sync('waits', { memberId: follower, generationId: 2 });
  await first.sync('assigns', {
    ...{ memberId: leader, generationId: 2 },
    assignments: [
      { memberId: leader, assignment: Buffer.from('A') },
      { memberId: follower, assignment: Buffer.from('B') },
    ],
  });
  await waiting;
  return { leader, follower };
}

/** What a SyncGroup has to say of itself. */
async function syncs(side: Side): Promise<void> {
  const group = new GroupTalk(side, 'gm-sync');
  const { memberId } = await group.joinAtOnce();
  const send = (name: string, change: object, version = 5) =>
    group.sync(name, { memberId, ...change }, version);
  await send('no type', { protocolType: null });
  await send('no name', { protocolName: null });
  await send('neither', { protocolType: null, protocolName: null });
  await send('empty ones', { protocolType: '', protocolName: '' });
  await send('an instance', { groupInstanceId: 'i' });
  await send('no member', { memberId: '' });
  await send('generation 0', { generationId: 0 });
  await send('generation -1', { generationId: -1 });
  await send('no group', { groupId: '' });
  for (const version of [0, 1, 2, 3, 4, 5]) {
    await send('another generation and member', { memberId: 'x', generationId: 9 }, version);
  }
  const twice = [
    { memberId, assignment: Buffer.from('first') },
    { memberId, assignment: Buffer.from('second') },
  ];
  await send('two assignments for one', { assignments: twice });
  await send('stable, other assignments', { assignments: twice.slice(0, 1) });
  await send('stable, another protocol', { protocolName: 'sticky' });
  await send('stable, another generation', { generationId: 2 });
  await group.leave('all', [{ memberId }]);
}

/** A member that does not rejoin in time is out. */
async function lateMember(side: Side): Promise<void> {
  const first = new GroupTalk(side, 'gm-late');
  const second = first.aside();
  const change = { rebalanceTimeoutMs: SHORT_MS };
  const { leader, follower } = await twoStable(first, second, change);
  await second.join('the follower rejoins alone', {
    ...{ memberId: follower, ...change },
    protocols: [protocol('range', ['y'])],
  });
  await first.beat('of the late one', leader, 2);
  await first.beat('of the late one, generation 3', leader, 3);
  await first.join('the late one', { memberId: leader, ...change });
  await second.describe('without it');
  await second.leave('all', [{ memberId: follower }]);
  await second.hangUp();
}

/** A generation whose members never ask for their assignment. */
async function nobodySyncs(side: Side): Promise<void> {
  const group = new GroupTalk(side, 'gm-no-sync');
  const { memberId } = await group.joinAtOnce({ rebalanceTimeoutMs: SHORT_MS });
  await group.until('Empty');
  await group.beat('after it', memberId, 1);
  await group.beat('after it, the next generation', memberId, 2);
  await group.sync('after it', { memberId });
  await group.join('after it', { memberId });
  await group.describe('after it');
}

async function oneDoesNotSync(side: Side): Promise<void> {
  const first = new GroupTalk(side, 'gm-half-sync');
  const second = first.aside();
  const change = { rebalanceTimeoutMs: SHORT_MS };
  const { memberId } = await first.joinAtOnce(change);
  const other = await second.newId(change);
  const joined = second.join('joins second', { memberId: other, ...change });
  await first.until('PreparingRebalance', 2);
  await first.join('rejoins', { memberId, ...change });
  await joined;
  const assignments = [{ memberId, assignment: Buffer.from('A') }];
  await first.sync('assigns', { memberId, generationId: 2, assignments });
  await first.until('PreparingRebalance', 1);
  await first.beat('of the one that synced', memberId, 2);
  await second.beat('of the one that did not', other, 2);
  await first.join('the one that synced', { memberId, ...change });
  await first.leave('all', [{ memberId }]);
  await second.hangUp();
}

/** Members that leave, in company. */
async function leaves(side: Side): Promise<void> {
  const first = new GroupTalk(side, 'gm-leave');
  const second = first.aside();
  const { leader, follower } = await twoStable(first, second);
  const instance = { groupInstanceId: 'i' };
  await first.leave('nobody', []);
  await first.leave('strangers', [
    { memberId: 'ghost' },
    { memberId: '' },
    { memberId: '', ...instance },
  ]);
  await first.leave('a member as another instance', [{ memberId: leader, ...instance }]);
  await first.describe('nobody has left');
  const pending = await first.newId();
  await first.leave('the follower twice, and a pending one', [
    { memberId: follower, reason: 'r' },
    { memberId: follower },
    { memberId: pending },
  ]);
  await first.until('PreparingRebalance');
  await first.describe('preparing');
  await first.leave('a stranger while preparing', [{ memberId: 'ghost' }]);
  const joined = second.newId();
  const third = await joined;
  const waiting = second.join('a third waits', { memberId: third });
  await first.until('PreparingRebalance', 2);
  await first.leave('the leader, for whom it waits', [{ memberId: leader }]);
  await waiting;
  for (const version of [0, 1, 2, 3, 4]) {
    const members = version < 3 ? [] : [{ memberId: 'ghost' }];
    if (version >= 3) await first.leave(`a ghost ${version}`, members, version);
  }
  await second.leave('while completing', [{ memberId: third }]);
  await second.describe('in the end');
  await second.hangUp();
}

/** `group.max.size` is 4 here. Who leads when the leader is turned away is up to a hash table. */
async function tooMany(side: Side): Promise<void> {
  const first = new GroupTalk(side, 'gm-size');
  const asides = [1, 2, 3].map(() => first.aside());
  const { memberId } = await first.joinAtOnce();
  const joins = [];
  for (const [at, aside] of asides.entries()) {
    joins.push(aside.joinAtOnce());
    await first.until('PreparingRebalance', at + 2);
  }
  const other = first.aside();
  await other.join('a fifth asks for an id', { sessionTimeoutMs: SHORT_MS });
  joins.push(other.joinAtOnce({ groupInstanceId: 'i' }));
  await first.until('PreparingRebalance', 5);
  await first.join('the first, for whom there is no room', { memberId });
  const answers = await Promise.all(joins);
  side.note('gm-size: who leads', answers.filter((each) => each.leader === each.memberId).length);
  await other.join('completing, a fifth', {});
  await other.join('completing, a fifth in version 3', {}, 3);
  await other.join('completing, a stranger', { memberId: 'ghost' });
  await first.join('completing, the first', { memberId });
  await first.describe('full');
  for (const aside of [...asides, other]) await aside.hangUp();
}

/** Sessions that run out, each in a state of its group. */
async function sessions(side: Side): Promise<void> {
  const group = new GroupTalk(side, 'gm-session');
  const change = { sessionTimeoutMs: SHORT_MS };
  const { memberId } = await group.joinAtOnce(change);
  const assignments = [{ memberId, assignment: Buffer.from('A') }];
  await group.sync('assigned', { memberId, assignments });
  await group.until('Empty');
  await group.beat('afterwards', memberId, 1);
  await group.join('afterwards', { memberId, ...change });
  const second = await group.joinAtOnce(change);
  await group.until('Empty');
  await group.sync('afterwards', { memberId: second.memberId, generationId: 3 });
  await group.describe('afterwards');
}

/** A group that was used, and another kind of it. */
async function emptyAgain(side: Side): Promise<void> {
  const group = new GroupTalk(side, 'gm-empty');
  const { memberId } = await group.joinAtOnce();
  await group.leave('all', [{ memberId }]);
  await group.until('Empty');
  await group.join('the one that was in it', { memberId });
  await group.join('no type', { protocolType: '' });
  await group.join('no protocols', { protocols: [] });
  const change = { protocolType: 'connect', protocols: [protocol('v9'), protocol('v8')] };
  const other = await group.joinAtOnce(change);
  await group.describe('of another type');
  await group.leave('the other', [{ memberId: other.memberId }]);
}

/** Ids and reasons of unusual length. */
async function longIds(side: Side): Promise<void> {
  const group = new GroupTalk(side, 'gm-long');
  const asked = await group.join('a long reason', { reason: 'r'.repeat(300) });
  const memberId = asked?.memberId ?? '';
  await group.leave('a long reason', [{ memberId, reason: 'r'.repeat(300) }]);
  await group.join('an empty instance', { groupInstanceId: '' }, 5);
  await group.describe('with an empty instance');
}
