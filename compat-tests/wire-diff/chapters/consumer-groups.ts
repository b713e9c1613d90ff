// Groups of the consumer protocol (KIP-848): what is refused and in which words, epochs and their mistakes,
// partitions that change hands, static members, regular expressions, offsets by epoch, members of both
// protocols in one group, topics that grow and go, and what is stored of it all.

import { ZERO_UUID } from '../../../src/base/uuid.ts';
import { ConsumerGroupDescribe } from '../../../src/protocol/generated/consumer-group-describe.ts';
import { CreatePartitions } from '../../../src/protocol/generated/create-partitions.ts';
import { DeleteGroups } from '../../../src/protocol/generated/delete-groups.ts';
import { DeleteTopics } from '../../../src/protocol/generated/delete-topics.ts';
import { DescribeGroups } from '../../../src/protocol/generated/describe-groups.ts';
import { ListGroups } from '../../../src/protocol/generated/list-groups.ts';
import { OffsetDelete } from '../../../src/protocol/generated/offset-delete.ts';
import type { Beat } from '../consumer-talk.ts';
import { ConsumerTalk } from '../consumer-talk.ts';
import { GroupTalk, protocol, untilCoordinated } from '../group-talk.ts';
import type { Chapter, Side } from '../side.ts';

const NAMES = [
  'none',
  'one',
  'two',
  'statics',
  'regex',
  'offsets',
  'mixed',
  'grows',
  'simple',
  'full',
];
/** The groups of this chapter are told from those of others by their names. */
const GROUPS = NAMES.map(idOf);

export const consumerGroups: Chapter = {
  title: 'consumer-groups',

  async run(side) {
    await side.newTopic('c4', { partitions: 4 });
    await side.newTopic('c1');
    await untilCoordinated(side, [...GROUPS, '']);
    const talk = (name: string) => new ConsumerTalk(side, idOf(name));
    for (const version of [0, 1]) await refusals(talk('none'), version);
    await one(talk('one'), side);
    await two(talk('two'));
    await statics(talk('statics'));
    await regexes(talk('regex'), side);
    await offsets(talk('offsets'), side);
    await mixed(talk('mixed'), side);
    await grows(talk('grows'), side);
    await simple(talk('simple'), side);
    await full(talk('full'));
    for (const name of ['one', 'two', 'statics', 'grows', 'mixed']) await talk(name).noteRecords();
  },
};

function idOf(name: string): string {
  return `consumer-${name}`;
}

/** What is wrong with a request, or asks for what there is not. */
async function refusals(talk: ConsumerTalk, version: number): Promise<void> {
  const refused = (name: string, epoch: number, beat: Beat = {}) =>
    talk.beat(name, epoch, { version, ...beat });
  const joins = (name: string, beat: Beat) => talk.join(name, { version, ...beat });
  await joins('no group id', { groupId: '' });
  await joins('blank group id', { groupId: ' ' });
  await joins('empty instance', { instanceId: '' });
  await joins('empty rack', { rackId: '' });
  await joins('no rebalance timeout', { rebalanceTimeoutMs: -1 });
  await joins('owned partitions not told', { topicPartitions: null });
  await joins('owned partitions', { owned: { c4: [0] } });
  await joins('no subscription', { subscribedTopicNames: null });
  await joins('unknown assignor', { serverAssignor: 'sticky' });
  await refused('no member id', 1, { memberId: '' });
  await refused('leaving without member id', -1, { memberId: '' });
  await refused('epoch -3', -3);
  await refused('static, leaving without instance', -2);
  await refused('no group', 3);
  await refused('no group, leaving', -1);
  await refused('no group, static leaving', -2, { instanceId: 'i' });
  if (version === 0) return;
  await joins('joins without member id', { memberId: '' });
  for (const regex of ['[', '(?=a)', 'a**'])
    await joins(`regex ${regex}`, { subscribedTopicRegex: regex });
}

/** One member, from joining to what it may and may not do. */
async function one(talk: ConsumerTalk, side: Side): Promise<void> {
  await talk.describe('no group');
  await talk.join('joins', { rackId: 'r' });
  await talk.beat('alive', 2);
  await talk.beat('says everything', 2, {
    rebalanceTimeoutMs: 60_000,
    subscribedTopicNames: ['c4'],
    owned: { c4: [0, 1, 2, 3] },
  });
  await talk.describe('one member');
  await talk.describe('one member, operations', true);
  await talk.beat('a later epoch', 9);
  await talk.beat('an older epoch', 1);
  await talk.beat('a stranger', 2, { memberId: 'z' });
  await talk.beat('a stranger leaves', -1, { memberId: 'z' });
  await talk.beat('no such instance', 2, { instanceId: 'i' });
  await talk.beat('no such instance leaves', -1, { instanceId: 'i' });
  await talk.beat('other topics', 2, {
    subscribedTopicNames: ['c1', 'nope'],
    owned: { c4: [0, 1, 2, 3] },
  });
  await talk.beat('has given back', 2, { owned: {} });
  await talk.beat('the epoch before', 2, { owned: {} });
  await talk.beat('the epoch before, without saying', 2);
  await talk.beat('no topics', 3, { subscribedTopicNames: [], owned: { c1: [0] } });
  await talk.beat('no topics, given back', 3, { owned: {} });
  await talk.beat('another assignor', 4, { serverAssignor: 'range' });
  await talk.describe('another assignor');
  await talk.join('joins again');
  await talk.beat('another timeout', 5, { rebalanceTimeoutMs: 30_000 });
  await talk.describe('again');
  await side.compare('a consumer group', DescribeGroups, 5, { groups: [talk.groupId] });
  await side.compare('a consumer group', DescribeGroups, 6, { groups: [talk.groupId] });
  for (const typesFilter of [['consumer'], ['Consumer'], ['classic']]) {
    const request = { typesFilter, statesFilter: ['stable'] };
    await side.compare(`of type ${typesFilter}`, ListGroups, 5, request);
  }
  await side.compare('with a member', DeleteGroups, 2, { groupsNames: [talk.groupId] });
  await talk.beat('leaves', -1);
  await talk.describe('empty');
  await talk.beat('leaves again', -1);
  await side.compare('empty', ListGroups, 5, {
    typesFilter: ['consumer'],
    statesFilter: ['empty'],
  });
  await side.compare('empty', DeleteGroups, 2, { groupsNames: [talk.groupId] });
  await talk.describe('deleted');
  const groupIds = ['', idOf('none')];
  const request = { groupIds, includeAuthorizedOperations: false };
  await side.compare('strange ids', ConsumerGroupDescribe, 1, request);
}

/** Partitions change hands: given back first, and only then given. */
async function two(talk: ConsumerTalk): Promise<void> {
  const b = { memberId: 'b' };
  await talk.join('a joins');
  await talk.join('b joins', b);
  await talk.describe('a has yet to hear');
  const told = await talk.beat('a hears', 2, { owned: { c4: [0, 1, 2, 3] } });
  const kept = told?.assignment?.topicPartitions[0]?.partitions ?? [];
  await talk.beat('a has not given back', 2, { owned: { c4: [0, 1, 2, 3] } });
  await talk.beat('a does not say', 2);
  await talk.describe('a has yet to give back');
  await talk.beat('b waits', 3, b);
  await talk.beat('a has given back', 2, { owned: { c4: kept } });
  await talk.beat('a says so again', 2, { owned: { c4: kept } });
  await talk.beat('a says too much', 2, { owned: { c4: [0, 1, 2, 3] } });
  await talk.describe('free');
  await talk.beat('b gets', 3, b);
  await talk.describe('shared');
  await talk.beat('a leaves', -1);
  await talk.beat('b gets all', 3, b);
  await talk.beat('b leaves', -1, b);
}

async function statics(talk: ConsumerTalk): Promise<void> {
  const i = { instanceId: 'i' };
  await talk.join('joins', i);
  await talk.beat('without its instance', 2);
  await talk.join('another with its instance', { ...i, memberId: 'b' });
  await talk.beat('another beats', 2, { ...i, memberId: 'b' });
  await talk.beat('another leaves', -1, { ...i, memberId: 'b' });
  await talk.beat('leaves for a while', -2, i);
  await talk.describe('away');
  await talk.beat('beats while away', 2, i);
  await talk.join('comes back', { ...i, memberId: 'c' });
  await talk.describe('back');
  await talk.beat('the old one beats', 2, i);
  await talk.beat('the old one leaves', -2, i);
  await talk.beat('beats', 2, { ...i, memberId: 'c' });
  await talk.beat('leaves for a while again', -2, { ...i, memberId: 'c' });
  await talk.join('comes back for other topics', {
    ...i,
    memberId: 'd',
    subscribedTopicNames: ['c1'],
  });
  await talk.describe('back for other topics');
  await talk.beat('leaves for good', -1, { ...i, memberId: 'd' });
  await talk.describe('gone');
}

async function regexes(talk: ConsumerTalk, side: Side): Promise<void> {
  await talk.join('joins', { subscribedTopicRegex: 'c[0-9]', subscribedTopicNames: null });
  await talk.untilEpoch('matched', 1, 2);
  await talk.describe('matched');
  await talk.join('a second, the same', {
    memberId: 'b',
    subscribedTopicRegex: 'c[0-9]',
    subscribedTopicNames: null,
  });
  await talk.beat('the second leaves', -1, { memberId: 'b' });
  await talk.untilEpoch('alone', 2, 4, { owned: { c1: [0], c4: [0, 1, 2, 3] } });
  await talk.beat('names as well', 4, {
    subscribedTopicNames: ['c4'],
    owned: { c1: [0], c4: [0, 1, 2, 3] },
  });
  await talk.beat('names only', 5, {
    subscribedTopicRegex: '',
    owned: { c1: [0], c4: [0, 1, 2, 3] },
  });
  await talk.describe('names only');
  await side.compare('with regexes', DeleteGroups, 2, { groupsNames: [talk.groupId] });
  await talk.beat('leaves', -1);
}

async function offsets(talk: ConsumerTalk, side: Side): Promise<void> {
  await talk.join('joins');
  await talk.commit('in its epoch', 'a', 2);
  await talk.commit('in an older epoch', 'a', 1);
  await talk.commit('in a later epoch', 'a', 3);
  await talk.commit('a stranger', 'z', 2);
  await talk.commit('nobody', '', -1);
  await talk.commit('in an old version', 'a', 2, 8);
  await talk.fetch('nobody', null, -1);
  await talk.fetch('in its epoch', 'a', 2);
  await talk.fetch('in an older epoch', 'a', 1);
  await talk.fetch('in a later epoch', 'a', 3);
  await talk.fetch('a stranger', 'z', 2);
  await talk.beat('more topics', 2, {
    subscribedTopicNames: ['c4', 'c1'],
    owned: { c4: [0, 1, 2, 3] },
  });
  await talk.commit('in the epoch in which it got it', 'a', 2);
  const forget = (name: string) => [{ name, partitions: [{ partitionIndex: 0 }] }];
  await side.compare('subscribed', OffsetDelete, 0, {
    groupId: talk.groupId,
    topics: forget('c4'),
  });
  await talk.beat('fewer topics', 3, { subscribedTopicNames: ['c1'], owned: { c1: [0] } });
  await talk.commit('what it no longer has', 'a', 3);
  await side.compare('no longer subscribed', OffsetDelete, 0, {
    groupId: talk.groupId,
    topics: forget('c4'),
  });
  await talk.fetch('after deletion', null, -1);
  await talk.beat('leaves', -1);
  await talk.commit('a member that has left', 'a', 4);
  await talk.commit('nobody, empty', '', -1);
}

/** Members of both protocols in one group, and the group from one to the other and back. */
async function mixed(talk: ConsumerTalk, side: Side): Promise<void> {
  const classic = new GroupTalk(side, talk.groupId);
  const protocols = [protocol('range', ['c4'])];
  const joined = await classic.joinAtOnce({ groupInstanceId: 's', protocols });
  const { memberId } = joined;
  const s = { memberId, groupInstanceId: 's', generationId: 1 };
  await classic.sync('assigned', {
    ...s,
    assignments: [{ memberId, assignment: assignmentOf('c4', [0, 1, 2, 3]) }],
  });
  await talk.describe('classic');
  await talk.beat('a stranger', 3);
  await talk.join('joins a classic group');
  await talk.beat('waits', 2);
  await classic.beat('must join again', memberId, 1, 's');
  await classic.sync('too early', s);
  const again = await classic.join('joins again', { memberId, groupInstanceId: 's', protocols });
  const generationId = again?.generationId ?? 0;
  await classic.sync('another protocol', { ...s, generationId, protocolName: 'sticky' });
  await classic.sync('asks', { ...s, generationId });
  await classic.beat('has yet to give back', memberId, generationId, 's');
  const owned = await classic.join('has given back', {
    memberId,
    groupInstanceId: 's',
    protocols: [protocol('range', ['c4'])],
  });
  await classic.sync('asks for the rest', { ...s, generationId: owned?.generationId ?? 0 });
  await talk.beat('gets', 2);
  await classic.beat('is done', memberId, owned?.generationId ?? 0, 's');
  await classic.beat('another generation', memberId, 99, 's');
  await classic.beat('another protocol', 'a', 2);
  await classic.join('an unknown protocol', { groupInstanceId: 't', protocols: [protocol('x')] });
  await classic.describe('mixed');
  await talk.beat('leaves', -1);
  await classic.describe('classic again');
  await talk.describe('classic again');
  await classic.leave('leaves', [{ memberId, groupInstanceId: 's' }]);
}

/** A consumer's assignment, version 0. */
function assignmentOf(topic: string, partitions: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 + 4 + 2 + topic.length + 4 + partitions.length * 4 + 4);
  let at = bytes.writeInt32BE(1, 2);
  at = bytes.writeInt16BE(topic.length, at);
  at += bytes.write(topic, at);
  at = bytes.writeInt32BE(partitions.length, at);
  for (const partition of partitions) at = bytes.writeInt32BE(partition, at);
  bytes.writeInt32BE(-1, at);
  return bytes;
}

/** A topic that comes, grows and goes. */
async function grows(talk: ConsumerTalk, side: Side): Promise<void> {
  await talk.join('before the topic', { subscribedTopicNames: ['growing-c'] });
  await side.newTopic('growing-c');
  await talk.untilEpoch('there it is', 2, 3, { owned: {} });
  const larger = [{ name: 'growing-c', count: 2, assignments: null }];
  await side.ask(CreatePartitions, 3, { topics: larger, timeoutMs: 5_000, validateOnly: false });
  await talk.untilEpoch('grown', 3, 4, { owned: { 'growing-c': [0] } });
  await talk.describe('grown');
  const topics = [{ name: 'growing-c', topicId: ZERO_UUID }];
  await side.ask(DeleteTopics, 6, { topics, timeoutMs: 5_000 });
  await talk.untilEpoch('gone', 4, 5, { owned: {} });
  await talk.describe('gone');
  await talk.beat('leaves', -1);
}

/** A group that only holds offsets gives way to whoever joins. */
async function simple(talk: ConsumerTalk, side: Side): Promise<void> {
  await talk.commit('nobody', '', -1);
  await talk.describe('simple');
  await talk.beat('a stranger', 2);
  await talk.join('joins');
  await talk.fetch('what was there before', 'a', 2);
  await talk.beat('leaves', -1);
  await new GroupTalk(side, talk.groupId).joinAtOnce({ groupInstanceId: 's' });
  await talk.describe('classic now');
}

/** More members than the group may have. */
async function full(talk: ConsumerTalk): Promise<void> {
  for (const memberId of ['a', 'b', 'c', 'd', 'e'])
    await talk.join(`${memberId} joins`, { memberId });
  await talk.join('one that is in joins again', { memberId: 'a' });
}
