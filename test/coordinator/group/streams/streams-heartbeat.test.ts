// Members of a Streams group join, beat and leave: epochs, fencing, reconciliation, and what they are told.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { StreamsMemberState } from '../../../../src/coordinator/group/streams/streams-member.ts';
import { StreamsStatus } from '../../../../src/coordinator/group/streams/topic-problem.ts';
import type { Answered } from '../../support/streams-group-bench.ts';
import {
  names,
  REBALANCE_MS,
  SECOND_MS,
  SIMPLE,
  StreamsGroupBench,
} from '../../support/streams-group-bench.ts';
import { subtopology } from './support/topologies.ts';

const ALL = ['0_0', '0_1', '0_2', '0_3'];

/** What a member says that it owns. */
function owning(...partitions: number[]) {
  const activeTasks = partitions.length === 0 ? [] : [{ subtopologyId: '0', partitions }];
  return { activeTasks, standbyTasks: [], warmupTasks: [] };
}

function statuses({ status }: Answered): number[] {
  return (status ?? []).map(({ statusCode }) => statusCode);
}

describe('joining', () => {
  it('a member that is alone gets all tasks, in the next epoch of the group', async () => {
    const bench = new StreamsGroupBench();
    const joined = await bench.join('a');
    expect(joined).toMatchObject({ errorCode: 0, memberId: 'a', memberEpoch: 2, status: [] });
    expect(joined.heartbeatIntervalMs).toBe(5 * SECOND_MS);
    expect(names(joined.activeTasks)).toEqual(ALL);
    expect([joined.standbyTasks, joined.warmupTasks]).toEqual([[], []]);
    expect(bench.group().state).toBe('Stable');
  });

  it('a heartbeat that changes nothing is told nothing, and writes nothing', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    const { length } = bench.writer.log(0);
    const beat = await bench.beat('a', 2);
    expect(beat).toMatchObject({ memberEpoch: 2, activeTasks: null, standbyTasks: null });
    expect(beat.partitionsByUserEndpoint).toBeNull();
    expect(bench.writer.log(0)).toHaveLength(length);
  });

  it('a member that joins again is told its tasks again', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    const again = await bench.join('a');
    expect(again.memberEpoch).toBe(2);
    expect(names(again.activeTasks)).toEqual(ALL);
  });

  it('a member that tells something new of itself moves the epoch of the group on', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    await bench.advance(SECOND_MS);
    const moved = await bench.beat('a', 2, { clientTags: [{ key: 'zone', value: 'x' }] });
    expect(moved.memberEpoch).toBe(3);
    expect(bench.group().members.get('a')?.clientTags).toEqual([{ key: 'zone', value: 'x' }]);
  });

  it('a full group takes nobody', async () => {
    const bench = new StreamsGroupBench({ maxSize: 1 });
    await bench.join('a');
    expect(await bench.join('b')).toMatchObject({
      errorCode: ErrorCode.GROUP_MAX_SIZE_REACHED,
      errorMessage: 'The streams group has reached its maximum capacity of 1 members.',
    });
  });
});

describe('epochs', () => {
  it('who is ahead, or behind without a lost answer, is fenced', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    expect((await bench.beat('a', 3)).errorCode).toBe(ErrorCode.FENCED_MEMBER_EPOCH);
    expect((await bench.beat('a', 1, owning())).errorCode).toBe(ErrorCode.FENCED_MEMBER_EPOCH);
  });

  it('who is one behind and owns nothing else may have missed an answer', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    await bench.advance(SECOND_MS);
    await bench.beat('a', 2, { rackId: 'r' });
    expect((await bench.beat('a', 2, owning(0, 1))).memberEpoch).toBe(3);
    expect((await bench.beat('a', 2)).errorCode).toBe(ErrorCode.FENCED_MEMBER_EPOCH);
    const others = await bench.beat('a', 2, owning(7));
    expect(others.errorCode).toBe(ErrorCode.FENCED_MEMBER_EPOCH);
  });

  it('who is unknown, or speaks to no group, is told so', async () => {
    const bench = new StreamsGroupBench();
    expect(await bench.beat('a', 2)).toMatchObject({
      errorCode: ErrorCode.GROUP_ID_NOT_FOUND,
      errorMessage: 'Streams group app not found.',
    });
    await bench.join('a');
    expect(await bench.beat('b', 2)).toMatchObject({
      errorCode: ErrorCode.UNKNOWN_MEMBER_ID,
      errorMessage: 'Member b is not a member of group app.',
    });
  });
});

describe('reconciliation', () => {
  async function twoMembers(): Promise<StreamsGroupBench> {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    await bench.advance(SECOND_MS);
    expect(names((await bench.join('b')).activeTasks)).toEqual([]);
    return bench;
  }

  it('tasks are given up before another gets them', async () => {
    const bench = await twoMembers();
    expect((await bench.beat('b', 3)).activeTasks).toBeNull();
    const revoke = await bench.beat('a', 2, owning(0, 1, 2, 3));
    expect([revoke.memberEpoch, names(revoke.activeTasks)]).toEqual([2, ['0_0', '0_1']]);
    expect((await bench.beat('b', 3)).activeTasks).toBeNull();
    expect(bench.group().state).toBe('Reconciling');
    const released = await bench.beat('a', 2, owning(0, 1));
    expect([released.memberEpoch, released.activeTasks]).toEqual([3, null]);
    expect(names((await bench.beat('b', 3)).activeTasks)).toEqual(['0_2', '0_3']);
    expect(bench.group().state).toBe('Stable');
  });

  it('a member that does not say what it owns has given nothing up', async () => {
    const bench = await twoMembers();
    await bench.beat('a', 2, owning(0, 1, 2, 3));
    expect((await bench.beat('a', 2)).memberEpoch).toBe(2);
    expect(bench.group().members.get('a')?.state).toBe(StreamsMemberState.UNREVOKED_TASKS);
  });

  it('who says that it has something else than it was given is told again', async () => {
    const bench = await twoMembers();
    await bench.beat('a', 2, owning(0, 1, 2, 3));
    expect(names((await bench.beat('a', 2, owning(0, 1, 2, 3))).activeTasks)).toEqual([
      '0_0',
      '0_1',
    ]);
    expect((await bench.beat('a', 2, owning(0, 1))).activeTasks).toBeNull();
  });

  it('who does not give tasks up in time is taken out', async () => {
    const bench = await twoMembers();
    await bench.beat('a', 2, owning(0, 1, 2, 3));
    for (let left = REBALANCE_MS; left > 0; left -= SECOND_MS) {
      await bench.beat('a', 2, owning(0, 1, 2, 3));
      await bench.beat('b', 3);
      await bench.advance(SECOND_MS);
    }
    expect((await bench.beat('a', 2)).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    expect(names((await bench.beat('b', 3)).activeTasks)).toEqual(ALL);
  });

  it('who falls silent is taken out, and the others take over', async () => {
    const bench = await twoMembers();
    await bench.beat('a', 2, owning(0, 1, 2, 3));
    for (let second = 0; second < 46; second++) {
      await bench.advance(SECOND_MS);
      await bench.beat('b', bench.epochOf('b'));
    }
    expect([...bench.group().members.keys()]).toEqual(['b']);
    expect(bench.activeOf('b')).toEqual(ALL);
  });

  it('a new target is not decided more often than the interval allows', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    const early = await bench.join('b');
    expect(early.status).toEqual([
      {
        statusCode: StreamsStatus.ASSIGNMENT_DELAYED,
        statusDetail: 'Assignment delayed due to the configured assignment interval.',
      },
    ]);
    expect(early.memberEpoch).toBe(2);
    expect(bench.group().state).toBe('Assigning');
    await bench.advance(SECOND_MS);
    expect((await bench.beat('b', 2)).status).toEqual([]);
  });

  it('a task on standby is not in the process that has it active', async () => {
    const bench = new StreamsGroupBench({ group: { streamsNumStandbyReplicas: 1 } });
    bench.topics.set('log', 4);
    const stateful = [subtopology('0', { sources: ['in'], changelogs: ['log'] })];
    await bench.join('a', {}, stateful);
    await bench.advance(SECOND_MS);
    await bench.join('b', {}, stateful);
    await bench.beat('a', 2, owning(0, 1, 2, 3));
    expect((await bench.beat('a', 2, owning(0, 1))).standbyTasks).toBeNull();
    expect(names((await bench.beat('a', 3)).standbyTasks)).toEqual(['0_2', '0_3']);
    const other = await bench.beat('b', 3);
    expect([names(other.activeTasks), names(other.standbyTasks)]).toEqual([
      ['0_2', '0_3'],
      ['0_0', '0_1'],
    ]);
  });

  it('a changed number of standbys is a new epoch', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    await bench.advance(SECOND_MS);
    bench.groupConfig = { ...bench.groupConfig, streamsNumStandbyReplicas: 1 };
    expect((await bench.beat('a', 2)).memberEpoch).toBe(3);
  });
});

describe('leaving', () => {
  it('frees the tasks at once, and leaves an empty group behind', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    expect(await bench.leave('a')).toMatchObject({ errorCode: 0, memberId: 'a', memberEpoch: -1 });
    expect(bench.group().state).toBe('Empty');
    await bench.advance(SECOND_MS);
    expect(names((await bench.join('b')).activeTasks)).toEqual(ALL);
  });

  it('is refused to who is not there', async () => {
    const bench = new StreamsGroupBench();
    expect(await bench.leave('a')).toMatchObject({
      errorCode: ErrorCode.GROUP_ID_NOT_FOUND,
      errorMessage: 'Group app not found.',
    });
    await bench.join('a');
    expect((await bench.leave('b')).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });
});

describe('the first members of a group', () => {
  const group = { streamsInitialRebalanceDelayMs: 3 * SECOND_MS };

  it('are waited for, and assigned together', async () => {
    const bench = new StreamsGroupBench({ group });
    const first = await bench.join('a');
    expect(first.status).toEqual([
      {
        statusCode: StreamsStatus.ASSIGNMENT_DELAYED,
        statusDetail: 'Assignment delayed due to the configured initial rebalance delay.',
      },
    ]);
    expect([first.memberEpoch, names(first.activeTasks)]).toEqual([1, []]);
    await bench.advance(2 * SECOND_MS);
    expect(statuses(await bench.join('b'))).toEqual([StreamsStatus.ASSIGNMENT_DELAYED]);
    await bench.advance(SECOND_MS);
    expect(names((await bench.beat('a', 1)).activeTasks)).toEqual(['0_0', '0_2']);
    expect(names((await bench.beat('b', 1)).activeTasks)).toEqual(['0_1', '0_3']);
  });

  it('are not waited for in a group that went away meanwhile', async () => {
    const bench = new StreamsGroupBench({ group });
    await bench.join('a');
    await bench.leave('a');
    await bench.advance(3 * SECOND_MS);
    expect(bench.group().target.epoch).toBe(1);
    expect(bench.group().initialDelay).toBeNull();
  });
});

describe('the topology', () => {
  it('of who joins must be that of the group', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    const other = [subtopology('0', { sources: ['in', 'more'] })];
    expect(await bench.join('b', {}, other)).toMatchObject({
      errorCode: ErrorCode.INVALID_REQUEST,
      errorMessage: 'Topology updates are not supported yet.',
    });
  });

  it('may be an older one, and the member is told', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a', { topology: { epoch: 3, subtopologies: SIMPLE } });
    const stale = await bench.join('b');
    expect(stale.status?.[0]).toEqual({
      statusCode: StreamsStatus.STALE_TOPOLOGY,
      statusDetail: "The member's topology epoch 0 is behind the group's topology epoch 3.",
    });
  });

  it('waits for its source topics, and is assigned when they are there', async () => {
    const bench = new StreamsGroupBench();
    bench.topics.delete('in');
    const waiting = await bench.join('a');
    expect(statuses(waiting)).toEqual([StreamsStatus.MISSING_SOURCE_TOPICS]);
    expect(bench.group().state).toBe('NotReady');
    expect(bench.group().header.validatedTopologyEpoch).toBe(-1);
    bench.grow('in', 2);
    await bench.advance(SECOND_MS);
    expect(names((await bench.beat('a', 2)).activeTasks)).toEqual(['0_0', '0_1']);
  });

  it('follows topics that grow and go', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    await bench.advance(SECOND_MS);
    bench.grow('in', 5);
    expect(names((await bench.beat('a', 2)).activeTasks)).toEqual([...ALL, '0_4']);
    await bench.advance(SECOND_MS);
    bench.deleteTopic('in');
    const gone = await bench.beat('a', 3);
    expect(statuses(gone)).toEqual([StreamsStatus.MISSING_SOURCE_TOPICS]);
    expect(names(gone.activeTasks)).toEqual([]);
  });

  it('has only the tasks that it has', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    expect(await bench.beat('a', 2, owning(4))).toMatchObject({
      errorCode: ErrorCode.INVALID_REQUEST,
      errorMessage: 'Task 4 for subtopology 0 is invalid. Number of tasks for this subtopology: 4',
    });
    const activeTasks = [{ subtopologyId: 'x', partitions: [0] }];
    expect(await bench.beat('a', 2, { ...owning(), activeTasks })).toMatchObject({
      errorCode: ErrorCode.INVALID_REQUEST,
      errorMessage: 'Subtopology x does not exist in the topology.',
    });
  });
});

describe('internal topics', () => {
  const stateful = [subtopology('0', { sources: ['in'], changelogs: ['log'] })];
  const waiting = { group: { streamsHeartbeatIntervalMs: SECOND_MS } };

  it('are created by the broker, and then there are tasks', async () => {
    const bench = new StreamsGroupBench();
    const joined = await bench.join('a', {}, stateful);
    expect(joined.status).toEqual([
      {
        statusCode: StreamsStatus.MISSING_INTERNAL_TOPICS,
        statusDetail: 'Internal topics are missing: log',
      },
    ]);
    expect(bench.asked).toEqual([
      [{ name: 'log', partitions: 4, replicationFactor: 0, configs: [] }],
    ]);
    await bench.advance(SECOND_MS);
    expect(names((await bench.beat('a', 2)).activeTasks)).toEqual(ALL);
    expect(bench.asked).toHaveLength(1);
  });

  it('that fail are told of, and asked for again after two heartbeats', async () => {
    const bench = new StreamsGroupBench(waiting);
    bench.refusals.set('log', 'too wide');
    await bench.join('a', {}, stateful);
    await bench.advance(SECOND_MS);
    expect((await bench.beat('a', 2)).status?.[0]?.statusDetail).toBe(
      'Internal topics are missing: log; Creation failed: log (too wide).',
    );
    expect(bench.asked).toHaveLength(1);
    await bench.advance(SECOND_MS);
    expect((await bench.beat('a', 2)).status?.[0]?.statusDetail).toBe(
      'Internal topics are missing: log',
    );
    expect(bench.asked).toHaveLength(2);
  });

  it('are named up to three when they fail', async () => {
    const bench = new StreamsGroupBench(waiting);
    const many = [subtopology('0', { sources: ['in'], changelogs: ['p', 'q', 'r', 's'] })];
    for (const topic of ['p', 'q', 'r', 's']) bench.refusals.set(topic, 'no');
    await bench.join('a', {}, many);
    await bench.advance(SECOND_MS);
    expect((await bench.beat('a', 2)).status?.[0]?.statusDetail).toBe(
      'Internal topics are missing: p, q, r and 1 additional topics; ' +
        'Creation failed: p (no), q (no), r (no) and 1 more.',
    );
  });

  it('that are under way are not asked for again', async () => {
    const bench = new StreamsGroupBench();
    bench.creates = false;
    await Promise.all([bench.join('a', {}, stateful), bench.join('b', {}, stateful)]);
    expect(bench.asked).toHaveLength(1);
  });
});

describe('endpoints', () => {
  const userEndpoint = { host: 'here', port: 1 };

  it('are told with the partitions behind them, once they have changed', async () => {
    const bench = new StreamsGroupBench();
    const joined = await bench.join('a', { userEndpoint });
    expect(joined.partitionsByUserEndpoint).toEqual([
      {
        userEndpoint,
        activePartitions: [{ topic: 'in', partitions: [0, 1, 2, 3] }],
        standbyPartitions: [],
      },
    ]);
    expect(joined.endpointInformationEpoch).toBe(0);
    await bench.advance(SECOND_MS);
    const other = await bench.join('b');
    expect(other.partitionsByUserEndpoint).toBeNull();
    await bench.beat('a', 2, owning(0, 1, 2, 3));
    const told = await bench.beat('b', 3);
    expect(told.endpointInformationEpoch).toBe(1);
    expect(told.partitionsByUserEndpoint?.[0]?.activePartitions).toEqual([
      { topic: 'in', partitions: [0, 1] },
    ]);
    const again = await bench.beat('b', 3, { endpointInformationEpoch: 1 });
    expect(again.partitionsByUserEndpoint).toBeNull();
  });

  it('of a narrower topic have the partitions that it has', async () => {
    const bench = new StreamsGroupBench();
    bench.topics.set('narrow', 2);
    const wide = [subtopology('0', { sources: ['in', 'narrow'] })];
    const joined = await bench.join('a', { userEndpoint }, wide);
    expect(joined.partitionsByUserEndpoint?.[0]?.activePartitions).toEqual([
      { topic: 'in', partitions: [0, 1, 2, 3] },
      { topic: 'narrow', partitions: [0, 1] },
    ]);
  });

  it('of a group without tasks have none', async () => {
    const bench = new StreamsGroupBench();
    bench.topics.delete('in');
    const joined = await bench.join('a', { userEndpoint });
    expect(joined.partitionsByUserEndpoint).toEqual([
      { userEndpoint, activePartitions: [], standbyPartitions: [] },
    ]);
  });
});

describe('a shutdown of the application', () => {
  const detail =
    'Streams group member a encountered a fatal error and requested a shutdown for the entire application.';

  it('that one member asks for is told to all, until the group is empty', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    await bench.join('b');
    const asked = await bench.beat('a', 2, { shutdownApplication: true });
    const told = { statusCode: StreamsStatus.SHUTDOWN_APPLICATION, statusDetail: detail };
    expect(asked.status).toContainEqual(told);
    expect((await bench.beat('b', 2)).status).toContainEqual(told);
    await bench.leave('a');
    await bench.leave('b', { shutdownApplication: true });
    await bench.advance(SECOND_MS);
    expect((await bench.join('c')).status).toEqual([]);
  });

  it('may be asked for with the last word of a member', async () => {
    const bench = new StreamsGroupBench();
    await bench.join('a');
    await bench.join('b');
    await bench.leave('a', { shutdownApplication: true });
    expect(statuses(await bench.beat('b', 2))).toContain(StreamsStatus.SHUTDOWN_APPLICATION);
  });
});

it('after a restart members go on where they were, with sessions that begin anew', async () => {
  const bench = new StreamsGroupBench();
  await bench.join('a');
  await bench.advance(SECOND_MS);
  await bench.join('b');
  await bench.beat('a', 2, owning(0, 1, 2, 3));
  bench.restart();
  expect((await bench.beat('a', 2, owning(0, 1))).memberEpoch).toBe(3);
  expect(names((await bench.beat('b', 3)).activeTasks)).toEqual(['0_2', '0_3']);
  bench.restart();
  await bench.beat('a', 3);
  await bench.advance(46 * SECOND_MS);
  expect(bench.group().isEmpty).toBe(true);
});
