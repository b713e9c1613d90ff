// The record of a classic group, byte for byte as the record classes of Apache Kafka 4.3.1 write it.

import { describe, expect, it } from 'vitest';
import {
  groupRecord,
  readGroup,
} from '../../../../src/coordinator/group/classic/classic-records.ts';
import { emptyStoredGroup } from '../../../../src/coordinator/group/classic/stored-group.ts';

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

const read = (value: string) => readGroup(Buffer.from(value, 'hex'));

describe('the record of a classic group', () => {
  it('has version 3', () => {
    expect(hexOf(groupRecord('g', GROUP))).toEqual([GROUP_KEY, GROUP_VALUE_3]);
    expect(hexOf(groupRecord('g', emptyStoredGroup(1234)))).toEqual([GROUP_KEY, EMPTY_VALUE_3]);
    expect(hexOf(groupRecord('g', null))).toEqual([GROUP_KEY, undefined]);
  });

  it('is read back', () => {
    expect(read(GROUP_VALUE_3)).toEqual(GROUP);
    expect(read(EMPTY_VALUE_3)).toEqual(emptyStoredGroup(1234));
  });

  it('of version 0 takes the session timeout for the rebalance timeout', () => {
    expect(read(GROUP_VALUE_0)).toMatchObject({
      stateTimestampMs: -1,
      members: [{ rebalanceTimeoutMs: 10_000, sessionTimeoutMs: 10_000, instanceId: null }],
    });
  });
});
