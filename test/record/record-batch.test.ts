import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c, crc32cOfJavaScript } from '../../src/base/crc32c.ts';
import { readInt64, writeInt64 } from '../../src/base/int64-bytes.ts';
import { KafkaError } from '../../src/base/kafka-error.ts';
import { batchesIn } from '../../src/record/batch-iterator.ts';
import { buildEndTxnBatch, readEndTxnMarker } from '../../src/record/control-record.ts';
import { recordsOf } from '../../src/record/record.ts';
import { incrementSequence, RecordBatch } from '../../src/record/record-batch.ts';
import type { NewRecord } from '../../src/record/record-batch-builder.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import { readVarint, readVarlong, varintSize, writeVarint } from '../../src/record/varint.ts';

const MAX_INT32 = 2 ** 31 - 1;

const blob = fc.option(
  fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
  { nil: null },
);
const record: fc.Arbitrary<NewRecord> = fc.record({
  timestamp: fc.integer({ min: 0, max: 2 ** 48 }),
  key: blob,
  value: blob,
  headers: fc.array(fc.record({ key: fc.string({ maxLength: 10 }), value: blob }), {
    maxLength: 3,
  }),
});

describe('a record batch', () => {
  it('gives back the records that it was built from', () => {
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 20 }),
        fc.nat(4),
        (records, compressionId) => {
          const batch = new RecordBatch(
            buildBatch({ records, compressionId, baseOffset: 1000, partitionLeaderEpoch: 3 }),
          );
          expect(batch.isIntact).toBe(true);
          const read = [...recordsOf(batch)];
          expect(read.map(({ offset }) => offset)).toEqual(records.map((_, index) => 1000 + index));
          expect(read.map(({ offset, ...rest }) => rest)).toEqual(records);
          expect(batch.lastOffset).toBe(1000 + records.length - 1);
          expect(batch.maxTimestamp).toBe(Math.max(...records.map((one) => one.timestamp ?? -1)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('has the bytes that Apache Kafka gives it', () => {
    const bytes = buildBatch({
      timestamp: 1000,
      records: [{ key: Buffer.from('k'), value: Buffer.from('v') }],
    });
    expect(bytes.subarray(0, 17).toString('hex')).toBe('00000000000000000000003affffffff02');
    expect(bytes.subarray(21).toString('hex')).toBe(
      '0000' + // attributes
        '00000000' + // last offset delta
        '00000000000003e8' + // base timestamp
        '00000000000003e8' + // max timestamp
        'ffffffffffffffff' + // producer id
        'ffff' + // producer epoch
        'ffffffff' + // base sequence
        '00000001' + // records
        '10' + // length 8
        '00' + // attributes
        '00' + // timestamp delta
        '00' + // offset delta
        '026b' + // key
        '0276' + // value
        '00', // headers
    );
  });

  it('gets its place without a new CRC', () => {
    const batch = new RecordBatch(buildBatch({ records: [{ value: Buffer.from('v') }] }));
    const { crc } = batch;
    batch.assignPlace(2 ** 40 + 5, 12);
    expect([batch.baseOffset, batch.partitionLeaderEpoch, batch.crc]).toEqual([
      2 ** 40 + 5,
      12,
      crc,
    ]);
    expect(batch.isIntact).toBe(true);
  });

  it('notices every flipped bit behind its CRC', () => {
    const bytes = buildBatch({ records: [{ value: Buffer.from('some value') }] });
    for (let at = 17; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 0x10, at);
      expect(new RecordBatch(damaged).isIntact).toBe(false);
    }
  });

  it('of damaged records throws a KafkaError and nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 5 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (records, changes) => {
          const bytes = buildBatch({ records });
          for (const [place, value] of changes) {
            bytes.writeUInt8(value, 61 + (place % Math.max(1, bytes.length - 61)));
          }
          try {
            void [...recordsOf(new RecordBatch(bytes))];
          } catch (error) {
            expect(error).toBeInstanceOf(KafkaError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('batches one after the other', () => {
  it('are walked until the first that is cut off', () => {
    const one = buildBatch({ records: [{ value: Buffer.from('a') }] });
    const two = buildBatch({ records: [{ value: Buffer.from('b') }] });
    const all = Buffer.concat([one, two]);
    expect([...batchesIn(all)].length).toBe(2);
    for (let size = one.length; size < all.length; size++) {
      expect([...batchesIn(all.subarray(0, size))].length).toBe(1);
    }
  });
});

describe('a transaction marker', () => {
  it.each(['COMMIT', 'ABORT'] as const)('of %s is read back', (type) => {
    const marker = { type, producerId: 4, producerEpoch: 2, coordinatorEpoch: 9, timestamp: 77 };
    const batch = new RecordBatch(buildEndTxnBatch(marker));
    expect(batch.isControl && batch.isTransactional).toBe(true);
    const [control] = [...recordsOf(batch)];
    expect(control && readEndTxnMarker(control)).toEqual({ type, coordinatorEpoch: 9 });
  });
});

describe('numbers', () => {
  it('varints come back, in as many bytes as they say', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        const bytes = Buffer.alloc(10);
        const end = writeVarint(bytes, 0, value);
        expect(end).toBe(varintSize(value));
        const cursor = { bytes, position: 0, end };
        expect(readVarlong(cursor)).toBe(value);
        expect(cursor.position).toBe(end);
        if (Math.abs(value) <= MAX_INT32) {
          expect(readVarint({ bytes, position: 0, end })).toBe(value);
        }
      }),
    );
  });

  it('varints that are cut off or too long are invalid', () => {
    const bytes = Buffer.alloc(12, 0xff);
    for (const read of [readVarint, readVarlong]) {
      expect(() => read({ bytes, position: 0, end: 3 })).toThrow(KafkaError);
      expect(() => read({ bytes, position: 0, end: 12 })).toThrow(KafkaError);
    }
  });

  it('int64 are exact within 2^53 and keep the extremes', () => {
    const bytes = Buffer.alloc(8);
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        writeInt64(bytes, 0, value);
        expect(bytes.readBigInt64BE(0)).toBe(BigInt(value));
        expect(readInt64(bytes, 0)).toBe(value);
      }),
    );
    for (const extreme of [2 ** 63, -(2 ** 63)]) {
      writeInt64(bytes, 0, extreme);
      expect(readInt64(bytes, 0)).toBe(extreme);
    }
    writeInt64(bytes, 0, 2 ** 63);
    expect(bytes.toString('hex')).toBe('7fffffffffffffff');
  });

  it('sequences go around at 2^31-1', () => {
    expect(incrementSequence(5, 3)).toBe(8);
    expect(incrementSequence(MAX_INT32, 1)).toBe(0);
    expect(incrementSequence(MAX_INT32 - 1, 4)).toBe(2);
  });

  it('CRC-32C is the one of iSCSI, native or not', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        expect(crc32cOfJavaScript(buffer)).toBe(crc32c(buffer));
      }),
    );
  });
});
