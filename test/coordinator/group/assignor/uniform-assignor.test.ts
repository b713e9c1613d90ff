import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  GroupAssignment,
  GroupSpec,
} from '../../../../src/coordinator/group/assignor/partition-assignor.ts';
import { uniformAssignor } from '../../../../src/coordinator/group/assignor/uniform-assignor.ts';
import {
  afterwards,
  allPartitions,
  countLost,
  groupOf,
  holding,
  loads,
  partitionsIn,
  topicId,
  topicsWith,
} from '../../support/assignor-groups.ts';
import type { Assigned } from '../../support/random-groups.ts';
import { histories, play } from '../../support/random-groups.ts';

describe.each(['homogeneous', 'any'] as const)('uniform, subscriptions: %s', (kind) => {
  function always(check: (round: Assigned) => void): void {
    fc.assert(
      fc.property(histories(kind), (rounds) => {
        for (const each of play(uniformAssignor, rounds)) check(each);
      }),
    );
  }

  it('gives every partition that somebody subscribes to to exactly one subscriber', () => {
    always(({ spec, topics, assignment }) => {
      const members = [...spec.members.values()];
      const subscribed = new Set(members.flatMap((each) => [...each.subscribedTopicIds]));
      const given = [...assignment.values()].flatMap(partitionsIn);
      expect(given.sort()).toEqual(allPartitions(subscribed, topics).sort());
      for (const [memberId, assigned] of assignment) {
        const own = spec.members.get(memberId)?.subscribedTopicIds;
        expect([...assigned.keys()].every((id) => own?.has(id))).toBe(true);
      }
    });
  });

  it('moves nothing when nothing has changed', () => {
    always(({ spec, topics, assignment }) => {
      expect(uniformAssignor.assign(afterwards(spec, assignment), topics)).toEqual(assignment);
    });
  });

  it('leaves no partition with a member that has two more than another subscriber', () => {
    always(({ spec, assignment }) => {
      const load = (memberId: string) => partitionsIn(assignment.get(memberId) ?? new Map()).length;
      for (const [memberId, assigned] of assignment) {
        for (const id of assigned.keys()) {
          for (const [other, { subscribedTopicIds }] of spec.members) {
            if (!subscribedTopicIds.has(id)) continue;
            expect(load(memberId) - load(other)).toBeLessThanOrEqual(1);
          }
        }
      }
    });
  });
});

/** What the members could all keep. */
function keptOf({ members }: GroupSpec): GroupAssignment {
  return new Map(
    [...members].map(([memberId, { assigned, subscribedTopicIds }]) => [
      memberId,
      new Map([...assigned].filter(([id]) => subscribedTopicIds.has(id))),
    ]),
  );
}

describe('uniform among equal subscriptions', () => {
  it('moves as few partitions as balance allows', () => {
    fc.assert(
      fc.property(histories('homogeneous'), (rounds) => {
        for (const { spec, assignment } of play(uniformAssignor, rounds)) {
          const total = loads(assignment).reduce((sum, load) => sum + load, 0);
          const least = Math.floor(total / spec.members.size);
          const beyond = loads(keptOf(spec)).map((held) => Math.max(0, held - least));
          const extras = Math.min(total % spec.members.size, beyond.filter(Boolean).length);
          const fewest = beyond.reduce((sum, each) => sum + each, 0) - extras;
          expect(countLost(spec, assignment)).toBe(fewest);
        }
      }),
    );
  });

  it('gives a new member its share out of what is beyond the share of the others', () => {
    const spec = groupOf({
      a: { topics: [0], assigned: holding({ 0: [0, 1, 2] }) },
      b: { topics: [0], assigned: holding({ 0: [3, 4, 5] }) },
      c: { topics: [0] },
    });
    expect(uniformAssignor.assign(spec, topicsWith([6]))).toEqual(
      new Map([
        ['a', holding({ 0: [0, 1] })],
        ['b', holding({ 0: [3, 4] })],
        ['c', holding({ 0: [2, 5] })],
      ]),
    );
  });

  it('leaves the extra partition with a later member that has it already', () => {
    const spec = groupOf({
      a: { topics: [0], assigned: holding({ 0: [0] }) },
      b: { topics: [0], assigned: holding({ 0: [1, 2] }) },
    });
    expect(uniformAssignor.assign(spec, topicsWith([3]))).toEqual(
      new Map([
        ['a', holding({ 0: [0] })],
        ['b', holding({ 0: [1, 2] })],
      ]),
    );
  });

  it('assigns a partition once even if two members came to hold it', () => {
    const spec = groupOf({
      a: { topics: [0], assigned: holding({ 0: [0, 1] }) },
      b: { topics: [0], assigned: holding({ 0: [0, 1] }) },
    });
    expect(loads(uniformAssignor.assign(spec, topicsWith([2])))).toEqual([1, 1]);
  });

  it('prefers a member in the rack of a free partition, where it has the choice', () => {
    const racks = ['x', 'y', 'x', 'y'];
    const spec = groupOf({
      a: { topics: [0], rackId: 'y' },
      b: { topics: [0], rackId: 'x' },
    });
    const topics = topicsWith([4], (_, partition) => [racks[partition] ?? '']);
    expect(uniformAssignor.assign(spec, topics)).toEqual(
      new Map([
        ['a', holding({ 0: [1, 3] })],
        ['b', holding({ 0: [0, 2] })],
      ]),
    );
  });

  it('moves nothing for the sake of racks', () => {
    const spec = groupOf({
      a: { topics: [0], rackId: 'x', assigned: holding({ 0: [1] }) },
      b: { topics: [0], rackId: 'y', assigned: holding({ 0: [0] }) },
    });
    const topics = topicsWith([2], (_, partition) => [partition === 0 ? 'x' : 'y']);
    const assignment = uniformAssignor.assign(spec, topics);
    expect(countLost(spec, assignment)).toBe(0);
  });
});

describe('uniform', () => {
  it('has nothing to assign in an empty group, or to members without subscriptions', () => {
    expect(uniformAssignor.assign(groupOf({}), topicsWith([3]))).toEqual(new Map());
    const spec = groupOf({ a: { topics: [] }, b: { topics: [] } });
    expect(loads(uniformAssignor.assign(spec, topicsWith([3])))).toEqual([0, 0]);
  });

  it.each([
    ['equal', groupOf({ a: { topics: [7] } })],
    ['different', groupOf({ a: { topics: [0] }, b: { topics: [7] } })],
  ])('refuses a topic that does not exist, among %s subscriptions', (_, spec) => {
    expect(() => uniformAssignor.assign(spec, topicsWith([1]))).toThrow(topicId(7));
  });

  it.each([
    ['equal', (_: number) => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['different', (member: number) => [member % 10, (member + 1) % 10, (member + 3) % 10]],
  ])('assigns 10,000 partitions to 1,000 members with %s subscriptions at once', (_, topicsOf) => {
    const members = Array.from({ length: 1000 }, (_, index) => index);
    const spec = groupOf(
      Object.fromEntries(members.map((each) => [`member-${each}`, { topics: topicsOf(each) }])),
    );
    const topics = topicsWith(Array.from({ length: 10 }, () => 1000));
    const first = uniformAssignor.assign(spec, topics);
    const smaller = afterwards(spec, first);
    (smaller.members as Map<string, unknown>).delete('member-5');
    const second = uniformAssignor.assign(smaller, topics);
    expect(countLost(smaller, second)).toBeLessThan(40);
  });
});
