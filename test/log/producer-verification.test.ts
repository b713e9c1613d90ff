// Transactional appends that have to be verified first (KIP-890), and markers that come too late.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { KafkaError } from '../../src/base/kafka-error.ts';
import { ProducerState } from '../../src/log/producer-state.ts';
import type { VerificationGuard } from '../../src/log/producer-verification.ts';
import { buildEndTxnBatch } from '../../src/record/control-record.ts';
import { RecordBatch } from '../../src/record/record-batch.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';

const PRODUCER = 7;
const DAY_MS = 86_400_000;

interface Fields {
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
  readonly isTransactional?: boolean;
}

/** A partition's producers, and the next offset. */
class Appender {
  readonly producers = new ProducerState();
  private nextOffset = 0;

  batch(fields: Fields = {}): RecordBatch {
    const { producerEpoch = 0, baseSequence = 0, isTransactional = true } = fields;
    const producer = { producerId: PRODUCER, producerEpoch, baseSequence, isTransactional };
    return new RecordBatch(buildBatch({ records: [{ value: Buffer.from('v') }], ...producer }));
  }

  start(fields: { producerEpoch?: number; sequence?: number; addsPartition?: boolean } = {}) {
    const claim = { producerEpoch: 0, sequence: 0, addsPartition: true, ...fields };
    return this.producers.startVerification({ producerId: PRODUCER, ...claim }, 0);
  }

  /** Appends a batch of a client; the error code when it is refused. */
  append(guard: VerificationGuard | null | undefined, fields: Fields = {}): ErrorCode {
    const batch = this.batch(fields);
    return this.take(batch, () => this.producers.check(batch, { origin: 'client', guard }));
  }

  mark(fields: { producerEpoch?: number; coordinatorEpoch?: number } = {}, version = 2): ErrorCode {
    const marker = { producerEpoch: 1, coordinatorEpoch: 0, ...fields };
    const batch = new RecordBatch(
      buildEndTxnBatch({ type: 'COMMIT', producerId: PRODUCER, timestamp: 0, ...marker }),
    );
    const terms = { origin: 'coordinator', transactionVersion: version } as const;
    return this.take(batch, () => this.producers.check(batch, terms));
  }

  private take(batch: RecordBatch, check: () => unknown): ErrorCode {
    try {
      check();
    } catch (error) {
      if (error instanceof KafkaError) return error.code;
      throw error;
    }
    batch.assignPlace(this.nextOffset, 0);
    this.nextOffset = batch.nextOffset;
    this.producers.apply(batch);
    this.producers.checkInvariants();
    return ErrorCode.NONE;
  }
}

describe('the first record of a transaction', () => {
  it('is refused without a guard', () => {
    expect(new Appender().append(null)).toBe(ErrorCode.INVALID_TXN_STATE);
  });

  it('is taken with its guard, and what follows needs none', () => {
    const partition = new Appender();
    expect(partition.append(partition.start())).toBe(ErrorCode.NONE);
    expect(partition.start({ sequence: 1 })).toBeNull();
    expect(partition.append(null, { baseSequence: 1 })).toBe(ErrorCode.NONE);
  });

  it('is taken without one where nobody has to verify', () => {
    expect(new Appender().append(undefined)).toBe(ErrorCode.NONE);
  });

  it('is refused with a guard of before the transaction ended', () => {
    const partition = new Appender();
    const guard = partition.start();
    partition.mark({ producerEpoch: 0 });
    expect(partition.append(guard)).toBe(ErrorCode.INVALID_TXN_STATE);
  });

  it('is refused with a guard that was forgotten', () => {
    const partition = new Appender();
    const guard = partition.start();
    partition.producers.expire(DAY_MS, DAY_MS);
    expect(partition.append(guard)).toBe(ErrorCode.INVALID_TXN_STATE);
  });

  it('may be sent again, and is recognised', () => {
    const partition = new Appender();
    partition.append(partition.start());
    const batch = partition.batch();
    const known = partition.producers.check(batch, { origin: 'client', guard: null });
    expect(known).toMatchObject({ firstOffset: 0 });
  });

  it('begins at sequence 0 where its claim adds the partition', () => {
    const partition = new Appender();
    const guard = partition.start({ sequence: 3 });
    expect(partition.append(guard, { baseSequence: 3 })).toBe(
      ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
    );
  });

  it('may begin anywhere where it was added before', () => {
    const partition = new Appender();
    const guard = partition.start({ sequence: 3, addsPartition: false });
    expect(partition.append(guard, { baseSequence: 3 })).toBe(ErrorCode.NONE);
  });
});

describe('records that wait for the same guard', () => {
  it('are not overtaken by later ones', () => {
    const partition = new Appender();
    const adds = { addsPartition: false };
    const later = partition.start({ sequence: 2, ...adds });
    const earlier = partition.start({ sequence: 0, ...adds });
    expect(later).toBe(earlier);
    const outOfOrder = ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;
    expect(partition.append(later, { baseSequence: 2 })).toBe(outOfOrder);
    expect(partition.append(earlier)).toBe(ErrorCode.NONE);
  });

  it('of a new epoch begin anew', () => {
    const partition = new Appender();
    partition.start({ sequence: 0 });
    const guard = partition.start({ producerEpoch: 1, sequence: 5, addsPartition: false });
    expect(partition.append(guard, { producerEpoch: 1, baseSequence: 5 })).toBe(
      ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
    );
    expect(partition.append(guard, { producerEpoch: 1 })).toBe(ErrorCode.NONE);
  });
});

describe('a producer that was replaced', () => {
  it('cannot even ask', () => {
    const partition = new Appender();
    partition.append(partition.start());
    partition.mark();
    expect(() => partition.start()).toThrow(KafkaError);
    expect(partition.append(null)).toBe(ErrorCode.INVALID_PRODUCER_EPOCH);
  });
});

describe('a marker', () => {
  it('of the transaction’s own epoch ends it with version 1, never with version 2', () => {
    for (const [version, code] of [
      [0, ErrorCode.NONE],
      [1, ErrorCode.NONE],
      [2, ErrorCode.INVALID_PRODUCER_EPOCH],
    ] as const) {
      const partition = new Appender();
      partition.append(partition.start());
      expect(partition.mark({ producerEpoch: 0 }, version)).toBe(code);
    }
  });

  it('with the greatest epoch ends what is open', () => {
    const partition = new Appender();
    const last = { producerEpoch: 0x7fff };
    partition.append(partition.start(last), last);
    expect(partition.mark(last)).toBe(ErrorCode.NONE);
  });

  it('may be written again', () => {
    const partition = new Appender();
    partition.append(partition.start());
    expect(partition.mark()).toBe(ErrorCode.NONE);
    expect(partition.mark()).toBe(ErrorCode.NONE);
  });

  it('that comes after the next transaction has begun does not end it', () => {
    const partition = new Appender();
    partition.append(partition.start());
    partition.mark();
    const next = { producerEpoch: 1 };
    expect(partition.append(partition.start(next), next)).toBe(ErrorCode.NONE);
    expect(partition.mark()).toBe(ErrorCode.INVALID_PRODUCER_EPOCH);
    expect(partition.producers.firstUnstableOffset(99)).toBe(2);
  });

  it('of an older coordinator is refused', () => {
    const partition = new Appender();
    partition.append(partition.start());
    partition.mark({ coordinatorEpoch: 4 });
    const older = { producerEpoch: 2, coordinatorEpoch: 3 };
    expect(partition.mark(older)).toBe(ErrorCode.TRANSACTION_COORDINATOR_FENCED);
  });
});
