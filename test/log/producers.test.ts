import { describe, expect, it } from 'vitest';
import { errorName } from '../../src/base/error-code.ts';
import { KafkaError } from '../../src/base/kafka-error.ts';
import type { AppendInfo } from '../../src/log/partition-log.ts';
import { decodeSnapshot, encodeSnapshot } from '../../src/log/producer-snapshot.ts';
import type { EndTxnType } from '../../src/record/control-record.ts';
import { buildEndTxnBatch } from '../../src/record/control-record.ts';
import { DIRECTORY, LogFixture, NOW } from './log-fixture.ts';

interface Sent {
  readonly producerId?: number;
  readonly producerEpoch?: number;
  readonly isTransactional?: boolean;
}

/** Sends a batch of `count` records from this sequence on. */
function send(fixture: LogFixture, baseSequence: number, count = 1, sent: Sent = {}): AppendInfo {
  const texts = Array.from({ length: count }, (_, index) => `s${baseSequence + index}`);
  const fields = { producerId: 7, producerEpoch: 0, ...sent, baseSequence };
  return fixture.append(texts, fields);
}

function end(fixture: LogFixture, type: EndTxnType, producerId = 7, coordinatorEpoch = 0): number {
  const marker = { type, producerId, coordinatorEpoch, producerEpoch: 0, timestamp: NOW };
  const batch = buildEndTxnBatch(marker);
  return fixture.log.append(batch, { leaderEpoch: 0, origin: 'coordinator' }).lastOffset;
}

function codeOf(action: () => unknown): string {
  try {
    action();
    return 'done';
  } catch (error) {
    if (error instanceof KafkaError) return errorName(error.code);
    throw error;
  }
}

describe('an idempotent producer', () => {
  it('that sends a batch again is answered with its first offset', () => {
    const fixture = new LogFixture();
    for (let batch = 0; batch < 5; batch++) send(fixture, batch * 2, 2);
    for (let batch = 0; batch < 5; batch++) {
      expect(send(fixture, batch * 2, 2)).toMatchObject({
        duplicate: true,
        firstOffset: batch * 2,
        lastOffset: batch * 2 + 1,
        logAppendTimeMs: NOW,
      });
    }
    expect(fixture.log.logEndOffset).toBe(10);
  });

  it('that sends a batch older than the last five again is out of order', () => {
    const fixture = new LogFixture();
    for (let sequence = 0; sequence < 6; sequence++) send(fixture, sequence);
    expect(codeOf(() => send(fixture, 0))).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER');
  });

  it('that leaves a gap is out of order', () => {
    const fixture = new LogFixture();
    send(fixture, 0, 3);
    expect(codeOf(() => send(fixture, 4))).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER');
    expect(codeOf(() => send(fixture, 2))).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER');
    expect(send(fixture, 3)).toMatchObject({ firstOffset: 3, duplicate: false });
  });

  it('that is not known may begin with any sequence', () => {
    expect(send(new LogFixture(), 41).firstOffset).toBe(0);
  });

  it('begins a new epoch at sequence 0', () => {
    const fixture = new LogFixture();
    send(fixture, 0);
    const next = { producerEpoch: 1 };
    expect(codeOf(() => send(fixture, 1, 1, next))).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER');
    expect(send(fixture, 0, 1, next).firstOffset).toBe(1);
    expect(codeOf(() => send(fixture, 1))).toBe('INVALID_PRODUCER_EPOCH');
  });

  it('goes from 2^31-1 to 0', () => {
    const fixture = new LogFixture();
    const last = 2 ** 31 - 1;
    send(fixture, last - 1, 2);
    expect(send(fixture, 0).firstOffset).toBe(2);
    const around = new LogFixture();
    send(around, last - 1, 4);
    expect(send(around, 2).firstOffset).toBe(4);
    expect(send(around, last - 1, 4)).toMatchObject({ duplicate: true, firstOffset: 0 });
  });

  it.each(['restart', 'crash'] as const)('is remembered after a %s', (how) => {
    const fixture = new LogFixture();
    send(fixture, 0, 3);
    send(fixture, 3, 2);
    fixture[how]();
    expect(send(fixture, 3, 2)).toMatchObject({ duplicate: true, firstOffset: 3 });
    expect(codeOf(() => send(fixture, 9))).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER');
    expect(send(fixture, 5)).toMatchObject({ firstOffset: 5 });
  });

  it('is remembered across segments, and when its last snapshot is damaged', () => {
    const fixture = new LogFixture({ segmentBytes: 300 });
    for (let sequence = 0; sequence < 20; sequence++) send(fixture, sequence);
    fixture.log.close();
    const newest = fixture.names().findLast((name) => name.endsWith('.snapshot'));
    fixture.disk.writeFileAtomic(`${DIRECTORY}/${newest}`, Buffer.alloc(60, 1));
    fixture.open({ cleanShutdown: true });
    expect(send(fixture, 19)).toMatchObject({ duplicate: true, firstOffset: 19 });
    fixture.crash();
    expect(send(fixture, 20)).toMatchObject({ duplicate: false, firstOffset: 20 });
  });

  it('is forgotten after a long silence', () => {
    const fixture = new LogFixture();
    send(fixture, 0);
    fixture.log.expireProducers(NOW + 86_399_999);
    expect(codeOf(() => send(fixture, 5))).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER');
    fixture.log.expireProducers(NOW + 86_400_000);
    expect(send(fixture, 5).firstOffset).toBe(1);
  });

  it('is described', () => {
    const fixture = new LogFixture();
    send(fixture, 0, 4, { isTransactional: true });
    const [entry] = fixture.log.activeProducers();
    expect(entry).toMatchObject({
      producerId: 7,
      producerEpoch: 0,
      lastSequence: 3,
      lastTimestamp: NOW,
      coordinatorEpoch: -1,
      transactionStart: 0,
    });
  });
});

describe('a transaction', () => {
  const inTransaction = { isTransactional: true };

  it('holds the last stable offset until its marker is below the high watermark', () => {
    const fixture = new LogFixture();
    fixture.append(['plain']);
    send(fixture, 0, 2, inTransaction);
    fixture.append(['plain']);
    expect(fixture.log.lastStableOffset(4)).toBe(1);
    const marker = end(fixture, 'COMMIT');
    expect(marker).toBe(4);
    expect(fixture.log.lastStableOffset(4)).toBe(1);
    expect(fixture.log.lastStableOffset(5)).toBe(5);
    expect(fixture.log.abortedTransactions(0, 5)).toEqual([]);
  });

  it('that is aborted is listed for every read that overlaps it', () => {
    const fixture = new LogFixture();
    send(fixture, 0, 2, inTransaction);
    send(fixture, 0, 1, { ...inTransaction, producerId: 8 });
    end(fixture, 'ABORT', 7);
    end(fixture, 'ABORT', 8);
    const ids = (from: number, to: number): number[] =>
      fixture.log.abortedTransactions(from, to).map(({ producerId }) => producerId);
    expect(ids(0, 5)).toEqual([7, 8]);
    expect(ids(0, 1)).toEqual([7]);
    expect(ids(4, 5)).toEqual([8]);
    expect(fixture.log.lastStableOffset(5)).toBe(5);
  });

  it('is refused a record outside of it', () => {
    const fixture = new LogFixture();
    send(fixture, 0, 1, inTransaction);
    expect(codeOf(() => send(fixture, 1))).toBe('INVALID_TXN_STATE');
  });

  it('is not ended by a coordinator that has been replaced', () => {
    const fixture = new LogFixture();
    send(fixture, 0, 1, inTransaction);
    end(fixture, 'COMMIT', 7, 5);
    send(fixture, 1, 1, inTransaction);
    expect(codeOf(() => end(fixture, 'ABORT', 7, 4))).toBe('TRANSACTION_COORDINATOR_FENCED');
    expect(fixture.log.lastStableOffset(3)).toBe(2);
  });

  it.each(['restart', 'crash'] as const)('open or aborted, it is known after a %s', (how) => {
    const fixture = new LogFixture({ segmentBytes: 400 });
    send(fixture, 0, 2, { ...inTransaction, producerId: 8 });
    end(fixture, 'ABORT', 8);
    for (let index = 0; index < 10; index++) fixture.append([`plain ${index}`]);
    send(fixture, 0, 1, inTransaction);
    const stable = fixture.log.lastStableOffset(fixture.log.logEndOffset);
    const aborted = fixture.log.abortedTransactions(0, 100);
    expect(stable).toBe(13);
    expect(aborted.length).toBe(1);
    fixture[how]();
    expect(fixture.log.lastStableOffset(fixture.log.logEndOffset)).toBe(stable);
    expect(fixture.log.abortedTransactions(0, 100)).toEqual(aborted);
    fixture.log.checkInvariants();
  });

  it('that was cut off by truncation is open again', () => {
    const fixture = new LogFixture();
    send(fixture, 0, 2, inTransaction);
    end(fixture, 'ABORT');
    fixture.log.truncateTo(2);
    expect(fixture.log.lastStableOffset(2)).toBe(0);
    expect(fixture.log.abortedTransactions(0, 10)).toEqual([]);
    expect(send(fixture, 2, 1, inTransaction).firstOffset).toBe(2);
  });
});

describe('a producer snapshot', () => {
  it('holds what it was given, and notices damage', () => {
    const fixture = new LogFixture();
    send(fixture, 3, 4, { isTransactional: true });
    send(fixture, 0, 1, { producerId: 9, producerEpoch: 2 });
    const entries = [...fixture.log.activeProducers()];
    const bytes = encodeSnapshot(entries);
    const fields = (list: typeof entries | null) =>
      list?.map(({ producerId, producerEpoch, lastSequence, newest, transactionStart }) => ({
        producerId,
        producerEpoch,
        lastSequence,
        newest,
        transactionStart,
      }));
    expect(fields(decodeSnapshot(bytes))).toEqual(fields(entries));
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      expect(decodeSnapshot(damaged)).toBeNull();
    }
    expect(decodeSnapshot(bytes.subarray(0, 20))).toBeNull();
    expect(decodeSnapshot(Buffer.alloc(0))).toBeNull();
  });
});
