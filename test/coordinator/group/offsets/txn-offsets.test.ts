// Offsets that are committed in transactions: who may, who sees them when, and what a restart brings back.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { ZERO_UUID } from '../../../../src/base/uuid.ts';
import { DEFAULT_GROUP_COORDINATOR_CONFIG } from '../../../../src/coordinator/group/group-coordinator-config.ts';
import { GroupCoordinator } from '../../../../src/coordinator/group-coordinator.ts';
import { silentLogger } from '../../../../src/platform/logger.ts';
import type { Joined } from '../../support/group-bench.ts';
import { GROUP, GroupBench, TOPIC_ID } from '../../support/group-bench.ts';
import { NO_TOPICS } from '../../support/memory-topics.ts';

interface TxnCommit {
  readonly producerId?: number;
  readonly partition?: number;
  readonly member?: Joined;
  readonly metadata?: string;
  readonly groupId?: string;
}

/** Commits an offset in a producer's transaction and returns its error code. */
async function commit(bench: GroupBench, offset: number, options: TxnCommit = {}): Promise<number> {
  const { producerId = 7, partition = 0, member, metadata = null, groupId = GROUP } = options;
  const response = await bench.coordinator.commitTransactionalOffsets(5, {
    ...{ transactionalId: 'tx', groupId, producerId, producerEpoch: 0 },
    ...{ generationId: member?.generation ?? -1, memberId: member?.memberId ?? '' },
    groupInstanceId: null,
    topics: [
      {
        name: 't',
        partitions: [
          {
            partitionIndex: partition,
            committedOffset: offset,
            committedLeaderEpoch: -1,
            committedMetadata: metadata,
          },
        ],
      },
    ],
  });
  return response.topics[0]?.partitions[0]?.errorCode ?? -1;
}

async function end(bench: GroupBench, isCommit: boolean, producerId = 7): Promise<ErrorCode> {
  const marker = { producerId, producerEpoch: 0, coordinatorEpoch: 0, transactionVersion: 2 };
  return bench.coordinator.completeTransaction(0, { ...marker, isCommit });
}

/** The code with which a reader that insists on stable offsets is answered. */
async function stability(bench: GroupBench, partition = 0): Promise<number> {
  const topics = [{ name: 't', topicId: ZERO_UUID, partitionIndexes: [partition] }];
  const request = { groupId: GROUP, memberId: null, memberEpoch: -1, topics };
  const response = await bench.coordinator.fetchOffsets(request, true);
  return response.topics[0]?.partitions[0]?.errorCode ?? -1;
}

describe('an offset of a transaction', () => {
  it('counts once the transaction is committed', async () => {
    const bench = new GroupBench();
    expect(await commit(bench, 5)).toBe(ErrorCode.NONE);
    expect(await bench.fetch()).toBe(-1);
    expect(await stability(bench)).toBe(ErrorCode.UNSTABLE_OFFSET_COMMIT);
    expect(await stability(bench, 1)).toBe(ErrorCode.NONE);
    expect(await end(bench, true)).toBe(ErrorCode.NONE);
    expect(await bench.fetch()).toBe(5);
    expect(await stability(bench)).toBe(ErrorCode.NONE);
  });

  it('goes with a transaction that is aborted', async () => {
    const bench = new GroupBench();
    await bench.commit(3);
    await commit(bench, 5);
    await end(bench, false);
    expect(await bench.fetch()).toBe(3);
  });

  it('waits for its own producer’s marker', async () => {
    const bench = new GroupBench();
    await commit(bench, 5, { producerId: 7 });
    await commit(bench, 6, { producerId: 8 });
    await end(bench, true, 7);
    expect(await bench.fetch()).toBe(5);
    expect(await stability(bench)).toBe(ErrorCode.UNSTABLE_OFFSET_COMMIT);
    await end(bench, true, 8);
    expect(await bench.fetch()).toBe(6);
  });

  it('does not undo a commit that came after it', async () => {
    const bench = new GroupBench();
    await commit(bench, 5);
    await bench.commit(9);
    await end(bench, true);
    expect(await bench.fetch()).toBe(9);
  });

  it.each([true, false])('is there after a restart (committed: %s)', async (isCommit) => {
    const bench = new GroupBench();
    await commit(bench, 5);
    bench.restart();
    expect(await stability(bench)).toBe(ErrorCode.UNSTABLE_OFFSET_COMMIT);
    await end(bench, isCommit);
    bench.restart();
    expect(await bench.fetch()).toBe(isCommit ? 5 : -1);
  });

  it('is removed with its group, its topic or by request', async () => {
    for (const remove of [
      (bench: GroupBench) => bench.coordinator.deleteGroups([GROUP]),
      (bench: GroupBench) => bench.coordinator.onTopicsDeleted(new Map([['t', TOPIC_ID]])),
      (bench: GroupBench) =>
        bench.coordinator.deleteOffsets({
          groupId: GROUP,
          topics: [{ name: 't', partitions: [{ partitionIndex: 0 }] }],
        }),
    ]) {
      const bench = new GroupBench();
      await commit(bench, 5);
      await remove(bench);
      expect(await stability(bench)).toBe(ErrorCode.NONE);
      await end(bench, true);
      expect(await bench.fetch()).toBe(-1);
    }
  });

  it('keeps its group and the offset before it from expiring', async () => {
    const bench = new GroupBench({ offsetsRetentionMs: 1_000 });
    await bench.commit(3);
    await commit(bench, 5);
    await bench.advance(3_600_000);
    expect(await bench.fetch()).toBe(3);
    await end(bench, false);
    await bench.advance(3_600_000);
    expect(await bench.fetch()).toBe(-1);
  });
});

describe('who commits in a transaction', () => {
  it('has to be of the generation that it names', async () => {
    const bench = new GroupBench();
    const [member] = await bench.stableGroup();
    if (member === undefined) throw new Error('the group has a member');
    expect(await commit(bench, 5, { member })).toBe(ErrorCode.NONE);
    const stale = { ...member, generation: member.generation - 1 };
    expect(await commit(bench, 5, { member: stale })).toBe(ErrorCode.ILLEGAL_GENERATION);
    const stranger = { ...member, memberId: 'stranger' };
    expect(await commit(bench, 5, { member: stranger })).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    expect(await commit(bench, 5)).toBe(ErrorCode.NONE);
  });

  it('names no generation of a group that does not exist', async () => {
    const bench = new GroupBench();
    const member = { memberId: 'm', generation: 1 };
    expect(await commit(bench, 5, { member })).toBe(ErrorCode.ILLEGAL_GENERATION);
    expect(await commit(bench, 5, { groupId: '' })).toBe(ErrorCode.INVALID_GROUP_ID);
  });

  it('is told of metadata that is too large', async () => {
    const bench = new GroupBench({ offsetMetadataMaxBytes: 3 });
    const code = await commit(bench, 5, { metadata: 'four' });
    expect(code).toBe(ErrorCode.OFFSET_METADATA_TOO_LARGE);
  });

  it('is refused when the transaction’s coordinator says so', async () => {
    const bench = new GroupBench();
    const { clock, random, writer } = bench;
    const coordinator = new GroupCoordinator({
      ...{ clock, random, writer, logger: silentLogger, ...NO_TOPICS },
      config: DEFAULT_GROUP_COORDINATOR_CONFIG,
      claims: {
        isVerificationEnabled: true,
        claim: async () => () => ErrorCode.INVALID_PRODUCER_EPOCH,
      },
    });
    bench.coordinator = coordinator;
    expect(await commit(bench, 5)).toBe(ErrorCode.INVALID_PRODUCER_EPOCH);
    expect(bench.writer.log(0)).toEqual([]);
  });
});
