// Streams groups among other groups: commits by member epoch, deletion, expiry, listing, description, and the
// way from and to classic groups.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { ZERO_UUID } from '../../../../src/base/uuid.ts';
import type { OffsetCommitRequest } from '../../../../src/protocol/generated/offset-commit.ts';
import { GROUP, SECOND_MS, SIMPLE, StreamsGroupBench } from '../../support/streams-group-bench.ts';
import { subtopology } from './support/topologies.ts';

const DAY_MS = 24 * 60 * 60 * SECOND_MS;

interface Commit {
  readonly memberId?: string;
  readonly epoch?: number;
  readonly topic?: string;
  readonly partition?: number;
  readonly apiVersion?: number;
}

async function commit(bench: StreamsGroupBench, options: Commit = {}): Promise<number | undefined> {
  const { memberId = 'a', epoch = 2, topic = 'in', partition = 0, apiVersion = 10 } = options;
  const context = { apiVersion, clientId: '', clientHost: '/127.0.0.1' };
  const request: OffsetCommitRequest = {
    groupId: GROUP,
    memberId,
    groupInstanceId: null,
    generationIdOrMemberEpoch: epoch,
    retentionTimeMs: -1,
    topics: [
      {
        name: topic,
        topicId: bench.topics.byName(topic)?.topicId ?? ZERO_UUID,
        partitions: [
          {
            partitionIndex: partition,
            committedOffset: 7,
            committedLeaderEpoch: -1,
            committedMetadata: '',
          },
        ],
      },
    ],
  };
  const { topics } = await bench.groups.commitOffsets(context, request);
  return topics[0]?.partitions[0]?.errorCode;
}

async function commitInTransaction(
  bench: StreamsGroupBench,
  { memberId = 'a', epoch = 2 }: Commit = {},
): Promise<number | undefined> {
  const partition = {
    partitionIndex: 0,
    committedOffset: 7,
    committedLeaderEpoch: -1,
    committedMetadata: '',
  };
  const { topics } = await bench.groups.commitTransactionalOffsets(5, {
    transactionalId: 'tx',
    groupId: GROUP,
    producerId: 1,
    producerEpoch: 0,
    generationId: epoch,
    memberId,
    groupInstanceId: null,
    topics: [{ name: 'in', partitions: [partition] }],
  });
  return topics[0]?.partitions[0]?.errorCode;
}

function owning(...partitions: number[]) {
  return { activeTasks: [{ subtopologyId: '0', partitions }], standbyTasks: [], warmupTasks: [] };
}

/** `a` is in epoch 3 with 0_0 and 0_1 since epoch 2; `b` has 0_2 and 0_3 since epoch 3. */
async function twoMembers(): Promise<StreamsGroupBench> {
  const bench = new StreamsGroupBench();
  await bench.join('a');
  await bench.advance(SECOND_MS);
  await bench.join('b');
  await bench.beat('a', 2, owning(0, 1, 2, 3));
  await bench.beat('a', 2, owning(0, 1));
  await bench.beat('b', 3);
  return bench;
}

describe('offsets', () => {
  it('are committed by members in their epoch', async () => {
    const bench = await twoMembers();
    expect(await commit(bench, { epoch: 3 })).toBe(ErrorCode.NONE);
    expect(await commit(bench, { epoch: 4 })).toBe(ErrorCode.STALE_MEMBER_EPOCH);
    expect(await commit(bench, { epoch: 3, memberId: 'x' })).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('are committed in an older epoch as long as the task was the member s own since', async () => {
    const bench = await twoMembers();
    expect(await commit(bench, { epoch: 2, partition: 1 })).toBe(ErrorCode.NONE);
    const stale = [{ partition: 2 }, { memberId: 'b', partition: 2 }, { topic: 'other' }];
    for (const options of stale) {
      expect(await commit(bench, { epoch: 2, ...options })).toBe(ErrorCode.STALE_MEMBER_EPOCH);
    }
  });

  it('of a task that has yet to be given up are still taken', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    await bench.advance(SECOND_MS);
    await bench.join('b');
    await bench.beat('a', 2, owning(0, 1, 2, 3));
    expect(await commit(bench, { epoch: 2, partition: 3 })).toBe(ErrorCode.NONE);
  });

  it('are taken from anybody while the group is empty, and then from no stranger', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    const stranger = { memberId: '', epoch: -1 };
    expect(await commit(bench, stranger)).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    await bench.leave('a');
    expect(await commit(bench, stranger)).toBe(ErrorCode.NONE);
  });

  it('need a version that knows member epochs', async () => {
    const bench = await twoMembers();
    expect(await commit(bench, { epoch: 3, apiVersion: 8 })).toBe(ErrorCode.UNSUPPORTED_VERSION);
  });

  it('are part of transactions, whose producers know generations only', async () => {
    const bench = await twoMembers();
    expect(await commitInTransaction(bench, { epoch: 3 })).toBe(ErrorCode.NONE);
    expect(await commitInTransaction(bench, { epoch: 2 })).toBe(ErrorCode.NONE);
    expect(await commitInTransaction(bench, { epoch: 4 })).toBe(ErrorCode.ILLEGAL_GENERATION);
    expect(await commitInTransaction(bench, { epoch: 1 })).toBe(ErrorCode.ILLEGAL_GENERATION);
    expect(await commitInTransaction(bench, { memberId: '', epoch: -1 })).toBe(ErrorCode.NONE);
  });

  it('are fetched by members in their epoch, and by whoever is none', async () => {
    const bench = await twoMembers();
    const fetch = (memberId: string | null, memberEpoch: number) =>
      bench.groups.fetchOffsets({ groupId: GROUP, memberId, memberEpoch, topics: null });
    expect((await fetch('a', 3)).errorCode ?? 0).toBe(ErrorCode.NONE);
    expect((await fetch(null, -1)).errorCode ?? 0).toBe(ErrorCode.NONE);
    expect((await fetch('a', 2)).errorCode).toBe(ErrorCode.STALE_MEMBER_EPOCH);
    expect((await fetch('x', 3)).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('of topics that are read stay, of others they expire', async () => {
    const bench = await twoMembers();
    bench.topics.set('old', 1);
    await commit(bench, { epoch: 3 });
    await commit(bench, { epoch: 3, topic: 'old' });
    bench.groupConfig = { ...bench.groupConfig, streamsSessionTimeoutMs: 30 * DAY_MS };
    await bench.beat('a', 3);
    await bench.beat('b', 3);
    await bench.advance(8 * DAY_MS);
    expect([...(bench.state.offsets.ofGroup(GROUP)?.keys() ?? [])]).toEqual(['in']);
  });
});

describe('a group', () => {
  it('is deleted when it is empty, with everything that is stored of it', async () => {
    const bench = await twoMembers();
    const remove = async () => (await bench.groups.deleteGroups([GROUP]))[0]?.errorCode;
    expect(await remove()).toBe(ErrorCode.NON_EMPTY_GROUP);
    await bench.leave('a');
    await bench.leave('b');
    expect(await remove()).toBe(ErrorCode.NONE);
    expect(bench.state.groups.size).toBe(0);
    const newest = new Map(
      bench.writer.log(0).map(({ key, value }) => [key?.toString('hex'), value]),
    );
    expect([...newest.values()].every((value) => value === null)).toBe(true);
    expect((await bench.join('a')).memberEpoch).toBe(2);
  });

  it('that is empty and has no offsets goes when retention is checked', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    await bench.leave('a');
    await bench.advance(bench.config.offsetsRetentionCheckIntervalMs);
    expect(bench.state.groups.size).toBe(0);
  });

  it('is listed with its type and state', async () => {
    const bench = await twoMembers();
    const list = (typesFilter: string[], statesFilter: string[] = []) =>
      bench.groups.listGroups({ typesFilter, statesFilter });
    const listed = {
      groupId: GROUP,
      protocolType: 'streams',
      groupState: 'Stable',
      groupType: 'streams',
    };
    expect((await list(['streams'])).groups).toEqual([listed]);
    expect((await list([], ['stable'])).groups).toEqual([listed]);
    expect((await list(['classic'])).groups).toEqual([]);
  });

  it('is none that DescribeGroups knows', async () => {
    const bench = await twoMembers();
    const context = { apiVersion: 6, clientId: '', clientHost: '' };
    expect(await bench.groups.describeGroups(context, [GROUP])).toMatchObject([
      {
        errorCode: ErrorCode.GROUP_ID_NOT_FOUND,
        errorMessage: `Group ${GROUP} is not a classic group.`,
      },
    ]);
  });
});

describe('the description', () => {
  it('has epochs, the topology as it fits the topics, and what members have and should have', async () => {
    const bench = new StreamsGroupBench();
    bench.topics.set('log', 4);
    const stateful = [subtopology('0', { sources: ['in'], changelogs: ['log'] })];
    const userEndpoint = { host: 'here', port: 7 };
    const clientTags = [
      { key: 'zone', value: '1' },
      { key: 'cluster', value: '2' },
    ];
    await bench.join('a', { userEndpoint, clientTags, rackId: 'r' }, stateful);
    const tasks = {
      activeTasks: [{ subtopologyId: '0', partitions: [0, 1, 2, 3] }],
      standbyTasks: [],
      warmupTasks: [],
    };
    expect(await bench.describe()).toEqual({
      errorCode: ErrorCode.NONE,
      groupId: GROUP,
      groupState: 'Stable',
      groupEpoch: 2,
      assignmentEpoch: 2,
      topology: {
        epoch: 0,
        subtopologies: [
          {
            subtopologyId: '0',
            sourceTopics: ['in'],
            repartitionSinkTopics: [],
            repartitionSourceTopics: [],
            stateChangelogTopics: [
              { name: 'log', partitions: 4, replicationFactor: 0, topicConfigs: [] },
            ],
          },
        ],
      },
      members: [
        {
          memberId: 'a',
          memberEpoch: 2,
          instanceId: null,
          rackId: 'r',
          clientId: 'a-client',
          clientHost: '/127.0.0.1',
          topologyEpoch: 0,
          processId: 'a-process',
          userEndpoint,
          clientTags: [clientTags[1], clientTags[0]],
          taskOffsets: [],
          taskEndOffsets: [],
          assignment: tasks,
          targetAssignment: tasks,
          isClassic: false,
        },
      ],
    });
  });

  it('has the topology as it was told while topics are missing', async () => {
    const bench = new StreamsGroupBench();
    bench.creates = false;
    const stateful = [subtopology('0', { sources: ['in'], changelogs: ['log'] })];
    await bench.join('a', {}, stateful);
    const { groupState, topology } = await bench.describe();
    expect(groupState).toBe('NotReady');
    expect(topology?.subtopologies?.[0]?.stateChangelogTopics[0]?.partitions).toBe(0);
  });

  it('of what is no streams group is refused', async () => {
    const bench = new StreamsGroupBench();
    expect(await bench.describe()).toMatchObject({
      errorCode: ErrorCode.GROUP_ID_NOT_FOUND,
      errorMessage: 'Group app not found.',
    });
    await commit(bench, { memberId: '', epoch: -1 });
    expect(await bench.describe()).toMatchObject({
      errorCode: ErrorCode.GROUP_ID_NOT_FOUND,
      errorMessage: 'Group app is not a streams group.',
    });
    expect((await bench.describe('')).errorCode).toBe(ErrorCode.INVALID_GROUP_ID);
  });
});

describe('between protocols', () => {
  it('an empty classic group becomes a streams group, and keeps its offsets', async () => {
    const bench = new StreamsGroupBench();
    await commit(bench, { memberId: '', epoch: -1 });
    expect((await bench.join('a')).errorCode).toBe(ErrorCode.NONE);
    expect(bench.state.offsets.get(GROUP, 'in', 0)?.offset).toBe(7);
    bench.restart();
    expect(bench.group().state).toBe('Stable');
    expect(bench.state.offsets.get(GROUP, 'in', 0)?.offset).toBe(7);
  });

  async function joinClassic(bench: StreamsGroupBench): Promise<number | undefined> {
    const context = { apiVersion: 9, clientId: 'c', clientHost: '/127.0.0.1' };
    const { errorCode } = await bench.groups.joinGroup(context, {
      groupId: GROUP,
      sessionTimeoutMs: 10_000,
      rebalanceTimeoutMs: 10_000,
      memberId: '',
      groupInstanceId: null,
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: Buffer.alloc(0) }],
      reason: null,
    });
    return errorCode;
  }

  it('an empty streams group becomes a classic group, one with members does not', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    expect(await joinClassic(bench)).toBe(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    await bench.leave('a');
    expect(await joinClassic(bench)).toBe(ErrorCode.MEMBER_ID_REQUIRED);
    expect(bench.state.groups.get(GROUP)?.type).toBe('classic');
    bench.restart();
    expect(bench.state.groups.get(GROUP)?.type).toBe('classic');
    expect((await bench.beat('a', 2)).errorMessage).toBe(`Group ${GROUP} is not a streams group.`);
  });
});

describe('a request', () => {
  const topology = { epoch: 0, subtopologies: SIMPLE };
  const regex = [subtopology('0', { sources: ['in'], sourceTopicRegex: ['.*'] })];
  const fixed = { name: 'log', partitions: 2, replicationFactor: 0, topicConfigs: [] };
  const fixedChangelog = [subtopology('0', { sources: ['in'], stateChangelogTopics: [fixed] })];
  const tasks = [{ subtopologyId: '0', partitions: [0] }];
  const offsets = [{ subtopologyId: '0', partition: 0, offset: 1 }];

  it.each([
    ['of a static member', 0, { instanceId: 'i' }, 'Static membership is not yet supported.'],
    ['with offsets', 0, { taskOffsets: offsets }, 'TaskOffsets are not supported yet.'],
    ['with end offsets', 0, { taskEndOffsets: offsets }, 'TaskEndOffsets are not supported yet.'],
    ['with warm-ups', 0, { warmupTasks: tasks }, 'WarmupTasks are not supported yet.'],
    [
      'with regular expressions',
      0,
      { topology: { epoch: 0, subtopologies: regex } },
      'Regular expressions for source topics are not supported yet.',
    ],
    ['without a member id', 0, { memberId: '' }, "MemberId can't be empty."],
    ['without a group id', 0, { groupId: ' ' }, "GroupId can't be empty."],
    ['with an empty rack', 0, { rackId: '' }, "RackId can't be empty."],
    [
      'that joins without a timeout',
      0,
      { rebalanceTimeoutMs: -1 },
      'RebalanceTimeoutMs must be provided in first request.',
    ],
    [
      'that joins with tasks',
      0,
      { activeTasks: tasks },
      'ActiveTasks must be empty when (re-)joining.',
    ],
    [
      'that joins without saying that it has none',
      0,
      { standbyTasks: null },
      'StandbyTasks must be empty when (re-)joining.',
    ],
    [
      'that joins without warm-ups',
      0,
      { warmupTasks: null },
      'WarmupTasks must be empty when (re-)joining.',
    ],
    [
      'that joins without a topology',
      0,
      { topology: null },
      'Topology must be non-null when (re-)joining.',
    ],
    ['that leaves as a static member', -2, {}, "InstanceId can't be null."],
    [
      'with an epoch that means nothing',
      -3,
      {},
      'MemberEpoch is -3, but must be greater than or equal to -2.',
    ],
    [
      'that says of some tasks only what it has',
      1,
      { topology: null, warmupTasks: null },
      'If one task-type is non-null, all must be non-null.',
    ],
    [
      'that brings a topology later',
      1,
      { topology },
      'Topology can only be provided when (re-)joining.',
    ],
    [
      'with a tag of two values',
      0,
      { clientTags: ['a', 'b'].map((value) => ({ key: 'zone', value })) },
      'A client tag is given twice.',
    ],
  ])('%s is refused', async (_, epoch, fields, errorMessage) => {
    const bench = new StreamsGroupBench();
    const answer = await bench.join('a', { memberEpoch: epoch, ...fields });
    expect(answer).toMatchObject({ errorCode: ErrorCode.INVALID_REQUEST, errorMessage });
  });

  it('whose subtopologies have the same id is of an invalid topology', async () => {
    const bench = new StreamsGroupBench();
    const answer = await bench.join('a', {}, [...SIMPLE, ...SIMPLE]);
    expect(answer.errorCode).toBe(ErrorCode.STREAMS_INVALID_TOPOLOGY);
  });

  it('may have tagged fields of a later version; they are not stored', async () => {
    const bench = new StreamsGroupBench();
    const unknownTaggedFields = [{ tag: 0, data: Buffer.from('?') }];
    const strange = SIMPLE.map((one) => ({ ...one, unknownTaggedFields }));
    await bench.join('a', { userEndpoint: { host: 'h', port: 1, unknownTaggedFields } }, strange);
    expect(bench.group().topology?.subtopologies).toEqual(SIMPLE);
    expect((await bench.join('b')).errorCode).toBe(ErrorCode.NONE);
  });

  it('whose changelog has a number of partitions is of an invalid topology', async () => {
    const bench = new StreamsGroupBench();
    expect(await bench.join('a', {}, fixedChangelog)).toMatchObject({
      errorCode: ErrorCode.STREAMS_INVALID_TOPOLOGY,
      errorMessage:
        'Changelog topic log must have an undefined partition count, but it is set to 2.',
    });
  });
});
