// JoinGroup in classic groups: ids, first rebalance, refusals.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { KafkaError } from '../../../../src/base/kafka-error.ts';
import {
  GroupBench,
  joinedMember,
  REBALANCE_MS,
  SESSION_MS,
  subscriptionTo,
} from '../../support/group-bench.ts';

describe('a new dynamic member', () => {
  it('is sent back for its member id from version 4 on', async () => {
    const bench = new GroupBench();
    const first = await bench.join({ version: 4 }).answered;
    expect(first.errorCode).toBe(ErrorCode.MEMBER_ID_REQUIRED);
    expect(first.memberId).toMatch(/^client-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const second = bench.join({ version: 4, memberId: first.memberId });
    await bench.settle();
    expect(second.response).toMatchObject({
      errorCode: ErrorCode.NONE,
      generationId: 1,
      memberId: first.memberId,
      leader: first.memberId,
      protocolType: 'consumer',
      protocolName: 'range',
      skipAssignment: false,
    });
    expect(second.response?.members).toEqual([
      { memberId: first.memberId, groupInstanceId: null, metadata: subscriptionTo('t') },
    ]);
  });

  it('is let in at once before version 4', async () => {
    const bench = new GroupBench();
    const join = bench.join({ version: 3 });
    await bench.settle();
    expect(join.response).toMatchObject({ errorCode: ErrorCode.NONE, generationId: 1 });
  });

  it('loses the id that it was given when it does not come back within its session timeout', async () => {
    const bench = new GroupBench();
    const { memberId } = await bench.join().answered;
    await bench.advance(SESSION_MS);
    const late = await bench.join({ memberId }).answered;
    expect(late.errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('is turned away while ten thousand others have yet to come back', async () => {
    const bench = new GroupBench();
    for (let given = 0; given < 10_000; given++) bench.join();
    const refused = await bench.join().answered;
    expect(refused.errorCode).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    await bench.advance(SESSION_MS);
    const accepted = await bench.join().answered;
    expect(accepted.errorCode).toBe(ErrorCode.MEMBER_ID_REQUIRED);
  });

  it('is expected by a rebalance until it comes back', async () => {
    const bench = new GroupBench();
    const [leader] = await bench.stableGroup();
    await bench.join().answered;
    const rejoin = bench.join({ memberId: leader?.memberId ?? '' });
    await bench.settle();
    expect(rejoin.response).toBeNull();
    await bench.advance(SESSION_MS);
    expect(rejoin.response).toMatchObject({ errorCode: ErrorCode.NONE, generationId: 2 });
  });

  it('is told UNKNOWN_MEMBER_ID when it brings an id to a group that does not exist', async () => {
    const response = await new GroupBench().join({ memberId: 'nobody' }).answered;
    expect(response).toMatchObject({ errorCode: ErrorCode.UNKNOWN_MEMBER_ID, memberId: 'nobody' });
  });

  it('is told UNKNOWN_MEMBER_ID when it brings an id that the group does not know', async () => {
    const bench = new GroupBench();
    await bench.stableGroup();
    const response = await bench.join({ memberId: 'nobody' }).answered;
    expect(response.errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('is told after five minutes to join anew when its first rebalance does not end', async () => {
    const bench = new GroupBench();
    const [leader] = await bench.stableGroup(1, { rebalanceTimeoutMs: 3_600_000 });
    const join = bench.join({ version: 3 });
    for (let minute = 0; minute < 10; minute++) {
      await bench.advance(SESSION_MS - 1);
      if (leader !== undefined) await bench.heartbeat(leader);
    }
    expect(join.response).toBeNull();
    for (let beat = 0; beat < 25; beat++) {
      await bench.advance(SESSION_MS - 1);
      if (leader !== undefined) await bench.heartbeat(leader);
    }
    expect(join.response).toMatchObject({ errorCode: ErrorCode.UNKNOWN_MEMBER_ID, memberId: '' });
  });
});

describe('a request that cannot be right', () => {
  it.each([
    ['an empty group id', { groupId: '' }, ErrorCode.INVALID_GROUP_ID],
    [
      'a session timeout that is too short',
      { sessionTimeoutMs: 5_999 },
      ErrorCode.INVALID_SESSION_TIMEOUT,
    ],
    [
      'a session timeout that is too long',
      { sessionTimeoutMs: 1_800_001 },
      ErrorCode.INVALID_SESSION_TIMEOUT,
    ],
    ['no protocol', { protocols: [] }, ErrorCode.INCONSISTENT_GROUP_PROTOCOL],
    ['no protocol type', { protocolType: '' }, ErrorCode.INCONSISTENT_GROUP_PROTOCOL],
  ])('is refused: %s', async (_name, fields, code) => {
    const response = await new GroupBench().join(fields).answered;
    expect(response.errorCode).toBe(code);
  });

  it('is refused when its client id leaves no room for a member id', async () => {
    const bench = new GroupBench();
    await bench.stableGroup();
    const refused = await bench.join({ clientId: 'c'.repeat(32_731) }).answered;
    expect(refused.errorCode).toBe(ErrorCode.UNKNOWN_SERVER_ERROR);
    const last = await bench.join({ clientId: 'c'.repeat(32_730) }).answered;
    expect(last.errorCode).toBe(ErrorCode.MEMBER_ID_REQUIRED);
    expect(last.memberId).toHaveLength(32_767);
  });

  it('is refused when the group has another protocol type', async () => {
    const bench = new GroupBench();
    await bench.stableGroup();
    const response = await bench.join({ protocolType: 'connect' }).answered;
    expect(response.errorCode).toBe(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  });

  it('is refused when it has no protocol in common with all members', async () => {
    const bench = new GroupBench();
    await bench.stableGroup(1, { protocols: ['range', 'roundrobin'] });
    const response = await bench.join({ protocols: ['sticky'] }).answered;
    expect(response.errorCode).toBe(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  });

  it('counts a protocol that is named twice once', async () => {
    const bench = new GroupBench();
    const join = bench.join({ version: 3, protocols: ['range', 'range'] });
    await bench.settle();
    expect(join.response).toMatchObject({ errorCode: ErrorCode.NONE, protocolName: 'range' });
  });
});

describe('the first rebalance', () => {
  it('waits for group.initial.rebalance.delay.ms, and anew while members keep coming', async () => {
    const bench = new GroupBench({ initialRebalanceDelayMs: 3_000 });
    const first = bench.join({ version: 3 });
    await bench.advance(2_000);
    const second = bench.join({ version: 3 });
    await bench.advance(1_000);
    expect(first.response).toBeNull();
    await bench.advance(2_999);
    expect(first.response).toBeNull();
    await bench.advance(1);
    expect(first.response).toMatchObject({ generationId: 1 });
    expect(second.response).toMatchObject({ generationId: 1, leader: first.response?.memberId });
  });

  it('does not wait longer than the rebalance timeout', async () => {
    const bench = new GroupBench({ initialRebalanceDelayMs: 3_000 });
    const first = bench.join({ version: 3, rebalanceTimeoutMs: 7_000 });
    for (const at of [2_000, 3_000]) {
      await bench.advance(at);
      bench.join({ version: 3, rebalanceTimeoutMs: 7_000 });
    }
    await bench.advance(1_000);
    expect(first.response).toBeNull();
    await bench.advance(1_000);
    expect(first.response).toMatchObject({ errorCode: ErrorCode.NONE, generationId: 1 });
  });

  it('chooses the protocol that most members prefer among those that all offer', async () => {
    const bench = new GroupBench({ initialRebalanceDelayMs: 10 });
    const joins = [
      bench.join({ version: 3, protocols: ['sticky', 'range', 'roundrobin'] }),
      bench.join({ version: 3, protocols: ['roundrobin', 'range'] }),
      bench.join({ version: 3, protocols: ['range', 'roundrobin'] }),
    ];
    await bench.advance(30);
    expect(joins.map(({ response }) => response?.protocolName)).toEqual([
      'range',
      'range',
      'range',
    ]);
  });

  it('tells the members to the leader only', async () => {
    const bench = new GroupBench({ initialRebalanceDelayMs: 10 });
    const joins = [bench.join({ version: 3 }), bench.join({ version: 3 })];
    await bench.advance(20);
    expect(joins.map(({ response }) => response?.members.length)).toEqual([2, 0]);
  });
});

describe('group.max.size', () => {
  it('refuses the member that would be one too many, but not the members there are', async () => {
    const bench = new GroupBench({ maxGroupSize: 2 });
    const [leader] = await bench.stableGroup(2);
    const third = await bench.join({ version: 3 }).answered;
    expect(third.errorCode).toBe(ErrorCode.GROUP_MAX_SIZE_REACHED);
    const again = bench.join({ memberId: leader?.memberId ?? '' });
    await bench.settle();
    expect(again.response).toBeNull();
  });

  it('lets the last to rejoin go when the limit was lowered before a restart', async () => {
    const bench = new GroupBench();
    const members = await bench.stableGroup(3);
    bench.restart({ ...bench.config, maxGroupSize: 2 });
    expect(await bench.state()).toBe('PreparingRebalance');
    const joins = members.map(({ memberId }) => bench.join({ memberId }));
    await bench.settle();
    expect(joins.map(({ response }) => response?.errorCode)).toEqual([
      ErrorCode.NONE,
      ErrorCode.NONE,
      ErrorCode.GROUP_MAX_SIZE_REACHED,
    ]);
  });
});

describe('a member that joins again', () => {
  it('is told the same generation when it is a follower of a stable group and has not changed', async () => {
    const bench = new GroupBench();
    const [, follower] = await bench.stableGroup(2);
    const again = await bench.join({ memberId: follower?.memberId ?? '' }).answered;
    expect(again).toMatchObject({ errorCode: ErrorCode.NONE, generationId: 1, members: [] });
    expect(await bench.state()).toBe('Stable');
  });

  it('starts a rebalance when it leads a stable group', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await bench.stableGroup(2);
    const joins = [leader, follower].map((member) =>
      bench.join({ memberId: member?.memberId ?? '' }),
    );
    await bench.settle();
    expect(joins.map(({ response }) => response?.generationId)).toEqual([2, 2]);
  });

  it('starts a rebalance when its metadata has changed', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await bench.stableGroup(2);
    bench.join({ memberId: follower?.memberId ?? '', protocols: [['range', subscriptionTo('u')]] });
    expect(await bench.state()).toBe('PreparingRebalance');
    expect(leader && (await bench.heartbeat(leader))).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
  });

  it('is told the same generation while the assignment is awaited, and the leader its members', async () => {
    const bench = new GroupBench();
    const join = bench.join({ version: 3 });
    await bench.settle();
    const { memberId } = joinedMember(join);
    const again = await bench.join({ memberId }).answered;
    expect(again).toMatchObject({ generationId: 1, leader: memberId });
    expect(again.members).toHaveLength(1);
  });

  it('starts the rebalance over when its metadata changed while the assignment is awaited', async () => {
    const bench = new GroupBench();
    const join = bench.join({ version: 3 });
    await bench.settle();
    const { memberId } = joinedMember(join);
    const again = bench.join({ memberId, protocols: [['range', subscriptionTo('u')]] });
    await bench.settle();
    expect(again.response).toMatchObject({ errorCode: ErrorCode.NONE, generationId: 2 });
  });

  it('sends a request that it left waiting back to try again', async () => {
    const bench = new GroupBench();
    const [leader] = await bench.stableGroup(2);
    const memberId = leader?.memberId ?? '';
    const abandoned = bench.join({ memberId });
    bench.join({ memberId });
    await bench.settle();
    expect(abandoned.response?.errorCode).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
  });
});

describe('a rebalance', () => {
  it('goes on without the members that do not join again in time', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await bench.stableGroup(2, { sessionTimeoutMs: 60_000 });
    const rejoin = bench.join({
      memberId: follower?.memberId ?? '',
      protocols: [['range', subscriptionTo('u')]],
    });
    await bench.advance(REBALANCE_MS - 1);
    expect(rejoin.response).toBeNull();
    await bench.advance(1);
    expect(rejoin.response).toMatchObject({ generationId: 2, leader: follower?.memberId });
    expect(leader && (await bench.heartbeat(leader))).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('ends as soon as the last member that it waits for has left', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await bench.stableGroup(2);
    const rejoin = bench.join({ memberId: leader?.memberId ?? '' });
    await bench.leave({ memberId: follower?.memberId ?? '' });
    await bench.settle();
    expect(rejoin.response).toMatchObject({ generationId: 2 });
    expect(rejoin.response?.members).toHaveLength(1);
  });
});

describe('a group that cannot be stored', () => {
  it('does not come into being, and the member is told why', async () => {
    const bench = new GroupBench();
    bench.writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    const response = await bench.join().answered;
    expect(response.errorCode).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    bench.writer.appendError = null;
    expect((await bench.describe()).errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
  });
});
