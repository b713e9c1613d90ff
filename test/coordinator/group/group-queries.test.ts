// DescribeGroups, ListGroups, DeleteGroups.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../src/base/error-code.ts';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import { GROUP, GroupBench, subscriptionTo } from '../support/group-bench.ts';
import { MemoryPartitionWriter } from '../support/memory-partition-writer.ts';

async function list(bench: GroupBench, states: string[] = [], types: string[] = []) {
  const response = await bench.coordinator.listGroups({ statesFilter: states, typesFilter: types });
  return response.groups.map(({ groupId }) => groupId).sort();
}

describe('the description of a group', () => {
  it('tells protocol and members of a stable one', async () => {
    const bench = new GroupBench();
    const [member] = await bench.stableGroup();
    expect(await bench.describe()).toEqual({
      errorCode: ErrorCode.NONE,
      groupId: GROUP,
      groupState: 'Stable',
      protocolType: 'consumer',
      protocolData: 'range',
      members: [
        {
          memberId: member?.memberId,
          groupInstanceId: null,
          clientId: 'client',
          clientHost: '/127.0.0.1',
          memberMetadata: subscriptionTo('t'),
          memberAssignment: Buffer.from('assignment-0'),
        },
      ],
    });
  });

  it('keeps protocol and metadata back while the group rebalances', async () => {
    const bench = new GroupBench();
    await bench.stableGroup();
    bench.join({ version: 3 });
    const described = await bench.describe();
    expect(described).toMatchObject({ groupState: 'PreparingRebalance', protocolData: '' });
    expect(described.members.map(({ memberMetadata }) => memberMetadata.length)).toEqual([0, 0]);
  });

  it.each([
    [5, { errorCode: ErrorCode.NONE, groupState: 'Dead' }],
    [
      6,
      {
        errorCode: ErrorCode.GROUP_ID_NOT_FOUND,
        errorMessage: `Group ${GROUP} not found.`,
        groupState: 'Dead',
      },
    ],
  ])('says in version %i that there is none', async (version, told) => {
    expect(await new GroupBench().describe(GROUP, version)).toMatchObject(told);
  });
});

describe('the list of groups', () => {
  it('has those of all partitions, in the wanted states and of the wanted types', async () => {
    const bench = new GroupBench({}, new MemoryPartitionWriter(5));
    await bench.stableGroup();
    for (const groupId of ['a', 'b', 'c']) await bench.commit(1, { groupId });
    bench.restart();
    expect(await list(bench)).toEqual(['a', 'b', 'c', GROUP]);
    expect(await list(bench, ['stable'])).toEqual([GROUP]);
    expect(await list(bench, [' EMPTY ', 'Dead'])).toEqual(['a', 'b', 'c']);
    expect(await list(bench, [], ['Classic'])).toHaveLength(4);
    expect(await list(bench, [], ['consumer'])).toEqual([]);
    expect(await list(bench, ['Assigning'])).toEqual([]);
  });

  it('names state and type', async () => {
    const bench = new GroupBench();
    await bench.stableGroup();
    const { groups } = await bench.coordinator.listGroups({ statesFilter: [], typesFilter: [] });
    expect(groups).toEqual([
      { groupId: GROUP, protocolType: 'consumer', groupState: 'Stable', groupType: 'classic' },
    ]);
  });
});

describe('deleting groups', () => {
  it('takes an empty group and its offsets, for good', async () => {
    const bench = new GroupBench();
    await bench.commit(1);
    expect(await bench.coordinator.deleteGroups([GROUP])).toEqual([
      { groupId: GROUP, errorCode: ErrorCode.NONE },
    ]);
    for (let restarts = 0; restarts < 2; restarts++) {
      expect(await bench.fetch()).toBe(-1);
      expect(await list(bench)).toEqual([]);
      bench.restart();
    }
  });

  it('refuses each other one on its own', async () => {
    const bench = new GroupBench({}, new MemoryPartitionWriter(3));
    await bench.stableGroup();
    await bench.commit(1, { groupId: 'empty' });
    expect(await bench.coordinator.deleteGroups([GROUP, 'none', 'empty', 'empty'])).toEqual([
      { groupId: GROUP, errorCode: ErrorCode.NON_EMPTY_GROUP },
      { groupId: 'none', errorCode: ErrorCode.GROUP_ID_NOT_FOUND },
      { groupId: 'empty', errorCode: ErrorCode.NONE },
    ]);
  });

  it('is refused when it cannot be stored', async () => {
    const bench = new GroupBench();
    await bench.commit(1);
    bench.writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    expect(await bench.coordinator.deleteGroups([GROUP])).toEqual([
      { groupId: GROUP, errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE },
    ]);
    bench.writer.appendError = null;
    expect(await bench.fetch()).toBe(1);
  });

  it('forgets members that were to come back with their id', async () => {
    const bench = new GroupBench();
    const { memberId } = await bench.join().answered;
    await bench.coordinator.deleteGroups([GROUP]);
    expect((await bench.join({ memberId }).answered).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    expect(bench.clock.waitingTimers).toBe(1);
  });
});
