// Streams groups (KIP-1071): members that join, share tasks, tell more of themselves and leave; topologies that
// fit their topics, wait for them and never will; internal topics that the broker creates; groups of one kind
// asked as if they were of another; and what is stored of it all.

import { setTimeout as sleep } from 'node:timers/promises';
import { ConsumerGroupDescribe } from '../../../src/protocol/generated/consumer-group-describe.ts';
import { CreatePartitions } from '../../../src/protocol/generated/create-partitions.ts';
import { DescribeGroups } from '../../../src/protocol/generated/describe-groups.ts';
import { DescribeTopicPartitions } from '../../../src/protocol/generated/describe-topic-partitions.ts';
import { JoinGroup } from '../../../src/protocol/generated/join-group.ts';
import { ListGroups } from '../../../src/protocol/generated/list-groups.ts';
import { OffsetCommit } from '../../../src/protocol/generated/offset-commit.ts';
import { OffsetDelete } from '../../../src/protocol/generated/offset-delete.ts';
import { OffsetFetch } from '../../../src/protocol/generated/offset-fetch.ts';
import { StreamsGroupDescribe } from '../../../src/protocol/generated/streams-group-describe.ts';
import {
  internalTopic,
  subtopology,
} from '../../../test/coordinator/group/streams/support/topologies.ts';
import { untilCoordinated } from '../group-talk.ts';
import type { Chapter, Side } from '../side.ts';
import { owning, StreamsTalk } from '../streams-talk.ts';

const IN = 'streams-in';
const WIDE = 'streams-wide';

const SIMPLE = [subtopology('0', { sources: [IN] })];
const AT_ONCE = {
  'streams.initial.rebalance.delay.ms': '0',
  'streams.assignment.interval.ms': '0',
};

export const streamsGroups: Chapter = {
  title: 'streams-groups',

  async run(side) {
    await side.newTopic(IN, { partitions: 4 });
    await side.newTopic(WIDE, { partitions: 6 });
    const names = ['none', 'life', 'two', 'late', 'creating', 'standing', 'moving', 'gathering'];
    await untilCoordinated(side, [...names, ...misfits().keys()]);
    for (const name of names.slice(1, -1)) await new StreamsTalk(side, name).configure(AT_ONCE);
    await refusals(new StreamsTalk(side, 'none'), side);
    await life(new StreamsTalk(side, 'life'));
    await asOtherKinds(new StreamsTalk(side, 'life'), side);
    await endOf(new StreamsTalk(side, 'life'));
    await two(new StreamsTalk(side, 'two'));
    await late(new StreamsTalk(side, 'late'), side);
    await creating(new StreamsTalk(side, 'creating'), side);
    await standing(new StreamsTalk(side, 'standing'), side);
    await misfitting(side);
    await moving(new StreamsTalk(side, 'moving'), side);
    await gathering(new StreamsTalk(side, 'gathering'));
    for (const name of ['life', 'two', 'late', 'creating', 'standing', 'moving']) {
      await new StreamsTalk(side, name).noteRecords(`records of ${name}`);
    }
  },
};

/** What is wrong with a request, or asks for what there is not. */
async function refusals(talk: StreamsTalk, side: Side): Promise<void> {
  const tasks = [{ subtopologyId: '0', partitions: [0] }];
  const offsets = [{ subtopologyId: '0', partition: 0, offset: 1 }];
  await talk.compareJoin('static', SIMPLE, { instanceId: 'i' });
  await talk.compareJoin('offsets', SIMPLE, { taskOffsets: offsets });
  await talk.compareJoin('end offsets', SIMPLE, { taskEndOffsets: offsets });
  await talk.compareJoin('warm-ups', SIMPLE, { warmupTasks: tasks });
  await talk.compareJoin('regex', [subtopology('0', { sourceTopicRegex: ['.*'] })]);
  await talk.compareJoin('no member id', SIMPLE, { memberId: '' });
  await talk.compareJoin('empty rack', SIMPLE, { rackId: ' ' });
  await talk.compareJoin('no timeout', SIMPLE, { rebalanceTimeoutMs: -1 });
  await talk.compareJoin('owning', SIMPLE, { activeTasks: tasks });
  await talk.compareJoin('not saying what it owns', SIMPLE, { standbyTasks: null });
  await talk.compareJoin('no topology', SIMPLE, { topology: null });
  await talk.compareBeat('epoch -3', -3);
  await talk.compareBeat('leaving for a while', -2);
  await talk.compareBeat('some tasks', 1, { activeTasks: [] });
  await talk.compareBeat('a topology later', 1, { topology: { epoch: 0, subtopologies: SIMPLE } });
  await talk.compareBeat('no group', 3);
  await talk.compareBeat('no group, leaving', -1);
  await new StreamsTalk(side, '').compareJoin('no group id', SIMPLE);
  await talk.compareJoin('of the broker', [subtopology('0', { sources: ['__consumer_offsets'] })]);
  await talk.compareJoin('misnamed', [subtopology('0', { sources: ['a b'] })]);
  await talk.compareDescription('no group');
  await new StreamsTalk(side, '').compareDescription('no group id');
  const none = { groupIds: [], includeAuthorizedOperations: false };
  await side.compare('no groups', StreamsGroupDescribe, 0, none);
}

/** One member, from joining to what it may and may not do. */
async function life(talk: StreamsTalk): Promise<void> {
  await talk.compareJoin('joining', SIMPLE);
  await talk.compareBeat('alive', 2);
  await talk.compareBeat('alive, owning', 2, owning(0, 1, 2, 3));
  await talk.compareBeat('with the epoch before', 1, owning(0));
  await talk.compareBeat('owning less than it was given', 2, owning(0));
  await talk.compareBeat('with a later epoch', 3);
  await talk.compareBeat('somebody else', 2, { memberId: 'z' });
  await talk.compareBeat('somebody else leaves', -1, { memberId: 'z' });
  await talk.compareBeat('owning what there is not', 2, owning(4));
  await talk.compareBeat('owning of no subtopology', 2, {
    ...owning(),
    activeTasks: [{ subtopologyId: 'x', partitions: [0] }],
  });
  await talk.compareJoin('joining again', SIMPLE);
  await talk.compareJoin('another topology', [subtopology('0', { sources: [IN, WIDE] })]);
  await talk.compareBeat('on a rack', 2, { rackId: 'left' });
  await talk.compareBeat('with the epoch before the rack', 2, owning(0, 1, 2, 3));
  await talk.compareBeat('with tags', 3, { clientTags: [{ key: 'zone', value: 'x' }] });
  await talk.compareDescription('one member');
  await talk.compareDescription('one member, operations', true);
  await talk.compareBeat('with an endpoint', 4, { userEndpoint: { host: 'here', port: 1 } });
  await talk.compareBeat('with an endpoint, asking for it', 5, { endpointInformationEpoch: 7 });
  await talk.compareJoin('joining with an endpoint', SIMPLE);
  await talk.compareBeat('shutting down', 5, { shutdownApplication: true });
  await talk.compareBeat('being shut down', 5);
  await talk.compareDeletion('one member');
}

/** Requests for groups of other kinds, about a streams group. */
async function asOtherKinds({ groupId }: StreamsTalk, side: Side): Promise<void> {
  for (const version of [5, 6]) {
    const request = { groups: [groupId], includeAuthorizedOperations: false };
    await side.compare('a streams group', DescribeGroups, version, request);
  }
  const described = { groupIds: [groupId], includeAuthorizedOperations: false };
  await side.compare('a streams group', ConsumerGroupDescribe, 1, described);
  await side.compare('a streams group', JoinGroup, 9, joiningClassic(groupId));
  for (const typesFilter of [['streams'], ['Streams'], ['share']]) {
    const request = { statesFilter: [], typesFilter };
    await side.compare(`of type ${typesFilter}`, ListGroups, 5, request);
  }
  const partitions = [{ partitionIndex: 0, committedOffset: 1, committedMetadata: '' }];
  const topics = [{ name: IN, partitions }];
  const nobody = { generationIdOrMemberEpoch: -1, memberId: '' };
  const member = { generationIdOrMemberEpoch: 5, memberId: 'a' };
  for (const version of [8, 9]) {
    await side.compare('nobody', OffsetCommit, version, { groupId, ...nobody, topics });
    await side.compare('a member', OffsetCommit, version, { groupId, ...member, topics });
  }
  for (const epoch of [2, 1, 6]) {
    const request = { groupId, ...member, generationIdOrMemberEpoch: epoch, topics };
    await side.compare(`a member of epoch ${epoch}`, OffsetCommit, 9, request);
  }
  const asked = [{ name: IN, partitionIndexes: [0, 1] }];
  for (const [memberId, memberEpoch] of [
    [null, -1],
    ['a', 5],
    ['a', 4],
    ['z', 5],
  ] as const) {
    const request = { groups: [{ groupId, memberId, memberEpoch, topics: asked }] };
    const name = `${memberId} of epoch ${memberEpoch}`;
    await side.compare(name, OffsetFetch, 9, { ...request, requireStable: false });
  }
  const deleted = [{ name: IN, partitions: [{ partitionIndex: 0 }] }];
  await side.compare('a streams group', OffsetDelete, 0, { groupId, topics: deleted });
}

function joiningClassic(groupId: string) {
  const protocols = [{ name: 'range', metadata: Buffer.alloc(0) }];
  const timeouts = { sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 10_000 };
  return { groupId, ...timeouts, memberId: '', protocolType: 'consumer', protocols };
}

async function endOf(talk: StreamsTalk): Promise<void> {
  await talk.compareBeat('leaving', -1);
  await talk.compareDescription('nobody left');
  await talk.compareJoin('joining after everybody', SIMPLE);
  await talk.compareBeat('leaving again', -1, { shutdownApplication: true });
  await talk.compareDeletion('nobody left');
  await talk.compareDescription('deleted');
}

/** Tasks go from one member to another, in another process. */
async function two(talk: StreamsTalk): Promise<void> {
  const b = { memberId: 'b', processId: 'other' };
  await talk.compareJoin('the first', SIMPLE);
  await talk.compareJoin('the second', SIMPLE, b);
  await talk.compareBeat('the first is told to give up', 2, owning(0, 1, 2, 3));
  await talk.compareBeat('the second waits', 3, { memberId: 'b' });
  await talk.compareDescription('on the way');
  await talk.compareBeat('the first does not say', 2);
  await talk.compareBeat('the first gives up', 2, owning(0, 1));
  await talk.compareBeat('the second gets', 3, { memberId: 'b' });
  await talk.compareDescription('both there');
  await talk.compareJoin('a third, stale', SIMPLE, { memberId: 'c', processId: 'third' });
  await talk.compareBeat('the third leaves', -1, { memberId: 'c' });
  await talk.compareBeat('the second leaves', -1, { memberId: 'b' });
  await talk.compareBeat('the first gets all', 3);
}

/** Source topics that come later, and grow; internal topics do not grow with them. */
async function late(talk: StreamsTalk, side: Side): Promise<void> {
  const topology = [subtopology('0', { sources: ['streams-late'] })];
  const topic = { epoch: 4, subtopologies: topology };
  await talk.compareJoin('before its topic', topology, { topology: topic });
  await talk.compareDescription('before its topic');
  await side.newTopic('streams-late', { partitions: 1 });
  await talk.until('once its topic is there', {}, ({ activeTasks }) => activeTasks !== null);
  await talk.compareJoin('of an older topology', topology, { memberId: 'b' });
  await talk.compareDescription('once its topic is there');
  await talk.compareBeat('the older one leaves', -1, { memberId: 'b' });
  await talk.compareBeat('alone again', 3);
  const grown = { name: 'streams-late', count: 3, assignments: null };
  const request = { topics: [grown], timeoutMs: 10_000, validateOnly: false };
  await side.ask(CreatePartitions, 3, request);
  const isGrown = { ...owning(0) };
  await talk.until('once it has grown', isGrown, ({ activeTasks }) => {
    return activeTasks?.[0]?.partitions.length === 3;
  });
}

/** Repartition topics and changelogs, which the broker creates. */
async function creating(talk: StreamsTalk, side: Side): Promise<void> {
  const configs = [{ key: 'cleanup.policy', value: 'compact' }];
  const topology = [
    subtopology('0', { sources: [IN], sinks: ['streams-re'] }),
    subtopology('1', {
      repartitions: ['streams-re'],
      stateChangelogTopics: [{ ...internalTopic('streams-log'), topicConfigs: configs }],
    }),
  ];
  await talk.compareJoin('needing topics', topology, { userEndpoint: { host: 'h', port: 2 } });
  await talk.compareDescription('needing topics');
  await talk.until('once they are there', {}, ({ activeTasks }) => activeTasks !== null);
  await talk.compareDescription('once they are there');
  const topics = [{ name: 'streams-re' }, { name: 'streams-log' }];
  const answer = await side.ask(DescribeTopicPartitions, 0, {
    topics,
    responsePartitionLimit: 100,
    cursor: null,
  });
  const made = answer.topics.map(({ name, partitions }) => [name, partitions.length]);
  side.note('topics that were made', made.sort());
}

/** Standbys, wanted by the group's config. */
async function standing(talk: StreamsTalk, side: Side): Promise<void> {
  await side.newTopic('streams-stand-log', { partitions: 4 });
  const topology = [subtopology('0', { sources: [IN], changelogs: ['streams-stand-log'] })];
  const b = { memberId: 'b', processId: 'other' };
  await talk.compareJoin('alone, stateful', topology);
  await talk.configure({ 'streams.num.standby.replicas': '1' });
  await talk.compareBeat('alone, wanting standbys', 2);
  await talk.compareJoin('another process', topology, b);
  await talk.compareBeat('told to give up', 3, owning(0, 1, 2, 3));
  await talk.compareBeat('giving up', 3, owning(0, 1));
  await talk.compareBeat('standing by', 4);
  await talk.compareBeat('getting both', 4, { memberId: 'b' });
  await talk.compareDescription('with standbys');
}

/** Topologies that do not fit their topics, or nothing. */
function misfits() {
  const group = (sourceTopics: number[], repartitionSourceTopics: number[] = []) => ({
    sourceTopics,
    sourceTopicRegex: [],
    repartitionSourceTopics,
  });
  const twoSources = { sources: [IN, WIDE], copartitionGroups: [group([0, 1])] };
  const fixed = (partitions: number) => [
    subtopology('0', { sources: [IN], sinks: ['misfit-re'] }),
    subtopology('1', {
      sources: [WIDE],
      repartitions: [internalTopic('misfit-re', partitions)],
      copartitionGroups: [group([0], [0])],
    }),
  ];
  return new Map([
    ['misfit-sources', [subtopology('0', twoSources)]],
    ['misfit-repartition', fixed(3)],
    ['misfit-existing', [subtopology('0', { sources: [IN], changelogs: [WIDE] })]],
    ['misfit-missing', [subtopology('0', { sources: ['x1', 'x2', 'x3', 'x4', 'x5'] })]],
    ['misfit-empty', [subtopology('0')]],
    ['misfit-unwritten', [subtopology('0', { sources: [IN], repartitions: ['nobodys'] })]],
    [
      'misfit-loop',
      [
        subtopology('0', { repartitions: ['loop-b'], sinks: ['loop-a'] }),
        subtopology('1', { repartitions: ['loop-a'], sinks: ['loop-b'] }),
      ],
    ],
    [
      'misfit-changelog',
      [subtopology('0', { sources: [IN], stateChangelogTopics: [internalTopic('fixed', 2)] })],
    ],
    ['misfit-index', [subtopology('0', { sources: [IN], copartitionGroups: [group([4])] })]],
    ['misfit-twice', [...SIMPLE, ...SIMPLE]],
    ['fit-nothing', []],
  ]);
}

async function misfitting(side: Side): Promise<void> {
  for (const [name, subtopologies] of misfits()) {
    const talk = new StreamsTalk(side, name);
    await talk.configure(AT_ONCE);
    await talk.compareJoin(name, subtopologies);
    await talk.compareDescription(name);
  }
}

/** From the classic protocol and back, while nobody is there. */
async function moving(talk: StreamsTalk, side: Side): Promise<void> {
  const { groupId } = talk;
  const partitions = [{ partitionIndex: 0, committedOffset: 9, committedMetadata: '' }];
  const nobody = { generationIdOrMemberEpoch: -1, memberId: '' };
  const commit = { groupId, ...nobody, topics: [{ name: IN, partitions }] };
  await side.compare('of a simple group', OffsetCommit, 9, commit);
  await talk.compareBeat('to a simple group', 2);
  await talk.compareDescription('a simple group');
  await talk.compareJoin('joining a simple group', SIMPLE);
  const topics = [{ name: IN, partitionIndexes: [0] }];
  const fetch = { groups: [{ groupId, topics }], requireStable: false };
  await side.compare('what a simple group had', OffsetFetch, 9, fetch);
  await side.compare('with members', JoinGroup, 9, joiningClassic(groupId));
  await talk.compareBeat('moving on', -1);
  const joined = await side.ask(JoinGroup, 9, joiningClassic(groupId));
  side.note('without members', { errorCode: joined.errorCode });
  await side.compare('what a streams group had', OffsetFetch, 9, fetch);
}

/** A new group waits for its first members. */
async function gathering(talk: StreamsTalk): Promise<void> {
  await talk.configure({ 'streams.initial.rebalance.delay.ms': '1500' });
  await talk.compareJoin('gathering', SIMPLE);
  await talk.compareBeat('still gathering', 1);
  await talk.compareDescription('gathering');
  await sleep(2_000);
  await talk.compareBeat('gathered', 1);
  await talk.compareJoin('just after', SIMPLE, { memberId: 'b', processId: 'p' });
}
