import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simpleAssignor } from '../../../../src/coordinator/group/assignor/simple-assignor.ts';
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

function always(kind: 'homogeneous' | 'any', check: (round: Assigned) => void): void {
  fc.assert(
    fc.property(histories(kind), (rounds) => {
      for (const each of play(simpleAssignor, rounds)) check(each);
    }),
  );
}

describe('simple', () => {
  it('gives every partition to somebody who subscribes to it', () => {
    always('any', ({ spec, topics, assignment }) => {
      const members = [...spec.members.values()];
      const subscribed = new Set(members.flatMap((each) => [...each.subscribedTopicIds]));
      const given = new Set([...assignment.values()].flatMap(partitionsIn));
      expect([...given].sort()).toEqual(allPartitions(subscribed, topics).sort());
      for (const [memberId, assigned] of assignment) {
        const own = spec.members.get(memberId)?.subscribedTopicIds;
        expect([...assigned.keys()].every((id) => own?.has(id))).toBe(true);
      }
    });
  });

  it('moves nothing when nothing has changed', () => {
    always('any', ({ spec, topics, assignment }) => {
      const again = simpleAssignor.assign(afterwards(spec, assignment), topics);
      expect(countLost(afterwards(spec, assignment), again)).toBe(0);
    });
  });

  it('gives a partition no more holders than it takes for all members to have work', () => {
    always('homogeneous', ({ spec, topics, assignment }) => {
      const holders = new Map<string, number>();
      for (const each of [...assignment.values()].flatMap(partitionsIn)) {
        holders.set(each, (holders.get(each) ?? 0) + 1);
      }
      const [member] = spec.members.values();
      const partitions = allPartitions(member?.subscribedTopicIds ?? [], topics).length;
      const most = Math.ceil(spec.members.size / partitions);
      expect(Math.max(0, ...holders.values())).toBeLessThanOrEqual(most);
    });
  });

  it('balances a new group to within one partition', () => {
    fc.assert(
      fc.property(histories('homogeneous'), ([first]) => {
        for (const { assignment } of play(simpleAssignor, first ? [first] : [])) {
          const all = loads(assignment);
          expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('shares one partition among all members, and three among four so that all have work', () => {
    const names = ['a', 'b', 'c', 'd'];
    const spec = groupOf(Object.fromEntries(names.map((name) => [name, { topics: [0] }])));
    expect(loads(simpleAssignor.assign(spec, topicsWith([1])))).toEqual([1, 1, 1, 1]);
    expect(loads(simpleAssignor.assign(spec, topicsWith([3])))).toEqual([2, 1, 2, 1]);
  });

  it('balances each topic for itself when subscriptions differ', () => {
    const spec = groupOf({ a: { topics: [0] }, b: { topics: [1] }, c: { topics: [0, 1] } });
    expect(simpleAssignor.assign(spec, topicsWith([4, 2]))).toEqual(
      new Map([
        ['a', holding({ 0: [0, 2] })],
        ['b', holding({ 1: [0] })],
        ['c', holding({ 0: [1, 3], 1: [1] })],
      ]),
    );
  });

  it('takes a topic away that nobody subscribes to any more', () => {
    const spec = groupOf({
      a: { topics: [0], assigned: holding({ 0: [0], 2: [0, 1] }) },
      b: { topics: [0, 1], assigned: holding({ 0: [1] }) },
    });
    const assignment = simpleAssignor.assign(spec, topicsWith([2, 1, 2]));
    expect(assignment.get('a')).toEqual(holding({ 0: [0] }));
  });

  it('assigns a partition once its share state is initialized', () => {
    const spec = groupOf({ a: { topics: [0] } });
    const topics = { ...topicsWith([3]), isAssignable: (_: string, each: number) => each === 1 };
    expect(simpleAssignor.assign(spec, topics).get('a')).toEqual(holding({ 0: [1] }));
  });

  it('has nothing to assign in an empty group, and refuses a topic that does not exist', () => {
    expect(simpleAssignor.assign(groupOf({}), topicsWith([3]))).toEqual(new Map());
    const spec = groupOf({ a: { topics: [7] } });
    expect(() => simpleAssignor.assign(spec, topicsWith([1]))).toThrow(topicId(7));
  });

  it('assigns 10,000 partitions to 1,000 members, and 10 partitions to 10,000, at once', () => {
    const groupOfSize = (size: number) =>
      groupOf(
        Object.fromEntries(
          Array.from({ length: size }, (_, each) => [`m${each}`, { topics: [0] }]),
        ),
      );
    simpleAssignor.assign(groupOfSize(1000), topicsWith([10_000]));
    const many = simpleAssignor.assign(groupOfSize(10_000), topicsWith([10]));
    expect(new Set(loads(many))).toEqual(new Set([1]));
  });
});
