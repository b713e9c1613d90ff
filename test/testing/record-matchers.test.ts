// Matchers for records and groups, as Vitest takes them.

import { describe, expect, it } from 'vitest';
import type { GroupView, ReceivedRecord } from '../../src/testing.ts';
import { groupMatchers, recordMatchers } from '../../src/testing.ts';

const record = (offset: number, key: string): ReceivedRecord => {
  return {
    partition: 0,
    offset,
    timestamp: 5,
    key,
    value: 'v',
    headers: {},
    clientId: 'c',
    producerId: null,
  };
};
const records = [record(0, 'a'), record(1, 'b')];

describe('toHaveRecords', () => {
  it('wants these records in this order, and no others', () => {
    const { toHaveRecords } = recordMatchers;
    expect(toHaveRecords(records, [{ key: 'a' }, { key: 'b', headers: {} }]).pass).toBe(true);
    expect(toHaveRecords(records, [{ key: 'b' }, { key: 'a' }]).pass).toBe(false);
    expect(toHaveRecords(records, [{ key: 'a' }]).pass).toBe(false);
  });

  it('tells what is there instead', () => {
    const { message } = recordMatchers.toHaveRecords([record(0, 'a')], [{ key: 'x' }]);
    expect(message()).toContain('expected 1 records: [{"key":"x"}], have 1: [{"partition":0');
  });

  it('is a matcher of the test runner', () => {
    expect.extend(recordMatchers);
    const matching = expect(records) as unknown as { toHaveRecords(wanted: object[]): void };
    expect(() => matching.toHaveRecords([{ key: 'z' }])).toThrow('expected 1 records');
  });
});

describe('toContainRecord', () => {
  it('wants one of them', () => {
    expect(recordMatchers.toContainRecord(records, { key: 'b' }).pass).toBe(true);
    expect(recordMatchers.toContainRecord(records, { key: 'c' }).pass).toBe(false);
  });
});

describe('matchers of groups', () => {
  const offset = { topic: 'orders', partition: 0, committed: 1, end: 3, lag: 2 };
  const member = { memberId: 'm', instanceId: null, clientId: 'c', host: '/::1', assignment: {} };
  const group: GroupView = {
    type: 'classic',
    state: 'Stable',
    members: [member],
    offsets: [offset],
  };

  it('tell stable from empty, with so many members', () => {
    expect(groupMatchers.toBeStable(group).pass).toBe(true);
    expect(groupMatchers.toBeStable(group, 2).pass).toBe(false);
    expect(groupMatchers.toBeEmpty(group).pass).toBe(false);
    expect(groupMatchers.toBeEmpty({ ...group, state: 'Empty', members: [] }).pass).toBe(true);
  });

  it('add up the lag, of all topics or of one', () => {
    expect(groupMatchers.toHaveLag(group, 2).pass).toBe(true);
    expect(groupMatchers.toHaveLag(group, 0, 'bills').pass).toBe(true);
    expect(groupMatchers.toHaveLag(group, 0).message()).toBe(
      'expected a group that is 0 records behind; it is Stable with the members c (m); orders-0 at 1 of 3',
    );
  });
});
