import { describe, expect, it } from 'vitest';
import { ErrorCode, errorName } from '../../src/base/error-code.ts';
import { KafkaError } from '../../src/base/kafka-error.ts';
import { compressionId } from '../../src/record/compression.ts';
import type { BatchRules } from '../../src/record/produced-batch.ts';
import { acceptProducedBatch } from '../../src/record/produced-batch.ts';
import { recordsOf } from '../../src/record/record.ts';
import { BatchField, RecordBatch } from '../../src/record/record-batch.ts';
import type { NewBatch } from '../../src/record/record-batch-builder.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import { RecordValidationError } from '../../src/record/record-errors.ts';

const NOW = 1_700_000_000_000;
const RULES: BatchRules = {
  maxMessageBytes: 1_048_588,
  isCompacted: false,
  timestampType: 'CreateTime',
  timestampBeforeMaxMs: 2 ** 63,
  timestampAfterMaxMs: 3_600_000,
  compressionId: null,
};

const three: NewBatch = {
  timestamp: NOW,
  records: ['a', 'b', 'c'].map((text) => ({ key: Buffer.from(text), value: Buffer.from(text) })),
};

function accept(records: Buffer, rules: Partial<BatchRules> = {}): RecordBatch {
  return acceptProducedBatch(records, { ...RULES, ...rules }, { origin: 'client', nowMs: NOW });
}

function refusal(records: Buffer, rules: Partial<BatchRules> = {}): string {
  try {
    accept(records, rules);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return errorName(error.code);
  }
}

/** A batch whose header was changed by hand; the CRC is made right again. */
function altered(change: (bytes: Buffer) => void, batch: NewBatch = three): Buffer {
  const bytes = buildBatch(batch);
  change(bytes);
  new RecordBatch(bytes).updateCrc();
  return bytes;
}

describe('acceptProducedBatch', () => {
  it('takes a valid batch as it is, without a copy', () => {
    const bytes = buildBatch(three);
    const before = Buffer.from(bytes);
    const batch = accept(bytes);
    expect(batch.bytes).toBe(bytes);
    expect(bytes).toEqual(before);
  });

  const cases: [string, () => Buffer, Partial<BatchRules>, string][] = [
    ['nothing', () => Buffer.alloc(0), {}, 'INVALID_RECORD'],
    ['a batch that is cut off', () => buildBatch(three).subarray(0, 70), {}, 'INVALID_RECORD'],
    [
      'two batches',
      () => Buffer.concat([buildBatch(three), buildBatch(three)]),
      {},
      'INVALID_RECORD',
    ],
    ['magic 1', () => altered((b) => b.writeInt8(1, BatchField.MAGIC)), {}, 'INVALID_RECORD'],
    ['magic 9', () => altered((b) => b.writeInt8(9, BatchField.MAGIC)), {}, 'CORRUPT_MESSAGE'],
    ['length 3', () => altered((b) => b.writeInt32BE(3, 8), three), {}, 'CORRUPT_MESSAGE'],
    [
      'a flipped bit',
      () => {
        const bytes = buildBatch(three);
        bytes.writeUInt8(bytes.readUInt8(70) ^ 1, 70);
        return bytes;
      },
      {},
      'CORRUPT_MESSAGE',
    ],
    ['a base offset', () => buildBatch({ ...three, baseOffset: 7 }), {}, 'INVALID_RECORD'],
    ['too many bytes', () => buildBatch(three), { maxMessageBytes: 80 }, 'MESSAGE_TOO_LARGE'],
    [
      'more offsets than records',
      () => altered((b) => b.writeInt32BE(5, BatchField.LAST_OFFSET_DELTA)),
      {},
      'INVALID_RECORD',
    ],
    [
      'a count of records that are not there',
      () =>
        altered((b) => {
          b.writeInt32BE(3, BatchField.LAST_OFFSET_DELTA);
          b.writeInt32BE(4, BatchField.RECORDS_COUNT);
        }),
      {},
      'INVALID_RECORD',
    ],
    [
      'fewer records than the bytes hold',
      () =>
        altered((b) => {
          b.writeInt32BE(1, BatchField.LAST_OFFSET_DELTA);
          b.writeInt32BE(2, BatchField.RECORDS_COUNT);
        }),
      {},
      'INVALID_RECORD',
    ],
    ['control records', () => buildBatch({ ...three, isControl: true }), {}, 'INVALID_RECORD'],
    [
      'a producer without a sequence',
      () => buildBatch({ ...three, producerId: 5, producerEpoch: 0 }),
      {},
      'INVALID_RECORD',
    ],
    [
      'an unknown codec',
      () => altered((b) => b.writeInt16BE(6, BatchField.ATTRIBUTES)),
      {},
      'UNSUPPORTED_COMPRESSION_TYPE',
    ],
    [
      'bytes that are not of their codec',
      () => altered((b) => b.writeInt16BE(1, BatchField.ATTRIBUTES)),
      {},
      'INVALID_RECORD',
    ],
    [
      'no key on a compacted topic',
      () => buildBatch({ timestamp: NOW, records: [{ value: Buffer.from('x') }] }),
      { isCompacted: true },
      'INVALID_RECORD',
    ],
    [
      'a timestamp too far ahead',
      () => buildBatch({ ...three, timestamp: NOW + 3_600_001 }),
      {},
      'INVALID_TIMESTAMP',
    ],
    [
      'a timestamp too far behind',
      () => buildBatch({ ...three, timestamp: NOW - 1001 }),
      { timestampBeforeMaxMs: 1000 },
      'INVALID_TIMESTAMP',
    ],
  ];

  it.each(cases)('refuses %s', (_, make, rules, expected) => {
    expect(refusal(make(), rules)).toBe(expected);
  });

  it('names the records that are at fault', () => {
    const records = [{ key: Buffer.from('k') }, {}, { key: null, value: Buffer.from('v') }];
    const failing = () => accept(buildBatch({ timestamp: NOW, records }), { isCompacted: true });
    expect(failing).toThrowError(RecordValidationError);
    try {
      failing();
    } catch (error) {
      const { recordErrors, code } = error as RecordValidationError;
      expect(code).toBe(ErrorCode.INVALID_RECORD);
      expect(recordErrors.map(({ batchIndex }) => batchIndex)).toEqual([1, 2]);
    }
  });

  it('leaves out bytes of a second batch that is cut off', () => {
    const whole = buildBatch(three);
    const batch = accept(Buffer.concat([whole, whole.subarray(0, 40)]));
    expect(batch.frame).toEqual(whole);
  });

  it('writes its own time with LogAppendTime', () => {
    const batch = accept(buildBatch({ ...three, timestamp: 17 }), {
      timestampType: 'LogAppendTime',
    });
    expect(batch.isIntact).toBe(true);
    expect([...recordsOf(batch)].map(({ timestamp }) => timestamp)).toEqual([NOW, NOW, NOW]);
  });

  it('puts a wrong maximum timestamp right', () => {
    const bytes = altered((b) => b.writeBigInt64BE(1n, BatchField.MAX_TIMESTAMP));
    const batch = accept(bytes);
    expect(batch.maxTimestamp).toBe(NOW);
    expect(batch.isIntact).toBe(true);
  });

  it('takes records without timestamps', () => {
    expect(accept(buildBatch({ records: three.records })).maxTimestamp).toBe(-1);
  });

  it('puts wrong offset deltas right, as Apache Kafka does for compressed batches', () => {
    const bytes = altered((b) => {
      // 6 bytes into the first record: length, attributes, timestamp delta, offset delta
      b.writeUInt8(8, 61 + 3);
    });
    expect([...recordsOf(new RecordBatch(bytes))].map(({ offset }) => offset)).toEqual([4, 1, 2]);
    const batch = accept(bytes);
    expect(batch.isIntact).toBe(true);
    expect([...recordsOf(batch)].map(({ offset }) => offset)).toEqual([0, 1, 2]);
    expect([...recordsOf(batch)].map(({ value }) => value?.toString())).toEqual(['a', 'b', 'c']);
  });

  it.each(['gzip', 'snappy', 'lz4', 'zstd'] as const)('stores records in %s when told', (name) => {
    const target = { compressionId: compressionId(name) };
    const sequence = { producerId: 9, producerEpoch: 2, baseSequence: 40 };
    const batch = accept(buildBatch({ ...three, ...sequence }), target);
    expect(batch.compressionId).toBe(compressionId(name));
    expect(batch.isIntact).toBe(true);
    expect([batch.producerId, batch.producerEpoch, batch.lastSequence]).toEqual([9, 2, 42]);
    expect([...recordsOf(batch)].map(({ key }) => key?.toString())).toEqual(['a', 'b', 'c']);
  });

  it('stores records uncompressed when told', () => {
    const bytes = buildBatch({ ...three, compressionId: compressionId('gzip') });
    const batch = accept(bytes, { compressionId: 0 });
    expect(batch.frame).toEqual(buildBatch(three));
  });

  it('holds the size limit against the batch that it wrote', () => {
    const records = [{ value: Buffer.alloc(1000) }];
    const bytes = buildBatch({ timestamp: NOW, records, compressionId: compressionId('gzip') });
    const rules = { maxMessageBytes: 500, compressionId: 0 };
    expect(refusal(bytes, rules)).toBe('MESSAGE_TOO_LARGE');
  });

  it('lets a coordinator write control batches', () => {
    const bytes = buildBatch({ ...three, isControl: true, producerId: 1, producerEpoch: 0 });
    const rules = { ...RULES, compressionId: compressionId('zstd') };
    const batch = acceptProducedBatch(bytes, rules, { origin: 'coordinator', nowMs: NOW });
    expect(batch.isControl).toBe(true);
    expect(batch.compressionId).toBe(0);
  });
});
