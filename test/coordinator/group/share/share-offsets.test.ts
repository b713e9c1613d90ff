// The offsets of share groups: altered and deleted while a group is empty, told at any time; and what of it is
// left by an interruption.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { KafkaError } from '../../../../src/base/kafka-error.ts';
import { ZERO_UUID } from '../../../../src/base/uuid.ts';
import { GROUP, ShareGroupBench, TOPIC } from '../../support/share-group-bench.ts';

/** What is told of all partitions that have a state. */
async function told(bench: ShareGroupBench) {
  const { topics } = await bench.shares.describeOffsets({ groupId: GROUP, topics: null });
  return topics.flatMap(({ topicName, partitions }) =>
    partitions.map(({ partitionIndex, startOffset, lag }) => {
      return `${topicName}-${partitionIndex}@${startOffset} lag ${lag}`;
    }),
  );
}

async function toldOf(bench: ShareGroupBench, topicName: string) {
  const topics = [{ topicName, partitions: [0] }];
  const described = await bench.shares.describeOffsets({ groupId: GROUP, topics });
  return described.topics[0]?.partitions[0];
}

describe('altering', () => {
  it('begins the group, and places each partition', async () => {
    const bench = new ShareGroupBench();
    const altered = await bench.alter(7);
    expect(altered).toMatchObject({ errorCode: ErrorCode.NONE, errorMessage: null });
    expect(bench.group()).toMatchObject({ state: 'Empty', groupEpoch: 1 });
    expect(bench.initialized()).toEqual(['tasks-0']);
    expect(bench.persister.initialized).toEqual([`${bench.idOf(TOPIC)}-0@7`]);
  });

  it('moves what has a state already, which the group keeps', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    await bench.leave('a');
    await bench.alter(3, { partition: 1 });
    expect(bench.initialized()).toEqual(['tasks-0', 'tasks-1']);
    expect(bench.group().statePartitions.initializing.size).toBe(0);
    expect(await told(bench)).toEqual(['tasks-0@-1 lag -1', 'tasks-1@3 lag 97']);
  });

  it('needs a group without members', async () => {
    const bench = new ShareGroupBench();
    await bench.join('a');
    const { errorCode, responses } = await bench.alter(3);
    expect({ errorCode, responses }).toEqual({
      errorCode: ErrorCode.NON_EMPTY_GROUP,
      responses: [],
    });
  });

  it('needs a group id', async () => {
    const bench = new ShareGroupBench();
    const { errorCode } = await bench.shares.alterOffsets({ groupId: '', topics: [] });
    expect(errorCode).toBe(ErrorCode.INVALID_GROUP_ID);
  });

  it('answers topics and partitions that do not exist first, and begins no group for them', async () => {
    const bench = new ShareGroupBench();
    const unknown = { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION };
    const only = await bench.alter(3, { partition: 2 });
    expect(only.responses[0]?.partitions[0]).toMatchObject(unknown);
    expect((await bench.alter(3, { partition: -1 })).responses[0]?.partitions[0]).toMatchObject(
      unknown,
    );
    expect(bench.state.groups.size).toBe(0);
    const partitions = [{ partitionIndex: 0, startOffset: 1 }];
    const topics = [TOPIC, 'nope'].map((topicName) => ({ topicName, partitions }));
    const { responses } = await bench.shares.alterOffsets({ groupId: GROUP, topics });
    expect(responses).toMatchObject([
      { topicName: 'nope', topicId: ZERO_UUID, partitions: [unknown] },
      { topicName: TOPIC, partitions: [{ errorCode: ErrorCode.NONE }] },
    ]);
  });

  it('answers what the share coordinator refuses, and holds nothing back for it', async () => {
    const bench = new ShareGroupBench();
    bench.persister.refuses = ({ partition }) => partition === 0;
    const partitions = [0, 1].map((partitionIndex) => ({ partitionIndex, startOffset: 1 }));
    const topics = [{ topicName: TOPIC, partitions }];
    const { responses } = await bench.shares.alterOffsets({ groupId: GROUP, topics });
    expect(responses[0]?.partitions).toMatchObject([
      { errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE, errorMessage: 'refused' },
      { errorCode: ErrorCode.NONE },
    ]);
    expect(bench.initialized()).toEqual(['tasks-1']);
    expect(bench.group().statePartitions.initializing.size).toBe(0);
  });
});

describe('telling', () => {
  it('says nothing of a group that does not exist', async () => {
    const bench = new ShareGroupBench();
    expect(await told(bench)).toEqual([]);
    expect(await toldOf(bench, TOPIC)).toMatchObject({ startOffset: -1, lag: -1, errorCode: 0 });
  });

  it('counts what is left after the start offset, and not what is done with', async () => {
    const bench = new ShareGroupBench();
    await bench.alter(10);
    const [key, state] = [...bench.persister.states][0] ?? [];
    if (!key || !state) throw new Error('there is a state');
    bench.persister.states.set(key, { ...state, leaderEpoch: 4, deliveryCompleteCount: 5 });
    expect(await toldOf(bench, TOPIC)).toMatchObject({ startOffset: 10, leaderEpoch: 4, lag: 85 });
  });

  it('knows no lag where the beginning or the count is not known', async () => {
    const bench = new ShareGroupBench();
    await bench.alter(10);
    const [key, state] = [...bench.persister.states][0] ?? [];
    if (!key || !state) throw new Error('there is a state');
    bench.persister.states.set(key, { ...state, deliveryCompleteCount: -1 });
    expect(await toldOf(bench, TOPIC)).toMatchObject({ startOffset: 10, lag: -1 });
  });

  it('says what keeps it from knowing the end', async () => {
    const bench = new ShareGroupBench();
    await bench.alter(10);
    bench.latestOffset = () => {
      throw new KafkaError(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    };
    const errorCode = ErrorCode.NOT_LEADER_OR_FOLLOWER;
    expect(await toldOf(bench, TOPIC)).toMatchObject({ errorCode });
  });

  it('takes what the share coordinator refuses for absent', async () => {
    const bench = new ShareGroupBench();
    await bench.alter(10);
    bench.persister.refuses = () => true;
    expect(await toldOf(bench, TOPIC)).toMatchObject({ startOffset: -1, lag: -1, errorCode: 0 });
  });

  it('leaves out topics that are gone', async () => {
    const bench = new ShareGroupBench();
    await bench.alter(10);
    bench.topics.delete(TOPIC);
    expect(await told(bench)).toEqual([]);
    expect(await toldOf(bench, TOPIC)).toMatchObject({ startOffset: -1, errorCode: 0 });
  });
});

describe('forgetting topics', () => {
  it('deletes their states, and the group knows nothing of them', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    await bench.leave('a');
    const { errorCode, responses } = await bench.forget(TOPIC);
    expect(errorCode).toBe(ErrorCode.NONE);
    expect(responses).toMatchObject([{ topicName: TOPIC, topicId: bench.idOf(TOPIC), errorCode }]);
    expect(bench.persister.states.size).toBe(0);
    expect(bench.group().statePartitions).toMatchObject({
      initialized: new Map(),
      deleting: new Map(),
    });
  });

  it.each([
    ['a group that does not exist', async () => {}, ErrorCode.GROUP_ID_NOT_FOUND],
    [
      'a group with members',
      (bench: ShareGroupBench) => bench.join('a'),
      ErrorCode.NON_EMPTY_GROUP,
    ],
  ])('is refused to %s', async (_, prepare, errorCode) => {
    const bench = new ShareGroupBench();
    await prepare(bench);
    expect(await bench.forget(TOPIC)).toMatchObject({ errorCode, responses: [] });
  });

  it('answers for topics that the group knows nothing of', async () => {
    const bench = new ShareGroupBench();
    await bench.alter(1);
    bench.topics.set('others', 1);
    const errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    const { responses } = await bench.forget('nope', TOPIC, 'others');
    expect(responses).toMatchObject([
      { topicName: TOPIC, errorCode: ErrorCode.NONE },
      { topicName: 'nope', errorCode },
      { topicName: 'others', errorCode },
    ]);
  });

  it('can be asked for again when the share coordinator refused', async () => {
    const bench = new ShareGroupBench();
    await bench.alter(1);
    bench.persister.refuses = () => true;
    const errorCode = ErrorCode.COORDINATOR_NOT_AVAILABLE;
    expect((await bench.forget(TOPIC)).responses).toMatchObject([{ errorCode }]);
    expect([...bench.group().statePartitions.deleting.values()]).toEqual([TOPIC]);
    bench.persister.refuses = () => false;
    expect((await bench.forget(TOPIC)).responses[0]?.errorCode).toBe(ErrorCode.NONE);
    expect(bench.persister.states.size).toBe(0);
  });

  it('is over when the topic gets a new beginning', async () => {
    const bench = new ShareGroupBench();
    await bench.alter(1);
    bench.persister.refuses = () => true;
    await bench.forget(TOPIC);
    bench.persister.refuses = () => false;
    await bench.alter(5);
    expect(bench.group().statePartitions.deleting.size).toBe(0);
    expect(await told(bench)).toEqual(['tasks-0@5 lag 95']);
  });
});

describe('deleting a group', () => {
  it('deletes all of its states', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    await bench.leave('a');
    expect(await bench.remove()).toBe(ErrorCode.NONE);
    expect(bench.persister.states.size).toBe(0);
    expect(bench.state.groups.size).toBe(0);
    bench.restart();
    expect(bench.state.groups.size).toBe(0);
  });

  it('is refused while it has members', async () => {
    const bench = new ShareGroupBench();
    await bench.settled('a');
    expect(await bench.remove()).toBe(ErrorCode.NON_EMPTY_GROUP);
    expect(bench.persister.states.size).toBe(2);
  });

  it('leaves the group when its states stay, and can be asked for again', async () => {
    const bench = new ShareGroupBench();
    await bench.alter(1);
    bench.persister.refuses = () => true;
    expect(await bench.remove()).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    expect(bench.group().state).toBe('Empty');
    bench.restart();
    bench.persister.refuses = () => false;
    expect(await bench.remove()).toBe(ErrorCode.NONE);
    expect(bench.persister.states.size).toBe(0);
  });

  it('does not wait for topics of whose end the group was not told', async () => {
    const bench = new ShareGroupBench();
    await bench.alter(1);
    bench.topics.delete(TOPIC);
    bench.restart();
    expect(await bench.remove()).toBe(ErrorCode.NONE);
    expect(bench.state.groups.size).toBe(0);
  });

  it('forgets what was half deleted of topics that are gone', async () => {
    const bench = new ShareGroupBench();
    await bench.alter(1);
    bench.persister.refuses = () => true;
    await bench.remove();
    bench.persister.refuses = () => false;
    bench.topics.delete(TOPIC);
    expect(await bench.remove()).toBe(ErrorCode.NONE);
    expect(bench.state.groups.size).toBe(0);
  });
});
