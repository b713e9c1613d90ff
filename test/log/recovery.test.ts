import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CorruptLogError } from '../../src/log/corrupt-log-error.ts';
import { RecordBatch } from '../../src/record/record-batch.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import { DIRECTORY, LogFixture, NOW } from './log-fixture.ts';

const FIRST = `${DIRECTORY}/00000000000000000000.log`;

function overwrite(fixture: LogFixture, path: string, position: number, bytes: Buffer): void {
  const file = fixture.disk.open(path, 'write');
  file.writeSync(bytes, position);
  file.close();
}

function cut(fixture: LogFixture, path: string, length: number): void {
  const file = fixture.disk.open(path, 'write');
  file.truncate(length);
  file.close();
}

describe('after kill -9', () => {
  it('everything that was appended is there', () => {
    const fixture = new LogFixture({ segmentBytes: 2000, indexIntervalBytes: 100 });
    for (let index = 0; index < 100; index++) fixture.append([`v${index}`]);
    const before = fixture.values();
    fixture.crash();
    expect(fixture.values()).toEqual(before);
    expect(fixture.append(['next']).firstOffset).toBe(100);
    fixture.log.checkInvariants();
  });

  it('a log without an append is empty', () => {
    const fixture = new LogFixture();
    void fixture.log;
    fixture.crash();
    expect(fixture.log.logEndOffset).toBe(0);
  });

  it('a batch that was written in part is cut off, wherever it was cut', () => {
    const fixture = new LogFixture();
    fixture.append(['a', 'b']);
    const whole = fixture.log.sizeInBytes;
    fixture.append(['c']);
    const all = fixture.disk.readFile(FIRST);
    for (let length = whole; length < all.length; length++) {
      fixture.log.abandon();
      overwrite(fixture, FIRST, 0, all);
      cut(fixture, FIRST, length);
      fixture.open({ cleanShutdown: false });
      expect(fixture.log.logEndOffset).toBe(2);
      expect(fixture.disk.stat(FIRST).size).toBe(whole);
    }
    expect(fixture.append(['d']).firstOffset).toBe(2);
    expect(fixture.values()).toEqual(['0:a', '1:b', '2:d']);
  });

  it('zeros or garbage after the last batch are cut off', () => {
    for (const tail of [Buffer.alloc(500), Buffer.alloc(500, 0xa5), Buffer.alloc(3)]) {
      const fixture = new LogFixture();
      fixture.append(['a']);
      const { sizeInBytes } = fixture.log;
      overwrite(fixture, FIRST, sizeInBytes, tail);
      fixture.crash();
      expect(fixture.values()).toEqual(['0:a']);
      expect(fixture.disk.stat(FIRST).size).toBe(sizeInBytes);
    }
  });

  it('a damaged last batch is cut off', () => {
    const fixture = new LogFixture();
    fixture.append(['a']);
    fixture.append(['b']);
    overwrite(fixture, FIRST, fixture.log.sizeInBytes - 1, Buffer.from([0xff]));
    fixture.crash();
    expect(fixture.values()).toEqual(['0:a']);
  });

  it('a damaged batch with whole ones after it is an error, and nothing is cut', () => {
    const fixture = new LogFixture();
    for (const text of ['a', 'b', 'c']) fixture.append([text]);
    overwrite(fixture, FIRST, 65, Buffer.from([0xff]));
    const damaged = fixture.disk.readFile(FIRST);
    expect(() => fixture.crash()).toThrow(CorruptLogError);
    expect(fixture.disk.readFile(FIRST)).toEqual(damaged);
  });

  it.each([
    ['base offset', 0],
    ['length', 8],
    ['magic', 16],
    ['CRC', 18],
  ])('a damaged %s in the middle is an error too', (_, at) => {
    const fixture = new LogFixture();
    for (const text of ['a', 'b', 'c']) fixture.append([text]);
    const second = fixture.log.sizeInBytes / 3;
    overwrite(fixture, FIRST, second + at, Buffer.from([0x91]));
    expect(() => fixture.crash()).toThrow(CorruptLogError);
  });

  it('a torn batch whose records hold a whole batch is a torn end', () => {
    const fixture = new LogFixture();
    fixture.append(['a']);
    const { sizeInBytes } = fixture.log;
    const inner = buildBatch({
      baseOffset: 500,
      partitionLeaderEpoch: 0,
      records: [{ value: Buffer.from('inner') }],
    });
    const records = [{ value: inner }, { value: Buffer.alloc(300) }];
    fixture.log.append(buildBatch({ timestamp: NOW, records }), {
      leaderEpoch: 0,
      origin: 'client',
    });
    fixture.log.abandon();
    cut(fixture, FIRST, sizeInBytes + 250);
    fixture.crash();
    expect(fixture.values()).toEqual(['0:a']);
  });

  it('a damaged segment with others after it is an error', () => {
    const fixture = new LogFixture({ segmentBytes: 200 });
    for (let index = 0; index < 10; index++) fixture.append([`v${index}`]);
    overwrite(fixture, FIRST, fixture.disk.stat(FIRST).size - 1, Buffer.from([0xff]));
    expect(() => fixture.crash()).toThrow(CorruptLogError);
  });

  it('what lies before the recovery point is not gone through', () => {
    const fixture = new LogFixture({ segmentBytes: 200 });
    for (let index = 0; index < 10; index++) fixture.append([`v${index}`]);
    overwrite(fixture, FIRST, 65, Buffer.from([0xff]));
    fixture.crash(8);
    expect(fixture.log.logEndOffset).toBe(10);
    expect(fixture.log.recoveryPoint).toBe(8);
  });

  it('the indexes of finished segments are as they were', () => {
    const fixture = new LogFixture({ segmentBytes: 1000, indexIntervalBytes: 100 });
    for (let index = 0; index < 30; index++)
      fixture.append([`v${index}`], { timestamp: NOW - 1000 + index });
    const indexes = fixture.names().filter((name) => /index$/.test(name));
    const contents = () => indexes.map((name) => fixture.disk.readFile(`${DIRECTORY}/${name}`));
    const before = contents();
    for (const name of indexes) fixture.disk.remove(`${DIRECTORY}/${name}`);
    fixture.crash();
    expect(indexes.length).toBeGreaterThan(3);
    expect(contents()).toEqual(before);
  });

  it('a new segment without a batch marks where the log goes on', () => {
    const fixture = new LogFixture();
    fixture.append(['a']);
    fixture.log.roll();
    fixture.crash();
    expect(fixture.log.segmentCount).toBe(2);
    expect(fixture.append(['b']).firstOffset).toBe(1);
  });

  it('damaged epochs are read from the batches', () => {
    for (const damage of ['', '0\n2\n0 0\n', '0\n1\nx y\n']) {
      const fixture = new LogFixture();
      fixture.append(['a'], {}, 2);
      fixture.append(['b'], {}, 5);
      fixture.log.abandon();
      fixture.disk.writeFileAtomic(`${DIRECTORY}/leader-epoch-checkpoint`, Buffer.from(damage));
      fixture.crash();
      expect(fixture.log.latestEpoch).toBe(5);
      expect(fixture.log.endOffsetForEpoch(2)).toEqual({ leaderEpoch: 2, endOffset: 1 });
    }
  });

  it('an epoch whose only batch was torn is forgotten', () => {
    const fixture = new LogFixture();
    fixture.append(['a'], {}, 2);
    const { sizeInBytes } = fixture.log;
    fixture.append(['b'], {}, 5);
    fixture.log.abandon();
    cut(fixture, FIRST, sizeInBytes + 20);
    fixture.crash();
    expect(fixture.log.latestEpoch).toBe(2);
  });

  it('files that were being replaced or deleted are removed', () => {
    const fixture = new LogFixture();
    fixture.append(['a']);
    for (const name of ['x.tmp', '00000000000000000000.log.deleted', '7.cleaned']) {
      fixture.disk.writeFileAtomic(`${DIRECTORY}/${name}`, Buffer.from('x'));
    }
    fixture.disk.writeFileAtomic(`${DIRECTORY}/00000000000000000009.index`, Buffer.alloc(8));
    fixture.crash();
    expect(fixture.names()).toEqual([
      '00000000000000000000.log',
      'leader-epoch-checkpoint',
      'partition.metadata',
    ]);
  });

  it('any damage to the end of the file leaves a prefix of what was appended', () => {
    const texts = ['one', 'two', 'three', 'four', 'five'];
    fc.assert(
      fc.property(
        fc.nat(400),
        fc.uint8Array({ minLength: 0, maxLength: 120 }),
        (position, garbage) => {
          const fixture = new LogFixture();
          for (const text of texts) fixture.append([text]);
          const size = fixture.log.sizeInBytes;
          const from = Math.max(0, size - position);
          cut(fixture, FIRST, from);
          overwrite(fixture, FIRST, from, Buffer.from(garbage));
          fixture.crash();
          const expected = texts.map((text, index) => `${index}:${text}`);
          const values = fixture.values();
          expect(values).toEqual(expected.slice(0, values.length));
          const bytes = fixture.disk.readFile(FIRST);
          for (let at = 0; at < bytes.length; ) {
            const batch = new RecordBatch(bytes, at);
            expect(batch.isIntact).toBe(true);
            at += batch.sizeInBytes;
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a start offset', () => {
  it('is the checkpointed one, or else that of the first segment', () => {
    const fixture = new LogFixture();
    fixture.append(['a', 'b', 'c']);
    fixture.log.close();
    expect(fixture.open({ cleanShutdown: true, logStartOffset: 2 }).logStartOffset).toBe(2);
  });

  it('beyond the end of what is left begins the log anew', () => {
    const fixture = new LogFixture();
    fixture.append(['a', 'b', 'c']);
    fixture.log.close();
    fixture.open({ cleanShutdown: true, logStartOffset: 9 });
    expect(fixture.log.logEndOffset).toBe(9);
    expect(fixture.append(['d']).firstOffset).toBe(9);
    expect(fixture.values()).toEqual(['9:d']);
  });
});
