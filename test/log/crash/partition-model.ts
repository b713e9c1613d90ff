// What one partition must hold after a crash, kept beside the real log: the batches it was given, in order,
// how far they are known to be on the device, and what is under way at this moment.

import { crc32c } from '../../../src/base/crc32c.ts';
import type { Uuid } from '../../../src/base/uuid.ts';
import type { PartitionLog } from '../../../src/log/partition-log.ts';
import { BatchField, RecordBatch } from '../../../src/record/record-batch.ts';

/** A batch as the model remembers it: enough to know it again, and to derive producers from it. */
export interface ModelBatch {
  readonly baseOffset: number;
  readonly nextOffset: number;
  readonly epoch: number;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly lastSequence: number;
  readonly isTransactional: boolean;
  readonly marker: 'ABORT' | 'COMMIT' | null;
  /** Tells it from every other batch. */
  readonly signature: string;
}

export interface PartitionModel {
  readonly topic: string;
  readonly index: number;
  readonly topicId: Uuid;
  log: PartitionLog;
  /** The topic is deleted: whoever makes it again must find nothing. */
  readonly isDeleted: boolean;
  /** Everything that was appended and not cut off, from the first record on, deleted or not. */
  batches: ModelBatch[];
  /** What was there before the cut that is under way; null: none is. */
  uncut: readonly ModelBatch[] | null;
  /** The buffer of the append that is under way, with its place once it has one. */
  appending: { readonly bytes: Buffer; readonly marker: ModelBatch['marker'] } | null;
  /** Whoever was told that a record is on the device was told so of those before this offset. */
  promisedTo: number;
  /** The log may start anywhere up to this offset. */
  startOffset: number;
}

export function modelBatchOf(bytes: Buffer, marker: ModelBatch['marker']): ModelBatch {
  const batch = new RecordBatch(bytes);
  return {
    baseOffset: batch.baseOffset,
    nextOffset: batch.nextOffset,
    epoch: batch.partitionLeaderEpoch,
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    lastSequence: batch.lastSequence,
    isTransactional: batch.isTransactional,
    marker,
    signature: signatureOf(batch),
  };
}

export function signatureOf(batch: RecordBatch): string {
  const { baseOffset, lastOffset, partitionLeaderEpoch } = batch;
  // Of the bytes that are there, not what the header says of them.
  const crc = crc32c(batch.frame.subarray(BatchField.ATTRIBUTES));
  return `${baseOffset}-${lastOffset} epoch ${partitionLeaderEpoch} crc ${crc.toString(16)}`;
}

/** The batches that the log may hold if the power fails now: those before a cut, or those now. */
export function timelines(model: PartitionModel): readonly (readonly ModelBatch[])[] {
  const { batches, appending, uncut } = model;
  const end = batches.at(-1)?.nextOffset;
  const added = appending ? modelBatchOf(appending.bytes, appending.marker) : null;
  const current =
    added && (end === undefined || added.baseOffset === end) ? [...batches, added] : batches;
  return uncut ? [current, uncut] : [current];
}

/** Offsets before it must survive. */
export function durableTo(model: PartitionModel): number {
  if (model.uncut || model.isDeleted) return 0;
  return Math.max(model.promisedTo, model.log.recoveryPoint);
}
