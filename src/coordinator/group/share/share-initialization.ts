// What the share coordinator answered about partitions that were to get a state.

import { ErrorCode } from '../../../base/error-code.ts';
import type { ShareStateVerdict } from '../../../base/share-persister.ts';
import type { TopicIdPartition } from '../../../base/share-state.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { Outcome } from '../../runtime/coordinator-shard.ts';
import type { GroupState } from '../group-state.ts';
import { ShareGroup } from './share-group.ts';
import { statePartitionsRecord } from './share-group-records.ts';
import type { NamedPartitionsById, PartitionsById } from './state-partitions.ts';
import { endInitializing } from './state-partitions.ts';

/**
 * Notes what has a state now. What failed is no longer initializing, so that the next heartbeat tries again. A
 * group that went meanwhile stays gone.
 */
export function noteInitialized(
  state: GroupState,
  groupId: string,
  partitions: readonly TopicIdPartition[],
  verdicts: readonly ShareStateVerdict[],
): Outcome<undefined> {
  const group = state.groups.get(groupId);
  if (!(group instanceof ShareGroup)) return { records: [], response: undefined };
  const isDone = (_: unknown, at: number) => verdicts[at]?.errorCode === ErrorCode.NONE;
  const done = byTopic(partitions.filter(isDone));
  const failed = byTopic(partitions.filter((_, at) => !isDone(_, at)));
  const after = endInitializing(group.statePartitions, done, failed);
  return { records: [statePartitionsRecord(groupId, after)], response: undefined };
}

/** Each partition of each topic. */
export function eachPartition(topics: NamedPartitionsById): TopicIdPartition[] {
  return [...topics].flatMap(([topicId, { partitions }]) =>
    Array.from(partitions, (partition) => ({ topicId, partition })),
  );
}

function byTopic(partitions: readonly TopicIdPartition[]): PartitionsById {
  const topics = new Map<Uuid, Set<number>>();
  for (const { topicId, partition } of partitions) {
    const known = topics.get(topicId);
    if (known === undefined) topics.set(topicId, new Set([partition]));
    else known.add(partition);
  }
  return topics;
}
