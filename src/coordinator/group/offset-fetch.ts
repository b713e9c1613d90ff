// OffsetFetch for one group: the committed offsets of the asked partitions, or of all. A group that does
// not exist has none, and that is no error.

import { ErrorCode } from '../../base/error-code.ts';
import type { Uuid } from '../../base/uuid.ts';
import { ZERO_UUID } from '../../base/uuid.ts';
import type {
  OffsetFetchRequestGroup,
  OffsetFetchResponseGroupInput,
  OffsetFetchResponsePartitionsInput,
  OffsetFetchResponseTopicsInput,
} from '../../protocol/generated/offset-fetch.ts';
import type { GroupState } from './group-state.ts';
import type { CommittedOffset, GroupOffsets, TopicOffsets } from './offset-store.ts';

const NO_OFFSET = -1;

/** What the group has committed. Topics are found by name; ids only tell a recreated topic apart. */
export function fetchOffsets(
  state: GroupState,
  { groupId, topics }: OffsetFetchRequestGroup,
): OffsetFetchResponseGroupInput {
  const offsets = state.offsets.ofGroup(groupId);
  if (topics === null) return { groupId, topics: offsets === undefined ? [] : allOf(offsets) };
  return {
    groupId,
    topics: topics.map(({ name, topicId, partitionIndexes }) => ({
      name,
      topicId,
      partitions: partitionIndexes.map((index) =>
        answer(index, committedFor(offsets?.get(name)?.get(index), topicId)),
      ),
    })),
  };
}

function allOf(offsets: GroupOffsets): OffsetFetchResponseTopicsInput[] {
  return Array.from(offsets, ([name, partitions]) => ({
    name,
    topicId: topicIdOf(partitions),
    partitions: Array.from(partitions, ([index, committed]) => answer(index, committed)),
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
