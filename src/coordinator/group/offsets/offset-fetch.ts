// OffsetFetch for one group: the committed offsets of the asked partitions, or of all. A group that does
// not exist has none, and that is no error.

import { ErrorCode } from '../../../base/error-code.ts';
import type { Uuid } from '../../../base/uuid.ts';
import { ZERO_UUID } from '../../../base/uuid.ts';
import type {
  OffsetFetchRequestGroup,
  OffsetFetchResponseGroupInput,
  OffsetFetchResponsePartitionsInput,
  OffsetFetchResponseTopicsInput,
} from '../../../protocol/generated/offset-fetch.ts';
import { kindOf } from '../group-kinds.ts';
import type { GroupState } from '../group-state.ts';
import type { CommittedOffset, GroupOffsets, TopicOffsets } from './committed-offset.ts';

const NO_OFFSET = -1;

/** Whether a partition's offset may still be replaced by a transaction that is not over. */
type IsUnstable = (topic: string, partition: number) => boolean;

/**
 * What the group has committed. Topics are found by name; ids only tell a recreated topic apart. With
 * `requireStable` an offset that an open transaction may replace is not told (KIP-447).
 */
export function fetchOffsets(
  state: GroupState,
  { groupId, memberId, memberEpoch, topics }: OffsetFetchRequestGroup,
  requireStable: boolean,
): OffsetFetchResponseGroupInput {
  const group = state.groups.get(groupId);
  if (group !== undefined) kindOf(group).admitFetch(state, group, { memberId, memberEpoch });
  const offsets = state.offsets.ofGroup(groupId);
  const isUnstable: IsUnstable = (topic, partition) =>
    requireStable && state.pendingOffsets.has(groupId, topic, partition);
  if (topics === null) {
    return { groupId, topics: offsets === undefined ? [] : allOf(offsets, isUnstable) };
  }
  return {
    groupId,
    topics: topics.map(({ name, topicId, partitionIndexes }) => ({
      name,
      topicId,
      partitions: partitionIndexes.map((index) =>
        isUnstable(name, index)
          ? unstable(index)
          : answer(index, committedFor(offsets?.get(name)?.get(index), topicId)),
      ),
    })),
  };
}

function allOf(offsets: GroupOffsets, isUnstable: IsUnstable): OffsetFetchResponseTopicsInput[] {
  return Array.from(offsets, ([name, partitions]) => ({
    name,
    topicId: topicIdOf(partitions),
    partitions: Array.from(partitions, ([index, committed]) =>
      isUnstable(name, index) ? unstable(index) : answer(index, committed),
    ),
  }));
}

function topicIdOf(partitions: TopicOffsets): Uuid {
  const [first] = partitions.values();
  return first?.topicId ?? ZERO_UUID;
}

function committedFor(
  committed: CommittedOffset | undefined,
  asked: Uuid,
): CommittedOffset | undefined {
  if (committed === undefined || asked === ZERO_UUID) return committed;
  const isOfOther = committed.topicId !== ZERO_UUID && committed.topicId !== asked;
  return isOfOther ? undefined : committed;
}

function answer(
  partitionIndex: number,
  committed: CommittedOffset | undefined,
): OffsetFetchResponsePartitionsInput {
  return {
    partitionIndex,
    committedOffset: committed?.offset ?? NO_OFFSET,
    committedLeaderEpoch: committed?.leaderEpoch ?? -1,
    metadata: committed?.metadata ?? '',
    errorCode: ErrorCode.NONE,
  };
}

function unstable(partitionIndex: number): OffsetFetchResponsePartitionsInput {
  const errorCode = ErrorCode.UNSTABLE_OFFSET_COMMIT;
  return { ...answer(partitionIndex, undefined), errorCode };
}
