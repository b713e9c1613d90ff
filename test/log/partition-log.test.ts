import { describe, expect, it } from 'vitest';
import { errorName } from '../../src/base/error-code.ts';
import { KafkaError } from '../../src/base/kafka-error.ts';
import { DIRECTORY, LogFixture, NOW, TOPIC_ID } from './log-fixture.ts';

function codeOf(action: () => unknown): string {
  try {
    action();
    return 'done';
  } catch (error) {
    if (error instanceof KafkaError) return errorName(error.code);
    throw error;
  }
}

describe('an append', () => {
  it('gives records the next offsets', () => {
    const fixture = new LogFixture();
    expect(fixture.append(['a', 'b'])).toMatchObject({ firstOffset: 0, lastOffset: 1 });
    expect(fixture.append(['c'])).toMatchObject({ firstOffset: 2, lastOffset: 2 });
    expect(fixture.log.logEndOffset).toBe(3);
    expect(fixture.values()).toEqual(['0:a', '1:b', '2:c']);
  });

  it('makes the directory and what cannot be made again, and nothing is there before', () => {
    const fixture = new LogFixture();
    void fixture.log;
    expect(fixture.disk.exists(DIRECTORY)).toBe(false);
    fixture.append(['a']);
    expect(fixture.names()).toEqual(['00000000000000000000.log', 'partition.metadata']);
    const metadata = fixture.disk.readFile(`${DIRECTORY}/partition.metadata`).toString();
    expect(metadata).toBe(`version: 0\ntopic_id: ${TOPIC_ID}`);
  });

  it('begins the history of epochs, whose file is made by the first flush, or by closing', async () => {
    const flushed = new LogFixture();
    flushed.append(['a']);
    await flushed.log.flush();
    const closed = new LogFixture();
    closed.append(['a']);
    closed.log.close();
    for (const { disk } of [flushed, closed]) {
      const epochs = disk.readFile(`${DIRECTORY}/leader-epoch-checkpoint`).toString();
      expect(epochs).toBe('0\n1\n0 0\n');
    }
  });

  it('whose history of epochs was not in a file yet is asked for it after kill -9', () => {
    const fixture = new LogFixture();
    for (const epoch of [3, 3, 5]) fixture.append(['a', 'b'], {}, epoch);
    fixture.disk.remove(`${DIRECTORY}/leader-epoch-checkpoint`);
    const log = fixture.crash();
    expect(log.latestEpoch).toBe(5);
    expect([0, 3, 4].map((offset) => log.epochAt(offset))).toEqual([3, 3, 5]);
    expect(fixture.names()).toContain('leader-epoch-checkpoint');
  });

  it('stamps the leader epoch and keeps its history', () => {
    const fixture = new LogFixture();
    fixture.append(['a'], {}, 3);
    fixture.append(['b'], {}, 3);
    fixture.append(['c'], {}, 7);
    const epochs = [...fixture.log.batches()].map((batch) => batch.partitionLeaderEpoch);
    expect(epochs).toEqual([3, 3, 7]);
    expect(fixture.log.latestEpoch).toBe(7);
    expect(fixture.log.endOffsetForEpoch(3)).toEqual({ leaderEpoch: 3, endOffset: 2 });
    expect(fixture.log.endOffsetForEpoch(5)).toEqual({ leaderEpoch: 3, endOffset: 2 });
    expect(fixture.log.endOffsetForEpoch(7)).toEqual({ leaderEpoch: 7, endOffset: 3 });
    expect(fixture.log.endOffsetForEpoch(8)).toBeNull();
  });

  it('tells its own time with LogAppendTime', () => {
    const fixture = new LogFixture({ messageTimestampType: 'LogAppendTime' });
    expect(fixture.append(['a'], { timestamp: 5 }).logAppendTimeMs).toBe(NOW);
    expect(new LogFixture().append(['a']).logAppendTimeMs).toBe(-1);
  });

  it('that is refused leaves no trace', () => {
    const fixture = new LogFixture({ maxMessageBytes: 100 });
    fixture.append(['a']);
    expect(codeOf(() => fixture.append(['x'.repeat(200)]))).toBe('MESSAGE_TOO_LARGE');
    expect(fixture.append(['b'])).toMatchObject({ firstOffset: 1 });
    expect(fixture.values()).toEqual(['0:a', '1:b']);
  });

  it('larger than a segment is RECORD_LIST_TOO_LARGE', () => {
    const fixture = new LogFixture({ segmentBytes: 100 });
    expect(codeOf(() => fixture.append(['x'.repeat(200)]))).toBe('RECORD_LIST_TOO_LARGE');
  });
});

describe('a read', () => {
  const fixture = new LogFixture();
  for (let index = 0; index < 10; index++) fixture.append([`a${index}`, `b${index}`, `c${index}`]);
  const { log } = fixture;
  const read = (fetchOffset: number, maxBytes: number, maxOffset = 30, minOneBatch = true) =>
    log.read({ fetchOffset, maxBytes, maxOffset, minOneBatch }).records.byteLength;
  const batchSize = log.sizeInBytes / 10;

  it('of an offset within a batch gives the whole batch', () => {
    expect(fixture.values(4).slice(0, 3)).toEqual(['4:b1', '5:c1', '6:a2']);
    expect(read(4, batchSize)).toBe(batchSize);
  });

  it('gives the first batch whole even when it is larger than the limit, if told to', () => {
    expect(read(0, 1)).toBe(batchSize);
    expect(read(0, 1, 30, false)).toBe(0);
    expect(read(0, 0)).toBe(batchSize);
  });

  it('ends at the limit', () => {
    expect(read(0, 3 * batchSize)).toBe(3 * batchSize);
  });

  it('does not go beyond the maximum offset', () => {
    expect(read(0, 1_000_000, 9)).toBe(3 * batchSize);
    expect(read(9, 1_000_000, 9)).toBe(0);
    expect(read(12, 1_000_000, 9)).toBe(0);
  });

  it('at the end of the log is empty, beyond it out of range', () => {
    expect(read(30, 1000)).toBe(0);
    expect(codeOf(() => read(31, 1000))).toBe('OFFSET_OUT_OF_RANGE');
  });

  it('before the start of the log is out of range', () => {
    const other = new LogFixture();
    other.append(['a', 'b', 'c']);
    other.log.advanceLogStartOffset(2);
    const request = { maxBytes: 100, maxOffset: 3, minOneBatch: true };
    expect(codeOf(() => other.log.read({ ...request, fetchOffset: 1 }))).toBe(
      'OFFSET_OUT_OF_RANGE',
    );
    expect(other.values()).toEqual(['2:c']);
  });

  it('says below which offset its records are', () => {
    const slice = log.read({
      fetchOffset: 0,
      maxBytes: batchSize,
      maxOffset: 30,
      minOneBatch: true,
    });
    expect(slice.nextOffset).toBeGreaterThanOrEqual(3);
    const all = log.read({ fetchOffset: 0, maxBytes: 1e6, maxOffset: 30, minOneBatch: true });
    expect(all.nextOffset).toBe(30);
  });
});

describe('segments', () => {
  const config = { segmentBytes: 1000, indexIntervalBytes: 100 };
  const filled = (): LogFixture => {
    const fixture = new LogFixture(config);
    for (let index = 0; index < 100; index++) fixture.append([`v${index}`]);
    return fixture;
  };
  const expected = Array.from({ length: 100 }, (_, index) => `${index}:v${index}`);

  it('begin when the last one is full, and are read as one log', () => {
    const fixture = filled();
    expect(fixture.log.segmentCount).toBeGreaterThan(5);
    expect(fixture.values()).toEqual(expected);
    for (let from = 0; from < 100; from++) expect(fixture.values(from)[0]).toBe(expected[from]);
  });

  it('have indexes and a producer snapshot each', () => {
    const names = filled().names();
    const logs = names.filter((name) => name.endsWith('.log'));
    expect(names.filter((name) => name.endsWith('.index')).length).toBe(logs.length - 1);
    expect(names.filter((name) => name.endsWith('.timeindex')).length).toBe(logs.length - 1);
    expect(names.filter((name) => name.endsWith('.snapshot')).length).toBe(logs.length - 1);
  });

  it('begin when the first batch of the last one is older than segment.ms', () => {
    const fixture = new LogFixture({ segmentMs: 1000 });
    fixture.append(['a'], { timestamp: NOW });
    fixture.append(['b'], { timestamp: NOW + 1000 });
    expect(fixture.log.segmentCount).toBe(1);
    fixture.append(['c'], { timestamp: NOW + 1001 });
    expect(fixture.log.segmentCount).toBe(2);
  });

  it('are found again after a clean restart', () => {
    const fixture = filled();
    const { segmentCount } = fixture.log;
    fixture.restart();
    expect(fixture.log.segmentCount).toBe(segmentCount);
    expect(fixture.values()).toEqual(expected);
    expect(fixture.append(['next']).firstOffset).toBe(100);
    fixture.log.checkInvariants();
  });

  it('have their indexes made again when they are missing or damaged', () => {
    const fixture = filled();
    fixture.log.close();
    for (const name of fixture.names()) {
      if (name.endsWith('.index')) fixture.disk.remove(`${DIRECTORY}/${name}`);
      if (name.endsWith('.timeindex')) {
        const file = fixture.disk.open(`${DIRECTORY}/${name}`, 'write');
        file.truncate(5);
        file.close();
      }
    }
    fixture.open({ cleanShutdown: true });
    expect(fixture.values()).toEqual(expected);
    expect(fixture.values(57)[0]).toBe('57:v57');
    expect(fixture.log.offsetForTimestamp(NOW)?.offset).toBe(0);
  });
});
