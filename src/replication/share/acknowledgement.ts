// What a member says of the records that it has: accepted, released, rejected, not there (a gap), or that it
// needs more time. It begins a change of their states; a record that the member does not have refuses all.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import { DeliveryState } from '../../base/share-state.ts';
import type { InFlightBatch, Run } from './in-flight-batch.ts';
import type { DeliveryLimits, InFlightRecords } from './in-flight-records.ts';
import { begin, isHeld, stateAfterDelivery } from './in-flight-records.ts';
import type { StateChange } from './state-change.ts';

/** What is said of a record, as the protocol has it. */
export const AcknowledgeType = { GAP: 0, ACCEPT: 1, RELEASE: 2, REJECT: 3, RENEW: 4 } as const;

/** What is said of consecutive records, both ends included. */
export interface AcknowledgementBatch {
  readonly firstOffset: number;
  readonly lastOffset: number;
  /** One for all, or one for each. */
  readonly acknowledgeTypes: readonly number[];
}

export interface Acknowledgement extends DeliveryLimits {
  readonly memberId: string;
  readonly batches: readonly AcknowledgementBatch[];
  /** `share.renew.acknowledge.enable` */
  readonly isRenewEnabled: boolean;
  /** When a lock that is renewed ends (monotonic, milliseconds). */
  readonly lockedUntilMs: number;
}

/**
 * Begins the change; what was begun when this throws is the caller's to take back. Throws INVALID_RECORD_STATE,
 * INVALID_REQUEST.
 */
export function acknowledge(
  records: InFlightRecords,
  said: Acknowledgement,
  change: StateChange,
): void {
  for (const batch of said.batches) {
    // The log, or the group, has moved on: there is nothing left to say of them.
    if (batch.lastOffset < records.startOffset) continue;
    for (const met of batchesOf(records, batch)) {
      if (met.last >= records.startOffset) acknowledgeBatch(met, batch, { said, change, records });
    }
  }
}

interface Context {
  readonly said: Acknowledgement;
  readonly change: StateChange;
  readonly records: InFlightRecords;
}

/** The batches in flight that are spoken of. */
function batchesOf(
  records: InFlightRecords,
  { firstOffset, lastOffset }: AcknowledgementBatch,
): InFlightBatch[] {
  const met = records.meeting(firstOffset, lastOffset);
  const hasMovedOn = firstOffset < records.startOffset;
  if (records.floor(firstOffset) === undefined && !(hasMovedOn && met.length > 0)) {
    throw refusal('none of these records was acquired');
  }
  const last = met.at(-1);
  if (last === undefined || last.last < lastOffset) {
    throw new KafkaError(ErrorCode.INVALID_REQUEST, 'The last of these offsets was not acquired.');
  }
  return met;
}

function acknowledgeBatch(
  met: InFlightBatch,
  batch: AcknowledgementBatch,
  { said, change, records }: Context,
): void {
  const { firstOffset, lastOffset, acknowledgeTypes } = batch;
  if (!met.isSplit) requireHeld(met.whole, said);
  const from = Math.max(met.first, firstOffset, records.startOffset);
  const to = Math.min(met.last, lastOffset);
  if (acknowledgeTypes.length === 1) {
    acknowledgeRuns(met, { from, to, type: acknowledgeTypes[0] ?? 0 }, said, change);
    return;
  }
  met.isSplit = true;
  for (let first = from; first <= to; ) {
    const type = acknowledgeTypes[first - firstOffset] ?? AcknowledgeType.GAP;
    let last = first;
    while (last < to && acknowledgeTypes[last + 1 - firstOffset] === type) last += 1;
    acknowledgeRuns(met, { from: first, to: last, type }, said, change);
    first = last + 1;
  }
}

function acknowledgeRuns(
  met: InFlightBatch,
  { from, to, type }: { readonly from: number; readonly to: number; readonly type: number },
  said: Acknowledgement,
  change: StateChange,
): void {
  if (from > met.first || to < met.last) met.isSplit = true;
  for (const run of met.within(from, to)) {
    requireHeld(run, said);
    if (type === AcknowledgeType.RENEW) renew(run, said);
    else begin(run, stateOf(run, type, said), change);
  }
}

function stateOf(run: Run, type: number, limits: DeliveryLimits): DeliveryState {
  switch (type) {
    case AcknowledgeType.ACCEPT:
      return DeliveryState.ACKNOWLEDGED;
    case AcknowledgeType.RELEASE:
      return stateAfterDelivery(run, limits);
    case AcknowledgeType.REJECT:
    case AcknowledgeType.GAP:
      return DeliveryState.ARCHIVED;
    default:
      throw new KafkaError(ErrorCode.INVALID_REQUEST, `There is no acknowledgement ${type}.`);
  }
}

function renew(run: Run, { isRenewEnabled, lockedUntilMs }: Acknowledgement): void {
  if (!isRenewEnabled) throw refusal('the group does not allow locks to be renewed');
  run.lockedUntilMs = lockedUntilMs;
}

function requireHeld(run: Run, { memberId }: Acknowledgement): void {
  if (!isHeld(run)) throw refusal('a record is not acquired');
  if (run.memberId !== memberId) throw refusal('another member has a record');
}

function refusal(reason: string): KafkaError {
  return new KafkaError(
    ErrorCode.INVALID_RECORD_STATE,
    `The acknowledgement is refused: ${reason}.`,
  );
}
