// A partition with everything that a check looks at: several segments, indexes, producers, transactions that
// were committed and aborted, two leader epochs, and a clean end.

import type {
  PartitionExpectations,
  PartitionReport,
} from '../../../src/log/check/check-partition.ts';
import { checkPartition } from '../../../src/log/check/check-partition.ts';
import type { EndTxnType } from '../../../src/record/control-record.ts';
import { buildEndTxnBatch } from '../../../src/record/control-record.ts';
import { DIRECTORY, LogFixture, NOW, TOPIC_ID } from '../log-fixture.ts';

const BATCHES = 60;
/** What the segments of a log are like: several of them, with several index entries each. */
export interface Shape {
  readonly segmentBytes: number;
  readonly indexIntervalBytes: number;
  /** Characters that are added to each value. */
  readonly padding: number;
}

/** So small that nobody asks their indexes. */
export const SMALL: Shape = { segmentBytes: 1500, indexIntervalBytes: 200, padding: 0 };
/** Large enough for their indexes to be used. */
export const LARGE: Shape = { segmentBytes: 26_000, indexIntervalBytes: 3000, padding: 500 };

/** A producer without an id, an idempotent one, and one whose transactions are aborted now and then. */
export function filledLog(shape = SMALL): LogFixture {
  const fixture = new LogFixture(shape);
  const padding = '.'.repeat(shape.padding);
  const sequences = [0, 0, 0];
  for (let index = 0; index < BATCHES; index++) {
    const leaderEpoch = index < 25 ? 0 : 3;
    const who = index % 3;
    const baseSequence = sequences[who] ?? 0;
    sequences[who] = baseSequence + 2;
    const timestamp = NOW + (index % 7 === 3 ? -index : index);
    const fields = [
      {},
      { producerId: 5, producerEpoch: 1, baseSequence },
      { producerId: 7, producerEpoch: 0, baseSequence, isTransactional: true },
    ][who];
    const values = [`value ${index}${padding}`, `and ${index}`];
    fixture.append(values, { timestamp, ...fields }, leaderEpoch);
    if (index % 9 === 8) endTransaction(fixture, index % 2 === 0 ? 'COMMIT' : 'ABORT', leaderEpoch);
  }
  return fixture;
}

function endTransaction(fixture: LogFixture, type: EndTxnType, leaderEpoch: number): void {
  const marker = { type, producerId: 7, producerEpoch: 0, coordinatorEpoch: 2, timestamp: NOW };
  fixture.log.append(buildEndTxnBatch(marker), { leaderEpoch, origin: 'coordinator' });
}

/** The same after a clean stop. */
export function closedLog(shape = SMALL): LogFixture {
  const fixture = filledLog(shape);
  fixture.log.close();
  fixture.renew();
  return fixture;
}

/** Checks the fixture's partition as one that was closed cleanly and is not compacted. */
export function check(
  fixture: LogFixture,
  expectations: PartitionExpectations = {},
): PartitionReport {
  return checkPartition(fixture.disk, DIRECTORY, {
    isClean: true,
    logStartOffset: 0,
    topicId: TOPIC_ID,
    isCompacted: false,
    producerExpiryMs: Number.POSITIVE_INFINITY,
    ...expectations,
  });
}

/** What a check says, one line for each finding. */
export function sayings(report: PartitionReport): string[] {
  return report.findings.all.map(({ severity, rule, file, position }) => {
    const name = file.slice(DIRECTORY.length + 1);
    return `${severity} ${rule} ${name}${position === null ? '' : `:${position}`}`;
  });
}
