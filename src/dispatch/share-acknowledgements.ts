// Acknowledgements of a member of a share group, as ShareAcknowledge brings them and ShareFetch carries them
// along: checked partition by partition, then handed to the share partitions, each of which answers by itself.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import type { KafkaError } from '../base/kafka-error.ts';
import type { Uuid } from '../base/uuid.ts';
import type { AcknowledgementBatch } from '../replication/share/acknowledgement.ts';
import { AcknowledgeType } from '../replication/share/acknowledgement.ts';
import type { HandlerContext } from './handler.ts';

/** Who acknowledges. */
export interface Acknowledger {
  readonly groupId: string;
  readonly memberId: string;
  /** Whether the request says that it renews locks; no other may (KIP-1222). */
  readonly isRenewAck: boolean;
}

interface AcknowledgedTopic {
  readonly topicId: Uuid;
  readonly partitions: readonly {
    readonly partitionIndex: number;
    readonly acknowledgementBatches: readonly AcknowledgementBatch[];
  }[];
}

/** What a partition answers. */
export interface Acknowledged {
  readonly topicId: Uuid;
  readonly partitionIndex: number;
  readonly errorCode: ErrorCode;
  /** For a person; null when there is none. */
  readonly errorMessage: string | null;
}

/** The first version that knows how to renew. */
const RENEW_VERSION = 2;

/** Acknowledges in all these partitions; the answers stand in the order of the request. */
export function acknowledgeAll(
  context: HandlerContext,
  who: Acknowledger,
  topics: readonly AcknowledgedTopic[],
): Answer<Acknowledged[]> {
  const answers = topics.flatMap(({ topicId, partitions }) =>
    partitions.map(({ partitionIndex, acknowledgementBatches: batches }): Answer<Acknowledged> => {
      const place = { topicId, partitionIndex };
      const refusal = refusalOf(context, who, { ...place, batches });
      const isSettled = refusal !== ErrorCode.NONE || batches.length === 0;
      if (isSettled) return { ...place, errorCode: refusal, errorMessage: null };
      return acknowledgeIn(context, who, { ...place, batches });
    }),
  );
  return answers.some((answer) => answer instanceof Promise)
    ? Promise.all(answers)
    : (answers as Acknowledged[]);
}

interface AcknowledgedPartition {
  readonly topicId: Uuid;
  readonly partitionIndex: number;
  readonly batches: readonly AcknowledgementBatch[];
}

function acknowledgeIn(
  { shares }: HandlerContext,
  { groupId, memberId }: Acknowledger,
  { topicId, partitionIndex, batches }: AcknowledgedPartition,
): Answer<Acknowledged> {
  const share = shares.get(groupId, { topicId, partition: partitionIndex });
  if (share === undefined) {
    const errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    const errorMessage = 'The group has fetched nothing of this partition here.';
    return { topicId, partitionIndex, errorCode, errorMessage };
  }
  return whenAnswered<KafkaError | null, Acknowledged>(
    shares.acknowledge(share, memberId, batches),
    (failure) => ({
      topicId,
      partitionIndex,
      errorCode: failure?.code ?? ErrorCode.NONE,
      errorMessage: failure?.message ?? null,
    }),
  );
}

function refusalOf(
  { metadata, apiVersion }: HandlerContext,
  { isRenewAck }: Acknowledger,
  { topicId, partitionIndex, batches }: AcknowledgedPartition,
): ErrorCode {
  const topic = metadata.topicById(topicId);
  if (topic === undefined) return ErrorCode.UNKNOWN_TOPIC_ID;
  const lastType = apiVersion >= RENEW_VERSION ? AcknowledgeType.RENEW : AcknowledgeType.REJECT;
  let previousEnd = -1;
  for (const batch of batches) {
    if (batch.firstOffset < previousEnd || !isWellFormed(batch, lastType)) {
      return ErrorCode.INVALID_REQUEST;
    }
    if (!isRenewAck && batch.acknowledgeTypes.includes(AcknowledgeType.RENEW)) {
      return ErrorCode.INVALID_REQUEST;
    }
    previousEnd = batch.lastOffset;
  }
  const isKnown = topic.partitions[partitionIndex] !== undefined;
  return isKnown ? ErrorCode.NONE : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
}

function isWellFormed(
  { firstOffset, lastOffset, acknowledgeTypes }: AcknowledgementBatch,
  lastType: number,
): boolean {
  const { length } = acknowledgeTypes;
  const isOneForEach = length === lastOffset - firstOffset + 1;
  if (firstOffset > lastOffset || !(length === 1 || (length > 1 && isOneForEach))) return false;
  return acknowledgeTypes.every((type) => type >= AcknowledgeType.GAP && type <= lastType);
}
