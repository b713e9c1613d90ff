// Matchers for Vitest and Jest, whose `expect.extend` takes the same functions.

import { isDeepStrictEqual } from 'node:util';
import type { ReceivedRecord } from '../topics/received-record.ts';

/** Some of a record's fields. */
export type ExpectedRecord = Partial<ReceivedRecord>;

export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** `expect.extend(recordMatchers)`. */
export const recordMatchers = {
  /** The records, in this order and no others, each with at least these fields. */
  toHaveRecords(
    received: readonly ReceivedRecord[],
    expected: readonly ExpectedRecord[],
  ): MatcherResult {
    const pass =
      received.length === expected.length &&
      expected.every((fields, at) => hasFields(received[at], fields));
    const wanted = `${expected.length} records: ${JSON.stringify(expected)}`;
    const there = `${received.length}: ${JSON.stringify(received)}`;
    return {
      pass,
      message: () =>
        pass ? `expected not to have ${wanted}` : `expected ${wanted}, have ${there}`,
    };
  },

  /** At least one record has these fields. */
  toContainRecord(received: readonly ReceivedRecord[], fields: ExpectedRecord): MatcherResult {
    const pass = received.some((record) => hasFields(record, fields));
    const wanted = JSON.stringify(fields);
    const there = JSON.stringify(received);
    return {
      pass,
      message: () => `expected ${pass ? 'no record' : 'a record'} with ${wanted} among ${there}`,
    };
  },
};

function hasFields(record: ReceivedRecord | undefined, fields: ExpectedRecord): boolean {
  if (record === undefined) return false;
  return Object.entries(fields).every(([name, wanted]) =>
    isDeepStrictEqual(record[name as keyof ReceivedRecord], wanted),
  );
}
