// JoinGroup, SyncGroup, Heartbeat, LeaveGroup, DescribeGroups, ListGroups, DeleteGroups in every version:
// what differs between versions, and that every answer can be encoded.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { deleteGroups } from '../../src/handlers/delete-groups.ts';
import { describeGroups } from '../../src/handlers/describe-groups.ts';
import { heartbeat } from '../../src/handlers/heartbeat.ts';
import { joinGroup } from '../../src/handlers/join-group.ts';
import { leaveGroup } from '../../src/handlers/leave-group.ts';
import { listGroups } from '../../src/handlers/list-groups.ts';
import { syncGroup } from '../../src/handlers/sync-group.ts';
import { DeleteGroups } from '../../src/protocol/generated/delete-groups.ts';
import { DescribeGroups } from '../../src/protocol/generated/describe-groups.ts';
import { Heartbeat } from '../../src/protocol/generated/heartbeat.ts';
import { JoinGroup } from '../../src/protocol/generated/join-group.ts';
import { LeaveGroup } from '../../src/protocol/generated/leave-group.ts';
import { ListGroups } from '../../src/protocol/generated/list-groups.ts';
import { SyncGroup } from '../../src/protocol/generated/sync-group.ts';
import { GroupApis, versionsOf } from './support/group-context.ts';

const NEW_MEMBER = {
  groupId: 'g',
  sessionTimeoutMs: 10_000,
  rebalanceTimeoutMs: 20_000,
  memberId: '',
  protocolType: 'consumer',
  protocols: [{ name: 'range', metadata: Buffer.from([0, 0, 0, 0, 0, 0]) }],
};

/** A member of generation 1 that has joined in this version. */
async function joinIn(apis: GroupApis, version: number, member = NEW_MEMBER) {
  const rebalanceTimeoutMs = version === 0 ? -1 : member.rebalanceTimeoutMs;
  const request = { ...member, rebalanceTimeoutMs };
  const first = apis.send(joinGroup, JoinGroup, version, request);
  await apis.clock.advance(0);
  const { memberId, errorCode } = await first;
  if (errorCode !== ErrorCode.MEMBER_ID_REQUIRED) return first;
  const second = apis.send(joinGroup, JoinGroup, version, { ...request, memberId });
  await apis.clock.advance(0);
  return second;
}

/** A stable group of one member. */
async function stableGroup(apis: GroupApis): Promise<string> {
  const { memberId } = await joinIn(apis, 3);
  const assignments = [{ memberId, assignment: Buffer.from('mine') }];
  await apis.send(syncGroup, SyncGroup, 0, {
    groupId: 'g',
    generationId: 1,
    memberId,
    assignments,
  });
  return memberId;
}

describe('JoinGroup', () => {
  it.each(versionsOf(joinGroup))('lets a member in (version %i)', async (version) => {
    const joined = await joinIn(new GroupApis(), version);
    expect(joined).toMatchObject({
      errorCode: ErrorCode.NONE,
      generationId: 1,
      protocolName: 'range',
      leader: joined.memberId,
    });
    expect(joined.members).toHaveLength(1);
  });

  it.each(versionsOf(joinGroup))('can say no (version %i)', async (version) => {
    const request = { ...NEW_MEMBER, groupId: '', rebalanceTimeoutMs: version === 0 ? -1 : 1 };
    const refused = await new GroupApis().send(joinGroup, JoinGroup, version, request);
    expect(refused).toMatchObject({
      errorCode: ErrorCode.INVALID_GROUP_ID,
      protocolName: version < 7 ? '' : null,
    });
  });

  it.each(versionsOf(joinGroup))(
    'tells an empty protocol name as none (version %i)',
    async (version) => {
      const protocols = [{ name: '', metadata: Buffer.alloc(0) }];
      const joined = await joinIn(new GroupApis(), version, { ...NEW_MEMBER, protocols });
      expect(joined).toMatchObject({
        errorCode: ErrorCode.NONE,
        protocolName: version < 7 ? '' : null,
      });
    },
  );

  it('takes the session timeout for the rebalance timeout in version 0', async () => {
    const apis = new GroupApis();
    const { memberId } = await joinIn(apis, 0);
    let isAnswered = false;
    const request = { ...NEW_MEMBER, rebalanceTimeoutMs: 1_000 };
    const late = apis.send(joinGroup, JoinGroup, 3, request).finally(() => {
      isAnswered = true;
    });
    await apis.clock.advance(9_000);
    expect(isAnswered).toBe(false);
    const beat = { groupId: 'g', generationId: 1, memberId };
    await apis.send(heartbeat, Heartbeat, 0, beat);
    await apis.clock.advance(2_000);
    expect(await late).toMatchObject({ errorCode: ErrorCode.NONE, generationId: 2 });
  });
});

describe('SyncGroup', () => {
  it.each(versionsOf(syncGroup))('brings the assignment (version %i)', async (version) => {
    const apis = new GroupApis();
    const { memberId } = await joinIn(apis, 3);
    const response = await apis.send(syncGroup, SyncGroup, version, {
      groupId: 'g',
      generationId: 1,
      memberId,
      assignments: [{ memberId, assignment: Buffer.from('mine') }],
      ...(version >= 5 ? { protocolType: 'consumer', protocolName: 'range' } : {}),
    });
    expect(response).toMatchObject({ errorCode: ErrorCode.NONE, assignment: Buffer.from('mine') });
  });

  it('must name the protocol from version 5 on', async () => {
    const apis = new GroupApis();
    const { memberId } = await joinIn(apis, 9);
    const request = { groupId: 'g', generationId: 1, memberId, assignments: [] };
    const response = await apis.send(syncGroup, SyncGroup, 5, request);
    expect(response.errorCode).toBe(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  });
});

describe('Heartbeat', () => {
  it.each(versionsOf(heartbeat))('is answered (version %i)', async (version) => {
    const apis = new GroupApis();
    const memberId = await stableGroup(apis);
    const beat = (generationId: number) =>
      apis.send(heartbeat, Heartbeat, version, { groupId: 'g', generationId, memberId });
    expect((await beat(1)).errorCode).toBe(ErrorCode.NONE);
    expect((await beat(2)).errorCode).toBe(ErrorCode.ILLEGAL_GENERATION);
  });
});

describe('LeaveGroup', () => {
  it.each(versionsOf(leaveGroup))('lets a member go once (version %i)', async (version) => {
    const apis = new GroupApis();
    const memberId = await stableGroup(apis);
    const request =
      version < 3 ? { groupId: 'g', memberId } : { groupId: 'g', members: [{ memberId }] };
    const codes = [];
    for (let times = 0; times < 2; times++) {
      const response = await apis.send(leaveGroup, LeaveGroup, version, request);
      codes.push([response.errorCode, response.members[0]?.errorCode]);
    }
    const unknown = ErrorCode.UNKNOWN_MEMBER_ID;
    expect(codes).toEqual(
      version < 3
        ? [
            [0, undefined],
            [unknown, undefined],
          ]
        : [
            [0, 0],
            [0, unknown],
          ],
    );
  });

  it.each([2, 3])(
    'of a group that does not exist is told UNKNOWN_MEMBER_ID (version %i)',
    async (version) => {
      const request = version < 3 ? { memberId: 'm' } : { members: [{ memberId: 'm' }] };
      const response = await new GroupApis().send(leaveGroup, LeaveGroup, version, {
        groupId: 'g',
        ...request,
      });
      const told = version < 3 ? response.errorCode : response.members[0]?.errorCode;
      expect(told).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    },
  );
});

describe('DescribeGroups', () => {
  it.each(versionsOf(describeGroups))(
    'tells of a group, and of none (version %i)',
    async (version) => {
      const apis = new GroupApis();
      await stableGroup(apis);
      const groups = ['g', 'none'];
      const response = await apis.send(describeGroups, DescribeGroups, version, { groups });
      expect(response.groups).toMatchObject([
        {
          groupId: 'g',
          groupState: 'Stable',
          members: [{ clientHost: '/10.0.0.9', clientId: 'tester' }],
        },
        {
          groupId: 'none',
          groupState: 'Dead',
          errorCode: version < 6 ? ErrorCode.NONE : ErrorCode.GROUP_ID_NOT_FOUND,
        },
      ]);
    },
  );

  it('tells the authorized operations to who asks for them', async () => {
    const apis = new GroupApis();
    await stableGroup(apis);
    const ask = async (includeAuthorizedOperations: boolean) => {
      const request = { groups: ['g'], includeAuthorizedOperations };
      const { groups } = await apis.send(describeGroups, DescribeGroups, 6, request);
      return groups[0]?.authorizedOperations;
    };
    expect(await ask(false)).toBe(-2147483648);
    expect(await ask(true)).toBe(3400);
  });
});

describe('ListGroups and DeleteGroups', () => {
  it.each(versionsOf(listGroups))('list the groups (version %i)', async (version) => {
    const apis = new GroupApis();
    await stableGroup(apis);
    const response = await apis.send(listGroups, ListGroups, version, {});
    expect(response.groups).toMatchObject([
      {
        groupId: 'g',
        protocolType: 'consumer',
        groupState: version < 4 ? '' : 'Stable',
        groupType: version < 5 ? '' : 'classic',
      },
    ]);
  });

  it.each(versionsOf(deleteGroups))('delete empty groups only (version %i)', async (version) => {
    const apis = new GroupApis();
    const memberId = await stableGroup(apis);
    const remove = async () => {
      const request = { groupsNames: ['g'] };
      const { results } = await apis.send(deleteGroups, DeleteGroups, version, request);
      return results;
    };
    expect(await remove()).toMatchObject([{ groupId: 'g', errorCode: ErrorCode.NON_EMPTY_GROUP }]);
    await apis.send(leaveGroup, LeaveGroup, 0, { groupId: 'g', memberId });
    expect(await remove()).toMatchObject([{ groupId: 'g', errorCode: ErrorCode.NONE }]);
    expect(await remove()).toMatchObject([{ errorCode: ErrorCode.GROUP_ID_NOT_FOUND }]);
  });
});
