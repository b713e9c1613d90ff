// All matchers in one, and what they are called on an expectation.

import { groupMatchers } from './group-matchers.ts';
import type { ExpectedRecord } from './record-matchers.ts';
import { recordMatchers } from './record-matchers.ts';

/** `expect.extend(matchers)`, in Vitest and Jest. */
export const matchers = { ...recordMatchers, ...groupMatchers };

/** What `expect(…)` has then. */
export interface KlammMatchers<Result = unknown> {
  /** Of records: these, in this order and no others, each with at least these fields. */
  toHaveRecords(expected: readonly ExpectedRecord[]): Result;
  /** Of records: at least one has these fields. */
  toContainRecord(fields: ExpectedRecord): Result;
  /** Of a group's view: it is Stable, with so many members if told. */
  toBeStable(members?: number): Result;
  /** Of a group's view: it has no members. */
  toBeEmpty(): Result;
  /** Of a group's view: so many records are still to come, in all or in the partitions of a topic. */
  toHaveLag(lag: number, topic?: string): Result;
}
