// The numbers are what Apache Kafka 4.3.1 computes for the same topics.

import { describe, expect, it } from 'vitest';
import type { Uuid } from '../../../../src/base/uuid.ts';
import { groupHash, topicHash } from '../../../../src/coordinator/group/modern/metadata-hash.ts';

const RACKS: readonly (readonly string[])[] = [['bü', 'a'], []];

const orders = {
  topicId: 'AAECAwQFBgcICQoLDA0ODw' as Uuid,
  name: 'orders',
  partitions: 2,
  racksOf: (partition: number) => RACKS[partition] ?? [],
};

describe('the hash of a topic', () => {
  it("is Apache Kafka's", () => {
    expect(topicHash(orders)).toBe(-16493404194009065n);
  });

  it('does not depend on the order of racks', () => {
    const other = {
      ...orders,
      racksOf: (partition: number) => RACKS[partition]?.toReversed() ?? [],
    };
    expect(topicHash(other)).toBe(topicHash(orders));
  });

  it.each([
    ['another id', { topicId: 'AAECAwQFBgcICQoLDA0OEA' as Uuid }],
    ['another name', { name: 'orderz' }],
    ['one partition more', { partitions: 3 }],
    ['other racks', { racksOf: () => [] }],
  ])('changes with %s', (_, change) => {
    expect(topicHash({ ...orders, ...change })).not.toBe(topicHash(orders));
  });
});

describe('the hash of a group', () => {
  it('is 0 without topics', () => {
    expect(groupHash(new Map())).toBe(0n);
  });

  it("is Apache Kafka's, in the order of the topics' names", () => {
    const hash = -4646943608980624969n;
    expect(
      groupHash(
        new Map([
          ['a', 5n],
          ['b', -7n],
        ]),
      ),
    ).toBe(hash);
    expect(
      groupHash(
        new Map([
          ['b', -7n],
          ['a', 5n],
        ]),
      ),
    ).toBe(hash);
  });
});
