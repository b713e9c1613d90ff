// Who reads which partitions in a group, as Kafka's range assignor decides it: of each topic every member gets
// neighbouring partitions, the first members one more where they cannot be shared out evenly.

export interface Subscriber {
  readonly memberId: string;
  readonly topics: readonly string[];
}

/** Partitions by topic. */
export type Partitions = ReadonlyMap<string, readonly number[]>;

/** The partitions of each member, given how many each topic has. */
export function assignRanges(
  subscribers: readonly Subscriber[],
  partitionCounts: ReadonlyMap<string, number>,
): Map<string, Map<string, number[]>> {
  const assigned = new Map<string, Map<string, number[]>>();
  for (const { memberId } of subscribers) assigned.set(memberId, new Map());
  const sorted = [...subscribers].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  for (const [topic, count] of partitionCounts) {
    const readers = sorted.filter(({ topics }) => topics.includes(topic));
    let next = 0;
    for (const [at, { memberId }] of readers.entries()) {
      const share = Math.floor(count / readers.length) + (at < count % readers.length ? 1 : 0);
      const partitions = Array.from({ length: share }, (_, index) => next + index);
      next += share;
      if (share > 0) assigned.get(memberId)?.set(topic, partitions);
    }
  }
  return assigned;
}
