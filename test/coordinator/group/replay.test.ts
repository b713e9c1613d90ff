// The promise of the coordinator: nothing that a client sends leaves a state that a restart does not
// reproduce. Random histories, and at every step a fresh replay of the log beside the live state.

import { describe, expect, it } from 'vitest';
import type { ClassicGroup } from '../../../src/coordinator/group/classic/classic-group.ts';
import { classicGroup } from '../../../src/coordinator/group/classic/classic-group.ts';
import type { GroupState } from '../../../src/coordinator/group/group-state.ts';
import type { StoredRecord } from '../../../src/coordinator/runtime/partition-writer.ts';
import { GroupHistory } from '../support/group-history.ts';

const SEEDS = Array.from({ length: 24 }, (_, at) => at + 1);
const STEPS = 200;

function classicGroupsOf(state: GroupState): ClassicGroup[] {
  return [...state.groups.values()].map((group) => classicGroup(group) as ClassicGroup);
}

function offsetsOf(state: GroupState) {
  return Array.from(state.offsets.groups(), ([groupId, offsets]) => [groupId, offsets]).sort();
}

/** What a restart must bring back of the groups that are not in the middle of a rebalance. */
function settledGroups(state: GroupState, live: GroupState) {
  const groups = classicGroupsOf(state).filter(({ groupId }) =>
    classicGroup(live.groups.get(groupId))?.isInState('Stable', 'Empty'),
  );
  return new Map(
    groups.map((group) => [group.groupId, [group.state, group.toStored(group.stateTimestampMs)]]),
  );
}

/** The newest record of each key, tombstones gone: what compaction leaves in the end. */
function compacted(records: readonly StoredRecord[]): StoredRecord[] {
  const newest = new Map(records.map((record) => [record.key?.toString('hex'), record]));
  return records.filter(
    (record) => newest.get(record.key?.toString('hex')) === record && record.value !== null,
  );
}

function expectReplayEqualsLive(history: GroupHistory): void {
  const live = history.state;
  const replayed = history.replay(history.writer.log(0));
  for (const group of live.groups.values()) group.checkInvariants();
  expect([...replayed.groups.keys()].sort()).toEqual([...live.groups.keys()].sort());
  expect(settledGroups(replayed, live)).toEqual(settledGroups(live, live));
  expect(offsetsOf(replayed)).toEqual(offsetsOf(live));
  for (const group of classicGroupsOf(live)) {
    const stored = classicGroup(replayed.groups.get(group.groupId));
    expect(group.generation).toBeGreaterThanOrEqual(stored?.generation ?? Number.NaN);
  }
}

describe('a random history', () => {
  it.each(SEEDS)(
    'replays to the live state at every step, and answers everyone (seed %i)',
    async (seed) => {
      const history = new GroupHistory(seed);
      for (let step = 0; step < STEPS; step++) {
        await history.step();
        try {
          expectReplayEqualsLive(history);
        } catch (error) {
          throw new Error(`after ${history.steps.slice(-12).join(', ')}`, { cause: error });
        }
      }
      await history.end();
      expect(history.unanswered).toBe(0);
    },
  );

  it('replays to the same offsets and groups after compaction', async () => {
    const history = new GroupHistory(7);
    for (let step = 0; step < 600; step++) await history.step();
    const whole = history.replay(history.writer.log(0));
    const rest = history.replay(compacted(history.writer.log(0)));
    expect(offsetsOf(rest)).toEqual(offsetsOf(whole));
    const withMembersOnce = classicGroupsOf(whole).filter(
      ({ protocolType }) => protocolType !== null,
    );
    for (const group of withMembersOnce) {
      const same = classicGroup(rest.groups.get(group.groupId));
      expect(same?.toStored(0)).toEqual(group.toStored(0));
    }
  });

  it('is the same for the same seed', async () => {
    const histories = [new GroupHistory(5), new GroupHistory(5)];
    for (const history of histories) {
      for (let step = 0; step < 150; step++) await history.step();
    }
    const [first, second] = histories.map(({ writer }) => writer.log(0));
    expect(first?.length).toBeGreaterThan(20);
    expect(second).toEqual(first);
  });
});
