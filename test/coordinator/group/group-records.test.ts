// The records of `__consumer_offsets`, byte for byte as the record classes of Apache Kafka 4.3.1 write them.

import { describe, expect, it } from 'vitest';
import { MalformedMessageError } from '../../../src/base/malformed-message-error.ts';
import type { Uuid } from '../../../src/base/uuid.ts';
import { ZERO_UUID } from '../../../src/base/uuid.ts';
import {
  groupRecord,
  offsetRecord,
  readGroupRecord,
} from '../../../src/coordinator/group/group-records.ts';
import { emptyStoredGroup } from '../../../src/coordinator/group/stored-group.ts';

const COMMITTED = {
  offset: 42,
  leaderEpoch: 7,
  metadata: 'm',
  commitTimestampMs: 1000,
  expireTimestampMs: -1,
  topicId: 'AAECAwQFBgcICQoLDA0ODw' as Uuid,
};

const GROUP = {
  protocolType: 'consumer',
  generation: 5,
  protocolName: 'range',
  leaderId: 'm1',
  stateTimestampMs: 1234,
  members: [
    {
      memberId: 'm1',
      instanceId: 'i',
      clientId: 'c',
      clientHost: '/h',
      rebalanceTimeoutMs: 30_000,
      sessionTimeoutMs: 10_000,
      subscription: Buffer.from([1]),
      assignment: Buffer.from([2, 3]),
    },
  ],
};

const OFFSET_KEY = '000100016700017400000003';
const OFFSET_VALUE_4 =
  '0004000000000000002a00000007026d00000000000003e8010010000102030405060708090a0b0c0d0e0f';
const OFFSET_VALUE_1 = '0001000000000000002a00016d00000000000003e800000000000007d0';
const GROUP_KEY = '0002000167';
const GROUP_VALUE_3 =
  '00030008636f6e73756d657200000005000572616e676500026d3100000000000004d20000000100026d31000169' +
  '00016300022f6800007530000027100000000101000000020203';
const GROUP_VALUE_0 =
  '00000008636f6e73756d657200000005000572616e676500026d310000000100026d3100016300022f6800002710' +
  '0000000101000000020203';
const EMPTY_VALUE_3 = '0003000000000000ffffffff00000000000004d200000000';

function hexOf({ key, value }: { key: Buffer; value: Buffer | null }): (string | undefined)[] {
  return [key.toString('hex'), value?.toString('hex')];
}

function read(key: string, value: string | null) {
  return readGroupRecord(
    Buffer.from(key, 'hex'),
    value === null ? null : Buffer.from(value, 'hex'),
  );
}

describe('the record of an offset', () => {
  it('has version 4 with the topic id', () => {
    expect(hexOf(offsetRecord('g', 't', 3, COMMITTED))).toEqual([OFFSET_KEY, OFFSET_VALUE_4]);
  });

  it('has version 1 when the commit brought its own expiry', () => {
    const expiring = { ...COMMITTED, expireTimestampMs: 2000 };
    expect(hexOf(offsetRecord('g', 't', 3, expiring))).toEqual([OFFSET_KEY, OFFSET_VALUE_1]);
  });

  it('is read back, in both versions and as a tombstone', () => {
    const found = { kind: 'offset', groupId: 'g', topic: 't', partition: 3 };
    expect(read(OFFSET_KEY, OFFSET_VALUE_4)).toEqual({ ...found, value: COMMITTED });
    const old = { ...COMMITTED, leaderEpoch: -1, topicId: ZERO_UUID, expireTimestampMs: 2000 };
    expect(read(OFFSET_KEY, OFFSET_VALUE_1)).toEqual({ ...found, value: old });
    expect(read(OFFSET_KEY, null)).toEqual({ ...found, value: null });
  });

  it('is understood with the key type of old brokers', () => {
    expect(read(`0000${OFFSET_KEY.slice(4)}`, OFFSET_VALUE_4)).toMatchObject({ kind: 'offset' });
  });
});

describe('the record of a group', () => {
  it('has version 3', () => {
    expect(hexOf(groupRecord('g', GROUP))).toEqual([GROUP_KEY, GROUP_VALUE_3]);
    expect(hexOf(groupRecord('g', emptyStoredGroup(1234)))).toEqual([GROUP_KEY, EMPTY_VALUE_3]);
    expect(hexOf(groupRecord('g', null))).toEqual([GROUP_KEY, undefined]);
  });

  it('is read back', () => {
    const found = { kind: 'group', groupId: 'g' };
    expect(read(GROUP_KEY, GROUP_VALUE_3)).toEqual({ ...found, value: GROUP });
    expect(read(GROUP_KEY, EMPTY_VALUE_3)).toEqual({ ...found, value: emptyStoredGroup(1234) });
    expect(read(GROUP_KEY, null)).toEqual({ ...found, value: null });
  });

  it('of version 0 takes the session timeout for the rebalance timeout', () => {
    expect(read(GROUP_KEY, GROUP_VALUE_0)).toMatchObject({
      value: {
        stateTimestampMs: -1,
        members: [{ rebalanceTimeoutMs: 10_000, sessionTimeoutMs: 10_000, instanceId: null }],
      },
    });
  });
});

describe('other records', () => {
  it('are unknown by their type, whatever is in them', () => {
    expect(read('0063ffff', 'ffff')).toEqual({ kind: 'unknown', type: 0x63 });
  });

  it('of a known type that cannot be read are malformed', () => {
    expect(() => read('00', null)).toThrow(MalformedMessageError);
    expect(() => read(OFFSET_KEY, '000400')).toThrow(MalformedMessageError);
  });
});
