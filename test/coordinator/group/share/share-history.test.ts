// Random lives of share groups. At every step a fresh replay of the log stands beside the live state; in the
// end, when everything works again, every partition that somebody wants is somebody's.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import type { GroupState } from '../../../../src/coordinator/group/group-state.ts';
import { ShareGroup } from '../../../../src/coordinator/group/share/share-group.ts';
import type { StoredRecord } from '../../../../src/coordinator/runtime/partition-writer.ts';
import { ShareGroupHistory } from '../../support/share-group-history.ts';

const SEEDS = Array.from({ length: 24 }, (_, at) => at + 1);
const STEPS = 150;

function stored(state: GroupState) {
  return new Map(
    [...state.groups.values()].map((group) => {
      if (!(group instanceof ShareGroup)) throw new Error(`${group.groupId} is a ${group.type}`);
      const { groupEpoch, metadataHash, assignmentEpoch, assignedAtMs, statePartitions } = group;
      const { members, targetAssignment, subscriptions } = group;
      const epochs = { groupEpoch, metadataHash, assignmentEpoch, assignedAtMs };
      return [
        group.groupId,
        { ...epochs, statePartitions, members, targetAssignment, subscriptions },
      ];
    }),
  );
}

/** The newest record of each key, tombstones gone: what compaction leaves in the end. */
function compacted(records: readonly StoredRecord[]): StoredRecord[] {
  const newest = new Map(records.map((record) => [record.key?.toString('hex'), record]));
  return records.filter(
    (record) => newest.get(record.key?.toString('hex')) === record && record.value !== null,
  );
}

function expectReplayEqualsLive(history: ShareGroupHistory): void {
  const live = history.bench.state;
  for (const group of live.groups.values()) group.checkInvariants();
  const records = history.bench.writer.log(0);
  expect(stored(history.replay(records))).toEqual(stored(live));
  expect(stored(history.replay(compacted(records)))).toEqual(stored(live));
}

/** What members want and what they have, topic by topic. */
function expectAllAssigned(history: ShareGroupHistory): void {
  const { topics } = history.bench;
  for (const group of history.bench.state.groups.values()) {
    if (!(group instanceof ShareGroup) || group.members.size === 0) continue;
    const wanted = [...group.subscriptions.keys()].flatMap((name) => {
      const topic = topics.byName(name);
      return Array.from({ length: topic?.partitions ?? 0 }, (_, at) => `${topic?.topicId}-${at}`);
    });
    const had = [...group.members.values()].flatMap(({ assigned }) =>
      [...assigned].flatMap(([topicId, partitions]) => partitions.map((at) => `${topicId}-${at}`)),
    );
    expect([...new Set(had)].sort()).toEqual(wanted.sort());
    for (const { memberEpoch } of group.members.values()) {
      expect(memberEpoch).toBe(group.groupEpoch);
    }
  }
}

describe('a random history of share groups', () => {
  it.each(SEEDS)('replays to the live state at every step, and settles (seed %i)', async (seed) => {
    const history = new ShareGroupHistory(seed);
    try {
      for (let step = 0; step < STEPS; step++) {
        await history.step();
        expectReplayEqualsLive(history);
      }
      await history.settle();
      expectReplayEqualsLive(history);
      expectAllAssigned(history);
      expect(new Set(await history.deleteAll())).toEqual(new Set([ErrorCode.NONE]));
      expectReplayEqualsLive(history);
    } catch (error) {
      throw new Error(`after ${history.steps.slice(-12).join(', ')}`, { cause: error });
    }
    expect(history.unanswered).toBe(0);
  });

  it('is the same for the same seed', async () => {
    const histories = [new ShareGroupHistory(5), new ShareGroupHistory(5)];
    for (const history of histories) {
      for (let step = 0; step < STEPS; step++) await history.step();
    }
    const [first, second] = histories.map(({ bench }) => bench.writer.log(0));
    expect(first?.length).toBeGreaterThan(20);
    expect(second).toEqual(first);
  });
});
