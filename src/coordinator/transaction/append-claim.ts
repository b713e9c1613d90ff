// What Produce and TxnOffsetCommit ask the transaction coordinator before they append in a transaction.

import type { Answer } from '../../base/answer.ts';
import type { ErrorCode } from '../../base/error-code.ts';
import type { PartitionsRequest } from './add-partitions.ts';

export interface AppendClaim extends PartitionsRequest {
  /** True: the partitions join the transaction by this (transactions v2). False: they must have joined. */
  readonly addsPartitions: boolean;
  /** Whether the client knows TRANSACTION_ABORTABLE; one that does not is told INVALID_TXN_STATE. */
  readonly knowsAbortable: boolean;
  /** Whether it is worth waiting a moment for the transaction before to be completed. */
  readonly waits: boolean;
}

/** What is wrong with a partition of a claim; NONE: nothing. */
export type ClaimVerdict = (topic: string, partition: number) => ErrorCode;

export interface AppendClaims {
  /** Whether claims that add nothing are to be made at all (`transaction.partition.verification.enable`). */
  readonly isVerificationEnabled: boolean;
  claim(claim: AppendClaim): Answer<ClaimVerdict>;
}
