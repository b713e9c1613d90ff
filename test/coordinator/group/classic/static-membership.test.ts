// Static members (KIP-345): they come back under a new id without a rebalance, and their former self is
// fenced.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { KafkaError } from '../../../../src/base/kafka-error.ts';
import type { Joined } from '../../support/group-bench.ts';
import {
  GroupBench,
  joinedMember,
  REBALANCE_MS,
  SESSION_MS,
  subscriptionTo,
} from '../../support/group-bench.ts';

const LONG_MS = 600_000;

/** A stable group of static members with these instance ids, the leader first. */
async function staticGroup(bench: GroupBench, ...instanceIds: string[]): Promise<Joined[]> {
  const joins = instanceIds.map((groupInstanceId) =>
    bench.join({ groupInstanceId, sessionTimeoutMs: LONG_MS }),
  );
  await bench.settle();
  const members = joins.map((join) => joinedMember(join));
  const assignments = Object.fromEntries(members.map(({ memberId }, at) => [memberId, `a${at}`]));
  for (const member of members) bench.sync(member, assignments);
  await bench.settle();
  return members;
}

describe('a static member', () => {
  it('gets an id that begins with its instance id, without a second JoinGroup', async () => {
    const bench = new GroupBench();
    const [member] = await staticGroup(bench, 'one');
    expect(member?.memberId).toMatch(/^one-[0-9a-f-]{36}$/);
  });

  it('comes back with a new id to its old assignment, and nobody rebalances', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await staticGroup(bench, 'one', 'two');
    const back = await bench.join({ groupInstanceId: 'two', sessionTimeoutMs: LONG_MS }).answered;
    expect(back).toMatchObject({
      errorCode: ErrorCode.NONE,
      generationId: 1,
      leader: leader?.memberId,
      skipAssignment: false,
      members: [],
    });
    expect(back.memberId).not.toBe(follower?.memberId);
    const sync = await bench.sync({ memberId: back.memberId, generation: 1 }).answered;
    expect(sync.assignment.toString()).toBe('a1');
    expect(await bench.state()).toBe('Stable');
  });

  it('is the member with its new id after a restart too', async () => {
    const bench = new GroupBench();
    const [, former] = await staticGroup(bench, 'one', 'two');
    const { memberId } = await bench.join({ groupInstanceId: 'two', sessionTimeoutMs: LONG_MS })
      .answered;
    bench.restart();
    expect(await bench.heartbeat({ memberId, generation: 1 }, 'two')).toBe(ErrorCode.NONE);
    const old = { memberId: former?.memberId ?? '', generation: 1 };
    expect(await bench.heartbeat(old, 'two')).toBe(ErrorCode.FENCED_INSTANCE_ID);
  });

  it('fences its former self in every request', async () => {
    const bench = new GroupBench();
    const [, former] = await staticGroup(bench, 'one', 'two');
    if (!former) throw new Error('two members');
    await bench.join({ groupInstanceId: 'two', sessionTimeoutMs: LONG_MS }).answered;
    const fenced = ErrorCode.FENCED_INSTANCE_ID;
    const { memberId } = former;
    expect(await bench.heartbeat(former, 'two')).toBe(fenced);
    const sync = await bench.sync(former, {}, { groupInstanceId: 'two' }).answered;
    expect(sync.errorCode).toBe(fenced);
    const join = await bench.join({ memberId, groupInstanceId: 'two' }).answered;
    expect(join.errorCode).toBe(fenced);
    expect(await bench.commit(1, { member: former, groupInstanceId: 'two' })).toBe(fenced);
    const leave = await bench.leave({ memberId, groupInstanceId: 'two' });
    expect(leave.members?.[0]?.errorCode).toBe(fenced);
  });

  it('is not known by an instance id that nobody has', async () => {
    const bench = new GroupBench();
    const [member] = await staticGroup(bench, 'one');
    expect(member && (await bench.heartbeat(member, 'other'))).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('answers a JoinGroup of its former self FENCED_INSTANCE_ID', async () => {
    const bench = new GroupBench({ initialRebalanceDelayMs: 1_000 });
    const former = bench.join({ groupInstanceId: 'one' });
    const successor = bench.join({ groupInstanceId: 'one' });
    await bench.advance(3_000);
    expect(former.response?.errorCode).toBe(ErrorCode.FENCED_INSTANCE_ID);
    expect(successor.response).toMatchObject({ errorCode: ErrorCode.NONE, generationId: 1 });
  });

  it('starts the rebalance over when it comes back while the assignment is awaited', async () => {
    const bench = new GroupBench();
    const joins = ['one', 'two'].map((groupInstanceId) => bench.join({ groupInstanceId }));
    await bench.settle();
    const [leader, follower] = joins.map((join) => joinedMember(join));
    const sync = leader && follower && bench.sync(follower);
    bench.join({ groupInstanceId: 'two' });
    await bench.settle();
    expect(sync?.response?.errorCode).toBe(ErrorCode.FENCED_INSTANCE_ID);
    expect(await bench.state()).toBe('PreparingRebalance');
  });

  it('starts a rebalance when it comes back with protocols that change the choice', async () => {
    const bench = new GroupBench();
    const join = bench.join({ groupInstanceId: 'one', protocols: ['range', 'sticky'] });
    await bench.settle();
    bench.sync(joinedMember(join), {});
    const back = bench.join({ groupInstanceId: 'one', protocols: ['sticky', 'range'] });
    await bench.settle();
    expect(back.response).toMatchObject({ generationId: 2, protocolName: 'sticky' });
  });

  it('stays a member of a rebalance that it does not join, until its session ends', async () => {
    const bench = new GroupBench();
    const [leader] = await staticGroup(bench, 'one', 'two');
    const rejoin = bench.join({
      memberId: leader?.memberId ?? '',
      groupInstanceId: 'one',
      sessionTimeoutMs: LONG_MS,
      protocols: [['range', subscriptionTo('u')]],
    });
    await bench.advance(REBALANCE_MS);
    expect(rejoin.response).toMatchObject({ errorCode: ErrorCode.NONE, generationId: 2 });
    expect(rejoin.response?.members).toHaveLength(2);
  });

  it('is not expected to ask for the assignment of its former self', async () => {
    const bench = new GroupBench();
    const joins = ['one', 'two'].map((groupInstanceId) =>
      bench.join({ groupInstanceId, sessionTimeoutMs: LONG_MS }),
    );
    await bench.settle();
    const [leader] = joins.map((join) => joinedMember(join));
    if (leader) await bench.sync(leader, {}).answered;
    await bench.join({ groupInstanceId: 'two', sessionTimeoutMs: LONG_MS }).answered;
    await bench.advance(2 * REBALANCE_MS);
    expect(await bench.state()).toBe('Stable');
  });

  it('can be sent away by its instance id alone', async () => {
    const bench = new GroupBench();
    await staticGroup(bench, 'one', 'two');
    const response = await bench.leave({ memberId: '', groupInstanceId: 'two' });
    expect(response.members).toEqual([
      { memberId: '', groupInstanceId: 'two', errorCode: ErrorCode.NONE },
    ]);
    expect((await bench.describe()).members).toHaveLength(1);
  });

  it('is out when its session ends', async () => {
    const bench = new GroupBench();
    const join = bench.join({ groupInstanceId: 'one' });
    await bench.settle();
    bench.sync(joinedMember(join), {});
    await bench.advance(SESSION_MS);
    expect(await bench.state()).toBe('Empty');
  });
});

describe('a static leader that comes back', () => {
  it('may skip the assignment from version 9 on, and is told the members', async () => {
    const bench = new GroupBench();
    await staticGroup(bench, 'one', 'two');
    const back = await bench.join({ groupInstanceId: 'one', sessionTimeoutMs: LONG_MS }).answered;
    expect(back).toMatchObject({ skipAssignment: true, leader: back.memberId, generationId: 1 });
    expect(back.members).toHaveLength(2);
  });

  it('is told before version 9 that its former self leads, so that it does not assign', async () => {
    const bench = new GroupBench();
    const [former] = await staticGroup(bench, 'one', 'two');
    const back = await bench.join({ version: 8, groupInstanceId: 'one', sessionTimeoutMs: LONG_MS })
      .answered;
    expect(back).toMatchObject({ leader: former?.memberId, members: [] });
    expect(back.memberId).not.toBe(former?.memberId);
  });

  it('has not come back when that cannot be stored', async () => {
    const bench = new GroupBench();
    const [former] = await staticGroup(bench, 'one', 'two');
    const before = await bench.describe();
    bench.writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    const back = await bench.join({ groupInstanceId: 'one', sessionTimeoutMs: LONG_MS }).answered;
    expect(back).toMatchObject({ errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE, memberId: '' });
    bench.writer.appendError = null;
    expect(former && (await bench.heartbeat(former, 'one'))).toBe(ErrorCode.NONE);
    expect(await bench.describe()).toEqual(before);
  });
});

describe('a pending member', () => {
  it('cannot be called static', async () => {
    const bench = new GroupBench();
    const { memberId } = await bench.join().answered;
    const response = await bench.join({ memberId, groupInstanceId: 'one' }).answered;
    expect(response).toMatchObject({ errorCode: ErrorCode.UNKNOWN_SERVER_ERROR, memberId: '' });
  });
});
