import { describe, expect, it } from 'vitest';
import { MalformedMessageError } from '../../src/base/malformed-message-error.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { OffsetCommitKey } from '../../src/protocol/generated/records/offset-commit-key.ts';
import { OffsetCommitValue } from '../../src/protocol/generated/records/offset-commit-value.ts';
import { TopicRecord } from '../../src/protocol/generated/records/topic-record.ts';
import {
  decodeRecordKey,
  decodeRecordValue,
  encodeMetadataRecord,
  encodeRecordKey,
  encodeRecordValue,
  peekRecordType,
} from '../../src/protocol/record-bytes.ts';

const key = { group: 'g', topic: 't', partition: 3 };
const value = { offset: 42, leaderEpoch: 5, metadata: '', commitTimestamp: 1000 };

describe("a coordinator's record", () => {
  it('has its type before the key', () => {
    const bytes = encodeRecordKey(OffsetCommitKey, key);
    expect(bytes.toString('hex')).toBe('0001' + '000167' + '000174' + '00000003');
    expect(peekRecordType(bytes)).toBe(OffsetCommitKey.type);
    expect(decodeRecordKey(OffsetCommitKey, bytes)).toEqual(key);
  });

  it('has its version before the value', () => {
    const bytes = encodeRecordValue(OffsetCommitValue, value, 3);
    expect(bytes.toString('hex')).toBe(
      '0003' + '000000000000002a' + '00000005' + '0000' + '00000000000003e8',
    );
    const missing = { expireTimestamp: -1, topicId: ZERO_UUID };
    expect(decodeRecordValue(OffsetCommitValue, bytes)).toEqual({ ...value, ...missing });
  });

  it('is written in the newest version unless asked otherwise', () => {
    expect(encodeRecordValue(OffsetCommitValue, value).readInt16BE()).toBe(
      OffsetCommitValue.maxVersion,
    );
  });

  it('is malformed in a version that nobody knows', () => {
    const bytes = encodeRecordValue(OffsetCommitValue, value);
    bytes.writeInt16BE(5);
    expect(() => decodeRecordValue(OffsetCommitValue, bytes)).toThrow(
      'OffsetCommitValue: version 5, not in 0-4',
    );
    expect(() => peekRecordType(Buffer.alloc(1))).toThrow(MalformedMessageError);
  });
});

describe('a record of the metadata log', () => {
  it('has frame version, type and version before it', () => {
    const bytes = encodeMetadataRecord(TopicRecord, { name: 'a', topicId: ZERO_UUID });
    expect(bytes.toString('hex')).toBe(`010200${'0261'}${'00'.repeat(16)}00`);
  });
});
