// The offsets of classic groups: who may commit and what is stored of it, by topic name and by topic id, what
// is told of it, and how it goes: OffsetDelete, DeleteGroups, the deletion of a topic.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Uuid } from '../../../src/base/uuid.ts';
import { DeleteGroups } from '../../../src/protocol/generated/delete-groups.ts';
import { DeleteTopics } from '../../../src/protocol/generated/delete-topics.ts';
import type { OffsetCommitRequestInput } from '../../../src/protocol/generated/offset-commit.ts';
import { OffsetCommit } from '../../../src/protocol/generated/offset-commit.ts';
import { OffsetDelete } from '../../../src/protocol/generated/offset-delete.ts';
import { OffsetFetch } from '../../../src/protocol/generated/offset-fetch.ts';
import { GroupTalk, protocol, untilCoordinated } from '../group-talk.ts';
import type { Chapter, Side } from '../side.ts';
import { compareStored } from '../stored-groups.ts';

const TOPIC = 'has-offsets';
const OTHER = 'has-more-offsets';
const GONE = 'comes-and-goes';
const MISSING = 'no-such-topic';
const UNKNOWN_ID = '00000000-0000-0000-0000-0000000000aa' as Uuid;
const TOO_LONG = 'm'.repeat(4097);
const LONGEST = 'm'.repeat(4096);

const COMMIT_VERSIONS = [2, 3, 4, 5, 6, 7, 8, 9, 10];
const FETCH_VERSIONS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const GROUPS = ['co-life', 'co-static', 'co-del', 'co-connect', 'co-gone', 'co-nobody', ''];

export const groupOffsets: Chapter = {
  title: 'group offsets',

  async run(side) {
    await side.newTopic(TOPIC, { partitions: 3 });
    await side.newTopic(OTHER);
    await untilCoordinated(side, [...GROUPS, ...COMMIT_VERSIONS.map(simpleGroup)]);
    for (const version of COMMIT_VERSIONS) await commits(side, version);
    for (const version of FETCH_VERSIONS) await fetches(side, version);
    await severalGroups(side);
    await members(side);
    await staticMember(side);
    await deletedOffsets(side);
    await otherProtocol(side);
    await deletedTopic(side);
    await deletedGroups(side);
    const told = ['co-life', 'co-del', 'co-connect', 'co-gone', simpleGroup(2), simpleGroup(4)];
    for (const groupId of told) await compareStored(side, groupId);
  },
};

function simpleGroup(version: number): string {
  return `co-simple-${version}`;
}

interface Committing {
  readonly topic?: string;
  readonly topicId?: Uuid;
  readonly partitions?: readonly number[];
  readonly offset?: number;
  readonly metadata?: string | null;
  readonly leaderEpoch?: number;
}

/** One topic of an OffsetCommit, by name or by id as the version has it. */
function topicOf(side: Side, version: number, committing: Committing) {
  const { topic = TOPIC, partitions = [0], offset = 5, metadata = '', leaderEpoch } = committing;
  const topicId = committing.topicId ?? (topic === MISSING ? UNKNOWN_ID : side.idOf(topic));
  return {
    ...(version >= 10 ? { topicId } : { name: topic }),
    partitions: partitions.map((partitionIndex) => ({
      partitionIndex,
      committedOffset: offset + partitionIndex,
      committedMetadata: metadata,
      ...(version >= 6 && leaderEpoch !== undefined ? { committedLeaderEpoch: leaderEpoch } : {}),
    })),
  };
}

function commit(
  side: Side,
  name: string,
  change: Partial<OffsetCommitRequestInput> & { readonly groupId: string },
  version = 9,
) {
  const topics = [topicOf(side, version, {})];
  const request = { generationIdOrMemberEpoch: -1, memberId: '', topics, ...change };
  return side.compare(`${change.groupId}: ${name}`, OffsetCommit, version, request);
}

async function commits(side: Side, version: number): Promise<void> {
  const groupId = simpleGroup(version);
  const send = (name: string, topics: readonly Committing[], change: object = {}) =>
    commit(
      side,
      name,
      { groupId, topics: topics.map((each) => topicOf(side, version, each)), ...change },
      version,
    );
  await send('of a generation', [{}], { generationIdOrMemberEpoch: 3, memberId: 'm' });
  await send('of generation 0', [{}], { generationIdOrMemberEpoch: 0 });
  await send('no topics', []);
  await send('no partitions', [{ partitions: [] }]);
  await send('an unknown topic', [{ topic: MISSING, partitions: [0, 1] }]);
  await send('an unknown topic twice', [{ topic: MISSING }, { topic: MISSING, partitions: [1] }]);
  await send('an unknown partition', [{ partitions: [9, -1] }]);
  await send('some of each', [
    { topic: MISSING },
    { partitions: [0, 9, 1] },
    { topic: OTHER },
    { topic: 'no-such-either' },
  ]);
  await send('metadata that is too long', [
    { partitions: [0], metadata: TOO_LONG },
    { partitions: [1], metadata: LONGEST },
  ]);
  await send('null metadata', [{ metadata: null }]);
  await send('a partition twice', [{ partitions: [2, 2], metadata: 'twice' }]);
  await send('a topic twice', [{ offset: 50 }, { offset: 60 }]);
  await send('negative', [{ topic: OTHER, offset: -7, leaderEpoch: -5 }]);
  await send('a leader epoch', [{ partitions: [1], offset: 70, leaderEpoch: 4, metadata: 'e' }]);
  await send('a member of nothing', [{}], { memberId: 'm' });
  if (version >= 7) {
    await send('an instance of nothing', [{}], { memberId: 'm', groupInstanceId: 'i' });
    await send('an instance without id', [{}], { groupInstanceId: 'i' });
  }
  if (version === 2 || version === 4) await send('retention', [{}], { retentionTimeMs: 60_000 });
  await fetchAll(side, 'all of it', groupId);
}

/** Apache Kafka tells all of a group's offsets in the order of a hash table. */
async function fetchAll(side: Side, name: string, groupId: string, version = 8): Promise<void> {
  const { groups } = await side.ask(OffsetFetch, version, { groups: [{ groupId, topics: null }] });
  side.note(`OffsetFetch v${version} ${groupId}: ${name}`, groups.map(inOrder));
}

interface Told {
  readonly topics: readonly { readonly partitions: readonly { partitionIndex: number }[] }[];
}

function inOrder<T extends Told>(group: T): T {
  const topics = group.topics.map((topic) => ({
    ...topic,
    partitions: topic.partitions.toSorted((a, b) => a.partitionIndex - b.partitionIndex),
  }));
  return { ...group, topics: topics.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)) };
}

function rank({ partitions }: Told['topics'][number]): string {
  return JSON.stringify(partitions);
}

async function fetches(side: Side, version: number): Promise<void> {
  const asked = (name: string, partitionIndexes: readonly number[]) => ({ name, partitionIndexes });
  const everything = [asked(MISSING, [0, 1]), asked(TOPIC, [0, 9, 2, 0]), asked(OTHER, [0])];
  const ask = (name: string, topics: typeof everything | null, change: object = {}) =>
    side.compare(`offsets, ${name}`, OffsetFetch, version, fetchOf(side, version, topics, change));
  await ask('some of each', everything);
  await ask('nothing', []);
  await ask('no partitions', [asked(TOPIC, [])]);
  await ask('a topic twice', [asked(TOPIC, [0]), asked(TOPIC, [1])]);
  await ask('of nobody', everything, { groupId: 'co-nobody' });
  await ask('of the empty group', everything, { groupId: '' });
  if (version >= 2) await ask('all of nobody', null, { groupId: 'co-nobody' });
  if (version >= 7) await ask('stable', everything, { requireStable: true });
  if (version >= 9) await ask('as a member', everything, { memberId: 'm', memberEpoch: 3 });
}

function fetchOf(
  side: Side,
  version: number,
  topics: readonly { readonly name: string; readonly partitionIndexes: readonly number[] }[] | null,
  change: object,
) {
  const { requireStable, ...asked } = {
    groupId: simpleGroup(8),
    requireStable: false,
    ...change,
  } as { groupId: string; requireStable: boolean };
  const stable = version >= 7 ? { requireStable } : {};
  if (version < 8) return { ...asked, topics, ...stable };
  const named = topics?.map(({ name, partitionIndexes }) =>
    version >= 10
      ? { topicId: name === MISSING ? UNKNOWN_ID : side.idOf(name), partitionIndexes }
      : { name, partitionIndexes },
  );
  return { groups: [{ ...asked, topics: named ?? null }], ...stable };
}

async function severalGroups(side: Side): Promise<void> {
  const topics = [{ name: TOPIC, partitionIndexes: [0] }];
  const ids = [simpleGroup(8), 'co-nobody', simpleGroup(9)];
  for (const version of [8, 9]) {
    const groups = ids.map((groupId) => ({ groupId, topics }));
    await side.compare('several groups', OffsetFetch, version, { groups });
    await side.compare('no groups', OffsetFetch, version, { groups: [] });
  }
}

/** Who may commit while the group is in each of its states. */
async function members(side: Side): Promise<void> {
  const group = new GroupTalk(side, 'co-life');
  const { groupId } = group;
  const protocols = [protocol('range', [TOPIC])];
  const { memberId } = await group.joinAtOnce({ protocols });
  const asEach = async (when: string, generation: number) => {
    const send = (name: string, who: object, version?: number) =>
      commit(side, `${when}, ${name}`, { groupId, ...who }, version);
    const current = { generationIdOrMemberEpoch: generation };
    for (const version of [2, 8, 9]) await send('a member', { ...current, memberId }, version);
    await send('an older generation', { generationIdOrMemberEpoch: generation - 1, memberId });
    await send('a later generation', { generationIdOrMemberEpoch: generation + 1, memberId });
    await send('another member', { ...current, memberId: 'ghost' });
    await send('no member', current);
    await send('no generation', { memberId });
    await send('nobody', {});
    await send('an instance', { ...current, memberId, groupInstanceId: 'i' });
    await send('an instance alone', { groupInstanceId: 'i' });
    await send('an unknown topic', {
      ...{ generationIdOrMemberEpoch: 77, memberId },
      topics: [topicOf(side, 9, { topic: MISSING })],
    });
  };
  await asEach('completing', 1);
  const assignments = [{ memberId, assignment: Buffer.from('A') }];
  await group.sync('assigned', { memberId, assignments });
  await asEach('stable', 1);
  const aside = group.aside();
  const joined = aside.joinAtOnce({ protocols });
  await group.until('PreparingRebalance');
  await asEach('preparing', 1);
  await group.leave('the first', [{ memberId }]);
  const second = await joined;
  await aside.leave('the second', [{ memberId: second.memberId }]);
  await group.until('Empty');
  await asEach('empty', 3);
  await fetchAll(side, 'all of it', groupId);
  await aside.hangUp();
}

async function staticMember(side: Side): Promise<void> {
  const group = new GroupTalk(side, 'co-static');
  const { groupId } = group;
  const instance = { groupInstanceId: 'i' };
  const { memberId: old } = await group.joinAtOnce(instance);
  const assignments = [{ memberId: old, assignment: Buffer.from('A') }];
  await group.sync('assigned', { memberId: old, ...instance, assignments });
  const { memberId } = await group.joinAtOnce(instance);
  const send = (name: string, who: object) =>
    commit(side, name, { groupId, generationIdOrMemberEpoch: 1, ...who });
  await send('the fenced one', { ...instance, memberId: old });
  await send('the fenced one without instance', { memberId: old });
  await send('the new one', { ...instance, memberId });
  await send('the new one without instance', { memberId });
  await send('another instance', { groupInstanceId: 'j', memberId });
  await send('an older generation', { ...instance, memberId, generationIdOrMemberEpoch: 0 });
  await send('fenced, of an older generation', {
    ...{ ...instance, memberId: old },
    generationIdOrMemberEpoch: 0,
  });
  await group.leave('by instance', [{ memberId: '', groupInstanceId: 'i' }]);
}

async function deletedOffsets(side: Side): Promise<void> {
  const group = new GroupTalk(side, 'co-del');
  const { groupId } = group;
  const remove = (
    name: string,
    topics: Readonly<Record<string, readonly number[]>>,
    of = groupId,
  ) =>
    side.compare(`${groupId}: ${name}`, OffsetDelete, 0, {
      groupId: of,
      topics: Object.entries(topics).map(([topic, partitions]) => ({
        name: topic,
        partitions: partitions.map((partitionIndex) => ({ partitionIndex })),
      })),
    });
  await remove('of nobody', { [TOPIC]: [0] }, 'co-nobody');
  await remove('of the empty id', { [TOPIC]: [0] }, '');
  const topics = [topicOf(side, 9, { partitions: [0, 1, 2] }), topicOf(side, 9, { topic: OTHER })];
  await commit(side, 'committed', { groupId, topics });
  await remove('nothing', {});
  await remove('no partitions', { [TOPIC]: [] });
  await remove('an unknown topic', { [MISSING]: [0] });
  await remove('some of each', { [MISSING]: [0], [TOPIC]: [0, 9], [OTHER]: [5] });
  await remove('again', { [TOPIC]: [0] });
  await fetchAll(side, 'what is left', groupId);
  const protocols = [protocol('range', [TOPIC])];
  const { memberId } = await group.joinAtOnce({ protocols });
  await remove('while completing', { [TOPIC]: [1], [OTHER]: [0] });
  const assignments = [{ memberId, assignment: Buffer.from('A') }];
  await group.sync('assigned', { memberId, assignments });
  await commit(side, 'committed again', {
    ...{ groupId, generationIdOrMemberEpoch: 1, memberId },
    topics: [topicOf(side, 9, { topic: OTHER })],
  });
  await remove('of a subscribed topic', { [TOPIC]: [1], [OTHER]: [0], [MISSING]: [0] });
  await fetchAll(side, 'what is left of that', groupId);
  await group.leave('all', [{ memberId }]);
  await group.until('Empty');
  await remove('once empty', { [TOPIC]: [1, 2] });
  await fetchAll(side, 'in the end', groupId);
}

/** A group whose metadata is not a consumer's. */
async function otherProtocol(side: Side): Promise<void> {
  const group = new GroupTalk(side, 'co-connect');
  const change = {
    protocolType: 'connect',
    protocols: [{ name: 'v2', metadata: Buffer.from('?') }],
  };
  const { memberId } = await group.joinAtOnce(change);
  await group.sync('assigned', {
    ...{ memberId, protocolType: 'connect', protocolName: 'v2' },
    assignments: [{ memberId, assignment: Buffer.from('C') }],
  });
  await commit(side, 'a member', {
    groupId: group.groupId,
    generationIdOrMemberEpoch: 1,
    memberId,
  });
  const topics = [{ name: TOPIC, partitions: [{ partitionIndex: 0 }] }];
  const removal = { groupId: group.groupId, topics };
  await side.compare(`${group.groupId}: stable`, OffsetDelete, 0, removal);
  await side.compare('with members', DeleteGroups, 2, { groupsNames: [group.groupId] });
  await group.leave('all', [{ memberId }]);
  await group.until('Empty');
  await side.compare(`${group.groupId}: empty`, OffsetDelete, 0, removal);
}

/** A topic that is deleted takes its offsets along; its name with another id is another topic. */
async function deletedTopic(side: Side): Promise<void> {
  const groupId = 'co-gone';
  const oldId = await side.newTopic(GONE);
  const asked = (topicId: Uuid) => [{ topicId, partitionIndexes: [0] }];
  const fetch = (name: string, topicId: Uuid) =>
    side.compare(`${groupId}: ${name}`, OffsetFetch, 10, {
      groups: [{ groupId, topics: asked(topicId) }],
    });
  await commit(
    side,
    'before',
    { groupId, topics: [topicOf(side, 10, { topic: GONE, offset: 9 })] },
    10,
  );
  await commit(side, 'another', { groupId });
  await fetch('before', oldId);
  await side.ask(DeleteTopics, 5, { topicNames: [GONE], timeoutMs: 10_000 });
  await side.untilGone(GONE);
  await untilForgotten(side, groupId);
  await fetch('gone', oldId);
  await fetchAll(side, 'gone', groupId);
  const stale = [topicOf(side, 10, { topicId: oldId })];
  await commit(side, 'to the one that is gone', { groupId, topics: stale }, 10);
  const newId = await side.newTopic(GONE);
  await fetch('the old id', oldId);
  await fetch('the new id', newId);
  await commit(side, 'by the old id', { groupId, topics: stale }, 10);
  await commit(
    side,
    'by the new id',
    { groupId, topics: [topicOf(side, 10, { topic: GONE, offset: 9 })] },
    10,
  );
  await fetch('the old id again', oldId);
  await fetch('the new id again', newId);
  await fetchAll(side, 'all by id', groupId, 10);
}

/** Apache Kafka removes the offsets of a deleted topic some time after it is gone. */
async function untilForgotten(side: Side, groupId: string): Promise<void> {
  const topics = [{ name: GONE, partitionIndexes: [0] }];
  for (let attempt = 0; attempt < 800; attempt++) {
    const { groups } = await side.ask(OffsetFetch, 8, { groups: [{ groupId, topics }] });
    if (groups[0]?.topics[0]?.partitions[0]?.committedOffset === -1) return;
    await sleep(10);
  }
  throw new Error(`${side.broker.kind}: offsets of ${GONE} stay`);
}

async function deletedGroups(side: Side): Promise<void> {
  const groupsNames = [simpleGroup(2), 'co-nobody', simpleGroup(2), simpleGroup(3)];
  await side.compare('simple groups', DeleteGroups, 2, { groupsNames });
  await side.compare('simple groups again', DeleteGroups, 2, { groupsNames });
  await fetchAll(side, 'after deletion', simpleGroup(2));
  await commit(side, 'after deletion', { groupId: simpleGroup(2) });
  await fetchAll(side, 'committed anew', simpleGroup(2));
}
