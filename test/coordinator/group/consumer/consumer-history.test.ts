// The promises of consumer groups, in random histories: nobody reads what another one reads, epochs only grow, a
// restart brings back what was, and in the end everything is assigned once.

import { beforeAll, describe, expect, it } from 'vitest';
import type { ConsumerGroup } from '../../../../src/coordinator/group/consumer/consumer-group.ts';
import { loadRegexEngine } from '../../../../src/coordinator/group/consumer/regex-engine.ts';
import { ConsumerGroupHistory } from '../../support/consumer-group-history.ts';

const SEEDS = Array.from({ length: 12 }, (_, at) => at + 1);
const STEPS = 120;

beforeAll(loadRegexEngine);

/** What a restart must bring back. */
function storedPart(group: ConsumerGroup | undefined) {
  if (group === undefined) return null;
  const { groupEpoch, metadataHash, assignmentEpoch, assignedAtMs } = group;
  const epochs = { groupEpoch, metadataHash, assignmentEpoch, assignedAtMs };
  const { members, targetAssignment, resolvedRegexes, state } = group;
  return { ...epochs, state, members, targetAssignment, resolvedRegexes };
}

async function expectReplayEqualsLive(history: ConsumerGroupHistory): Promise<void> {
  const live = await history.group();
  live?.checkInvariants();
  const coordinator = history.bench.newCoordinator();
  const replayed = await history.group(coordinator);
  expect(storedPart(replayed)).toEqual(storedPart(live));
  coordinator.stop();
}

/** Only those count whom the group still knows: who was fenced and does not know it yet is late, not wrong. */
async function expectOneReaderEach(history: ConsumerGroupHistory): Promise<void> {
  const group = await history.group();
  const readers = new Map<string, string>();
  for (const { memberId, owned, epoch } of history.clients) {
    const member = group?.members.get(memberId);
    if (member === undefined || epoch === 0) continue;
    for (const partition of owned) {
      expect(readers.get(partition), `${partition} is read by ${memberId} alone`).toBeUndefined();
      readers.set(partition, memberId);
    }
  }
}

/** Epochs of a group that is there, and of members that are in it. */
class Epochs {
  private last: ConsumerGroup | undefined;
  private groupEpoch = 0;
  private members = new Map<string, number>();

  expectToHaveGrown(group: ConsumerGroup | undefined): void {
    const isAnother = group === undefined || this.last === undefined;
    if (!isAnother) expect(group.groupEpoch).toBeGreaterThanOrEqual(this.groupEpoch);
    for (const { memberId, memberEpoch } of group?.members.values() ?? []) {
      const before = this.members.get(memberId) ?? 0;
      if (memberEpoch > 0) expect(memberEpoch).toBeGreaterThanOrEqual(before);
    }
    this.last = group;
    this.groupEpoch = group?.groupEpoch ?? 0;
    const members = [...(group?.members.values() ?? [])];
    this.members = new Map(members.map(({ memberId, memberEpoch }) => [memberId, memberEpoch]));
  }
}

async function expectEverythingAssignedOnce(history: ConsumerGroupHistory): Promise<void> {
  const group = await history.group();
  if (group === undefined || group.members.size === 0) return;
  const { topics } = history.bench;
  const wanted = [...topics.names()]
    .filter((name) => group.isSubscribedTo(name))
    .flatMap((name) => {
      const { topicId, partitions } = topics.byName(name) ?? { topicId: '', partitions: 0 };
      return Array.from({ length: partitions }, (_, at) => `${topicId}:${at}`);
    });
  expect(group.state).toBe('Stable');
  const owned = history.clients.flatMap((client) => [...client.owned]);
  expect(owned.sort()).toEqual(wanted.sort());
}

async function live(history: ConsumerGroupHistory): Promise<void> {
  const epochs = new Epochs();
  for (let step = 0; step < STEPS; step++) {
    await history.step();
    try {
      await expectReplayEqualsLive(history);
      await expectOneReaderEach(history);
      epochs.expectToHaveGrown(await history.group());
    } catch (error) {
      throw new Error(`after ${history.events.join(', ')}: ${error}`, { cause: error });
    }
  }
}

describe.each([
  { name: 'of one protocol', intervalMs: 0, isMixed: false },
  { name: 'with an interval between assignments', intervalMs: 1_000, isMixed: false },
  { name: 'of both protocols', intervalMs: 0, isMixed: true },
])('a random history $name', ({ intervalMs, isMixed }) => {
  it.each(SEEDS)('keeps every promise at every step, and settles (seed %i)', async (seed) => {
    const history = new ConsumerGroupHistory(seed, intervalMs, isMixed);
    await live(history);
    await history.calmDown();
    await expectReplayEqualsLive(history);
    await expectEverythingAssignedOnce(history);
  });
});
