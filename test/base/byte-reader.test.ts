import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../src/base/byte-reader.ts';
import { INT64_MAX, INT64_MIN } from '../../src/base/int64.ts';
import { MalformedMessageError } from '../../src/base/malformed-message-error.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';

function reader(...bytes: number[]): ByteReader {
  return new ByteReader(Buffer.from(bytes));
}

function problemOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof MalformedMessageError) return error.message;
    throw error;
  }
  return 'none';
}

describe('numbers', () => {
  it('are big-endian and signed unless they say otherwise', () => {
    expect(reader(0xff).int8()).toBe(-1);
    expect(reader(0xff).uint8()).toBe(255);
    expect(reader(0x80, 0x00).int16()).toBe(-32768);
    expect(reader(0x80, 0x00).uint16()).toBe(32768);
    expect(reader(0x80, 0, 0, 0).int32()).toBe(-(2 ** 31));
    expect(reader(0xff, 0xff, 0xff, 0xfe).uint32()).toBe(2 ** 32 - 2);
    expect(reader(0x3f, 0xf8, 0, 0, 0, 0, 0, 0).float64()).toBe(1.5);
  });

  it('of 64 bits are exact within 2^53, and their extremes survive', () => {
    expect(reader(0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff).int64()).toBe(2 ** 53 - 1);
    expect(reader(0xff, 0xe0, 0, 0, 0, 0, 0, 0).int64()).toBe(-(2 ** 53));
    expect(reader(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff).int64()).toBe(-1);
    expect(reader(0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff).int64()).toBe(INT64_MAX);
    expect(reader(0x80, 0, 0, 0, 0, 0, 0, 0).int64()).toBe(INT64_MIN);
  });

  it('take any byte but 0 for true', () => {
    expect([0, 1, 2, 255].map((byte) => reader(byte).bool())).toEqual([false, true, true, true]);
  });
});

describe('variable-length numbers', () => {
  it('are read in groups of seven bits', () => {
    expect(reader(0x00).unsignedVarint()).toBe(0);
    expect(reader(0xac, 0x02).unsignedVarint()).toBe(300);
    expect(reader(0xff, 0xff, 0xff, 0xff, 0x0f).unsignedVarint()).toBe(2 ** 32 - 1);
    expect([0, 1, 2, 3].map((byte) => reader(byte).varint())).toEqual([0, -1, 1, -2]);
    expect(reader(0xff, 0xff, 0xff, 0xff, 0x0f).varint()).toBe(-(2 ** 31));
    const longest = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
    expect(reader(...longest).varlong()).toBe(INT64_MIN);
    expect(reader(0xfe, ...longest.slice(1)).varlong()).toBe(INT64_MAX);
  });

  it('end after 5 or 10 bytes', () => {
    const endless = new Array(11).fill(0x80);
    expect(problemOf(() => reader(...endless).unsignedVarint('n'))).toBe(
      'n: a varint of more than 5 bytes',
    );
    expect(problemOf(() => reader(...endless).varlong('n'))).toBe(
      'n: a varlong of more than 10 bytes',
    );
  });

  it('must end within the message', () => {
    expect(problemOf(() => reader(0x80).unsignedVarint('n'))).toContain(
      'the message ends within a varint',
    );
    expect(problemOf(() => reader(0x80).varlong('n'))).toContain(
      'the message ends within a varlong',
    );
  });
});

describe('strings', () => {
  it('are UTF-8 behind their length, in both encodings', () => {
    expect(reader(0, 2, 0x68, 0x69).string()).toBe('hi');
    expect(reader(3, 0xc3, 0xa9).compactString()).toBe('é');
    expect(reader(5, 0xf0, 0x9f, 0x98, 0x80).compactString()).toBe('😀');
    expect(reader(0, 0).string()).toBe('');
  });

  it('may be null only where the reader says so', () => {
    expect(reader(0xff, 0xff).nullableString()).toBeNull();
    expect(reader(0).compactNullableString()).toBeNull();
    expect(problemOf(() => reader(0xff, 0xff).string('name'))).toBe(
      'name: null where a value must be',
    );
    expect(problemOf(() => reader(0).compactString('name'))).toBe(
      'name: null where a value must be',
    );
  });

  it('are malformed when they are not UTF-8, too long or of negative length', () => {
    expect(problemOf(() => reader(3, 0xc3, 0x28).compactString('name'))).toContain('not UTF-8');
    expect(problemOf(() => reader(4, 0xed, 0xa0, 0x80).compactString('name'))).toContain(
      'not UTF-8',
    );
    expect(problemOf(() => reader(0x81, 0x80, 0x02).compactString('name'))).toContain(
      '32768 bytes',
    );
    expect(problemOf(() => reader(0xff, 0xfe).nullableString('name'))).toBe('name: a length of -2');
    expect(problemOf(() => reader(0, 3, 0x68).string('name'))).toBe(
      'name: the message ends within 3 bytes',
    );
  });
});

describe('bytes', () => {
  it('are copies, records are views', () => {
    const frame = Buffer.from([0, 0, 0, 1, 7, 0, 0, 0, 1, 8]);
    const each = new ByteReader(frame);
    const bytes = each.bytes();
    const records = each.records(false);
    frame.fill(9);
    expect([...bytes]).toEqual([7]);
    expect([...records]).toEqual([9]);
  });

  it('may be null only where the reader says so', () => {
    expect(reader(0xff, 0xff, 0xff, 0xff).nullableBytes()).toBeNull();
    expect(reader(0).compactNullableBytes()).toBeNull();
    expect(reader(0).nullableRecords(true)).toBeNull();
    expect(problemOf(() => reader(0).compactBytes('data'))).toBe(
      'data: null where a value must be',
    );
    expect(problemOf(() => reader(0).records(true, 'data'))).toBe(
      'data: null where a value must be',
    );
  });

  it('never reach past the end, whatever lies behind it', () => {
    const frame = Buffer.from([0, 0, 0, 4, 1, 2, 3, 4]);
    expect(problemOf(() => new ByteReader(frame, 0, 7).bytes('data'))).toContain(
      'ends within 4 bytes',
    );
    expect(problemOf(() => new ByteReader(frame, 6, 8).int32('n'))).toContain(
      'ends within 4 bytes',
    );
  });
});

describe('lists', () => {
  it('claim no more elements than the remaining bytes can hold', () => {
    expect(reader(0, 0, 0, 2, 1, 2).arrayLength(false, 'list', 1)).toBe(2);
    expect(problemOf(() => reader(0, 0, 0, 2, 1, 2).arrayLength(false, 'list', 2))).toBe(
      'list: a list of 2 elements of at least 2 bytes, with 2 bytes left',
    );
    expect(problemOf(() => reader(0x7f, 0xff, 0xff, 0xff).arrayLength(false, 'list', 1))).toContain(
      'a list of 2147483647 elements',
    );
    const claim = [0xff, 0xff, 0xff, 0xff, 0x0f];
    expect(problemOf(() => reader(...claim).nullableArrayLength(true, 'list', 1))).toContain(
      '4294967294',
    );
  });

  it('may be null only where the reader says so', () => {
    expect(reader(0xff, 0xff, 0xff, 0xff).nullableArrayLength(false, 'list', 1)).toBe(-1);
    expect(reader(0).nullableArrayLength(true, 'list', 1)).toBe(-1);
    expect(problemOf(() => reader(0).arrayLength(true, 'list', 1))).toContain('null');
  });
});

describe('a reader', () => {
  it('reads uuids as Kafka prints them', () => {
    expect(reader(...new Array(16).fill(0)).uuid()).toBe(ZERO_UUID);
    expect(reader(...new Array(16).fill(255)).uuid()).toBe('_____________________w');
  });

  it('knows how much is left', () => {
    const each = new ByteReader(Buffer.alloc(10), 2, 9);
    expect(each.remaining).toBe(7);
    each.int32();
    expect([each.position, each.remaining]).toEqual([6, 3]);
  });

  it('refuses a stretch outside its buffer', () => {
    expect(() => new ByteReader(Buffer.alloc(3), 0, 4)).toThrow(RangeError);
    expect(() => new ByteReader(Buffer.alloc(3), 3, 2)).toThrow(RangeError);
  });
});
