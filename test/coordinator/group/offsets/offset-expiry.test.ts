// Offset retention: what goes when, by the state of the group.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { ZERO_UUID } from '../../../../src/base/uuid.ts';
import { groupRecord } from '../../../../src/coordinator/group/classic/classic-records.ts';
import { emptyStoredGroup } from '../../../../src/coordinator/group/classic/stored-group.ts';
import { NO_EXPIRY } from '../../../../src/coordinator/group/offsets/committed-offset.ts';
import { offsetRecord } from '../../../../src/coordinator/group/offsets/offset-records.ts';
import type { Joined } from '../../support/group-bench.ts';
import { GROUP, GroupBench, subscriptionTo } from '../../support/group-bench.ts';

const RETENTION_MS = 60 * 60_000;
const CHECK_MS = 10 * 60_000;
const SESSION_MS = 24 * 60 * 60_000;

function newBench(): GroupBench {
  return new GroupBench({
    offsetsRetentionMs: RETENTION_MS,
    offsetsRetentionCheckIntervalMs: CHECK_MS,
    maxSessionTimeoutMs: SESSION_MS,
  });
}

async function oneMember(bench: GroupBench, protocolType = 'consumer'): Promise<Joined> {
  const [member] = await bench.stableGroup(1, { sessionTimeoutMs: SESSION_MS, protocolType });
  if (!member) throw new Error('a member');
  return member;
}

describe('the offsets of a simple consumer', () => {
  it('go the retention after their own commit, and their group with the last', async () => {
    const bench = newBench();
    await bench.commit(1);
    await bench.advance(RETENTION_MS / 2);
    await bench.commit(2, { topic: 'u' });
    await bench.advance(RETENTION_MS / 2 - 1);
    expect(await bench.fetch('t')).toBe(1);
    await bench.advance(CHECK_MS);
    expect([await bench.fetch('t'), await bench.fetch('u')]).toEqual([-1, 2]);
    await bench.advance(RETENTION_MS / 2);
    expect(await bench.fetch('u')).toBe(-1);
    expect((await bench.describe()).errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
    bench.restart();
    expect((await bench.describe()).errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
  });

  it('go by the retention that the commit itself asked for, shorter or longer', async () => {
    const bench = newBench();
    await bench.commit(1, { retentionMs: CHECK_MS / 2, version: 4 });
    await bench.commit(2, { topic: 'u', retentionMs: 3 * RETENTION_MS, version: 4 });
    await bench.advance(CHECK_MS);
    expect(await bench.fetch('t')).toBe(-1);
    await bench.advance(2 * RETENTION_MS);
    expect(await bench.fetch('u')).toBe(2);
    bench.restart();
    expect(await bench.fetch('u')).toBe(2);
    await bench.advance(RETENTION_MS);
    expect(await bench.fetch('u')).toBe(-1);
  });
});

describe('the offsets of a group', () => {
  it('stay while a member consumes the topic, however old they are', async () => {
    const bench = newBench();
    const member = await oneMember(bench);
    await bench.commit(1, { member });
    await bench.advance(5 * RETENTION_MS);
    expect(await bench.fetch()).toBe(1);
  });

  it('go for a topic that a stable group no longer consumes', async () => {
    const bench = newBench();
    const member = await oneMember(bench);
    await bench.commit(1, { member, topic: 'left-behind' });
    await bench.advance(RETENTION_MS + CHECK_MS);
    expect(await bench.fetch('left-behind')).toBe(-1);
    expect(await bench.state()).toBe('Stable');
  });

  it('stay while members are there whose subscriptions nobody knows', async () => {
    const bench = newBench();
    const member = await oneMember(bench, 'connect');
    await bench.commit(1, { member });
    await bench.advance(5 * RETENTION_MS);
    expect(await bench.fetch()).toBe(1);
  });

  it('stay while the members of a group are gathered', async () => {
    const bench = newBench();
    const member = await oneMember(bench);
    await bench.commit(1, { member, topic: 'left-behind' });
    const protocols = [['range', subscriptionTo('u')]] as const;
    const options = { sessionTimeoutMs: SESSION_MS, rebalanceTimeoutMs: 5 * RETENTION_MS };
    bench.join({ memberId: member.memberId, ...options, protocols });
    await bench.settle();
    for (const state of ['CompletingRebalance', 'PreparingRebalance']) {
      if (state === 'PreparingRebalance') void (await bench.joinTwice({ ...options }));
      expect(await bench.state()).toBe(state);
      await bench.advance(2 * RETENTION_MS);
      expect(await bench.fetch('left-behind')).toBe(1);
    }
  });

  it('stay while a subscription cannot be read', async () => {
    const bench = newBench();
    const protocols = [['range', Buffer.from([0, 0, 0])]] as const;
    const [member] = await bench.stableGroup(1, { sessionTimeoutMs: SESSION_MS, protocols });
    if (!member) throw new Error('a member');
    await bench.commit(1, { member, topic: 'whatever' });
    await bench.advance(5 * RETENTION_MS);
    expect(await bench.fetch('whatever')).toBe(1);
  });

  it('go by their own commit when the group’s record does not say since when it is empty', async () => {
    const bench = newBench();
    const nowMs = bench.clock.wallMs();
    const stored = { ...emptyStoredGroup(-1), protocolType: 'consumer', generation: 3 };
    const committed = {
      ...{ offset: 5, leaderEpoch: -1, metadata: '', topicId: ZERO_UUID },
      ...{ commitTimestampMs: nowMs - RETENTION_MS / 2, expireTimestampMs: NO_EXPIRY },
    };
    const records = [groupRecord(GROUP, stored), offsetRecord(GROUP, 't', 0, committed)];
    bench.writer.append(0, { records, timestampMs: nowMs });
    await bench.advance(RETENTION_MS / 2 - CHECK_MS);
    expect(await bench.fetch()).toBe(5);
    await bench.advance(2 * CHECK_MS);
    expect(await bench.fetch()).toBe(-1);
  });

  it('go by the retention as it is at the check, whatever it was at the commit', async () => {
    const bench = newBench();
    await bench.commit(1);
    bench.coordinator.updateConfig({ ...bench.config, offsetsRetentionMs: 3 * RETENTION_MS });
    await bench.advance(2 * RETENTION_MS);
    expect(await bench.fetch()).toBe(1);
    bench.coordinator.updateConfig({ ...bench.config, offsetsRetentionMs: RETENTION_MS });
    await bench.advance(CHECK_MS);
    expect(await bench.fetch()).toBe(-1);
  });

  it('go the retention after the last member, all together, and the group too', async () => {
    const bench = newBench();
    const member = await oneMember(bench);
    await bench.commit(1, { member });
    await bench.advance(3 * RETENTION_MS);
    await bench.leave(member);
    await bench.advance(RETENTION_MS - CHECK_MS);
    bench.restart();
    expect(await bench.fetch()).toBe(1);
    await bench.advance(2 * CHECK_MS);
    expect((await bench.describe()).errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
  });
});

describe('a group without offsets', () => {
  it('goes at the next check when it is empty', async () => {
    const bench = newBench();
    const member = await oneMember(bench);
    await bench.leave(member);
    expect(await bench.state()).toBe('Empty');
    await bench.advance(CHECK_MS);
    expect((await bench.describe()).errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
  });

  it('stays when it has members', async () => {
    const bench = newBench();
    await oneMember(bench);
    await bench.advance(3 * CHECK_MS);
    expect(await bench.state()).toBe('Stable');
  });
});
