// The answer of a request whose partitions are refused one by one, before those that are left go to a
// service: Apache Kafka tells the refusals first, and joins what belongs to one topic.

interface Topic {
  readonly partitions: readonly unknown[];
}

/** Refusals, then answers; topics with the same key become one as soon as anything was refused. */
export function joinTopics<T extends Topic>(
  refused: readonly T[],
  answered: readonly T[],
  keyOf: (topic: T) => unknown,
): readonly T[] {
  if (refused.length === 0) return answered;
  const joined = new Map<unknown, T>();
  for (const topic of [...refused, ...answered]) {
    const key = keyOf(topic);
    const known = joined.get(key);
    const partitions = [...(known?.partitions ?? []), ...topic.partitions];
    joined.set(key, { ...topic, partitions });
  }
  return [...joined.values()];
}

/** A request's partitions, those that exist apart from those that do not. */
export interface SplitPartitions<P> {
  readonly existing: readonly P[];
  readonly missing: readonly P[];
}

export function splitPartitions<P>(
  partitions: readonly P[],
  exists: (partition: P) => boolean,
): SplitPartitions<P> {
  if (partitions.every(exists)) return { existing: partitions, missing: [] };
  return {
    existing: partitions.filter(exists),
    missing: partitions.filter((partition) => !exists(partition)),
  };
}
