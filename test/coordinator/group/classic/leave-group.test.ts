// LeaveGroup in classic groups.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { GroupBench, joinedMember } from '../../support/group-bench.ts';

describe('a member that leaves', () => {
  it('starts a rebalance for the others', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await bench.stableGroup(2);
    if (!leader || !follower) throw new Error('two members');
    const response = await bench.leave(follower);
    expect(response).toEqual({
      errorCode: ErrorCode.NONE,
      members: [{ memberId: follower.memberId, groupInstanceId: null, errorCode: ErrorCode.NONE }],
    });
    expect(await bench.heartbeat(leader)).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
    expect(await bench.heartbeat(follower)).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('leaves an empty group of the next generation when it was the last', async () => {
    const bench = new GroupBench();
    const members = await bench.stableGroup();
    await bench.leave(...members);
    bench.restart();
    expect(await bench.describe()).toMatchObject({
      errorCode: ErrorCode.NONE,
      groupState: 'Empty',
      protocolType: 'consumer',
      members: [],
    });
    const join = bench.join({ version: 3 });
    await bench.settle();
    expect(join.response?.generationId).toBe(3);
  });

  it('gets an answer to the JoinGroup that it has waiting', async () => {
    const bench = new GroupBench();
    const [leader] = await bench.stableGroup(2);
    const rejoin = bench.join({ memberId: leader?.memberId ?? '' });
    await bench.leave({ memberId: leader?.memberId ?? '' });
    await bench.settle();
    expect(rejoin.response).toMatchObject({ errorCode: ErrorCode.UNKNOWN_MEMBER_ID, memberId: '' });
  });

  it('gets an answer to the SyncGroup that it has waiting', async () => {
    const bench = new GroupBench();
    const joins = [bench.join({ version: 3 }), bench.join({ version: 3 })] as const;
    await bench.settle();
    const follower = joinedMember(joins[1]);
    const sync = bench.sync(follower);
    await bench.leave(follower);
    await bench.settle();
    expect(sync.response?.errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('may leave before it has come back with its id', async () => {
    const bench = new GroupBench();
    const { memberId } = await bench.join().answered;
    const response = await bench.leave({ memberId });
    expect(response.members?.[0]?.errorCode).toBe(ErrorCode.NONE);
    const late = await bench.join({ memberId }).answered;
    expect(late.errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });
});

describe('several members in one request', () => {
  it('each get an answer of their own', async () => {
    const bench = new GroupBench();
    const [leader, follower] = await bench.stableGroup(2);
    const response = await bench.leave(
      { memberId: leader?.memberId ?? '' },
      { memberId: 'nobody' },
      { memberId: '', groupInstanceId: 'unknown' },
      { memberId: '' },
      { memberId: follower?.memberId ?? '' },
    );
    expect(response.members?.map(({ errorCode }) => errorCode)).toEqual([
      ErrorCode.NONE,
      ErrorCode.UNKNOWN_MEMBER_ID,
      ErrorCode.UNKNOWN_MEMBER_ID,
      ErrorCode.UNKNOWN_MEMBER_ID,
      ErrorCode.NONE,
    ]);
    expect(await bench.state()).toBe('Empty');
  });

  it('changes nothing when none of them is a member', async () => {
    const bench = new GroupBench();
    await bench.stableGroup();
    await bench.leave({ memberId: 'nobody' });
    expect(await bench.state()).toBe('Stable');
  });

  it('are all unknown to a group that does not exist', async () => {
    const bench = new GroupBench();
    expect(await bench.leave({ memberId: 'a' }, { memberId: 'b' })).toEqual({
      errorCode: ErrorCode.NONE,
      members: ['a', 'b'].map((memberId) => ({
        memberId,
        groupInstanceId: null,
        errorCode: ErrorCode.UNKNOWN_MEMBER_ID,
      })),
    });
  });
});
