// What happens to a clean when something else happens to its log, its disk or its broker.

import { describe, expect, test } from 'vitest';
import { CleanerFixture } from './cleaner-fixture.ts';

const BACKOFF_MS = 15_000;

/** A log whose clean is under way, and takes minutes. */
async function cleaningSlowly(): Promise<CleanerFixture> {
  const log = new CleanerFixture();
  log.cleanerConfig = { ...log.cleanerConfig, bytesPerSecond: 20, ioBufferBytes: 200 };
  for (let round = 0; round < 10; round++) log.put(['a=1', `b=${round}`]);
  log.log.roll();
  log.cleaner.start();
  await log.clock.advance(BACKOFF_MS + 100);
  expect(log.log.cleaning.isUnderWay).toBe(true);
  return log;
}

/** Nothing of a clean is left among the files. */
function expectNoLeftovers(log: CleanerFixture): void {
  expect(log.names().filter((name) => /cleaned|swap/.test(name))).toEqual([]);
}

describe('a clean that is under way', () => {
  test('takes no more bytes in a second than it may', async () => {
    const log = await cleaningSlowly();
    await log.clock.advance(30_000);
    expect(log.cleaner.stats.cleans).toBe(0);
    await log.clock.advance(200_000);
    expect(log.cleaner.stats.cleans).toBe(1);
    await log.cleaner.stop();
  });

  test('lets appends go on', async () => {
    const log = await cleaningSlowly();
    log.put(['a=9']);
    log.log.roll();
    log.put(['a=10']);
    await log.clock.advance(300_000);
    await log.cleaner.stop();
    expect(log.records().at(-1)).toBe('21:a=10');
    expect(log.records().length).toBeLessThan(6);
  });

  test('ends when the log is cut off', async () => {
    const log = await cleaningSlowly();
    log.log.truncateTo(4);
    expect(log.log.cleaning.isUnderWay).toBe(false);
    await log.cleaner.stop();
    expect(log.records()).toEqual(['0:a=1', '1:b=0', '2:a=1', '3:b=1']);
    expect(log.cleaner.stats).toMatchObject({ cleans: 0, aborted: 1 });
    expectNoLeftovers(log);
  });

  test('ends when the topic is not compacted any more', async () => {
    const log = await cleaningSlowly();
    const cleanupPolicy = { compact: false, delete: true };
    log.log.updateConfig({ ...log.log.config, cleanupPolicy });
    await log.cleaner.stop();
    expect(log.cleaner.stats.aborted).toBe(1);
    expectNoLeftovers(log);
  });

  test('ends with its log', async () => {
    const log = await cleaningSlowly();
    log.log.close();
    await log.cleaner.stop();
    expectNoLeftovers(log);
  });

  test('puts retention off', async () => {
    const log = await cleaningSlowly();
    log.log.advanceLogStartOffset(20);
    expect(log.log.deleteOldSegments(log.clock.wallMs())).toBe(0);
    await log.clock.advance(300_000);
    expect(log.log.deleteOldSegments(log.clock.wallMs())).toBe(1);
    await log.cleaner.stop();
  });

  test('leaves a slice that was read before as it was', async () => {
    const log = new CleanerFixture();
    log.put(['a=1', 'a=2']);
    const request = { fetchOffset: 0, maxBytes: 1000, maxOffset: 2, minOneBatch: true };
    const { records } = log.log.read(request);
    const before = Buffer.alloc(records.byteLength);
    records.readInto(before, 0);
    await log.clean();
    const after = Buffer.alloc(records.byteLength);
    records.readInto(after, 0);
    expect(after).toEqual(before);
    await log.clock.advance(log.log.config.fileDeleteDelayMs);
    expect(log.names().filter((name) => name.endsWith('.deleted'))).toEqual([]);
  });
});

describe('a log that cannot be cleaned', () => {
  test('is left alone, and that is said once', async () => {
    const log = new CleanerFixture();
    log.put(['a=1', 'a=2']);
    const file = log.disk.open(`${log.log.directory}/00000000000000000000.log`, 'write');
    file.writeSync(Buffer.from('X'), 65);
    file.close();
    await log.clean();
    await log.look();
    expect(log.cleaner.uncleanable.has(log.log)).toBe(true);
    const message = 'a log cannot be cleaned: it is left as it is until it is opened anew';
    expect(log.logger.messages('error')).toEqual([message]);
    expectNoLeftovers(log);
  });

  test('is tried again when the disk had no room', async () => {
    const log = new CleanerFixture();
    log.put(['a=1', 'a=2']);
    log.disk.faults = (action, path) =>
      action === 'write' && path.endsWith('.cleaned') ? 'ENOSPC' : null;
    await log.clean();
    expect(log.cleaner.stats).toMatchObject({ cleans: 0, failed: 1 });
    expect(log.guard.failure).toBeNull();
    expectNoLeftovers(log);
    log.disk.faults = null;
    await log.look();
    expect(log.records()).toEqual(['1:a=2']);
  });

  test('takes its directory offline when the disk is broken', async () => {
    const log = new CleanerFixture();
    log.put(['a=1', 'a=2']);
    log.disk.faults = (action, path) =>
      action === 'sync' && path.endsWith('.cleaned') ? 'EIO' : null;
    await log.clean();
    expect(log.guard.failure?.code).toBe('EIO');
  });
});
