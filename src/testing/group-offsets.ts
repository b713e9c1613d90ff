// How far a group has come: what it has committed of each partition, or in a share group where it goes on.

import { ErrorCode } from '../base/error-code.ts';
import type { Services } from '../dispatch/services.ts';
import type { GroupType } from './described-group.ts';

export interface GroupOffset {
  readonly topic: string;
  readonly partition: number;
  /** In a share group, the start of what is not acknowledged yet. */
  readonly committed: number;
  /** Where a reader of committed records would stand if it had read everything. */
  readonly end: number;
  /** Records that are still to come; in a share group without those that were acknowledged out of order. */
  readonly lag: number;
}

/** @internal Of every partition for which the group has an offset. */
export function groupOffsets(
  services: Services,
  groupId: string,
  type: GroupType | null,
): Promise<GroupOffset[]> {
  return type === 'share' ? shareOffsets(services, groupId) : committedOffsets(services, groupId);
}

async function committedOffsets(services: Services, groupId: string): Promise<GroupOffset[]> {
  const asked = { groupId, memberId: null, memberEpoch: -1, topics: null };
  const { topics, errorCode = ErrorCode.NONE } = await services.groups.fetchOffsets(asked);
  if (errorCode !== ErrorCode.NONE) return [];
  return topics.flatMap(({ name: topic = '', partitions }) =>
    partitions.map(({ partitionIndex: partition, committedOffset: committed }) => {
      const end = endOf(services, topic, partition) ?? committed;
      return { topic, partition, committed, end, lag: Math.max(0, end - committed) };
    }),
  );
}

async function shareOffsets(services: Services, groupId: string): Promise<GroupOffset[]> {
  const { topics } = await services.shareGroups.describeOffsets({ groupId, topics: null });
  return topics.flatMap(({ topicName: topic, topicId, partitions }) =>
    partitions.flatMap(({ partitionIndex: partition, startOffset, lag = -1 }) => {
      // What is stored may be behind, or not begun; the partition knows, once somebody has read.
      const read = services.shares.get(groupId, { topicId, partition })?.records.startOffset;
      const committed = read ?? startOffset;
      if (committed < 0) return [];
      const end = endOf(services, topic, partition) ?? committed;
      return [{ topic, partition, committed, end, lag: lag < 0 ? end - committed : lag }];
    }),
  );
}

function endOf({ replicas }: Services, topic: string, partition: number): number | undefined {
  return replicas.partitionsOf(topic)[partition]?.lastStableOffset;
}
