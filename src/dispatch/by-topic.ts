// Partitions of an answer, put under their topics: each topic once, in the order in which it came first.

import type { Uuid } from '../base/uuid.ts';

export interface OfTopic<P> {
  readonly topicId: Uuid;
  readonly partitions: readonly P[];
}

export function byTopic<P extends { readonly topicId: Uuid }>(
  partitions: Iterable<P>,
): OfTopic<P>[] {
  const topics = new Map<Uuid, P[]>();
  for (const partition of partitions) {
    const known = topics.get(partition.topicId);
    if (known === undefined) topics.set(partition.topicId, [partition]);
    else known.push(partition);
  }
  return Array.from(topics, ([topicId, ofTopic]) => ({ topicId, partitions: ofTopic }));
}
