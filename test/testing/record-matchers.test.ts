// Matchers for records, as Vitest takes them.

import { describe, expect, it } from 'vitest';
import type { ReceivedRecord } from '../../src/testing.ts';
import { recordMatchers } from '../../src/testing.ts';

const record = (offset: number, key: string): ReceivedRecord => {
  return { partition: 0, offset, timestamp: 5, key, value: 'v', headers: {} };
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
