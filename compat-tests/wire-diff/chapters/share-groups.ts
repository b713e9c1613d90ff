// Share groups (KIP-932): members that join, live on, want other topics, leave and are refused; offsets that are
// told, altered and forgotten; groups of one kind asked as if they were of another; and what is stored of it all.

import { setTimeout as sleep } from 'node:timers/promises';
import { ZERO_UUID } from '../../../src/base/uuid.ts';
import { CreatePartitions } from '../../../src/protocol/generated/create-partitions.ts';
import { DeleteTopics } from '../../../src/protocol/generated/delete-topics.ts';
import { DescribeGroups } from '../../../src/protocol/generated/describe-groups.ts';
import { DescribeShareGroupOffsets } from '../../../src/protocol/generated/describe-share-group-offsets.ts';
import { JoinGroup } from '../../../src/protocol/generated/join-group.ts';
import { ListGroups } from '../../../src/protocol/generated/list-groups.ts';
import { OffsetCommit } from '../../../src/protocol/generated/offset-commit.ts';
import { OffsetDelete } from '../../../src/protocol/generated/offset-delete.ts';
import { OffsetFetch } from '../../../src/protocol/generated/offset-fetch.ts';
import { ShareGroupDescribe } from '../../../src/protocol/generated/share-group-describe.ts';
import { batchOf } from '../batches.ts';
import { untilCoordinated } from '../group-talk.ts';
import { produce } from '../produce-to.ts';
import { ShareTalk } from '../share-talk.ts';
import type { Chapter, Side } from '../side.ts';

const TOPIC = 'shared';
const OTHER = 'shared-too';
const CLASSIC = 'not-shared';
const LONG_ID = 'a'.repeat(37);

export const shareGroups: Chapter = {
  title: 'share-groups',

  async run(side) {
    await side.newTopic(TOPIC, { partitions: 3 });
    await side.newTopic(OTHER);
    const ids = ['nobodys', 'life', 'placed', 'two', CLASSIC, 'growing'];
    await untilCoordinated(side, ids);
    await refusals(new ShareTalk(side, 'nobodys'), side);
    await life(new ShareTalk(side, 'life'));
    await asOtherKinds(new ShareTalk(side, 'life'), side);
    await endOf(new ShareTalk(side, 'life'));
    await placed(new ShareTalk(side, 'placed'), side);
    await twoMembers(new ShareTalk(side, 'two'));
    await growing(new ShareTalk(side, 'growing'), side);
    for (const name of ['life', 'placed', 'two']) {
      await new ShareTalk(side, name).noteRecords(`records of ${name}`);
    }
  },
};

/** What is wrong with a request, or asks for what there is not. */
async function refusals(talk: ShareTalk, side: Side): Promise<void> {
  await talk.compareBeat('no topics', 0, { topics: [] });
  await talk.compareBeat('topics not named', 0);
  await talk.compareBeat('no member id', 0, { memberId: '', topics: [TOPIC] });
  await talk.compareBeat('blank member id', 0, { memberId: ' ', topics: [TOPIC] });
  await talk.compareBeat('long member id', 0, { memberId: LONG_ID, topics: [TOPIC] });
  await talk.compareBeat('empty rack', 0, { rackId: '', topics: [TOPIC] });
  await talk.compareBeat('epoch -2', -2, { topics: [TOPIC] });
  await talk.compareBeat('no group, epoch 3', 3);
  await talk.compareBeat('no group, leaving', -1);
  await new ShareTalk(side, '').compareBeat('no group id', 0, { topics: [TOPIC] });
  await talk.compareDescription('no group');
  await talk.compareDescription('no group, operations', true);
  await new ShareTalk(side, '').compareDescription('no group id');
  await side.compare('no groups', ShareGroupDescribe, 1, {
    groupIds: [],
    includeAuthorizedOperations: false,
  });
  for (const version of [0, 1]) {
    await talk.compareOffsets('no group, all', null, version);
    await talk.compareOffsets('no group, a topic', { [TOPIC]: [0, 1] }, version);
    await talk.compareOffsets('no group, no topic', {}, version);
    await talk.compareOffsets('no group, unknown topic', { nope: [0] }, version);
    await side.compare('of no groups', DescribeShareGroupOffsets, version, { groups: [] });
  }
  await new ShareTalk(side, '').compareOffsets('no group id', null);
  await new ShareTalk(side, '').compareAlteration('no group id', { [TOPIC]: { 0: 1 } });
  await talk.compareAlteration('unknown topic', { nope: { 0: 1, 1: 1 } });
  await talk.compareAlteration('no topics', {});
  await new ShareTalk(side, '').compareForgetting('no group id', TOPIC);
  await talk.compareForgetting('no group', TOPIC);
  await talk.compareForgetting('no group, no topics');
  await talk.compareDeletion('no group');
}

/** One member, from joining to what it may and may not do. */
async function life(talk: ShareTalk): Promise<void> {
  await talk.compareBeat('joining', 0, { topics: [TOPIC] });
  await talk.untilEpoch('assigned', 3);
  await talk.compareBeat('alive', 3);
  await talk.compareBeat('alive, naming topics', 3, { topics: [TOPIC] });
  await talk.compareBeat('with the epoch before', 2);
  await talk.compareBeat('with an older epoch', 1);
  await talk.compareBeat('with a later epoch', 4);
  await talk.compareBeat('somebody else', 3, { memberId: 'z' });
  await talk.compareBeat('somebody else leaves', -1, { memberId: 'z' });
  await talk.compareBeat('joining again', 0, { topics: [TOPIC] });
  await talk.compareBeat('on a rack', 3, { rackId: 'left' });
  await talk.compareDescription('one member');
  await talk.compareDescription('one member, operations', true);
  await talk.compareOffsets('one member, all', null);
  await talk.compareOffsets('one member, by topic', { [TOPIC]: [0, 2], nope: [0] });
  await talk.compareAlteration('one member', { [TOPIC]: { 0: 1 } });
  await talk.compareForgetting('one member', TOPIC);
  await talk.compareDeletion('one member');
  await pause();
  await talk.compareBeat('another topic', 3, { topics: [OTHER] });
  await talk.untilEpoch('the other topic', 5);
  await talk.compareDescription('another topic');
  await pause();
  await talk.compareBeat('a topic that there is not', 5, { topics: ['nope'] });
  await talk.compareDescription('a topic that there is not');
  await pause();
  await talk.compareBeat('both topics', 6, { topics: [TOPIC, OTHER] });
  await talk.compareDescription('both topics');
}

/** Longer than the interval between two assignments. */
function pause(): Promise<void> {
  return sleep(1_100);
}

/** Requests for groups of other kinds, about a share group; and the other way round. */
async function asOtherKinds({ groupId }: ShareTalk, side: Side): Promise<void> {
  for (const version of [5, 6]) {
    const groups = [groupId];
    const request = { groups, includeAuthorizedOperations: false };
    await side.compare('a share group', DescribeGroups, version, request);
  }
  const protocols = [{ name: 'range', metadata: Buffer.alloc(0) }];
  const joining = { groupId, sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 10_000, memberId: '' };
  await side.compare('a share group', JoinGroup, 9, {
    ...joining,
    protocolType: 'consumer',
    protocols,
  });
  const partitions = [{ partitionIndex: 0, committedOffset: 1, committedMetadata: '' }];
  const topics = [{ name: TOPIC, partitions }];
  const nobody = { generationIdOrMemberEpoch: -1, memberId: '' };
  const member = { generationIdOrMemberEpoch: 3, memberId: 'a' };
  for (const version of [8, 9]) {
    await side.compare('nobody', OffsetCommit, version, { groupId, ...nobody, topics });
    await side.compare('a member', OffsetCommit, version, { groupId, ...member, topics });
  }
  for (const asked of [null, [{ name: TOPIC, partitionIndexes: [0] }]]) {
    const groups = [{ groupId, topics: asked }];
    const name = asked === null ? 'all of a share group' : 'a partition of a share group';
    await side.compare(name, OffsetFetch, 8, { groups, requireStable: false });
  }
  const deleted = [{ name: TOPIC, partitions: [{ partitionIndex: 0 }] }];
  await side.compare('a share group', OffsetDelete, 0, { groupId, topics: deleted });
  await side.compare('share groups', ListGroups, 5, { typesFilter: ['share'], statesFilter: [] });
  await side.compare('empty share groups', ListGroups, 5, {
    typesFilter: ['Share'],
    statesFilter: ['empty'],
  });
  await side.ask(OffsetCommit, 9, { groupId: CLASSIC, ...nobody, topics });
  const classic = new ShareTalk(side, CLASSIC);
  await classic.compareBeat('a classic group', 0, { topics: [TOPIC] });
  await classic.compareBeat('a classic group, epoch 2', 2);
  await classic.compareBeat('a classic group, leaving', -1);
  await classic.compareDescription('a classic group');
  await classic.compareOffsets('a classic group', null);
  await classic.compareAlteration('a classic group', { [TOPIC]: { 0: 1 } });
  await classic.compareForgetting('a classic group', TOPIC);
}

/** The last member leaves; the group is emptied and deleted. */
async function endOf(talk: ShareTalk): Promise<void> {
  await talk.compareBeat('leaving', -1);
  await talk.compareBeat('leaving again', -1);
  await talk.compareDescription('empty');
  for (const topic of [TOPIC, OTHER])
    await talk.compareOffsets(`empty, ${topic}`, { [topic]: [0] });
  await talk.compareForgetting('what it had and what it had not', OTHER, 'nope');
  await talk.compareForgetting('again', OTHER);
  await talk.compareDeletion('empty');
  await talk.compareDescription('deleted');
  await talk.compareOffsets('deleted', { [TOPIC]: [0] });
  await talk.compareDeletion('deleted');
}

/** A group that begins with its offsets. */
async function placed(talk: ShareTalk, side: Side): Promise<void> {
  await produce(side, { topic: OTHER, records: batchOf(['a', 'b', 'c', 'd', 'e']) });
  await talk.compareAlteration('new group', { [OTHER]: { 0: 2, 1: 3 }, nope: { 0: 1 } });
  await talk.compareDescription('placed');
  for (const version of [0, 1]) await talk.compareOffsets('placed', null, version);
  await talk.compareAlteration('again', { [OTHER]: { 0: 4 } });
  await talk.compareOffsets('placed again', { [OTHER]: [0] });
  await talk.compareBeat('joining what is placed', 0, { topics: [OTHER] });
  await talk.compareOffsets('with a member', null);
  await talk.compareBeat('leaving what is placed', -1);
  await talk.compareAlteration('back to the beginning', { [OTHER]: { 0: 0 } });
  await talk.compareOffsets('at the beginning', null);
  await talk.compareForgetting('placed', OTHER);
  await talk.compareOffsets('forgotten', null);
  await talk.compareAlteration('after forgetting', { [OTHER]: { 0: 1 } });
  await talk.compareOffsets('placed anew', null);
}

/** Two members have the same partition, for there is no other; then one has it alone. */
async function twoMembers(talk: ShareTalk): Promise<void> {
  const first = { memberId: 'b' };
  await talk.beat(0, { ...first, topics: [OTHER] });
  await talk.untilEpoch('the first', 3, first);
  await pause();
  await talk.compareBeat('the second', 0, { topics: [OTHER] });
  await talk.compareBeat('the first hears of it', 3, first);
  await talk.compareDescription('two members');
  await talk.compareBeat('the first leaves', -1, first);
  await pause();
  await talk.compareBeat('the second is alone', 4);
  await talk.compareBeat('the second leaves', -1);
  await talk.compareDeletion('both are gone');
}

/** A topic that grows, and goes. */
async function growing(talk: ShareTalk, side: Side): Promise<void> {
  await side.newTopic('growing');
  await talk.beat(0, { topics: ['growing'] });
  await talk.untilEpoch('as it began', 3);
  await pause();
  const larger = [{ name: 'growing', count: 2, assignments: null }];
  await side.ask(CreatePartitions, 3, { topics: larger, timeoutMs: 5_000, validateOnly: false });
  await talk.untilEpoch('as it has grown', 5);
  await talk.compareDescription('grown');
  const topics = [{ name: 'growing', topicId: ZERO_UUID }];
  await pause();
  await side.ask(DeleteTopics, 6, { topics, timeoutMs: 5_000 });
  await talk.untilEpoch('gone', 6);
  await talk.compareDescription('gone');
  await talk.compareOffsets('gone', null);
  await talk.compareBeat('leaving what is gone', -1);
}
