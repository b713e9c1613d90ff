// One group, two protocols: members move from the classic to the consumer protocol and back while the group
// goes on.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { KafkaError } from '../../../../src/base/kafka-error.ts';
import { ConsumerProtocolAssignment } from '../../../../src/protocol/generated/records/consumer-protocol-assignment.ts';
import { decodeRecordValue, encodeRecordValue } from '../../../../src/protocol/record-bytes.ts';
import { assignedTo, ConsumerBench, errorOf } from '../../support/consumer-bench.ts';
import type { Joined } from '../../support/group-bench.ts';
import { joinedMember } from '../../support/group-bench.ts';

/** An assignment as classic members are told it. */
function assignment(partitions: readonly number[], userData: Buffer | null = null): Buffer {
  const assignedPartitions = [{ topic: 't', partitions }];
  return encodeRecordValue(ConsumerProtocolAssignment, { assignedPartitions, userData }, 0);
}

function partitionsIn(bytes: Buffer): readonly number[] {
  const { assignedPartitions } = decodeRecordValue(ConsumerProtocolAssignment, bytes);
  return assignedPartitions.flatMap(({ partitions }) => partitions);
}

/** A stable classic group of one member, which owns all four partitions of `t`. */
async function classicGroup(options: ConstructorParameters<typeof ConsumerBench>[0] = {}) {
  const bench = new ConsumerBench(options);
  const t = bench.setTopic('t', 4);
  const join = bench.join({ version: 3 });
  await bench.settle();
  const member = joinedMember(join);
  bench.sync(member, { [member.memberId]: assignment([0, 1, 2, 3]) });
  await bench.settle();
  return { bench, t, member };
}

/** The same, and then a member of the consumer protocol joins. */
async function mixedGroup() {
  const group = await classicGroup();
  const joined = await group.bench.enter('new');
  return { ...group, joined };
}

/** A classic member joins again and asks for its assignment. */
async function rejoin(bench: ConsumerBench, member: Joined) {
  const again = bench.join({ memberId: member.memberId });
  await bench.settle();
  const rejoined = joinedMember(again);
  const sync = bench.sync(rejoined, {}, { protocolType: 'consumer', protocolName: 'range' });
  await bench.settle();
  return { member: rejoined, owned: partitionsIn(sync.response?.assignment as Buffer) };
}

describe('a classic group that a member of the consumer protocol joins', () => {
  it('is a consumer group from then on, and nobody loses what they own', async () => {
    const { bench, member, joined } = await mixedGroup();
    expect(joined).toMatchObject({ errorCode: 0, memberEpoch: 2 });
    expect(assignedTo(joined)).toEqual({});
    expect(await bench.typeOf()).toBe('consumer');
    expect(await bench.heartbeat(member)).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
  });

  it('shares its partitions once the classic member has given some back', async () => {
    const { bench, t, member } = await mixedGroup();
    const first = await rejoin(bench, member);
    expect(first.owned).toHaveLength(2);
    const given = assignedTo(await bench.beat('new', 2))?.[t] ?? [];
    expect([...first.owned, ...given].sort()).toEqual([0, 1, 2, 3]);
    expect(await bench.heartbeat(first.member)).toBe(ErrorCode.NONE);
    expect((await bench.group()).state).toBe('Stable');
  });

  it('sends those back who wait for its rebalance', async () => {
    const { bench } = await classicGroup();
    const waiting = bench.join({ version: 3, groupInstanceId: 'i' });
    await bench.settle();
    expect(waiting.response).toBeNull();
    await bench.enter('new');
    await bench.settle();
    expect(waiting.response?.errorCode).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
  });

  it('stays what it is when the change could not be stored', async () => {
    const { bench, member } = await classicGroup();
    bench.writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    expect((await bench.enter('new')).errorCode).not.toBe(ErrorCode.NONE);
    bench.writer.appendError = null;
    expect(await bench.typeOf()).toBe('classic');
    expect(await bench.heartbeat(member)).toBe(ErrorCode.NONE);
  });

  it('keeps its members over a restart', async () => {
    const { bench, member } = await mixedGroup();
    bench.restart();
    expect(await bench.heartbeat(member)).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
    expect((await bench.group()).classicMemberCount).toBe(1);
  });

  it.each(['disabled', 'downgrade'] as const)('is refused with the policy %s', async (policy) => {
    const { bench } = await classicGroup({ consumer: { migrationPolicy: policy } });
    expect(errorOf(await bench.enter('new'))).toEqual([
      ErrorCode.GROUP_ID_NOT_FOUND,
      'Cannot upgrade classic group g to consumer group because online upgrade is disabled.',
    ]);
  });

  it('is refused when the group has more members than a consumer group may', async () => {
    const { bench } = await classicGroup({ consumer: { maxSize: 0 } });
    expect(errorOf(await bench.enter('new'))).toEqual([
      ErrorCode.GROUP_ID_NOT_FOUND,
      'Cannot upgrade classic group g to consumer group because the group size exceeds the consumer group maximum size.',
    ]);
  });

  it('is refused when its members are no consumers', async () => {
    const bench = new ConsumerBench();
    bench.join({ version: 3, protocolType: 'connect' });
    await bench.settle();
    expect(errorOf(await bench.enter('new'))[1]).toContain('consumer embedded protocol.');
  });

  it('is refused when an assignor of its own has left data', async () => {
    const { bench, member } = await classicGroup();
    bench.join({ memberId: member.memberId });
    await bench.settle();
    const own = assignment([0], Buffer.from('mine'));
    bench.sync({ ...member, generation: 2 }, { [member.memberId]: own });
    await bench.settle();
    expect(errorOf(await bench.enter('new'))[1]).toContain('unsupported custom assignor');
  });
});

describe('a classic member of a consumer group', () => {
  it('is told its id first, and then everything at once', async () => {
    const bench = new ConsumerBench();
    bench.setTopic('t', 2);
    await bench.enter('new');
    const first = bench.join();
    await bench.settle();
    expect(first.response?.errorCode).toBe(ErrorCode.MEMBER_ID_REQUIRED);
    const { owned } = await rejoin(bench, {
      memberId: first.response?.memberId ?? '',
      generation: 0,
    });
    expect(owned).toEqual([]);
  });

  it('may not join with the policy disabled', async () => {
    const bench = new ConsumerBench({ consumer: { migrationPolicy: 'disabled' } });
    await bench.enter('new');
    const join = bench.join();
    await bench.settle();
    expect(join.response?.errorCode).toBe(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  });

  it('may not join with a protocol that the others do not speak', async () => {
    const { bench } = await mixedGroup();
    for (const options of [{ protocols: ['other'] }, { protocolType: 'connect' }]) {
      const join = bench.join({ version: 3, ...options });
      await bench.settle();
      expect(join.response?.errorCode).toBe(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    }
  });

  it('is out when it does not join again in time, and when it does not ask for its assignment', async () => {
    const { bench, member } = await mixedGroup();
    for (let at = 0; at < 7; at += 1) {
      await bench.heartbeat(member);
      await bench.advance(5_000);
      await bench.beat('new', 2);
    }
    expect(await bench.heartbeat(member)).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('is out when its own session ends', async () => {
    const { bench, member } = await mixedGroup();
    await bench.advance(10_000);
    expect(await bench.heartbeat(member)).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('is fenced with another generation, and unknown when it speaks the other protocol', async () => {
    const { bench, member } = await mixedGroup();
    expect(await bench.heartbeat({ ...member, generation: 7 })).toBe(ErrorCode.ILLEGAL_GENERATION);
    const other = { memberId: 'new', generation: 2 };
    expect(await bench.heartbeat(other)).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('leaves as it would a classic group', async () => {
    const { bench, t, member } = await mixedGroup();
    const { members } = await bench.leave(member, { memberId: 'nobody' });
    expect(members?.map(({ errorCode }) => errorCode)).toEqual([0, ErrorCode.UNKNOWN_MEMBER_ID]);
    expect(assignedTo(await bench.beat('new', 2))).toEqual({ [t]: [0, 1, 2, 3] });
  });

  it('that is static comes back with the consumer protocol and has what it had', async () => {
    const bench = new ConsumerBench();
    const t = bench.setTopic('t', 2);
    const join = bench.join({ groupInstanceId: 'i' });
    await bench.settle();
    const { memberId, generation } = joinedMember(join);
    const instance = { groupInstanceId: 'i' };
    bench.sync({ memberId, generation }, { [memberId]: assignment([0, 1]) }, instance);
    await bench.settle();
    expect(assignedTo(await bench.enter('new', { instanceId: 'i' }))).toEqual({ [t]: [0, 1] });
    expect(await bench.heartbeat({ memberId, generation }, 'i')).toBe(ErrorCode.FENCED_INSTANCE_ID);
  });
});

describe('a consumer group that only classic members are left in', () => {
  it('is a classic group again, and rebalances', async () => {
    const { bench, member } = await mixedGroup();
    const { member: rejoined } = await rejoin(bench, member);
    await bench.beat('new', -1);
    expect(await bench.typeOf()).toBe('classic');
    expect(await bench.state()).toBe('PreparingRebalance');
    expect(await bench.heartbeat(rejoined)).toBe(ErrorCode.REBALANCE_IN_PROGRESS);
    const again = bench.join({ memberId: member.memberId });
    await bench.settle();
    expect(joinedMember(again).generation).toBe(rejoined.generation + 1);
  });

  it('is what a restart makes of it', async () => {
    const { bench, member } = await mixedGroup();
    await bench.beat('new', -1);
    bench.restart();
    expect(await bench.typeOf()).toBe('classic');
    expect(await bench.heartbeat({ ...member, generation: 2 })).toBe(ErrorCode.NONE);
  });

  it('stays a consumer group when the policy says so', async () => {
    const { bench } = await classicGroup({ consumer: { migrationPolicy: 'upgrade' } });
    await bench.enter('new');
    await bench.beat('new', -1);
    expect(await bench.typeOf()).toBe('consumer');
  });

  it('becomes one when a static member comes back with the classic protocol', async () => {
    const bench = new ConsumerBench();
    bench.setTopic('t', 2);
    await bench.enter('new', { instanceId: 'i' });
    const join = bench.join({ groupInstanceId: 'i' });
    await bench.settle();
    const member = joinedMember(join);
    expect(await bench.typeOf()).toBe('classic');
    const sync = bench.sync(member, {}, { groupInstanceId: 'i' });
    await bench.settle();
    expect(partitionsIn(sync.response?.assignment as Buffer)).toEqual([0, 1]);
  });
});

it('an empty group is of whatever kind joins it', async () => {
  const { bench, member } = await classicGroup();
  await bench.leave(member);
  await bench.enter('new');
  expect(await bench.typeOf()).toBe('consumer');
  await bench.beat('new', -1);
  bench.join({ version: 3 });
  await bench.settle();
  expect(await bench.typeOf()).toBe('classic');
});
