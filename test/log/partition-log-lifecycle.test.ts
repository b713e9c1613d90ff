import { describe, expect, it } from 'vitest';
import { errorName } from '../../src/base/error-code.ts';
import { KafkaError } from '../../src/base/kafka-error.ts';
import { NO_TIMESTAMP } from '../../src/record/record-batch.ts';
import { DIRECTORY, LogFixture, NOW } from './log-fixture.ts';

const HOUR = 3_600_000;

function codeOf(action: () => unknown): string {
  try {
    action();
    return 'done';
  } catch (error) {
    if (error instanceof KafkaError) return errorName(error.code);
    throw error;
  }
}

describe('finding an offset by its timestamp', () => {
  const fixture = new LogFixture({ segmentBytes: 1500, indexIntervalBytes: 200 });
  for (let index = 0; index < 100; index++) {
    fixture.append([`v${index}`], { timestamp: NOW - 100_000 + index * 1000 }, index < 50 ? 1 : 4);
  }
  const { log } = fixture;

  it('gives the first record at or after it', () => {
    for (let index = 0; index < 100; index++) {
      const timestamp = NOW - 100_000 + index * 1000;
      const found = { offset: index, timestamp, leaderEpoch: index < 50 ? 1 : 4 };
      expect(log.offsetForTimestamp(timestamp)).toEqual(found);
      expect(log.offsetForTimestamp(timestamp - 999)).toEqual(found);
    }
  });

  it('gives nothing after the last', () => {
    expect(log.offsetForTimestamp(NOW)).toBeNull();
    expect(new LogFixture().log.offsetForTimestamp(0)).toBeNull();
  });

  it('looks at single records in a batch', () => {
    const other = new LogFixture({ messageTimestampType: 'LogAppendTime' });
    other.append(['a', 'b']);
    expect(other.log.offsetForTimestamp(NOW)).toMatchObject({ offset: 0, timestamp: NOW });
  });

  it('gives nothing before the log start offset', () => {
    const other = new LogFixture();
    for (const text of ['a', 'b', 'c']) other.append([text]);
    other.log.advanceLogStartOffset(2);
    expect(other.log.offsetForTimestamp(0)?.offset).toBe(2);
  });

  it('gives the same after a restart', () => {
    const other = new LogFixture({ segmentBytes: 1000, indexIntervalBytes: 100 });
    for (let index = 0; index < 40; index++) {
      other.append([`v${index}`], { timestamp: NOW - 40_000 + index * 1000 });
    }
    const answers = () =>
      Array.from({ length: 41 }, (_, index) =>
        other.log.offsetForTimestamp(NOW - 40_000 + index * 1000),
      );
    const before = answers();
    other.restart();
    expect(answers()).toEqual(before);
    other.crash();
    expect(answers()).toEqual(before);
  });

  it('the greatest timestamp is found wherever it is', () => {
    const other = new LogFixture({ segmentBytes: 300 });
    for (const delay of [5, 9, 3, 7, 1, 2]) other.append(['v'], { timestamp: NOW + delay });
    expect(other.log.maxTimestamp()).toEqual({ offset: 1, timestamp: NOW + 9, leaderEpoch: 0 });
    other.restart();
    expect(other.log.maxTimestamp()?.offset).toBe(1);
    expect(new LogFixture().log.maxTimestamp()).toBeNull();
    const timeless = new LogFixture();
    for (const text of ['a', 'b']) timeless.append([text], { timestamp: NO_TIMESTAMP });
    expect(timeless.log.maxTimestamp()).toEqual({ offset: 0, timestamp: -1, leaderEpoch: 0 });
  });
});

describe('retention', () => {
  const filled = (config: ConstructorParameters<typeof LogFixture>[0]): LogFixture => {
    const fixture = new LogFixture({ segmentBytes: 300, ...config });
    for (let index = 0; index < 20; index++) {
      fixture.append([`v${index}`], { timestamp: NOW - 20 * HOUR + index * HOUR });
    }
    return fixture;
  };

  it('by time deletes segments whose newest record is too old', () => {
    const { log, clock } = filled({ retentionMs: 10 * HOUR });
    expect(log.deleteOldSegments(clock.wallMs())).toBeGreaterThan(0);
    expect(log.logStartOffset).toBeGreaterThan(5);
    expect(log.logStartOffset).toBeLessThanOrEqual(10);
    expect(log.deleteOldSegments(clock.wallMs())).toBe(0);
  });

  it('by size deletes what is beyond it, in whole segments', () => {
    const { log } = filled({ retentionBytes: 800, retentionMs: -1 });
    log.deleteOldSegments(NOW);
    expect(log.sizeInBytes).toBeGreaterThanOrEqual(800);
    expect(log.sizeInBytes).toBeLessThan(800 + 300);
  });

  it('deletes nothing at or above the high watermark', () => {
    const { log } = filled({ retentionMs: 0 });
    log.deleteOldSegments(NOW, 5);
    expect(log.logStartOffset).toBeLessThanOrEqual(5);
  });

  it('may delete everything, and the log goes on where it was', () => {
    const fixture = filled({ retentionMs: 0 });
    fixture.log.deleteOldSegments(NOW + HOUR);
    expect(fixture.log.logStartOffset).toBe(20);
    expect(fixture.log.sizeInBytes).toBe(0);
    fixture.crash();
    expect(fixture.log.logEndOffset).toBe(20);
    expect(fixture.append(['next']).firstOffset).toBe(20);
  });

  it('of a compacted topic deletes nothing but what is before the start', () => {
    const { log } = filled({ retentionMs: 0, cleanupPolicy: { compact: true, delete: false } });
    expect(log.deleteOldSegments(NOW + HOUR)).toBe(0);
    log.advanceLogStartOffset(7);
    expect(log.deleteOldSegments(NOW + HOUR)).toBeGreaterThan(0);
    expect(log.logStartOffset).toBe(7);
  });

  it('renames files at once and removes them after file.delete.delay.ms', async () => {
    const fixture = filled({ retentionMs: 0, fileDeleteDelayMs: 1000 });
    fixture.log.deleteOldSegments(NOW + HOUR);
    const deleted = () => fixture.names().filter((name) => name.endsWith('.deleted'));
    expect(deleted().length).toBeGreaterThan(3);
    expect(fixture.names()).not.toContain('00000000000000000000.log');
    await fixture.clock.advance(1001);
    expect(deleted()).toEqual([]);
  });

  it('keeps the epochs of what is left', () => {
    const fixture = new LogFixture({ retentionMs: 0, segmentBytes: 100 });
    fixture.append(['a'], {}, 1);
    fixture.append(['b'], {}, 2);
    fixture.append(['c'], {}, 3);
    fixture.log.deleteOldSegments(NOW + HOUR, 2);
    expect(fixture.log.logStartOffset).toBe(2);
    expect(fixture.log.epochAt(2)).toBe(3);
    expect(fixture.log.endOffsetForEpoch(1)).toEqual({ leaderEpoch: 1, endOffset: 2 });
  });
});

describe('truncation', () => {
  const filled = (): LogFixture => {
    const fixture = new LogFixture({ segmentBytes: 300, indexIntervalBytes: 50 });
    for (let index = 0; index < 10; index++) {
      fixture.append([`a${index}`, `b${index}`], {}, Math.floor(index / 4));
    }
    return fixture;
  };

  it.each([0, 2, 8, 14, 18])('to %i leaves what is before it', (offset) => {
    const fixture = filled();
    const before = fixture.values();
    fixture.log.truncateTo(offset);
    expect(fixture.log.logEndOffset).toBe(offset);
    expect(fixture.values(0)).toEqual(before.slice(0, offset));
    fixture.log.checkInvariants();
    expect(fixture.append(['new'], {}, 9).firstOffset).toBe(offset);
    fixture.crash();
    expect(fixture.values(0).at(-1)).toBe(`${offset}:new`);
  });

  it('within a batch cuts the whole batch off', () => {
    const fixture = filled();
    fixture.log.truncateTo(7);
    expect(fixture.log.logEndOffset).toBe(6);
  });

  it('beyond the end does nothing', () => {
    const fixture = filled();
    fixture.log.truncateTo(99);
    expect(fixture.log.logEndOffset).toBe(20);
  });

  it('forgets epochs that began later', () => {
    const fixture = filled();
    fixture.log.truncateTo(10);
    expect(fixture.log.latestEpoch).toBe(1);
  });

  it('to nothing begins at any offset', () => {
    const fixture = filled();
    fixture.log.truncateFullyAndStartAt(500);
    expect([fixture.log.logStartOffset, fixture.log.logEndOffset]).toEqual([500, 500]);
    expect(fixture.append(['x']).firstOffset).toBe(500);
    fixture.restart();
    expect(fixture.values()).toEqual(['500:x']);
  });
});

describe('a flush', () => {
  it('moves the recovery point to where the log ended', async () => {
    const fixture = new LogFixture();
    fixture.append(['a']);
    expect(fixture.log.recoveryPoint).toBe(0);
    const flushed = fixture.log.flush();
    fixture.append(['b']);
    await flushed;
    expect(fixture.log.recoveryPoint).toBe(1);
    await fixture.log.flush();
    expect(fixture.log.recoveryPoint).toBe(2);
  });

  it('that many wait for is one sync', async () => {
    const fixture = new LogFixture();
    fixture.append(['a']);
    let syncs = 0;
    fixture.disk.faults = (action, path) => {
      if (action === 'sync' && path.endsWith('.log')) syncs++;
      return null;
    };
    await Promise.all(Array.from({ length: 50 }, () => fixture.log.flush()));
    expect(syncs).toBeLessThanOrEqual(2);
  });

  it('is part of the append with flush.messages', async () => {
    const fixture = new LogFixture({ flushMessages: 3 });
    expect(fixture.append(['a']).flushed).toBeUndefined();
    expect(fixture.append(['b']).flushed).toBeUndefined();
    await fixture.append(['c']).flushed;
    expect(fixture.log.recoveryPoint).toBe(3);
  });

  it('brings the names that the batches hang on to the device, each change once', async () => {
    const fixture = new LogFixture({ segmentBytes: 200 });
    const syncs: string[] = [];
    fixture.disk.faults = (action, path) => {
      if (action === 'sync') syncs.push(path.slice(path.lastIndexOf('/') + 1));
      return null;
    };
    fixture.append(['a']);
    await fixture.log.flush();
    const [log, ...names] = syncs.splice(0);
    expect(log).toBe('00000000000000000000.log');
    expect(names).toEqual(['partition.metadata', 'topic-0', 'data']);
    expect(fixture.names()).toContain('leader-epoch-checkpoint');
    fixture.append(['b']);
    await fixture.log.flush();
    expect(syncs.splice(0)).toEqual(['00000000000000000000.log']);
    fixture.log.roll();
    fixture.append(['c']);
    await fixture.log.flush();
    const second = '00000000000000000002.log';
    expect(syncs).toEqual(
      expect.arrayContaining([second, '00000000000000000002.snapshot', 'topic-0']),
    );
    expect(syncs).not.toContain('data');
  });

  it('that was under way when the log was cut off and grew again covers nothing new', async () => {
    const fixture = new LogFixture();
    for (const text of ['a', 'b', 'c']) fixture.append([text]);
    const flushed = fixture.log.flush();
    fixture.log.truncateTo(1);
    for (const text of ['d', 'e', 'f']) fixture.append([text]);
    await flushed;
    expect(fixture.log.recoveryPoint).toBe(1);
  });

  it('with flush.messages is done when the log opens: what readers saw before a crash they see after it', () => {
    const fixture = new LogFixture({ flushMessages: 1 });
    fixture.append(['a']);
    fixture.crash();
    expect(fixture.log.settledEndOffset).toBe(1);
    expect(fixture.log.recoveryPoint).toBe(1);
  });

  it('is due when flush.ms has passed since the oldest append', async () => {
    const fixture = new LogFixture({ flushMs: 1000 });
    expect(fixture.log.flushIfDue(NOW + 5000)).toBeUndefined();
    fixture.append(['a']);
    expect(fixture.log.flushIfDue(NOW + 999)).toBeUndefined();
    await fixture.log.flushIfDue(NOW + 1000);
    expect(fixture.log.recoveryPoint).toBe(1);
    expect(fixture.log.flushIfDue(NOW + 5000)).toBeUndefined();
  });

  it('on the event loop does the same', () => {
    const fixture = new LogFixture({ segmentBytes: 200 });
    for (let index = 0; index < 5; index++) fixture.append(['v']);
    fixture.log.flushNow();
    expect(fixture.log.recoveryPoint).toBe(5);
  });

  it('of segments that are deleted meanwhile brings nothing back', async () => {
    const fixture = new LogFixture({ segmentBytes: 100, retentionMs: 0, fileDeleteDelayMs: 0 });
    for (let index = 0; index < 5; index++) fixture.append(['v'], { timestamp: NOW - HOUR });
    const flushed = fixture.log.flush();
    fixture.log.deleteOldSegments(NOW);
    await fixture.clock.advance(1);
    await flushed;
    expect(fixture.names().filter((name) => name.endsWith('.deleted'))).toEqual([]);
    expect(fixture.names().filter((name) => name.endsWith('.log'))).toEqual([
      '00000000000000000005.log',
    ]);
  });
});

describe('a change of the configuration', () => {
  it('holds for the next append', () => {
    const fixture = new LogFixture();
    fixture.append(['a']);
    fixture.log.updateConfig({ ...fixture.config, maxMessageBytes: 10 });
    expect(codeOf(() => fixture.append(['b']))).toBe('MESSAGE_TOO_LARGE');
    fixture.log.updateConfig({ ...fixture.config, compressionType: 'lz4' });
    fixture.append(['c']);
    expect([...fixture.log.batches()].map((batch) => batch.compressionId)).toEqual([0, 3]);
  });
});

describe('few open files', () => {
  it('serve many segments', () => {
    const fixture = new LogFixture({ segmentBytes: 200 });
    fixture.limitOpenFiles(2);
    for (let index = 0; index < 50; index++) fixture.append([`v${index}`]);
    expect(fixture.values().length).toBe(50);
    expect(fixture.files.count).toBeLessThanOrEqual(2);
    fixture.restart();
    expect(fixture.values().length).toBe(50);
    expect(fixture.disk.exists(`${DIRECTORY}/00000000000000000000.index`)).toBe(true);
  });
});
