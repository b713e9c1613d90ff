// The records of committed offsets, byte for byte as the record classes of Apache Kafka 4.3.1 write them.

import { describe, expect, it } from 'vitest';
import { MalformedMessageError } from '../../../../src/base/malformed-message-error.ts';
import type { Uuid } from '../../../../src/base/uuid.ts';
import { ZERO_UUID } from '../../../../src/base/uuid.ts';
import {
  offsetRecord,
  readOffset,
} from '../../../../src/coordinator/group/offsets/offset-records.ts';

const COMMITTED = {
  offset: 42,
  leaderEpoch: 7,
  metadata: 'm',
  commitTimestampMs: 1000,
  expireTimestampMs: -1,
  topicId: 'AAECAwQFBgcICQoLDA0ODw' as Uuid,
};

const OFFSET_KEY = '000100016700017400000003';
const OFFSET_VALUE_4 =
  '0004000000000000002a00000007026d00000000000003e8010010000102030405060708090a0b0c0d0e0f';
const OFFSET_VALUE_1 = '0001000000000000002a00016d00000000000003e800000000000007d0';
function hexOf({ key, value }: { key: Buffer; value: Buffer | null }): (string | undefined)[] {
  return [key.toString('hex'), value?.toString('hex')];
}

const read = (value: string) => readOffset(Buffer.from(value, 'hex'), 7);

describe('the record of an offset', () => {
  it('has version 4 with the topic id', () => {
    expect(hexOf(offsetRecord('g', 't', 3, COMMITTED))).toEqual([OFFSET_KEY, OFFSET_VALUE_4]);
  });

  it('has version 1 when the commit brought its own expiry', () => {
    const expiring = { ...COMMITTED, expireTimestampMs: 2000 };
    expect(hexOf(offsetRecord('g', 't', 3, expiring))).toEqual([OFFSET_KEY, OFFSET_VALUE_1]);
  });

  it('is read back, in both versions', () => {
    expect(read(OFFSET_VALUE_4)).toEqual({ ...COMMITTED, recordOffset: 7 });
    const old = {
      ...COMMITTED,
      leaderEpoch: -1,
      topicId: ZERO_UUID,
      expireTimestampMs: 2000,
      recordOffset: 7,
    };
    expect(read(OFFSET_VALUE_1)).toEqual(old);
  });

  it('that cannot be read is malformed', () => {
    expect(() => read('000400')).toThrow(MalformedMessageError);
  });
});
