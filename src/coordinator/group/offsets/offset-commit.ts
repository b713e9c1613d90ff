// OffsetCommit: members of the current generation commit, and anyone while the group is empty (simple
// consumers, tools). Topics arrive with name and id resolved; which ones exist is the handler's to say.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type {
  OffsetCommitRequest,
  OffsetCommitResponseInput,
} from '../../../protocol/generated/offset-commit.ts';
import type { Outcome } from '../../runtime/coordinator-shard.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { OffsetCommitter } from '../group-kind.ts';
import { kindOf } from '../group-kinds.ts';
import type { GroupState } from '../group-state.ts';
import type { GroupRequestContext } from '../request-context.ts';
import { NO_EXPIRY } from './committed-offset.ts';
import { offsetRecord } from './offset-records.ts';

/** The first version that says GROUP_ID_NOT_FOUND of a group that does not exist (KIP-848). */
const GROUP_ID_NOT_FOUND_VERSION = 9;

/** `retention_time_ms` of v2 to v4 when the client leaves it to the broker. */
const BROKER_RETENTION = -1;

type Topic = OffsetCommitRequest['topics'][number];
type Partition = Topic['partitions'][number];

/** Stores the offsets in one batch; oversized metadata fails its partition only. Throws KafkaError. */
export function commitOffsets(
  state: GroupState,
  context: GroupRequestContext,
  request: OffsetCommitRequest,
): Outcome<OffsetCommitResponseInput> {
  const group = state.groups.get(request.groupId);
  if (group === undefined) validateWithoutGroup(context, request);
  const admit = group && kindOf(group).admitCommit(state, group, committerOf(context, request));

  const records: CoordinatorRecord[] = [];
  const topics = request.topics.map((topic) => ({
    name: topic.name,
    topicId: topic.topicId,
    partitions: topic.partitions.map((partition) => {
      const isTooLarge =
        (partition.committedMetadata?.length ?? 0) > state.config.offsetMetadataMaxBytes;
      if (!isTooLarge) {
        admit?.(topic.topicId, partition.partitionIndex);
        records.push(recordOf(state, request, topic, partition));
      }
      const errorCode = isTooLarge ? ErrorCode.OFFSET_METADATA_TOO_LARGE : ErrorCode.NONE;
      return { partitionIndex: partition.partitionIndex, errorCode };
    }),
  }));
  return { records, response: { topics } };
}

function validateWithoutGroup(
  { apiVersion }: GroupRequestContext,
  request: OffsetCommitRequest,
): void {
  if (request.generationIdOrMemberEpoch < 0) return;
  const isNew = apiVersion >= GROUP_ID_NOT_FOUND_VERSION;
  throw new KafkaError(isNew ? ErrorCode.GROUP_ID_NOT_FOUND : ErrorCode.ILLEGAL_GENERATION);
}

function committerOf(
  { apiVersion }: GroupRequestContext,
  { memberId, groupInstanceId, generationIdOrMemberEpoch }: OffsetCommitRequest,
): OffsetCommitter {
  return {
    memberId,
    instanceId: groupInstanceId,
    epoch: generationIdOrMemberEpoch,
    apiVersion,
    isTransactional: false,
  };
}

function recordOf(
  state: GroupState,
  { groupId, retentionTimeMs }: OffsetCommitRequest,
  { name, topicId }: Topic,
  partition: Partition,
): CoordinatorRecord {
  const nowMs = state.clock.wallMs();
  return offsetRecord(groupId, name, partition.partitionIndex, {
    offset: partition.committedOffset,
    leaderEpoch: partition.committedLeaderEpoch,
    metadata: partition.committedMetadata ?? '',
    commitTimestampMs: nowMs,
    expireTimestampMs: retentionTimeMs === BROKER_RETENTION ? NO_EXPIRY : nowMs + retentionTimeMs,
    topicId,
  });
}
