// SyncGroup and heartbeats in classic groups: from a generation to a stable group, and who is told what.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { KafkaError } from '../../../../src/base/kafka-error.ts';
import type { Joined } from '../../support/group-bench.ts';
import { GroupBench, joinedMember, REBALANCE_MS, SESSION_MS } from '../../support/group-bench.ts';

/** Two members that know their generation and have no assignment yet, the leader first. */
async function twoInGeneration(bench: GroupBench): Promise<[Joined, Joined]> {
  const joins = [bench.join({ version: 3 }), bench.join({ version: 3 })] as const;
  await bench.settle();
  return [joinedMember(joins[0]), joinedMember(joins[1])];
}

describe('the assignment', () => {
  it('is what the leader brings, for those who asked before and those who ask later', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await twoInGeneration(bench);
    const early = bench.sync(follower);
    await bench.settle();
    expect(early.response).toBeNull();
    const assignments = { [leader.memberId]: 'one', [follower.memberId]: 'two' };
    const own = await bench.sync(leader, assignments).answered;
    await bench.settle();
    expect(own).toMatchObject({ errorCode: ErrorCode.NONE, assignment: Buffer.from('one') });
    expect(early.response).toEqual({
      errorCode: ErrorCode.NONE,
      protocolType: 'consumer',
      protocolName: 'range',
      assignment: Buffer.from('two'),
    });
    const late = await bench.sync(follower).answered;
    expect(late.assignment).toEqual(Buffer.from('two'));
    expect(await bench.state()).toBe('Stable');
  });

  it('is empty for a member that the leader left out', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await twoInGeneration(bench);
    bench.sync(leader, { [leader.memberId]: 'all' });
    const response = await bench.sync(follower).answered;
    expect(response).toMatchObject({ errorCode: ErrorCode.NONE, assignment: Buffer.alloc(0) });
  });

  it('survives a restart with the generation, and members carry on', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await bench.stableGroup(2);
    bench.restart();
    for (const member of [leader, follower]) {
      expect(member && (await bench.heartbeat(member))).toBe(ErrorCode.NONE);
    }
    const again = follower && (await bench.sync(follower).answered);
    expect(again?.assignment.toString()).toBe('assignment-1');
  });

  it('is told only once its record is committed', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await twoInGeneration(bench);
    const parked = bench.sync(follower);
    bench.writer.holdCommits();
    const own = bench.sync(leader, {});
    await bench.settle();
    expect([own.response, parked.response]).toEqual([null, null]);
    bench.writer.releaseCommits();
    await bench.settle();
    expect([own.response?.errorCode, parked.response?.errorCode]).toEqual([0, 0]);
  });

  it('is given up and everyone joins again when it cannot be stored', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await twoInGeneration(bench);
    const parked = bench.sync(follower);
    bench.writer.appendError = new KafkaError(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    const own = await bench.sync(leader, {}).answered;
    await bench.settle();
    expect(own.errorCode).toBe(ErrorCode.NOT_COORDINATOR);
    expect(parked.response?.errorCode).toBe(ErrorCode.NOT_COORDINATOR);
    bench.writer.appendError = null;
    expect(await bench.state()).toBe('PreparingRebalance');
  });
});

describe('a SyncGroup that cannot be served', () => {
  it('is told UNKNOWN_MEMBER_ID without a group, and by an empty one', async () => {
    const bench = new GroupBench();
    const nobody = { memberId: 'm', generation: 0 };
    expect((await bench.sync(nobody).answered).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    await bench.commit(1);
    expect((await bench.sync(nobody).answered).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('is told ILLEGAL_GENERATION in the wrong generation', async () => {
    const bench = new GroupBench();
    const [leader] = await twoInGeneration(bench);
    const response = await bench.sync({ ...leader, generation: 2 }).answered;
    expect(response.errorCode).toBe(ErrorCode.ILLEGAL_GENERATION);
  });

  it.each([
    ['type', { protocolType: 'connect', protocolName: 'range' }],
    ['name', { protocolType: 'consumer', protocolName: 'sticky' }],
  ])('is told INCONSISTENT_GROUP_PROTOCOL for another protocol %s', async (_what, fields) => {
    const bench = new GroupBench();
    const [leader] = await twoInGeneration(bench);
    const response = await bench.sync(leader, {}, fields).answered;
    expect(response.errorCode).toBe(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  });

  it('is told REBALANCE_IN_PROGRESS once the next rebalance has begun', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await twoInGeneration(bench);
    const parked = bench.sync(follower);
    bench.join({ version: 3 });
    await bench.settle();
    expect(parked.response?.errorCode).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
    expect((await bench.sync(leader).answered).errorCode).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
  });

  it('is told INVALID_GROUP_ID for an empty group id', async () => {
    const { coordinator } = new GroupBench();
    const response = await coordinator.syncGroup({
      groupId: '',
      generationId: 1,
      memberId: '',
      groupInstanceId: null,
      protocolType: null,
      protocolName: null,
      assignments: [],
    });
    expect(response.errorCode).toBe(ErrorCode.INVALID_GROUP_ID);
  });
});

describe('a member that does not ask for its assignment', () => {
  it('is out after the rebalance timeout, and the others join again', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await twoInGeneration(bench);
    const parked = bench.sync(follower);
    for (let waited = 0; waited < REBALANCE_MS; waited += SESSION_MS / 2) {
      await bench.heartbeat(leader);
      await bench.advance(SESSION_MS / 2);
    }
    expect(parked.response?.errorCode).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
    expect(await bench.heartbeat(leader)).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    const rejoin = bench.join({ memberId: follower.memberId });
    await bench.settle();
    expect(rejoin.response).toMatchObject({ generationId: 2, leader: follower.memberId });
  });

  it('leaves an empty group behind when nobody asks', async () => {
    const bench = new GroupBench();
    await bench.settle();
    bench.join({ version: 3, sessionTimeoutMs: 60_000 });
    await bench.advance(REBALANCE_MS);
    expect(await bench.state()).toBe('Empty');
  });
});

describe('a heartbeat', () => {
  it('keeps a member in the group; without it the session ends', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await bench.stableGroup(2);
    if (!leader || !follower) throw new Error('two members');
    await bench.advance(SESSION_MS - 1);
    expect(await bench.heartbeat(leader)).toBe(ErrorCode.NONE);
    await bench.advance(1);
    expect(await bench.heartbeat(follower)).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    expect(await bench.heartbeat(leader)).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
  });

  it('is good while the assignment is awaited', async () => {
    const bench = new GroupBench();
    const [leader] = await twoInGeneration(bench);
    expect(await bench.heartbeat(leader)).toBe(ErrorCode.NONE);
  });

  it.each([
    ['ILLEGAL_GENERATION', { generation: 7 }, ErrorCode.ILLEGAL_GENERATION],
    ['UNKNOWN_MEMBER_ID', { memberId: 'nobody' }, ErrorCode.UNKNOWN_MEMBER_ID],
  ])('is told %s when it is not of a current member', async (_name, wrong, code) => {
    const bench = new GroupBench();
    const [leader] = await bench.stableGroup();
    expect(leader && (await bench.heartbeat({ ...leader, ...wrong }))).toBe(code);
  });

  it('is told UNKNOWN_MEMBER_ID without a group', async () => {
    const bench = new GroupBench();
    expect(await bench.heartbeat({ memberId: 'm', generation: 1 })).toBe(
      ErrorCode.UNKNOWN_MEMBER_ID,
    );
  });

  it('sends the last member of a group away and leaves the group empty', async () => {
    const bench = new GroupBench();
    await bench.stableGroup();
    await bench.advance(SESSION_MS);
    expect(await bench.state()).toBe('Empty');
    bench.restart();
    expect(await bench.state()).toBe('Empty');
  });

  it('is not needed of a member that waits for an answer', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await bench.stableGroup(2, { rebalanceTimeoutMs: 60_000 });
    const rejoin = bench.join({ memberId: leader?.memberId ?? '', rebalanceTimeoutMs: 60_000 });
    for (let beats = 0; beats < 5; beats++) {
      await bench.advance(SESSION_MS - 1);
      if (follower) await bench.heartbeat(follower);
    }
    expect(rejoin.response).toBeNull();
    await bench.advance(SESSION_MS);
    expect(rejoin.response).toMatchObject({ errorCode: ErrorCode.NONE, generationId: 2 });
  });
});

describe('a group that cannot be told to be empty', () => {
  it('is empty all the same; its members time out again after a restart', async () => {
    const bench = new GroupBench();
    await bench.stableGroup();
    bench.writer.appendError = new KafkaError(ErrorCode.KAFKA_STORAGE_ERROR);
    await bench.advance(SESSION_MS);
    bench.writer.appendError = null;
    expect(await bench.state()).toBe('Empty');
    bench.restart();
    expect(await bench.state()).toBe('Stable');
    await bench.advance(SESSION_MS);
    expect(await bench.state()).toBe('Empty');
  });
});
