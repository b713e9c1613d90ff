// Committed offsets: who may commit, what comes back, what a restart keeps, what is removed.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { KafkaError } from '../../../../src/base/kafka-error.ts';
import type { Uuid } from '../../../../src/base/uuid.ts';
import { ZERO_UUID } from '../../../../src/base/uuid.ts';
import {
  GROUP,
  GroupBench,
  SESSION_MS,
  subscriptionTo,
  TOPIC_ID,
} from '../../support/group-bench.ts';

const OTHER_TOPIC_ID = 'EBESExQVFhcYGRobHB0eHw' as Uuid;

async function deleteOffset(bench: GroupBench, topic: string, partition = 0, groupId = GROUP) {
  const topics = [{ name: topic, partitions: [{ partitionIndex: partition }] }];
  return bench.coordinator.deleteOffsets({ groupId, topics });
}

describe('a commit', () => {
  it('comes back with its metadata and leader epoch, also after a restart', async () => {
    const bench = new GroupBench();
    expect(await bench.commit(42, { metadata: 'here', leaderEpoch: 7 })).toBe(ErrorCode.NONE);
    for (let restarts = 0; restarts < 2; restarts++) {
      expect(await bench.fetchAll()).toEqual({
        groupId: GROUP,
        topics: [
          {
            name: 't',
            topicId: TOPIC_ID,
            partitions: [
              {
                partitionIndex: 0,
                committedOffset: 42,
                committedLeaderEpoch: 7,
                metadata: 'here',
                errorCode: ErrorCode.NONE,
              },
            ],
          },
        ],
      });
      bench.restart();
    }
  });

  it('without metadata comes back with an empty one', async () => {
    const bench = new GroupBench();
    await bench.commit(1, { metadata: null });
    const { topics } = await bench.fetchAll();
    expect(topics[0]?.partitions[0]?.metadata).toBe('');
  });

  it('replaces the one before', async () => {
    const bench = new GroupBench();
    await bench.commit(1);
    await bench.commit(2);
    expect(await bench.fetch()).toBe(2);
    bench.restart();
    expect(await bench.fetch()).toBe(2);
  });

  it('may bring as much metadata as offset.metadata.max.bytes, and no more', async () => {
    const bench = new GroupBench({ offsetMetadataMaxBytes: 10 });
    expect(await bench.commit(1, { metadata: 'x'.repeat(10) })).toBe(ErrorCode.NONE);
    expect(await bench.commit(2, { metadata: 'x'.repeat(11) })).toBe(
      ErrorCode.OFFSET_METADATA_TOO_LARGE,
    );
    expect(await bench.fetch()).toBe(1);
  });

  it('is answered, and seen by others, only once it is committed in the log', async () => {
    const bench = new GroupBench();
    await bench.commit(1);
    bench.writer.holdCommits();
    let answers = 0;
    void bench.commit(2).then(() => answers++);
    void bench.fetch().then(() => answers++);
    await bench.settle();
    expect(answers).toBe(0);
    bench.writer.releaseCommits();
    await bench.settle();
    expect(answers).toBe(2);
  });

  it('that is not committed in time is answered COORDINATOR_NOT_AVAILABLE', async () => {
    const bench = new GroupBench();
    bench.writer.holdCommits();
    const commit = bench.commit(1);
    await bench.advance(5_000);
    expect(await commit).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE);
  });

  it.each([
    [ErrorCode.NOT_LEADER_OR_FOLLOWER, ErrorCode.NOT_COORDINATOR],
    [ErrorCode.KAFKA_STORAGE_ERROR, ErrorCode.NOT_COORDINATOR],
    [ErrorCode.NOT_ENOUGH_REPLICAS, ErrorCode.COORDINATOR_NOT_AVAILABLE],
    [ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.COORDINATOR_NOT_AVAILABLE],
    [ErrorCode.MESSAGE_TOO_LARGE, ErrorCode.UNKNOWN_SERVER_ERROR],
    [ErrorCode.RECORD_LIST_TOO_LARGE, ErrorCode.UNKNOWN_SERVER_ERROR],
  ])('that the log refuses with %i changes nothing and is answered %i', async (code, told) => {
    const bench = new GroupBench();
    await bench.commit(1);
    bench.writer.appendError = new KafkaError(code);
    expect(await bench.commit(2)).toBe(told);
    bench.writer.appendError = null;
    expect(await bench.fetch()).toBe(1);
  });
});

describe('who may commit', () => {
  it('a member of the current generation, and its commit keeps the session alive', async () => {
    const bench = new GroupBench();
    const [member] = await bench.stableGroup();
    if (!member) throw new Error('a member');
    await bench.advance(SESSION_MS - 1);
    expect(await bench.commit(5, { member })).toBe(ErrorCode.NONE);
    await bench.advance(SESSION_MS - 1);
    expect(await bench.heartbeat(member)).toBe(ErrorCode.NONE);
  });

  it('not a member of another generation', async () => {
    const bench = new GroupBench();
    const [member] = await bench.stableGroup();
    const stale = { memberId: member?.memberId ?? '', generation: 0 };
    expect(await bench.commit(5, { member: stale })).toBe(ErrorCode.ILLEGAL_GENERATION);
  });

  it('not an unknown member', async () => {
    const bench = new GroupBench();
    await bench.stableGroup();
    const member = { memberId: 'nobody', generation: 1 };
    expect(await bench.commit(5, { member })).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('nobody from outside while the group has members', async () => {
    const bench = new GroupBench();
    await bench.stableGroup();
    expect(await bench.commit(5)).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('anyone while the group is empty', async () => {
    const bench = new GroupBench();
    const members = await bench.stableGroup();
    await bench.leave(...members);
    expect(await bench.commit(5)).toBe(ErrorCode.NONE);
  });

  it('a member while others are awaited, but not before it has its assignment', async () => {
    const bench = new GroupBench();
    const [member] = await bench.stableGroup();
    if (!member) throw new Error('a member');
    bench.join({ version: 3 });
    expect(await bench.state()).toBe('PreparingRebalance');
    expect(await bench.commit(5, { member })).toBe(ErrorCode.NONE);
    bench.join({ memberId: member.memberId });
    expect(await bench.state()).toBe('CompletingRebalance');
    const next = { ...member, generation: 2 };
    expect(await bench.commit(6, { member: next })).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
  });

  it.each([
    [8, ErrorCode.ILLEGAL_GENERATION],
    [9, ErrorCode.GROUP_ID_NOT_FOUND],
  ])('not a member of a group that does not exist (version %i)', async (version, code) => {
    const bench = new GroupBench();
    const member = { memberId: 'm', generation: 1 };
    expect(await bench.commit(5, { member, version })).toBe(code);
  });
});

describe('a simple consumer', () => {
  it('has an empty group without a protocol type', async () => {
    const bench = new GroupBench();
    await bench.commit(1);
    for (let restarts = 0; restarts < 2; restarts++) {
      expect(await bench.describe()).toMatchObject({ groupState: 'Empty', protocolType: '' });
      bench.restart();
    }
  });
});

describe('a fetch', () => {
  it('finds nothing for partitions without an offset and groups that do not exist', async () => {
    const bench = new GroupBench();
    expect(await bench.fetch()).toBe(-1);
    expect(await bench.fetchAll()).toEqual({ groupId: GROUP, topics: [] });
    await bench.commit(1);
    expect(await bench.fetch('t', 1)).toBe(-1);
    expect(await bench.fetch('u')).toBe(-1);
  });

  it('does not take an offset of a deleted topic for one of its successor', async () => {
    const bench = new GroupBench();
    await bench.commit(9);
    const ask = async (topicId: Uuid) => {
      const topics = [{ name: 't', topicId, partitionIndexes: [0] }];
      const request = { groupId: GROUP, memberId: null, memberEpoch: -1, topics };
      const response = await bench.coordinator.fetchOffsets(request);
      return response.topics[0]?.partitions[0]?.committedOffset;
    };
    expect(await ask(TOPIC_ID)).toBe(9);
    expect(await ask(ZERO_UUID)).toBe(9);
    expect(await ask(OTHER_TOPIC_ID)).toBe(-1);
  });
});

describe('deleting offsets', () => {
  it('removes what an empty group has committed', async () => {
    const bench = new GroupBench();
    await bench.commit(1);
    await bench.commit(2, { topic: 'u' });
    expect(await deleteOffset(bench, 't')).toEqual({
      errorCode: ErrorCode.NONE,
      throttleTimeMs: 0,
      topics: [{ name: 't', partitions: [{ partitionIndex: 0, errorCode: ErrorCode.NONE }] }],
    });
    bench.restart();
    expect([await bench.fetch('t'), await bench.fetch('u')]).toEqual([-1, 2]);
  });

  it('writes nothing for an offset that is not there', async () => {
    const bench = new GroupBench();
    await bench.commit(1);
    const before = bench.writer.batches;
    await deleteOffset(bench, 't', 5);
    expect(bench.writer.batches).toBe(before);
  });

  it('is refused for topics that the members consume, and done for others', async () => {
    const bench = new GroupBench();
    const [member] = await bench.stableGroup();
    if (!member) throw new Error('a member');
    await bench.commit(1, { member });
    await bench.commit(2, { member, topic: 'u' });
    const consumed = await deleteOffset(bench, 't');
    expect(consumed.topics[0]?.partitions[0]?.errorCode).toBe(ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC);
    const other = await deleteOffset(bench, 'u');
    expect(other.topics[0]?.partitions[0]?.errorCode).toBe(ErrorCode.NONE);
    expect([await bench.fetch('t'), await bench.fetch('u')]).toEqual([1, -1]);
  });

  it('is refused while members are there whose subscriptions nobody knows', async () => {
    const bench = new GroupBench();
    await bench.stableGroup(1, { protocolType: 'connect' });
    expect((await deleteOffset(bench, 't')).errorCode).toBe(ErrorCode.NON_EMPTY_GROUP);
  });

  it('takes unreadable subscriptions for subscriptions to everything', async () => {
    const bench = new GroupBench();
    await bench.stableGroup(1, { protocols: [['range', Buffer.from('?')]] });
    const response = await deleteOffset(bench, 't');
    expect(response.topics[0]?.partitions[0]?.errorCode).toBe(ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC);
  });

  it('is told of a group that does not exist, or has no name', async () => {
    const bench = new GroupBench();
    expect((await deleteOffset(bench, 't')).errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
    expect((await deleteOffset(bench, 't', 0, '')).errorCode).toBe(ErrorCode.INVALID_GROUP_ID);
  });
});

describe('a deleted topic', () => {
  it('takes the offsets of all groups with it, also of groups that nobody asked for yet', async () => {
    const bench = new GroupBench();
    for (let at = 0; at < 1_200; at++) await bench.commit(at, { groupId: `g${at}` });
    await bench.commit(5, { topic: 'u' });
    bench.restart();
    await bench.coordinator.onTopicsDeleted(new Map([['t', TOPIC_ID]]));
    expect(await bench.fetch('t', 0, 'g7')).toBe(-1);
    bench.restart();
    expect(await bench.fetch('t', 0, 'g1199')).toBe(-1);
    expect(await bench.fetch('u')).toBe(5);
  });

  it('leaves what was committed for a new topic of its name', async () => {
    const bench = new GroupBench();
    await bench.commit(5, { topicId: TOPIC_ID });
    await bench.commit(6, { partition: 1, topicId: ZERO_UUID });
    const deleted = new Map([['t', OTHER_TOPIC_ID]]);
    await bench.coordinator.onTopicsDeleted(deleted);
    expect(await bench.fetch('t', 0)).toBe(5);
    expect(await bench.fetch('t', 1)).toBe(-1);
  });
});

describe('the topic of the coordinator', () => {
  it('takes all groups with it when it is deleted, and may come back empty', async () => {
    const bench = new GroupBench();
    const [member] = await bench.stableGroup();
    const rejoin = bench.join({ memberId: member?.memberId ?? '' });
    bench.join({ version: 3 });
    bench.writer.entries(0).length = 0;
    await bench.coordinator.onTopicsDeleted(new Map([['__consumer_offsets', TOPIC_ID]]));
    expect(rejoin.response?.errorCode).toBe(ErrorCode.NONE);
    expect((await bench.describe()).errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
    expect(await bench.commit(1)).toBe(ErrorCode.NONE);
  });
});

describe('subscriptions', () => {
  it('of all members count', async () => {
    const bench = new GroupBench({ initialRebalanceDelayMs: 5 });
    const joins = ['t', 'u'].map((topic) =>
      bench.join({ version: 3, protocols: [['range', subscriptionTo(topic)]] }),
    );
    await bench.advance(10);
    expect(joins.every(({ response }) => response !== null)).toBe(true);
    for (const topic of ['t', 'u']) {
      const response = await deleteOffset(bench, topic);
      expect(response.topics[0]?.partitions[0]?.errorCode).toBe(
        ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC,
      );
    }
  });
});
