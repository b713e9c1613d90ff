// Why a client says it joins or leaves (KIP-800): told to whoever reads the log, and to nobody else.

import { describe, expect, it } from 'vitest';
import { DEFAULT_GROUP_COORDINATOR_CONFIG } from '../../../../src/coordinator/group/group-coordinator-config.ts';
import { GroupCoordinator } from '../../../../src/coordinator/group-coordinator.ts';
import { SeededRandom } from '../../../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../../../src/platform/virtual-clock.ts';
import { RecordingLogger } from '../../../support/recording-logger.ts';
import { NO_CLAIMS } from '../../support/group-bench.ts';
import { MemoryPartitionWriter } from '../../support/memory-partition-writer.ts';
import { NO_TOPICS } from '../../support/memory-topics.ts';

const CONTEXT = { apiVersion: 3, clientId: 'c', clientHost: '/h' };

function setUp() {
  const logger = new RecordingLogger();
  const clock = new VirtualClock();
  const coordinator = new GroupCoordinator({
    ...{ clock, logger, random: new SeededRandom(1), writer: new MemoryPartitionWriter() },
    ...{ config: DEFAULT_GROUP_COORDINATOR_CONFIG, claims: NO_CLAIMS, ...NO_TOPICS },
  });
  return { logger, clock, coordinator };
}

async function joinFor({ clock, coordinator }: ReturnType<typeof setUp>, reason: string | null) {
  const joined = coordinator.joinGroup(CONTEXT, {
    ...{ groupId: 'g', memberId: '', groupInstanceId: null, protocolType: 'consumer' },
    ...{ sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 10_000, reason },
    protocols: [{ name: 'range', metadata: Buffer.alloc(0) }],
  });
  await clock.advance(0);
  return joined;
}

describe('a client’s reason', () => {
  it.each([
    ['to join', 'rebalance enforced by the application', 'rebalance enforced by the application'],
    ['to join that it keeps to itself', null, 'not provided'],
    ['to join that is empty', '', 'not provided'],
  ])('%s is logged', async (_which, reason, told) => {
    const bench = setUp();
    await joinFor(bench, reason);
    expect(JSON.stringify(bench.logger.lines)).toContain(`client reason: ${told}`);
  });

  it.each([
    ['the consumer is being closed', 'the consumer is being closed'],
    [null, 'not provided'],
  ])('to leave (%s) is logged with the member', async (reason, told) => {
    const bench = setUp();
    const { memberId } = await joinFor(bench, null);
    const members = [{ memberId, groupInstanceId: null, reason }];
    await bench.coordinator.leaveGroup({ groupId: 'g', memberId: '', members });
    const line = bench.logger.lines.find(({ message }) => message === 'member leaves');
    expect(line?.fields).toMatchObject({ group: 'g', member: memberId, reason: told });
  });
});
