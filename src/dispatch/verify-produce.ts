// Before records of a transaction are appended, its coordinator is asked whether their partitions are part
// of it, or told to make them so (KIP-890): otherwise a delayed Produce could begin a transaction that
// nobody would ever end. Where the transaction is open in the partition already, nobody need be asked.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import { ErrorCode, errorName } from '../base/error-code.ts';
import { KafkaError, toErrorCode } from '../base/kafka-error.ts';
import type { ClaimVerdict } from '../coordinator/transaction/append-claim.ts';
import type { Partition, TransactionTerms } from '../replication/partition.ts';
import { NOT_VERIFIED, VERIFICATION_OFF } from '../replication/partition.ts';
import type { HandlerContext } from './handler.ts';

/** The first version whose clients know TRANSACTION_ABORTABLE. */
const ABORTABLE_VERSION = 11;
/** The first version that adds partitions by itself. */
const ADDING_VERSION = 12;

/** A transactional batch and where it is to go. */
export interface TransactionalBatch {
  readonly partition: Partition;
  readonly batch: {
    readonly producerId: number;
    readonly producerEpoch: number;
    readonly baseSequence: number;
  };
}

type Guard = NonNullable<TransactionTerms['guard']>;

/** Why a partition's records may not be appended. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string | null;
}

/** With what a partition's records are to be appended, or why they are not. */
export type Verification = TransactionTerms | Refusal;

export type Verifications = (partition: Partition) => Verification;

/** Nothing is part of a transaction. */
export const NOTHING_VERIFIED: Verifications = () => NOT_VERIFIED;

export function isRefusal(verification: Verification): verification is Refusal {
  return 'code' in verification;
}

/**
 * Verifies the transactional batches of one request. Throws INVALID_PRODUCER_ID_MAPPING when they are of
 * several producers. At once where nobody has to be waited for: the records are still valid then.
 */
export function verifyProduce(
  context: HandlerContext,
  transactionalId: string,
  batches: readonly TransactionalBatch[],
): Answer<Verifications> {
  const [first] = batches;
  if (first === undefined) return NOTHING_VERIFIED;
  const { producerId, producerEpoch } = first.batch;
  const isOfOne = ({ batch }: TransactionalBatch) =>
    batch.producerId === producerId && batch.producerEpoch === producerEpoch;
  if (!batches.every(isOfOne)) throw new KafkaError(ErrorCode.INVALID_PRODUCER_ID_MAPPING);

  const { apiVersion, transactions } = context;
  const { isVerificationEnabled } = transactions;
  const addsPartitions = apiVersion >= ADDING_VERSION;
  if (!addsPartitions && !isVerificationEnabled) return () => VERIFICATION_OFF;
  const started = startAll(batches, addsPartitions);
  if (started.guards.size === 0) return started.settled;
  const verdict = transactions.claim({
    transactionalId,
    producerId,
    producerEpoch,
    partitions: byTopic(started.guards.keys()),
    addsPartitions,
    knowsAbortable: apiVersion >= ABORTABLE_VERSION,
    waits: addsPartitions,
  });
  return whenAnswered<ClaimVerdict, Verifications>(verdict, (codeFor) => (partition) => {
    const guard = started.guards.get(partition);
    if (guard === undefined) return started.settled(partition);
    const code = codeFor(partition.topic, partition.index);
    if (code !== ErrorCode.NONE) return refusalFor(code, addsPartitions);
    return isVerificationEnabled ? { guard } : VERIFICATION_OFF;
  });
}

interface Started {
  /** Of the partitions that the coordinator has to be asked about. */
  readonly guards: ReadonlyMap<Partition, Guard>;
  /** Of the others. */
  readonly settled: Verifications;
}

function startAll(batches: readonly TransactionalBatch[], addsPartition: boolean): Started {
  const guards = new Map<Partition, Guard>();
  const refusals = new Map<Partition, Refusal>();
  for (const { partition, batch } of batches) {
    const { producerId, producerEpoch, baseSequence: sequence } = batch;
    try {
      const claim = { producerId, producerEpoch, sequence, addsPartition };
      const guard = partition.startVerification(claim);
      if (guard !== null) guards.set(partition, guard);
    } catch (error) {
      refusals.set(partition, refusalFor(toErrorCode(error), addsPartition));
    }
  }
  return { guards, settled: (partition) => refusals.get(partition) ?? NOT_VERIFIED };
}

function byTopic(partitions: Iterable<Partition>): Map<string, Set<number>> {
  const topics = new Map<string, Set<number>>();
  for (const { topic, index } of partitions) {
    topics.set(topic, (topics.get(topic) ?? new Set()).add(index));
  }
  return topics;
}

/** What a producer can retry by itself, and what older ones know. */
function refusalFor(code: ErrorCode, addsPartitions: boolean): Refusal {
  switch (code) {
    case ErrorCode.INVALID_TXN_STATE:
      return { code, message: 'Partition was not added to the transaction' };
    case ErrorCode.CONCURRENT_TRANSACTIONS:
      return addsPartitions ? { code, message: null } : notNow(code);
    case ErrorCode.NETWORK_EXCEPTION:
    case ErrorCode.COORDINATOR_LOAD_IN_PROGRESS:
    case ErrorCode.COORDINATOR_NOT_AVAILABLE:
    case ErrorCode.NOT_COORDINATOR:
      return notNow(code);
    default:
      return { code, message: null };
  }
}

function notNow(underlying: ErrorCode): Refusal {
  const message = `Unable to verify the partition has been added to the transaction. Underlying error: ${errorName(underlying)}`;
  return { code: ErrorCode.NOT_ENOUGH_REPLICAS, message };
}
