import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../src/base/byte-reader.ts';
import {
  ByteWriter,
  sizeOfCompactNullableString,
  sizeOfCompactString,
  sizeOfLength,
  sizeOfNullableString,
  sizeOfString,
  sizeOfUnsignedVarint,
  sizeOfVarint,
  sizeOfVarlong,
} from '../../src/base/byte-writer.ts';
import { INT64_MAX, INT64_MIN } from '../../src/base/int64.ts';
import { uuidFromBytes } from '../../src/base/uuid.ts';

/** Writes into a buffer of `size` bytes, which must be just filled, and gives a reader of it. */
function written(size: number, write: (writer: ByteWriter) => void): ByteReader {
  const writer = new ByteWriter(Buffer.alloc(size, 0xaa));
  write(writer);
  writer.expectFull();
  return new ByteReader(writer.buffer);
}

const wellFormed = fc.string({ unit: 'grapheme', maxLength: 80 });
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const int64 = fc.oneof(
  fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
  fc.constantFrom(INT64_MIN, INT64_MAX, 2 ** 53, -(2 ** 53)),
);

describe('what is written is read again', () => {
  it('for numbers', () => {
    fc.assert(
      fc.property(int32, uint32, int64, fc.double(), (a, b, c, d) => {
        const reader = written(24, (writer) => {
          writer.int32(a);
          writer.uint32(b);
          writer.int64(c);
          writer.float64(d);
        });
        expect([reader.int32(), reader.uint32(), reader.int64(), reader.float64()]).toEqual([
          a,
          b,
          c,
          d,
        ]);
      }),
    );
  });

  it('for small numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: -32768, max: 32767 }), fc.boolean(), (number, flag) => {
        const reader = written(6, (writer) => {
          writer.int8(number >> 8);
          writer.int16(number);
          writer.uint16(number & 0xffff);
          writer.bool(flag);
        });
        expect(reader.int8()).toBe(number >> 8);
        expect(reader.int16()).toBe(number);
        expect(reader.uint16()).toBe(number & 0xffff);
        expect(reader.bool()).toBe(flag);
      }),
    );
  });

  it('for variable-length numbers, in as many bytes as were sized', () => {
    fc.assert(
      fc.property(uint32, int32, int64, (unsigned, signed, long) => {
        const size = sizeOfUnsignedVarint(unsigned) + sizeOfVarint(signed) + sizeOfVarlong(long);
        const reader = written(size, (writer) => {
          writer.unsignedVarint(unsigned);
          writer.varint(signed);
          writer.varlong(long);
        });
        expect([reader.unsignedVarint(), reader.varint(), reader.varlong()]).toEqual([
          unsigned,
          signed,
          long,
        ]);
      }),
    );
  });

  it('for strings, in as many bytes as were sized', () => {
    fc.assert(
      fc.property(wellFormed, fc.option(wellFormed), (text, maybe) => {
        const size =
          sizeOfString(text) +
          sizeOfCompactString(text) +
          sizeOfNullableString(maybe) +
          sizeOfCompactNullableString(maybe);
        const reader = written(size, (writer) => {
          writer.string(text);
          writer.compactString(text);
          writer.nullableString(maybe);
          writer.compactNullableString(maybe);
        });
        expect([reader.string(), reader.compactString()]).toEqual([text, text]);
        expect([reader.nullableString(), reader.compactNullableString()]).toEqual([maybe, maybe]);
      }),
    );
  });

  it('for bytes and uuids', () => {
    const uuidBytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(fc.uint8Array(), uuidBytes, (bytes, id) => {
        const size = 2 * bytes.length + 4 + sizeOfLength(true, bytes.length) + 16 + 4 + 1;
        const reader = written(size, (writer) => {
          writer.bytes(bytes);
          writer.compactBytes(bytes);
          writer.uuid(uuidFromBytes(id));
          writer.nullableBytes(null);
          writer.compactNullableBytes(null);
        });
        expect([...reader.bytes()]).toEqual([...bytes]);
        expect([...reader.compactBytes()]).toEqual([...bytes]);
        expect(reader.uuid()).toBe(uuidFromBytes(id));
        expect([reader.nullableBytes(), reader.compactNullableBytes()]).toEqual([null, null]);
      }),
    );
  });
});

describe('a writer', () => {
  it('saturates what does not fit an int64', () => {
    const reader = written(16, (writer) => {
      writer.int64(2 ** 70);
      writer.int64(-(2 ** 70));
    });
    expect(reader.buffer.toString('hex')).toBe('7fffffffffffffff8000000000000000');
  });

  it('asserts that the buffer was just filled', () => {
    const writer = new ByteWriter(Buffer.alloc(3));
    writer.int16(1);
    expect(() => writer.expectFull()).toThrow('wrote 2 bytes where 3 were sized');
  });

  it('asserts that a string fits the protocol', () => {
    expect(sizeOfString('x'.repeat(32767))).toBe(32769);
    expect(() => sizeOfString('x'.repeat(32768))).toThrow('does not fit');
  });

  it('asserts that a uuid is one', () => {
    const writer = new ByteWriter(Buffer.alloc(16));
    expect(() => writer.uuid('short' as never)).toThrow('is not a uuid');
  });
});
