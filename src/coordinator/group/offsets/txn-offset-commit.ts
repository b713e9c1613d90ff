// TxnOffsetCommit: offsets that are part of a producer's transaction (KIP-98). A member of the current
// generation commits, or whoever does not say that it is one (KIP-447). They are pending until the marker.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { Uuid } from '../../../base/uuid.ts';
import { ZERO_UUID } from '../../../base/uuid.ts';
import type {
  TxnOffsetCommitRequest,
  TxnOffsetCommitResponseInput,
} from '../../../protocol/generated/txn-offset-commit.ts';
import type { Outcome } from '../../runtime/coordinator-shard.ts';
import type { CoordinatorRecord, TransactionalProducer } from '../../runtime/partition-writer.ts';
import type { OffsetCommitter } from '../group-kind.ts';
import { kindOf } from '../group-kinds.ts';
import type { GroupState } from '../group-state.ts';
import type { GroupRequestContext } from '../request-context.ts';
import { NO_EXPIRY } from './committed-offset.ts';
import { offsetRecord } from './offset-records.ts';

type Partition = TxnOffsetCommitRequest['topics'][number]['partitions'][number];

/** Stores the offsets in one batch; oversized metadata fails its partition only. Throws KafkaError. */
export function commitTransactionalOffsets(
  state: GroupState,
  context: Pick<GroupRequestContext, 'apiVersion'>,
  request: TxnOffsetCommitRequest,
  producer: TransactionalProducer,
): Outcome<TxnOffsetCommitResponseInput> {
  const { groupId } = request;
  const group = state.groups.get(groupId);
  if (group === undefined && request.generationId >= 0) {
    throw new KafkaError(ErrorCode.ILLEGAL_GENERATION);
  }
  const admit = group && kindOf(group).admitCommit(state, group, committerOf(context, request));

  const records: CoordinatorRecord[] = [];
  const topics = request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((partition) => {
      const { partitionIndex, committedMetadata } = partition;
      const isTooLarge = (committedMetadata?.length ?? 0) > state.config.offsetMetadataMaxBytes;
      if (!isTooLarge) {
        if (admit !== undefined) admit(requireTopicId(state, name), partitionIndex);
        records.push(recordOf(state, groupId, name, partition));
      }
      const errorCode = isTooLarge ? ErrorCode.OFFSET_METADATA_TOO_LARGE : ErrorCode.NONE;
      return { partitionIndex, errorCode };
    }),
  }));
  return { records, producer, response: { throttleTimeMs: 0, topics } };
}

/** What is not there cannot have been assigned. */
function requireTopicId({ topics }: GroupState, name: string): Uuid {
  const topic = topics.byName(name);
  if (topic === undefined) throw new KafkaError(ErrorCode.ILLEGAL_GENERATION);
  return topic.topicId;
}

function committerOf(
  { apiVersion }: Pick<GroupRequestContext, 'apiVersion'>,
  { memberId, groupInstanceId, generationId }: TxnOffsetCommitRequest,
): OffsetCommitter {
  return {
    memberId,
    instanceId: groupInstanceId,
    epoch: generationId,
    apiVersion,
    isTransactional: true,
  };
}

function recordOf(
  { clock }: GroupState,
  groupId: string,
  topic: string,
  partition: Partition,
): CoordinatorRecord {
  return offsetRecord(groupId, topic, partition.partitionIndex, {
    offset: partition.committedOffset,
    leaderEpoch: partition.committedLeaderEpoch,
    metadata: partition.committedMetadata ?? '',
    commitTimestampMs: clock.wallMs(),
    expireTimestampMs: NO_EXPIRY,
    topicId: ZERO_UUID,
  });
}
