// Looks at one batch by itself: its header, its records one after the other, and in the log of an internal
// topic whether they can be decoded. A batch that the broker wrote or accepted breaks none of these rules.

import { KafkaError } from '../../base/kafka-error.ts';
import { decompress, isKnownCompression } from '../../record/compression.ts';
import type { LogRecord } from '../../record/record.ts';
import { RecordCursor, recordsOf } from '../../record/record.ts';
import type { RecordBatch } from '../../record/record-batch.ts';
import { NO_TIMESTAMP } from '../../record/record-batch.ts';
import type { FileFindings, Place } from './finding.ts';

/** Says why a record of an internal topic cannot be decoded; null when it can. */
export type RecordDecoder = (record: LogRecord, isControl: boolean) => string | null;

const KNOWN_ATTRIBUTES = 0x7f;

/** What there is to say about a whole batch. */
export function checkBatch(
  batch: RecordBatch,
  position: number,
  findings: FileFindings,
  decode: RecordDecoder | null,
): void {
  const place: Place = { position, offset: batch.baseOffset };
  const fault = headerFault(batch);
  if (fault !== null) findings.error('batch-header', fault, place);
  if (!isKnownCompression(batch.compressionId)) return;
  try {
    const records = recordsFault(batch);
    if (records !== null) findings.error('batch-records', records, place);
    else if (decode) checkDecoding(batch, findings, { position, decode });
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    findings.error('batch-records', error.message, place);
  }
}

function headerFault(batch: RecordBatch): string | null {
  const { attributes, recordsCount, lastOffsetDelta, compressionId } = batch;
  if (!isKnownCompression(compressionId)) return `there is no compression codec ${compressionId}`;
  if ((attributes & ~KNOWN_ATTRIBUTES) !== 0) {
    return `the batch has unknown attributes (0x${(attributes & 0xffff).toString(16)})`;
  }
  if (recordsCount < 0 || recordsCount > lastOffsetDelta + 1) {
    return `the batch says it has ${recordsCount} records for ${lastOffsetDelta + 1} offsets`;
  }
  if (batch.partitionLeaderEpoch < -1) {
    return `the batch has the leader epoch ${batch.partitionLeaderEpoch}`;
  }
  if (batch.isTransactional && !batch.hasProducerId) {
    return 'the batch is transactional but has no producer id';
  }
  if (batch.hasProducerId && batch.producerEpoch < 0) {
    return `the batch of producer ${batch.producerId} has the epoch ${batch.producerEpoch}`;
  }
  return null;
}

/** Whether the records are as the header says. */
function recordsFault(batch: RecordBatch): string | null {
  const { recordsCount, lastOffsetDelta, baseTimestamp } = batch;
  const cursor = new RecordCursor(decompress(batch.compressionId, batch.payload));
  let lastDelta = -1;
  let greatest = NO_TIMESTAMP;
  for (let index = 0; index < recordsCount; index++) {
    cursor.next();
    const { offsetDelta } = cursor;
    if (offsetDelta <= lastDelta || offsetDelta > lastOffsetDelta) {
      return `record ${index} has the offset delta ${offsetDelta} after ${lastDelta}`;
    }
    lastDelta = offsetDelta;
    greatest = Math.max(greatest, baseTimestamp + cursor.timestampDelta);
  }
  if (!cursor.isAtEnd) return 'the batch holds more than its records';
  const isStated = batch.timestampType === 'LogAppendTime' || recordsCount === 0;
  if (!isStated && greatest !== batch.maxTimestamp) {
    return `the greatest timestamp is ${greatest}, the batch says ${batch.maxTimestamp}`;
  }
  return null;
}

function checkDecoding(
  batch: RecordBatch,
  findings: FileFindings,
  { position, decode }: { readonly position: number; readonly decode: RecordDecoder },
): void {
  for (const record of recordsOf(batch)) {
    const fault = decode(record, batch.isControl);
    if (fault === null) continue;
    findings.error('stored-record', fault, { position, offset: record.offset });
  }
}
