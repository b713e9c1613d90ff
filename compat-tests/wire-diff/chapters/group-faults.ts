// What no client should send to a classic group or about offsets: ids and metadata beyond all bounds, numbers
// below zero and at the ends of their ranges, names that are none, the same thing twice.

import { DeleteGroups } from '../../../src/protocol/generated/delete-groups.ts';
import { DescribeGroups } from '../../../src/protocol/generated/describe-groups.ts';
import { FindCoordinator } from '../../../src/protocol/generated/find-coordinator.ts';
import { Heartbeat } from '../../../src/protocol/generated/heartbeat.ts';
import type { JoinGroupRequestInput } from '../../../src/protocol/generated/join-group.ts';
import { LeaveGroup } from '../../../src/protocol/generated/leave-group.ts';
import { ListGroups } from '../../../src/protocol/generated/list-groups.ts';
import type { OffsetCommitRequestInput } from '../../../src/protocol/generated/offset-commit.ts';
import { OffsetCommit } from '../../../src/protocol/generated/offset-commit.ts';
import { OffsetDelete } from '../../../src/protocol/generated/offset-delete.ts';
import { OffsetFetch } from '../../../src/protocol/generated/offset-fetch.ts';
import type { SyncGroupRequestInput } from '../../../src/protocol/generated/sync-group.ts';
import { TxnOffsetCommit } from '../../../src/protocol/generated/txn-offset-commit.ts';
import { GroupTalk, protocol, untilCoordinated } from '../group-talk.ts';
import type { Chapter, Side } from '../side.ts';

const TOPIC = 'faulty';
const TRANSACTIONAL_ID = 'gf';
const LEAST = -(2 ** 31);
const MOST = 2 ** 31 - 1;
const LONG = 'x'.repeat(32_767);
const MEGABYTE = Buffer.alloc(1_048_576, 'm');

/** Ids of groups and members that nobody expects. */
const ODD_IDS: readonly (readonly [what: string, id: string])[] = [
  ['an empty id', ''],
  ['a blank id', ' '],
  ['a long id', LONG],
  ['an id of control characters', '\u0000\n\u007f'],
  ['an id beyond ASCII', 'gruppe-é漢😀'],
  ['an id like a path', '../../etc'],
];

export const groupFaults: Chapter = {
  title: 'group faults',

  async run(side) {
    await side.newTopic(TOPIC, { partitions: 2 });
    const joins = FAULTY_JOINS.flatMap((_, index) => [`gf-join-${index}`]);
    const ids = ['gf-life', 'gf-large', 'gf-offsets', 'gf-listed', ...joins];
    await untilCoordinated(side, ids);
    await side.ask(FindCoordinator, 4, { keyType: 1, coordinatorKeys: [TRANSACTIONAL_ID] });
    await oddIds(side);
    for (const [index, [name, change]] of FAULTY_JOINS.entries()) {
      await faultyJoin(new GroupTalk(side, `gf-join-${index}`), name, change);
    }
    await faultyLife(side);
    await largeAssignments(side);
    await faultyCommits(side);
    await faultyFetches(side);
    await faultyAdministration(side);
  },
};

async function oddIds(side: Side): Promise<void> {
  for (const [what, id] of ODD_IDS) {
    const group = new GroupTalk(side, id);
    for (const version of [4, 9]) await group.join(`${what} of a group`, {}, version);
    await group.sync(`${what} of a group`, { memberId: 'm' });
    await side.compare(`${what} of a group`, Heartbeat, 4, {
      ...{ groupId: id, generationId: 1, memberId: 'm' },
    });
    await group.leave(`${what} of a group`, [{ memberId: 'm' }]);
    const member = new GroupTalk(side, 'gf-life');
    await member.join(`${what} of a member`, { memberId: id }, 3);
    await member.join(`${what} of an instance`, { groupInstanceId: id, memberId: 'nobody' });
    await side.compare(`${what} of a group`, FindCoordinator, 4, {
      ...{ keyType: 0, coordinatorKeys: [id] },
    });
  }
  for (const keyType of [-1, 3, 127]) {
    const request = { keyType, coordinatorKeys: ['g'] };
    await side.compare(`key type ${keyType}`, FindCoordinator, 4, request);
  }
}

/** What a first member says of itself; those that are taken make a group of their own. */
const FAULTY_JOINS: readonly (readonly [name: string, change: Partial<JoinGroupRequestInput>])[] = [
  ['no session', { sessionTimeoutMs: 0 }],
  ['a session below zero', { sessionTimeoutMs: -1 }],
  ['the least session', { sessionTimeoutMs: LEAST }],
  ['the most session', { sessionTimeoutMs: MOST }],
  ['a session below the lower limit', { sessionTimeoutMs: 99 }],
  ['a session at the upper limit', { sessionTimeoutMs: 1_800_000 }],
  ['a session beyond the upper limit', { sessionTimeoutMs: 1_800_001 }],
  ['the most time to rebalance', { rebalanceTimeoutMs: MOST }],
  ['a protocol without a name', { protocols: [protocol('')] }],
  ['a protocol of a long name', { protocols: [protocol(LONG)] }],
  ['a thousand protocols', { protocols: manyProtocols(1_000) }],
  ['a protocol type of a long name', { protocolType: LONG }],
  ['no metadata', { protocolType: 'other', protocols: [{ name: 'p', metadata: Buffer.alloc(0) }] }],
  ['much metadata', { protocolType: 'other', protocols: [{ name: 'p', metadata: MEGABYTE }] }],
  ['a reason of a long text', { reason: LONG }],
];

function manyProtocols(count: number) {
  return Array.from({ length: count }, (_, index) => protocol(`p${index}`));
}

async function faultyJoin(
  group: GroupTalk,
  name: string,
  change: Partial<JoinGroupRequestInput>,
): Promise<void> {
  const asked = await group.join(name, change);
  if (asked?.errorCode !== 79) return;
  const joined = await group.join(`${name}, with its id`, { ...change, memberId: asked.memberId });
  if (joined?.errorCode !== 0) return;
  const { memberId } = asked;
  const kind = { protocolType: joined.protocolType ?? null, protocolName: joined.protocolName };
  const assignments = [{ memberId, assignment: Buffer.from('A') }];
  await group.sync(name, { memberId, ...kind, assignments });
  await group.describe(name);
  await group.leave(name, [{ memberId }]);
}

/** A member that is well, and then says what cannot be. */
async function faultyLife(side: Side): Promise<void> {
  const group = new GroupTalk(side, 'gf-life');
  const { memberId } = await group.joinAtOnce();
  const sync = (name: string, change: Partial<SyncGroupRequestInput>) =>
    group.sync(name, { memberId, ...change });
  for (const generationId of [LEAST, -2, -1, 0, 2, MOST]) {
    await group.beat(`generation ${generationId}`, memberId, generationId);
    await sync(`generation ${generationId}`, { generationId });
  }
  const assignment = Buffer.from('A');
  const twice = [
    { memberId, assignment },
    { memberId, assignment: Buffer.from('B') },
    { memberId: 'nobody', assignment },
    { memberId: '', assignment },
  ];
  await sync('assignments twice and to nobody', { assignments: twice });
  await group.describe('after assignments twice');
  for (const [what, id] of ODD_IDS) {
    await group.beat(`${what} of a member`, id, 1);
    await group.beat(`${what} of an instance`, memberId, 1, id);
    await group.sync(`${what} of a member`, { memberId: id });
    await sync(`${what} of an instance`, { groupInstanceId: id });
    await sync(`${what} of a protocol`, { protocolName: id });
    await group.leave(`${what} of members`, [
      { memberId: id },
      { memberId: '', groupInstanceId: id },
      { memberId: id, groupInstanceId: id },
    ]);
  }
  await group.leave('nobody', []);
  const strangers = Array.from({ length: 1_000 }, (_, index) => ({ memberId: `m${index}` }));
  await side.compare('a thousand strangers', LeaveGroup, 5, {
    ...{ groupId: group.groupId, members: strangers },
  });
  await group.leave('a member twice', [{ memberId }, { memberId }]);
  await group.describe('left');
}

/** An assignment that does not fit into a record of the topic of groups. */
async function largeAssignments(side: Side): Promise<void> {
  const group = new GroupTalk(side, 'gf-large');
  const { memberId } = await group.joinAtOnce();
  await group.sync('much assignment', {
    ...{ memberId, assignments: [{ memberId, assignment: Buffer.concat([MEGABYTE, MEGABYTE]) }] },
  });
  await group.describe('after much assignment');
  await group.beat('after much assignment', memberId, 1);
}

type Partition = OffsetCommitRequestInput['topics'][number]['partitions'][number];

const FAULTY_OFFSETS: readonly (readonly [name: string, change: Partial<Partition>])[] = [
  ['offset -1', { committedOffset: -1 }],
  ['the least offset', { committedOffset: -(2 ** 53) }],
  ['the most offset', { committedOffset: 2 ** 53 }],
  ['leader epoch -2', { committedLeaderEpoch: -2 }],
  ['the least leader epoch', { committedLeaderEpoch: LEAST }],
  ['the most leader epoch', { committedLeaderEpoch: MOST }],
  ['no metadata', { committedMetadata: null }],
  ['metadata at the limit', { committedMetadata: 'd'.repeat(4096) }],
  ['metadata beyond the limit', { committedMetadata: 'd'.repeat(4097) }],
  ['metadata at the limit, but for its bytes', { committedMetadata: '漢'.repeat(4096) }],
  ['partition -1', { partitionIndex: -1 }],
  ['the least partition', { partitionIndex: LEAST }],
  ['the most partition', { partitionIndex: MOST }],
];

function committing(change: Partial<Partition> = {}, name = TOPIC) {
  const partition = { partitionIndex: 0, committedOffset: 1, committedMetadata: '' };
  const other = { ...partition, partitionIndex: 1 };
  return [{ name, partitions: [{ ...partition, ...change }, other] }];
}

async function faultyCommits(side: Side): Promise<void> {
  const groupId = 'gf-offsets';
  const nobody = { groupId, generationIdOrMemberEpoch: -1, memberId: '' };
  const commit = (name: string, change: Partial<OffsetCommitRequestInput>, version = 9) =>
    side.compare(name, OffsetCommit, version, { ...nobody, topics: committing(), ...change });
  for (const [name, change] of FAULTY_OFFSETS) {
    await commit(name, { topics: committing(change) });
    const producer = { transactionalId: TRANSACTIONAL_ID, producerId: 900_001, producerEpoch: 0 };
    const topics = committing(change);
    await side.compare(name, TxnOffsetCommit, 5, { ...producer, groupId, topics });
  }
  for (const generationIdOrMemberEpoch of [LEAST, -2, 0, 1, MOST]) {
    const name = `generation ${generationIdOrMemberEpoch}`;
    await commit(`${name} of nobody`, { generationIdOrMemberEpoch });
    await commit(`${name} of somebody`, { generationIdOrMemberEpoch, memberId: 'm' });
  }
  for (const [what, id] of ODD_IDS) {
    await commit(`${what} of a group`, { groupId: id });
    await commit(`${what} of a member`, { memberId: id, generationIdOrMemberEpoch: 1 });
    await commit(`${what} of an instance`, { groupInstanceId: id });
    await commit(`${what} of a topic`, { topics: committing({}, id) });
  }
  await commit('no topics', { topics: [] });
  await commit('no partitions', { topics: [{ name: TOPIC, partitions: [] }] });
  await commit('a topic twice', { topics: [...committing(), ...committing()] });
  await commit('a partition twice', { topics: committing({ partitionIndex: 1 }) });
  for (const retentionTimeMs of [-2, 0, 1, 2 ** 53]) {
    await commit(`retention ${retentionTimeMs}`, { retentionTimeMs }, 4);
  }
  for (const producerEpoch of [-1, -32_768, 32_767]) {
    const producer = { transactionalId: TRANSACTIONAL_ID, producerId: -1, producerEpoch };
    const request = { ...producer, groupId, topics: committing() };
    await side.compare(`producer epoch ${producerEpoch}`, TxnOffsetCommit, 5, request);
  }
  await side.compare('no transactional id', TxnOffsetCommit, 5, {
    ...{ transactionalId: '', producerId: -1, producerEpoch: -1, groupId, topics: committing() },
  });
}

async function faultyFetches(side: Side): Promise<void> {
  const fetch = (name: string, topic: string, partitionIndexes: readonly number[]) => {
    const groups = [{ groupId: 'gf-offsets', topics: [{ name: topic, partitionIndexes }] }];
    return side.compare(name, OffsetFetch, 8, { groups, requireStable: false });
  };
  await fetch('partitions that cannot be', TOPIC, [-1, LEAST, MOST, 0, 0]);
  await fetch('no partitions', TOPIC, []);
  for (const [what, id] of ODD_IDS) {
    await fetch(`${what} of a topic`, id, [0]);
    const groups = [{ groupId: id, topics: null }];
    await side.compare(`${what} of a group`, OffsetFetch, 8, { groups, requireStable: false });
    for (const memberEpoch of [LEAST, -2, 0, 1, MOST]) {
      const member = { groupId: 'gf-offsets', memberId: id, memberEpoch, topics: null };
      const request = { groups: [member], requireStable: false };
      await side.compare(`${what} of a member, epoch ${memberEpoch}`, OffsetFetch, 9, request);
    }
  }
  const twice = { groupId: 'gf-offsets', topics: null };
  await side.compare('a group twice', OffsetFetch, 8, {
    ...{ groups: [twice, twice], requireStable: false },
  });
  await side.compare('no groups', OffsetFetch, 8, { groups: [], requireStable: false });
}

async function faultyAdministration(side: Side): Promise<void> {
  const ids = ODD_IDS.map(([, id]) => id);
  const groups = [...ids, 'gf-listed', 'gf-listed'];
  await side.compare('odd and twice', DescribeGroups, 5, {
    ...{ groups, includeAuthorizedOperations: true },
  });
  await side.compare('nothing', DescribeGroups, 5, { groups: [] });
  await side.compare('nothing', DeleteGroups, 2, { groupsNames: [] });
  await side.compare('odd and twice', DeleteGroups, 2, { groupsNames: groups });
  const partitions = [-1, LEAST, MOST, 0, 0].map((partitionIndex) => ({ partitionIndex }));
  for (const name of [TOPIC, ...ids]) {
    const request = { groupId: 'gf-offsets', topics: [{ name, partitions }] };
    await side.compare(
      `partitions that cannot be of '${name.slice(0, 9)}'`,
      OffsetDelete,
      0,
      request,
    );
  }
  for (const groupId of ids) {
    const topics = [{ name: TOPIC, partitions }];
    const name = `a group '${groupId.slice(0, 9)}'`;
    await side.compare(name, OffsetDelete, 0, { groupId, topics });
  }
  await side.compare('no topics', OffsetDelete, 0, { groupId: 'gf-offsets', topics: [] });
  for (const statesFilter of [[''], ['nonsense'], [LONG], ['empty'], ['EMPTY', 'dead']]) {
    const name = `states ${statesFilter.join().slice(0, 12)}`;
    await side.compare(name, ListGroups, 5, { statesFilter, typesFilter: ['streams'] });
  }
  for (const typesFilter of [[''], ['nonsense'], ['STREAMS'], ['Unknown']]) {
    await side.compare(`types ${typesFilter}`, ListGroups, 5, {
      ...{ statesFilter: ['Assigning'], typesFilter },
    });
  }
}
