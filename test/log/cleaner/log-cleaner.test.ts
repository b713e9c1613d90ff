// What a log looks like after it was cleaned, in small stories.

import { describe, expect, test } from 'vitest';
import { buildEndTxnBatch } from '../../../src/record/control-record.ts';
import { DIRECTORY } from '../log-fixture.ts';
import { CleanerFixture } from './cleaner-fixture.ts';

const RETENTION_MS = 60_000;
const PRODUCER = { producerId: 7, producerEpoch: 0 };

function marker(type: 'ABORT' | 'COMMIT', timestamp: number): Buffer {
  return buildEndTxnBatch({ ...PRODUCER, type, coordinatorEpoch: 0, timestamp });
}

describe('cleaning a log', () => {
  test('keeps the newest record of each key at its offset', async () => {
    const log = new CleanerFixture();
    log.put(['a=1', 'b=1']);
    log.put(['a=2', 'c=1']);
    log.put(['b=2']);
    await log.clean();
    expect(log.records()).toEqual(['2:a=2', '3:c=1', '4:b=2']);
    expect(log.cleaner.stats).toMatchObject({ cleans: 1, recordsRead: 5, recordsKept: 3 });
  });

  test('leaves the active segment as it is', async () => {
    const log = new CleanerFixture();
    log.put(['a=1']);
    log.put(['a=2']);
    await log.look();
    expect(log.records()).toEqual(['0:a=1', '1:a=2']);
    await log.clean();
    log.put(['a=3']);
    await log.look();
    expect(log.records()).toEqual(['1:a=2', '2:a=3']);
  });

  test('keeps a tombstone until delete.retention.ms after the first clean that saw it', async () => {
    const log = new CleanerFixture({ deleteRetentionMs: RETENTION_MS });
    log.put(['a=1', 'a!', 'b=1']);
    await log.clean();
    expect(log.records()).toEqual(['1:a!', '2:b=1']);
    expect(log.batches()[0]?.hasDeleteHorizon).toBe(true);
    log.put(['c=1']);
    await log.clean();
    expect(log.records()).toContain('1:a!');
    await log.clock.advance(RETENTION_MS);
    log.put(['c=2']);
    await log.clean();
    expect(log.records()).toEqual(['2:b=1', '4:c=2']);
  });

  test('drops records without a key, and says so', async () => {
    const log = new CleanerFixture();
    const { config } = log.log;
    log.log.updateConfig({ ...config, cleanupPolicy: { compact: false, delete: true } });
    log.put(['=1', 'a=1']);
    log.log.updateConfig(config);
    await log.clean();
    expect(log.records()).toEqual(['1:a=1']);
    expect(log.logger.messages('warn')).toEqual(['records without a key were dropped']);
  });

  test('merges small segments, and gives the new one the age of the newest', async () => {
    const log = new CleanerFixture();
    for (const value of [1, 2, 3]) {
      log.put([`a=${value}`, `${value}=x`]);
      log.log.roll();
      await log.clock.advance(1000);
    }
    const newest = log.disk.stat(`${DIRECTORY}/00000000000000000004.log`).modifiedMs;
    await log.clean();
    expect(log.log.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 6]);
    expect(log.disk.stat(`${DIRECTORY}/00000000000000000000.log`).modifiedMs).toBe(newest);
  });

  test('goes through the log in several passes where the keys are more than fit', async () => {
    const log = new CleanerFixture();
    log.cleanerConfig = { ...log.cleanerConfig, dedupeBufferBytes: 24 * 7 };
    for (const round of [1, 2]) for (let key = 0; key < 20; key++) log.put([`k${key}=${round}`]);
    await log.clean();
    expect(log.records()).toEqual(Array.from({ length: 20 }, (_, key) => `${20 + key}:k${key}=2`));
    expect(log.cleaner.stats.cleans).toBeGreaterThan(3);
  });

  test.each([1, 2, 3, 4])('writes batches anew in their own codec (%i)', async (compressionId) => {
    const log = new CleanerFixture();
    log.put(['a=1', 'b=1', 'c=1'], { compressionId });
    log.put(['b=2']);
    await log.clean();
    expect(log.records()).toEqual(['0:a=1', '2:c=1', '3:b=2']);
    expect(log.batches()[0]).toMatchObject({ compressionId, lastOffsetDelta: 2, isIntact: true });
  });

  test('keeps the time of an append where the topic counts by it', async () => {
    const log = new CleanerFixture({ messageTimestampType: 'LogAppendTime', deleteRetentionMs: 9 });
    log.put(['a=1', 'b!', 'a=2']);
    const appendedMs = log.clock.wallMs();
    await log.clock.advance(5000);
    await log.clean();
    const [batch] = log.batches();
    expect(batch).toMatchObject({ maxTimestamp: appendedMs, timestampType: 'LogAppendTime' });
    expect(log.log.offsetForTimestamp(appendedMs)?.offset).toBe(1);
  });

  test('is not done below min.cleanable.dirty.ratio, but once max.compaction.lag.ms has passed', async () => {
    const log = new CleanerFixture({ minCleanableDirtyRatio: 0.6, maxCompactionLagMs: 3_600_000 });
    log.put(['a=1', 'a=2']);
    await log.clean();
    log.put(['a=3']);
    await log.clean();
    expect(log.records()).toEqual(['1:a=2', '2:a=3']);
    await log.clock.advance(3_600_000);
    await log.look();
    expect(log.records()).toEqual(['2:a=3']);
  });

  test('spares what is younger than min.compaction.lag.ms', async () => {
    const log = new CleanerFixture({ minCompactionLagMs: 3_600_000 });
    log.put(['a=1', 'a=2']);
    await log.clean();
    expect(log.records()).toEqual(['0:a=1', '1:a=2']);
    await log.clock.advance(3_600_000);
    await log.look();
    expect(log.records()).toEqual(['1:a=2']);
  });
});

describe('cleaning transactions', () => {
  test('drops what was aborted, and the marker once its time is up', async () => {
    const log = new CleanerFixture({ deleteRetentionMs: RETENTION_MS });
    log.put(['a=1']);
    log.put(['a=2', 'b=1'], { ...PRODUCER, isTransactional: true, baseSequence: 0 });
    log.putBytes(marker('ABORT', log.clock.wallMs()));
    log.put(['c=1'], { ...PRODUCER, isTransactional: true, baseSequence: 2 });
    log.putBytes(marker('COMMIT', log.clock.wallMs()));
    await log.clean();
    expect(log.records()).toEqual(['0:a=1', '3:marker', '4:c=1', '5:marker']);
    expect(log.log.abortedTransactions(0, 10)).toMatchObject([{ firstOffset: 1, lastOffset: 3 }]);
    log.put(['d=1']);
    await log.clean();
    expect(log.log.abortedTransactions(0, 10)).toEqual([]);
    expect(log.batches()[1]).toMatchObject({ isControl: true, hasDeleteHorizon: true });
    await log.clock.advance(RETENTION_MS);
    log.put(['e=1']);
    await log.clean();
    expect(log.records()).toEqual(['0:a=1', '4:c=1', '5:marker', '6:d=1', '7:e=1']);
  });

  test('stops before a transaction that is open', async () => {
    const log = new CleanerFixture();
    log.put(['a=1', 'a=2']);
    log.log.roll();
    log.put(['b=1'], { ...PRODUCER, isTransactional: true, baseSequence: 0 });
    log.put(['b=2']);
    await log.clean();
    expect(log.records()).toEqual(['1:a=2', '2:b=1', '3:b=2']);
    expect(log.log.cleaning.cleanedTo).toBe(2);
  });

  test('keeps the header of a producer’s last batch, so that a repeated one is recognised', async () => {
    const log = new CleanerFixture();
    log.put(['a=1', 'b=1'], { ...PRODUCER, baseSequence: 0 });
    log.put(['a=2', 'b=2']);
    await log.clean();
    expect(log.batches()[0]).toMatchObject({ baseOffset: 0, lastOffset: 1, recordsCount: 0 });
    log.crash();
    expect([...log.log.activeProducers()][0]).toMatchObject({ producerId: 7, lastSequence: 1 });
  });
});
