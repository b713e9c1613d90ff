// Accepts or refuses what a producer sent for one partition, as Apache Kafka 4.3 does (ProduceRequest and
// LogValidator), with the same error codes. An accepted batch is patched in place where that is enough
// (timestamps), and written anew where it is not (another compression, wrong offset deltas); the log then
// gives it its place. Nothing here knows the log: rules come in, one whole valid batch goes out.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { wholeBatchSize } from './batch-iterator.ts';
import { decompressForNow, isKnownCompression } from './compression.ts';
import { RecordCursor } from './record.ts';
import type { TimestampType } from './record-batch.ts';
import { BATCH_HEADER_SIZE, MAGIC_V2, NO_TIMESTAMP, RecordBatch } from './record-batch.ts';
import { corruptMessage, invalidRecord } from './record-errors.ts';
import { RecordFaults } from './record-faults.ts';
import { rewriteBatch } from './rewrite-batch.ts';

/** Who appends: `client` is checked fully, a coordinator of this broker may write control batches. */
export type AppendOrigin = 'client' | 'coordinator';

/** What the partition's topic asks of a batch. */
export interface BatchRules {
  /** Bytes of a whole batch (`max.message.bytes`). */
  readonly maxMessageBytes: number;
  /** Whether records need a key (`cleanup.policy` has `compact`). */
  readonly isCompacted: boolean;
  readonly timestampType: TimestampType;
  /** How far a CreateTime may lie behind and ahead of the broker's clock, in milliseconds. */
  readonly timestampBeforeMaxMs: number;
  readonly timestampAfterMaxMs: number;
  /** The compression that batches are stored in; null: the producer's. */
  readonly compressionId: number | null;
  readonly compressionLevel?: number;
}

/**
 * The one batch in these bytes, valid and ready to be given its place: a view of `records`, or new bytes.
 * With LogAppendTime its timestamps are `nowMs`. Throws KafkaError; RecordValidationError for single
 * records. `records` is not to be used again unless the result is a view of it.
 */
export function acceptProducedBatch(
  records: Buffer,
  rules: BatchRules,
  { origin, nowMs }: { readonly origin: AppendOrigin; readonly nowMs: number },
): RecordBatch {
  const batch = onlyBatch(records);
  checkFrame(batch, rules, origin);
  checkHeader(batch, origin);
  const targetId = targetCompression(batch, rules);
  const plain = decompressForNow(batch.compressionId, batch.payload);
  const { maxTimestamp, isInOrder } = checkRecords(batch, plain, rules, nowMs);
  const storedMaxTimestamp = rules.timestampType === 'LogAppendTime' ? nowMs : maxTimestamp;
  if (isInOrder && targetId === batch.compressionId) {
    batch.setMaxTimestamp(rules.timestampType, storedMaxTimestamp);
    return batch;
  }
  const rewritten = rewriteBatch(batch, plain, {
    compressionId: targetId,
    compressionLevel: rules.compressionLevel,
    timestampType: rules.timestampType,
    maxTimestamp: storedMaxTimestamp,
    keepsOffsetDeltas: isInOrder,
  });
  checkSize(rewritten, rules);
  return rewritten;
}

/**
 * The batch in what was sent for one partition: since Produce v3 exactly one, of magic 2; what follows as a
 * cut batch is left out. A view; nothing but its frame has been looked at. Throws INVALID_RECORD and
 * CORRUPT_MESSAGE.
 */
export function onlyBatch(records: Buffer): RecordBatch {
  const size = wholeBatchSize(records, 0);
  if (size === 0) throw invalidRecord('a partition needs one whole record batch');
  if (records.readInt8(16) !== MAGIC_V2) {
    throw invalidRecord('only record batches of magic 2 can be produced');
  }
  if (size < BATCH_HEADER_SIZE) throw corruptMessage(`a record batch has ${size} bytes`);
  if (wholeBatchSize(records, size) !== 0) {
    throw invalidRecord('a partition takes one record batch in a request, not several');
  }
  return new RecordBatch(size === records.length ? records : records.subarray(0, size));
}

function checkFrame(batch: RecordBatch, rules: BatchRules, origin: AppendOrigin): void {
  if (origin === 'client' && batch.baseOffset !== 0) {
    throw invalidRecord(`the base offset of a produced batch is 0, not ${batch.baseOffset}`);
  }
  checkSize(batch, rules);
  const computed = batch.computeCrc();
  if (batch.crc !== computed) {
    throw corruptMessage(`the record batch states CRC ${batch.crc}, its bytes have ${computed}`);
  }
  if (!isKnownCompression(batch.compressionId)) {
    const message = `no compression codec has the number ${batch.compressionId}`;
    throw new KafkaError(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE, message);
  }
}

function checkSize(batch: RecordBatch, { maxMessageBytes }: BatchRules): void {
  if (batch.sizeInBytes <= maxMessageBytes) return;
  const message = `the record batch has ${batch.sizeInBytes} bytes, more than ${maxMessageBytes}`;
  throw new KafkaError(ErrorCode.MESSAGE_TOO_LARGE, message);
}

function checkHeader(batch: RecordBatch, origin: AppendOrigin): void {
  if (origin !== 'client') return;
  const { lastOffsetDelta, recordsCount } = batch;
  if (lastOffsetDelta < 0) throw invalidRecord(`the last offset delta is ${lastOffsetDelta}`);
  if (recordsCount <= 0) throw invalidRecord(`the record batch has ${recordsCount} records`);
  if (lastOffsetDelta + 1 !== recordsCount) {
    throw invalidRecord(
      `the record batch has ${recordsCount} records and ${lastOffsetDelta + 1} offsets`,
    );
  }
  if (batch.isControl) throw invalidRecord('clients may not write control records');
  if (batch.hasProducerId && batch.baseSequence < 0) {
    throw invalidRecord(`producer ${batch.producerId} sent the sequence ${batch.baseSequence}`);
  }
}

/** Control batches stay as they are. */
function targetCompression(batch: RecordBatch, { compressionId }: BatchRules): number {
  const keepsItsOwn = compressionId === null || (batch.isControl && batch.compressionId === 0);
  return keepsItsOwn ? batch.compressionId : compressionId;
}

interface RecordFindings {
  readonly maxTimestamp: number;
  /** Whether the offset deltas are 0..n-1, as they are to be stored. */
  readonly isInOrder: boolean;
}

function checkRecords(
  batch: RecordBatch,
  plain: Buffer,
  rules: BatchRules,
  nowMs: number,
): RecordFindings {
  const { baseTimestamp, recordsCount, timestampType } = batch;
  const appendTime = timestampType === 'LogAppendTime' ? batch.maxTimestamp : null;
  const cursor = new RecordCursor(plain);
  const faults = new RecordFaults();
  const oldest = nowMs - rules.timestampBeforeMaxMs;
  const newest = nowMs + rules.timestampAfterMaxMs;
  let maxTimestamp = NO_TIMESTAMP;
  let isInOrder = true;
  for (let index = 0; index < recordsCount; index++) {
    cursor.next();
    const timestamp = appendTime ?? baseTimestamp + cursor.timestampDelta;
    if (timestamp > maxTimestamp) maxTimestamp = timestamp;
    if (cursor.offsetDelta !== index) isInOrder = false;
    if (rules.isCompacted && cursor.keyLength < 0) {
      faults.addMissingKey(index);
    } else if (rules.timestampType === 'CreateTime' && timestamp !== NO_TIMESTAMP) {
      if (timestamp < oldest || timestamp > newest) {
        faults.addTimestamp(index, timestamp, [oldest, newest]);
      }
    } else if (timestampType === 'LogAppendTime') {
      faults.addTimestampType(index);
    }
  }
  if (!cursor.isAtEnd) throw invalidRecord('the record batch holds more than its records');
  faults.throwIfAny();
  return { maxTimestamp, isInOrder };
}
