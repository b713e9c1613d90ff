// ShareGroupHeartbeat: joining, living on, changing topics and leaving, and which epoch and assignment each
// answer tells.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { KafkaError } from '../../../../src/base/kafka-error.ts';
import { SECOND_MS, ShareGroupBench, TOPIC } from '../../support/share-group-bench.ts';

describe('a member that joins', () => {
  it('begins the group, and has nothing until partitions have a state', async () => {
    const bench = new ShareGroupBench();
    expect(await bench.join('a')).toEqual({
      throttleTimeMs: 0,
      errorCode: ErrorCode.NONE,
      errorMessage: null,
      memberId: 'a',
      memberEpoch: 2,
      heartbeatIntervalMs: 5000,
      assignment: { topicPartitions: [] },
    });
    expect(bench.initialized()).toEqual(['tasks-0', 'tasks-1']);
  });

  it('is assigned what has a state by its next heartbeat', async () => {
    const bench = new ShareGroupBench();
    await bench.join('a');
    await bench.advance(SECOND_MS);
    const topicPartitions = [{ topicId: bench.idOf(TOPIC), partitions: [0, 1] }];
    expect(await bench.beat('a', 2)).toMatchObject({
      memberEpoch: 3,
      assignment: { topicPartitions },
    });
  });

  it('shares the partitions with those who are there', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    await bench.join('b');
    await bench.round('a', 'b');
    expect([...bench.assigned('a'), ...bench.assigned('b')].sort()).toEqual(['tasks-0', 'tasks-1']);
    expect(bench.assigned('a')).toHaveLength(1);
  });

  it('is given partitions that others have as well when there are not enough', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a', 'b', 'c');
    for (const memberId of ['a', 'b', 'c']) expect(bench.assigned(memberId)).not.toHaveLength(0);
  });

  it('may join again at any time, and is told all that it has', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    const again = await bench.join('a');
    expect(again).toMatchObject({ errorCode: ErrorCode.NONE, memberEpoch: 3 });
    expect(again.assignment?.topicPartitions[0]?.partitions).toEqual([0, 1]);
  });

  it('is turned away when the group is full; a member is not', async () => {
    const bench = new ShareGroupBench({ share: { maxSize: 1 } });
    await bench.join('a');
    expect((await bench.join('b')).errorCode).toBe(ErrorCode.GROUP_MAX_SIZE_REACHED);
    expect((await bench.join('a')).errorCode).toBe(ErrorCode.NONE);
  });

  it.each([
    ['no topics', { topics: [] }],
    ['an empty rack', { rackId: ' ' }],
    ['no group id', { groupId: '' }],
  ])('with %s sends no valid request', async (_, options) => {
    const bench = new ShareGroupBench();
    expect((await bench.join('a', options)).errorCode).toBe(ErrorCode.INVALID_REQUEST);
  });

  it('leaves nothing behind when it cannot be stored', async () => {
    const bench = new ShareGroupBench();
    bench.writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    expect((await bench.join('a')).errorCode).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    bench.writer.appendError = null;
    expect(bench.state.groups.size).toBe(0);
    expect(bench.persister.states.size).toBe(0);
    expect((await bench.join('a')).memberEpoch).toBe(2);
  });
});

describe('the epoch of a member', () => {
  it('stays while nothing changes, and no record is written', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    const written = bench.writer.log(0).length;
    expect(await bench.beat('a', 3)).toMatchObject({ memberEpoch: 3, assignment: null });
    expect(bench.writer.log(0)).toHaveLength(written);
  });

  it('may be the one before: the answer was lost', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    expect(await bench.beat('a', 2)).toMatchObject({ errorCode: ErrorCode.NONE, memberEpoch: 3 });
  });

  it.each([4, 1])('is not %i when it is 3', async (epoch) => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    expect((await bench.beat('a', epoch)).errorCode).toBe(ErrorCode.FENCED_MEMBER_EPOCH);
  });

  it('is never below -1', async () => {
    const bench = new ShareGroupBench();
    expect((await bench.beat('a', -2)).errorCode).toBe(ErrorCode.INVALID_REQUEST);
  });

  it('is of use only to who has joined', async () => {
    const bench = new ShareGroupBench();
    expect((await bench.beat('a', 2)).errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
    await bench.join('b');
    expect((await bench.beat('a', 2)).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });
});

describe('an assignment', () => {
  it('is not computed again before its interval is over', async () => {
    const bench = new ShareGroupBench({ group: { shareAssignmentIntervalMs: 3 * SECOND_MS } });
    await bench.join('a');
    await bench.advance(2 * SECOND_MS);
    expect((await bench.beat('a', 2)).memberEpoch).toBe(2);
    await bench.advance(SECOND_MS);
    expect((await bench.beat('a', 2)).memberEpoch).toBe(3);
  });

  it('is computed at once when there is no interval', async () => {
    const bench = new ShareGroupBench({ group: { shareAssignmentIntervalMs: 0 } });
    await bench.join('a');
    expect((await bench.beat('a', 2)).memberEpoch).toBe(3);
    expect(bench.assigned('a')).toEqual(['tasks-0', 'tasks-1']);
  });

  it('is told whole to a member that names its topics', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    const told = await bench.beat('a', 3, { topics: [TOPIC] });
    expect(told.assignment?.topicPartitions).toHaveLength(1);
  });

  it('loses topics that the member does not want any more at once', async () => {
    const bench = new ShareGroupBench();
    bench.topics.set('others', 1);
    await bench.join('a', { topics: [TOPIC, 'others'] });
    await bench.round('a');
    expect(bench.assigned('a').sort()).toEqual(['others-0', 'tasks-0', 'tasks-1']);
    const told = await bench.beat('a', bench.epochOf('a'), { topics: ['others'] });
    expect(told.assignment?.topicPartitions).toHaveLength(1);
    expect(bench.assigned('a')).toEqual(['others-0']);
  });

  it('follows what is between members that want different topics', async () => {
    const bench = new ShareGroupBench();
    bench.topics.set('others', 3);
    await bench.join('a');
    await bench.join('b', { topics: ['others'] });
    await bench.round('a', 'b');
    await bench.round('a', 'b');
    expect(bench.assigned('a')).toEqual(['tasks-0', 'tasks-1']);
    expect(bench.assigned('b')).toEqual(['others-0', 'others-1', 'others-2']);
  });
});

describe('topics that change', () => {
  it('a topic that grows is assigned once its new partitions have a state', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    bench.grow(TOPIC, 4);
    await bench.round('a');
    expect(bench.initialized()).toHaveLength(4);
    await bench.round('a');
    expect(bench.assigned('a')).toHaveLength(4);
  });

  it('a topic may come after those who want it', async () => {
    const bench = new ShareGroupBench();
    await bench.join('a', { topics: ['later'] });
    bench.grow('later', 1);
    await bench.round('a');
    await bench.round('a');
    expect(bench.assigned('a')).toEqual(['later-0']);
  });

  it('a topic that is deleted is taken away, and its state forgotten', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    await bench.deleteTopic(TOPIC);
    expect(bench.initialized()).toEqual([]);
    const epoch = bench.epochOf('a');
    await bench.round('a');
    expect(bench.epochOf('a')).toBe(epoch + 1);
    expect(bench.group().members.get('a')?.assigned.size).toBe(0);
  });

  it('a topic that comes back is another one, with a state of its own', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    const before = bench.idOf(TOPIC);
    await bench.deleteTopic(TOPIC);
    bench.grow(TOPIC, 1);
    await bench.round('a');
    await bench.round('a');
    expect(bench.idOf(TOPIC)).not.toBe(before);
    expect(bench.assigned('a')).toEqual(['tasks-0']);
  });

  it('a topic of nobody in the group changes nothing', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    bench.grow('others', 3);
    await bench.round('a');
    expect(bench.epochOf('a')).toBe(3);
  });
});

describe('a member that leaves', () => {
  it('is gone, and what it had goes to the others', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a', 'b');
    expect(await bench.leave('a')).toMatchObject({
      errorCode: ErrorCode.NONE,
      memberId: 'a',
      memberEpoch: -1,
      heartbeatIntervalMs: 0,
      assignment: null,
    });
    await bench.round('b');
    expect(bench.assigned('b')).toEqual(['tasks-0', 'tasks-1']);
    expect((await bench.leave('a')).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('leaves an empty group when it is the last, whose state stays', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    await bench.leave('a');
    expect(bench.group().state).toBe('Empty');
    expect(bench.initialized()).toEqual(['tasks-0', 'tasks-1']);
    await bench.settled('b');
    expect(bench.assigned('b')).toEqual(['tasks-0', 'tasks-1']);
    expect(bench.persister.initialized).toHaveLength(2);
  });
});

describe('what a member tells of itself', () => {
  it('is stored when it changes, and changes no epoch', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    await bench.beat('a', 3, { rackId: 'left', clientId: 'renamed' });
    const member = bench.group().members.get('a');
    expect(member).toMatchObject({ rackId: 'left', clientId: 'renamed', memberEpoch: 3 });
    expect(bench.group().groupEpoch).toBe(3);
    await bench.beat('a', 3, { clientId: 'renamed' });
    expect(bench.group().members.get('a')?.rackId).toBe('left');
  });

  it('is one name for each topic, however often it says it', async () => {
    const bench = new ShareGroupBench();
    await bench.join('a', { topics: [TOPIC, TOPIC] });
    expect(bench.group().members.get('a')?.subscribedTopicNames).toEqual([TOPIC]);
  });
});
