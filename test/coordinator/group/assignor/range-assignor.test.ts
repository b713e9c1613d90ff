import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangeAssignor } from '../../../../src/coordinator/group/assignor/range-assignor.ts';
import {
  allPartitions,
  groupOf,
  holding,
  partitionsIn,
  topicId,
  topicsWith,
} from '../../support/assignor-groups.ts';
import { histories, play } from '../../support/random-groups.ts';

describe('range', () => {
  it('cuts each topic into one run for each subscriber, the longer ones first', () => {
    const spec = groupOf({ b: { topics: [0, 1] }, a: { topics: [0] }, c: { topics: [0, 1] } });
    expect(rangeAssignor.assign(spec, topicsWith([5, 3]))).toEqual(
      new Map([
        ['a', holding({ 0: [0, 1] })],
        ['b', holding({ 0: [2, 3], 1: [0, 1] })],
        ['c', holding({ 0: [4], 1: [2] })],
      ]),
    );
  });

  it('gives members with the same subscriptions the same partitions of topics of one size', () => {
    const spec = groupOf({ a: { topics: [0, 1] }, b: { topics: [0, 1] } });
    for (const assigned of rangeAssignor.assign(spec, topicsWith([7, 7])).values()) {
      expect(assigned.get(topicId(0))).toEqual(assigned.get(topicId(1)));
    }
  });

  it('keeps the partitions of a static member that comes back under another id', () => {
    const before = groupOf({
      m1: { topics: [0], instanceId: 'i2' },
      m2: { topics: [0] },
      m3: { topics: [0], instanceId: 'i1' },
    });
    const after = groupOf({
      m9: { topics: [0], instanceId: 'i2' },
      m2: { topics: [0] },
      m3: { topics: [0], instanceId: 'i1' },
    });
    const topics = topicsWith([5]);
    expect([...rangeAssignor.assign(before, topics)]).toEqual([
      ['m3', holding({ 0: [0, 1] })],
      ['m1', holding({ 0: [2, 3] })],
      ['m2', holding({ 0: [4] })],
    ]);
    expect(rangeAssignor.assign(after, topics).get('m9')).toEqual(holding({ 0: [2, 3] }));
  });

  it('leaves those without a partition where a topic has fewer partitions than subscribers', () => {
    const spec = groupOf({ a: { topics: [0] }, b: { topics: [0] } });
    expect(rangeAssignor.assign(spec, topicsWith([1])).get('b')).toEqual(new Map());
  });

  it('gives every partition to one subscriber, in runs whose lengths differ by one at most', () => {
    fc.assert(
      fc.property(histories('any'), (rounds) => {
        for (const { spec, topics, assignment } of play(rangeAssignor, rounds)) {
          const members = [...spec.members];
          const subscribed = new Set(members.flatMap(([, each]) => [...each.subscribedTopicIds]));
          const given = [...assignment.values()].flatMap(partitionsIn);
          expect(given.sort()).toEqual(allPartitions(subscribed, topics).sort());
          for (const id of subscribed) {
            const lengths = members
              .filter(([, each]) => each.subscribedTopicIds.has(id))
              .map(([memberId]) => assignment.get(memberId)?.get(id)?.length ?? 0);
            expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  it('has nothing to assign in an empty group, and refuses a topic that does not exist', () => {
    expect(rangeAssignor.assign(groupOf({}), topicsWith([3]))).toEqual(new Map());
    const spec = groupOf({ a: { topics: [7] } });
    expect(() => rangeAssignor.assign(spec, topicsWith([1]))).toThrow(topicId(7));
  });
});
