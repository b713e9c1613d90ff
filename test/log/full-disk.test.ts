// A disk without room, for as long as it lasts: what was refused is not there, what was answered is, also
// after a crash, and the log goes on by itself once there is room again.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KafkaError } from '../../src/base/kafka-error.ts';
import { buildEndTxnBatch } from '../../src/record/control-record.ts';
import { batchOf, DIRECTORY, LogFixture, NOW } from './log-fixture.ts';

/** No more bytes fit; `write` alone: files can still be made and renamed. */
function fill(fixture: LogFixture, actions: RegExp = /^write$/): void {
  fixture.disk.faults = (action) => (actions.test(action) ? 'ENOSPC' : null);
}

const makeRoom = (fixture: LogFixture): void => {
  fixture.disk.faults = null;
};

describe('on a full disk', () => {
  it('an append is refused, reads go on, and the next append with room follows the last one', () => {
    const fixture = new LogFixture();
    fixture.append(['a']);
    fill(fixture);
    expect(() => fixture.append(['b'])).toThrow(KafkaError);
    expect(fixture.values()).toEqual(['0:a']);
    makeRoom(fixture);
    expect(fixture.append(['c']).firstOffset).toBe(1);
    fixture.crash();
    expect(fixture.values()).toEqual(['0:a', '1:c']);
  });

  it('a new leader epoch is known, and written once there is room', async () => {
    const fixture = new LogFixture();
    fixture.append(['a'], {}, 1);
    await fixture.log.flush();
    fixture.disk.faults = (action, path) =>
      action === 'write' && path.includes('leader-epoch') ? 'ENOSPC' : null;
    fixture.append(['b'], {}, 2);
    await expect(fixture.log.flush()).rejects.toThrow(KafkaError);
    expect(fixture.log.recoveryPoint).toBe(1);
    makeRoom(fixture);
    await fixture.log.flush();
    fixture.crash(fixture.log.recoveryPoint);
    expect(fixture.log.epochAt(1)).toBe(2);
  });

  it('an aborted transaction is known, and written once there is room', async () => {
    const fixture = new LogFixture();
    const producer = { producerId: 3, producerEpoch: 0 };
    fixture.append(['a'], { ...producer, baseSequence: 0, isTransactional: true });
    fixture.disk.faults = (action, path) =>
      action === 'write' && path.endsWith('.txnindex') ? 'ENOSPC' : null;
    const marker = buildEndTxnBatch({
      ...producer,
      ...{ coordinatorEpoch: 0, timestamp: NOW, type: 'ABORT' },
    });
    fixture.log.append(marker, { leaderEpoch: 0, origin: 'coordinator' });
    const aborted = () => fixture.log.abortedTransactions(0, 2).map((one) => one.firstOffset);
    expect(aborted()).toEqual([0]);
    await expect(fixture.log.flush()).rejects.toThrow(KafkaError);
    makeRoom(fixture);
    await fixture.log.flush();
    fixture.crash(fixture.log.recoveryPoint);
    expect(aborted()).toEqual([0]);
  });

  it('records can be deleted: retention makes room where nothing can be written', async () => {
    const fixture = new LogFixture({ segmentBytes: 200, retentionMs: 1000, fileDeleteDelayMs: 0 });
    for (let index = 0; index < 20; index++) fixture.append([`v${index}`], { timestamp: NOW }, 1);
    const before = fixture.names().filter((name) => name.endsWith('.log')).length;
    fill(fixture, /^(write|open)$/);
    expect(fixture.log.deleteOldSegments(NOW + 5000)).toBeGreaterThan(0);
    await fixture.clock.advance(1);
    expect(fixture.names().filter((name) => name.endsWith('.log')).length).toBeLessThan(before / 4);
    makeRoom(fixture);
    expect(fixture.append(['new']).firstOffset).toBe(20);
    fixture.log.checkInvariants();
  });

  it('a log opens, and is recovered', () => {
    const fixture = new LogFixture({ segmentBytes: 200, indexIntervalBytes: 50 });
    for (let index = 0; index < 10; index++) fixture.append([`v${index}`], {}, index);
    const before = fixture.values();
    fixture.log.abandon();
    fixture.disk.remove(`${DIRECTORY}/leader-epoch-checkpoint`);
    fixture.renew();
    fill(fixture);
    fixture.open({ cleanShutdown: false });
    expect(fixture.values()).toEqual(before);
    expect(fixture.log.epochAt(4)).toBe(4);
  });

  it('whenever it is full, what was answered is there and what was refused is not', async () => {
    const step = fc.constantFrom('append', 'append', 'append', 'epoch', 'roll', 'flush', 'crash');
    const failing = fc.constantFrom(/^write$/, /^(write|open)$/, /^rename/, /^create directory$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, fc.option(failing, { freq: 2 })), { maxLength: 25 }),
        async (steps) => {
          const fixture = new LogFixture({ segmentBytes: 300, indexIntervalBytes: 60 });
          const expected: string[] = [];
          let epoch = 0;
          for (const [index, [kind, full]] of steps.entries()) {
            if (kind === 'crash') {
              makeRoom(fixture);
              fixture.crash(fixture.log.recoveryPoint);
            }
            if (full) fill(fixture, full);
            else makeRoom(fixture);
            if (kind === 'epoch') epoch += 1;
            try {
              if (kind === 'append') {
                const producer = { producerId: 1, producerEpoch: 0, baseSequence: expected.length };
                const { firstOffset } = fixture.log.append(batchOf([`v${index}`], producer), {
                  ...{ leaderEpoch: epoch, origin: 'client' },
                });
                expected.push(`${firstOffset}:v${index}`);
              }
              if (kind === 'roll') fixture.log.roll();
              if (kind === 'flush') await fixture.log.flush();
            } catch (error) {
              expect(error).toBeInstanceOf(KafkaError);
            }
          }
          makeRoom(fixture);
          expect(fixture.guard.failure).toBeNull();
          fixture.log.checkInvariants();
          expect(fixture.values(0)).toEqual(expected);
          fixture.crash(fixture.log.recoveryPoint);
          expect(fixture.values(0)).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});
