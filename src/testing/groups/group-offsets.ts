// How far a group has come: what it has committed of each partition, or in a share group where it goes on.

import { ErrorCode } from '../../base/error-code.ts';
import type { Services } from '../../dispatch/services.ts';
import type { ReadPositions } from '../read-positions.ts';
import type { DescribedGroup, GroupMember } from './described-group.ts';

export interface GroupOffset {
  readonly topic: string;
  readonly partition: number;
  /**
   * In a share group, the start of what is not acknowledged yet. -1 where nothing was committed of a partition that
   * holds records and that a member is assigned.
   */
  readonly committed: number;
  /** Where a reader of committed records would stand if it had read everything. */
  readonly end: number;
  /** Records that are still to come; in a share group without those that were acknowledged out of order. */
  readonly lag: number;
}

/** @internal Of every partition for which the group has an offset, or of which a member is to read something. */
export async function groupOffsets(
  services: Services,
  groupId: string,
  { type, members }: DescribedGroup,
  positions: ReadPositions,
): Promise<GroupOffset[]> {
  if (type === 'share') return shareOffsets(services, groupId);
  const committed = await committedOffsets(services, groupId);
  // What the members of a streams group are assigned is not partitions.
  if (type === 'streams') return committed;
  return [
    ...committed,
    ...unreadPartitions(services, uncommittedOf(members, committed), positions),
  ];
}

/** @internal Of every partition for which a group that is no share group has an offset. */
export async function committedOffsets(
  services: Services,
  groupId: string,
): Promise<GroupOffset[]> {
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

function unreadPartitions(
  { replicas }: Services,
  uncommitted: readonly Uncommitted[],
  positions: ReadPositions,
): GroupOffset[] {
  return uncommitted.flatMap(({ clientId, topic, partition }) => {
    const found = replicas.partitionsOf(topic)[partition];
    if (found === undefined) return [];
    // Who has begun behind a record is not going to read it. Of several groups with one client id it is not known
    // whose the reading is: the latest counts.
    const begun = positions.beginnings(clientId, topic, partition);
    const start = Math.max(found.logStartOffset, ...begun);
    return unread({ topic, partition, start, end: found.lastStableOffset });
  });
}

/** @internal A partition that a member is assigned. */
export interface Uncommitted {
  readonly clientId: string;
  readonly topic: string;
  readonly partition: number;
}

/** @internal The partitions that members are assigned and of which nothing was committed. */
export function uncommittedOf(
  members: readonly GroupMember[],
  committed: readonly GroupOffset[],
): Uncommitted[] {
  const known = new Set(committed.map(({ topic, partition }) => `${topic}-${partition}`));
  return members.flatMap(({ clientId, assignment }) =>
    Object.entries(assignment).flatMap(([topic, partitions]) =>
      partitions.flatMap((partition) =>
        known.has(`${topic}-${partition}`) ? [] : [{ clientId, topic, partition }],
      ),
    ),
  );
}

/** @internal What is still to be read of a partition of which nothing was committed: a first record on its way. */
export function unread(range: {
  readonly topic: string;
  readonly partition: number;
  readonly start: number;
  readonly end: number;
}): GroupOffset[] {
  const { topic, partition, start, end } = range;
  return end > start ? [{ topic, partition, committed: -1, end, lag: end - start }] : [];
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
