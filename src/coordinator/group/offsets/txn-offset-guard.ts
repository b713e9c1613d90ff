// Before offsets are committed in a transaction, its coordinator is asked whether the group's partition of
// `__consumer_offsets` is part of it (KIP-890), or told to make it so (TxnOffsetCommit v5).

import type { Answer } from '../../../base/answer.ts';
import { whenAnswered } from '../../../base/answer.ts';
import { ErrorCode } from '../../../base/error-code.ts';
import { CONSUMER_OFFSETS_TOPIC } from '../../../base/internal-topics.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { TxnOffsetCommitRequest } from '../../../protocol/generated/txn-offset-commit.ts';
import { toCoordinatorError } from '../../runtime/coordinator-errors.ts';
import type { PartitionWriter, TransactionalProducer } from '../../runtime/partition-writer.ts';
import type { AppendClaims } from '../../transaction/append-claim.ts';

/** The first version whose clients know TRANSACTION_ABORTABLE. */
const ABORTABLE_VERSION = 4;
/** The first version that adds the partition by itself. */
const ADDING_VERSION = 5;

export class TxnOffsetGuard {
  private readonly writer: PartitionWriter;
  private readonly claims: AppendClaims;

  constructor(writer: PartitionWriter, claims: AppendClaims) {
    this.writer = writer;
    this.claims = claims;
  }

  /** The producer with what lets it append. Throws or rejects with KafkaError when it may not. */
  obtain(
    partition: number,
    apiVersion: number,
    request: TxnOffsetCommitRequest,
  ): Answer<TransactionalProducer> {
    const { transactionalId, producerId, producerEpoch } = request;
    const addsPartitions = apiVersion >= ADDING_VERSION;
    const { isVerificationEnabled } = this.claims;
    const producer = { producerId, producerEpoch, guard: undefined };
    if (!addsPartitions && !isVerificationEnabled) return producer;
    const guard = this.start(partition, {
      producerId,
      producerEpoch,
      addsPartition: addsPartitions,
    });
    if (guard === null) return { ...producer, guard };
    const verdict = this.claims.claim({
      transactionalId,
      producerId,
      producerEpoch,
      partitions: new Map([[CONSUMER_OFFSETS_TOPIC, new Set([partition])]]),
      addsPartitions,
      knowsAbortable: apiVersion >= ABORTABLE_VERSION,
      waits: false,
    });
    return whenAnswered(verdict, (codeFor) => {
      const code = codeFor(CONSUMER_OFFSETS_TOPIC, partition);
      if (code !== ErrorCode.NONE) throw new KafkaError(code);
      return { ...producer, guard: isVerificationEnabled ? guard : undefined };
    });
  }

  private start(
    partition: number,
    claim: Parameters<PartitionWriter['startVerification']>[1],
  ): object | null {
    try {
      return this.writer.startVerification(partition, claim);
    } catch (error) {
      throw error instanceof KafkaError ? toCoordinatorError(error) : error;
    }
  }
}
