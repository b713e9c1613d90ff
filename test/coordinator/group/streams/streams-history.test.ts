// Random lives of a Streams application. At every step a fresh replay of the log stands beside the live state,
// and no task is active twice; in the end, when everything works again, every task is somebody's.

import { describe, expect, it } from 'vitest';
import type { GroupState } from '../../../../src/coordinator/group/group-state.ts';
import { StreamsGroup } from '../../../../src/coordinator/group/streams/streams-group.ts';
import type { StoredRecord } from '../../../../src/coordinator/runtime/partition-writer.ts';
import { names } from '../../support/streams-group-bench.ts';
import { believed, StreamsGroupHistory } from '../../support/streams-group-history.ts';

const SEEDS = Array.from({ length: 30 }, (_, at) => at + 1);
const STEPS = 200;

function stored(state: GroupState) {
  return new Map(
    [...state.groups.values()].map((group) => {
      if (!(group instanceof StreamsGroup)) throw new Error(`${group.groupId} is a ${group.type}`);
      const { header, target, topology, members, targets, owners } = group;
      return [group.groupId, { header, target, topology, members, targets, owners }];
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

function expectReplayEqualsLive({ bench }: StreamsGroupHistory): void {
  const live = bench.state;
  for (const group of live.groups.values()) group.checkInvariants();
  const records = bench.writer.log(0);
  expect(stored(bench.replayed(records))).toEqual(stored(live));
  expect(stored(bench.replayed(compacted(records)))).toEqual(stored(live));
}

function expectNothingTwice(history: StreamsGroupHistory): void {
  if (!history.bench.state.groups.has('app')) return;
  const members = [...history.bench.group().members.values()];
  const given = members.flatMap(({ assigned, pendingRevocation }) => [
    ...names(assigned.active),
    ...names(pendingRevocation.active),
  ]);
  expect(new Set(given).size).toBe(given.length);
  const active = believed(history);
  expect(new Set(active).size).toBe(active.length);
  const byProcess = new Map<string, string[]>();
  for (const { processId, assigned } of members) {
    const held = byProcess.get(processId) ?? [];
    held.push(...names(assigned.active), ...names(assigned.standby));
    byProcess.set(processId, held);
  }
  for (const held of byProcess.values()) expect(new Set(held).size).toBe(held.length);
}

function expectAllAssigned({ bench, threads }: StreamsGroupHistory): void {
  const group = bench.group();
  expect(group.state).toBe('Stable');
  expect([...group.members.keys()].sort()).toEqual([...threads.keys()].sort());
  const { subtopologies } = group.configured ?? { subtopologies: null };
  const all = [...(subtopologies?.values() ?? [])].flatMap(({ subtopologyId, taskCount }) =>
    Array.from({ length: taskCount }, (_, partition) => `${subtopologyId}_${partition}`),
  );
  const had = [...threads.values()].flatMap(({ active }) => names(active));
  expect(had.sort()).toEqual(all.sort());
}

describe('a random history of a Streams application', () => {
  it.each(SEEDS)('replays to the live state at every step, and settles (seed %i)', async (seed) => {
    const history = new StreamsGroupHistory(seed);
    try {
      for (let step = 0; step < STEPS; step++) {
        await history.step();
        expectReplayEqualsLive(history);
        expectNothingTwice(history);
      }
      await history.settle();
      expectReplayEqualsLive(history);
      expectNothingTwice(history);
      expectAllAssigned(history);
    } catch (error) {
      throw new Error(`after ${history.steps.slice(-12).join(', ')}`, { cause: error });
    }
  });

  it('is the same for the same seed', async () => {
    const histories = [new StreamsGroupHistory(5), new StreamsGroupHistory(5)];
    for (const history of histories) {
      for (let step = 0; step < STEPS; step++) await history.step();
    }
    const [first, second] = histories.map(({ bench }) => bench.writer.log(0));
    expect(first?.length).toBeGreaterThan(20);
    expect(second).toEqual(first);
  });
});
