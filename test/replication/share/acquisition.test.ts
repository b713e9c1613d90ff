// Handing records to members: in which pieces, how many, and how those go that were handed out too often.

import { describe, expect, it } from 'vitest';
import type { StateBatch } from '../../../src/base/share-state.ts';
import { DeliveryState } from '../../../src/base/share-state.ts';
import type { Acquisition } from '../../../src/replication/share/acquisition.ts';
import { acquire } from '../../../src/replication/share/acquisition.ts';
import { InFlightRecords } from '../../../src/replication/share/in-flight-records.ts';
import { StateChange } from '../../../src/replication/share/state-change.ts';

const { AVAILABLE, ACKNOWLEDGED } = DeliveryState;
const LIMITS = { maxDeliveryCount: 5, maxInFlight: 2000 };

type Piece = [first: number, last: number, deliveries: number];

class Shared {
  readonly records = new InFlightRecords();
  private readonly limits: typeof LIMITS;

  constructor(limits: Partial<typeof LIMITS> = {}) {
    this.limits = { ...LIMITS, ...limits };
  }

  load(
    startOffset: number,
    ...stored: [first: number, last: number, state: number, count: number][]
  ) {
    const batches = stored.map(
      ([firstOffset, lastOffset, deliveryState, deliveryCount]): StateBatch => {
        return { firstOffset, lastOffset, deliveryState, deliveryCount };
      },
    );
    this.records.load(startOffset, batches);
    return this;
  }

  /** Reads these batches and takes what there is. */
  take(
    batches: readonly [first: number, last: number][],
    change: Partial<Acquisition> = {},
  ): Piece[] {
    const acquired = acquire(this.records, {
      ...this.limits,
      memberId: 'm',
      isRecordLimit: false,
      batchSize: 1000,
      maxRecords: 1000,
      fetchOffset: this.records.nextFetchOffset(),
      batches: batches.map(([baseOffset, lastOffset]) => ({ baseOffset, lastOffset })),
      lockedUntilMs: 1000,
      ...change,
    });
    this.records.checkInvariants();
    return acquired.map((each) => [each.firstOffset, each.lastOffset, each.deliveryCount]);
  }

  /** Everything comes back. */
  release(): void {
    const change = new StateChange();
    this.records.release('m', this.limits, change);
    this.records.finish(change, { isStored: true, nowMs: 0, limits: this.limits });
  }
}

describe('new records', () => {
  it('come as one piece, as long as that is not too large', () => {
    expect(
      new Shared().take([
        [0, 9],
        [10, 19],
      ]),
    ).toEqual([[0, 19, 1]]);
  });

  it('come in pieces that end where batches of the log end', () => {
    const batches: [number, number][] = [
      [0, 3],
      [4, 7],
      [8, 11],
      [12, 15],
    ];
    expect(new Shared().take(batches, { batchSize: 6 })).toEqual([
      [0, 7, 1],
      [8, 15, 1],
    ]);
    expect(new Shared().take(batches, { batchSize: 1 })).toEqual([
      [0, 3, 1],
      [4, 7, 1],
      [8, 11, 1],
      [12, 15, 1],
    ]);
  });

  it('are more than was asked for when they are in the same batch, unless the limit is strict', () => {
    expect(
      new Shared().take(
        [
          [0, 9],
          [10, 19],
        ],
        { maxRecords: 3 },
      ),
    ).toEqual([[0, 9, 1]]);
    const strict = new Shared();
    const limit = { maxRecords: 3, isRecordLimit: true };
    expect(
      strict.take(
        [
          [0, 9],
          [10, 19],
        ],
        limit,
      ),
    ).toEqual([[0, 2, 1]]);
    expect(
      strict.take(
        [
          [0, 9],
          [10, 19],
        ],
        limit,
      ),
    ).toEqual([[3, 5, 1]]);
  });

  it('are no more than may be in flight', () => {
    const shared = new Shared({ maxInFlight: 15 });
    expect(shared.take([[0, 9]])).toEqual([[0, 9, 1]]);
    expect(
      shared.take([
        [10, 12],
        [13, 20],
        [21, 30],
      ]),
    ).toEqual([[10, 20, 1]]);
    expect(shared.records.hasRoom(15)).toBe(false);
    expect(shared.take([[21, 30]])).toEqual([]);
  });

  it('begin where the group begins, though the batch begins earlier', () => {
    expect(new Shared().load(5).take([[0, 9]])).toEqual([[5, 9, 1]]);
  });

  it('may have gaps: with nothing in flight the start moves over them', () => {
    const shared = new Shared();
    expect(shared.take([[5, 9]], { fetchOffset: 0 })).toEqual([[5, 9, 1]]);
    expect(shared.records.startOffset).toBe(5);
  });
});

describe('records that came back', () => {
  it('come in the pieces in which they came before', () => {
    const shared = new Shared();
    shared.take(
      [
        [0, 3],
        [4, 7],
      ],
      { batchSize: 4 },
    );
    shared.release();
    expect(
      shared.take([
        [0, 3],
        [4, 7],
      ]),
    ).toEqual([
      [0, 3, 2],
      [4, 7, 2],
    ]);
  });

  it('may be had though nothing new may', () => {
    const shared = new Shared({ maxInFlight: 8 });
    shared.take([[0, 7]]);
    shared.release();
    expect(
      shared.take([
        [0, 7],
        [8, 15],
      ]),
    ).toEqual([[0, 7, 2]]);
  });

  it('are given up when the log no longer has them', () => {
    const shared = new Shared();
    shared.take(
      [
        [0, 3],
        [4, 7],
      ],
      { batchSize: 4 },
    );
    shared.release();
    expect(shared.take([[4, 7]], { fetchOffset: 0 })).toEqual([[4, 7, 2]]);
    expect(shared.records.advanceStart()).toBe(true);
    expect(shared.records.startOffset).toBe(4);
  });
});

describe('what a stored state does not speak of', () => {
  it('is read before what comes later', () => {
    const shared = new Shared().load(0, [5, 9, ACKNOWLEDGED, 1], [15, 19, AVAILABLE, 2]);
    expect(shared.records.nextFetchOffset()).toBe(0);
    expect(
      shared.take([
        [0, 9],
        [10, 24],
      ]),
    ).toEqual([
      [0, 4, 1],
      [10, 14, 1],
      [15, 19, 3],
      [20, 24, 1],
    ]);
  });

  it('is left open where the read ended, and given up where it found nothing', () => {
    const shared = new Shared().load(0, [20, 29, ACKNOWLEDGED, 1]);
    expect(shared.take([[0, 4]])).toEqual([[0, 4, 1]]);
    expect(shared.records.nextFetchOffset()).toBe(5);
    expect(shared.take([[10, 14]], { fetchOffset: 5 })).toEqual([[10, 14, 1]]);
    expect(shared.records.nextFetchOffset()).toBe(15);
    expect(shared.take([[30, 34]], { fetchOffset: 15 })).toEqual([[30, 34, 1]]);
    expect(shared.records.nextFetchOffset()).toBe(35);
  });
});

describe('records that nobody can process', () => {
  it('come in halves, in quarters, and at last alone', () => {
    const shared = new Shared({ maxDeliveryCount: 6 });
    const sizes: number[] = [];
    for (let round = 0; round < 6; round++) {
      const pieces = shared.take([[0, 99]]);
      sizes.push(pieces.reduce((sum, [first, last]) => sum + last - first + 1, 0));
      shared.release();
    }
    expect(sizes).toEqual([100, 100, 100, 50, 25, 1]);
  });

  it('do not take others with them', () => {
    const shared = new Shared().load(0, [0, 9, AVAILABLE, 1], [10, 19, AVAILABLE, 3]);
    expect(
      shared.take([
        [0, 19],
        [20, 29],
      ]),
    ).toEqual([[0, 9, 2]]);
    expect(
      shared.take([
        [10, 19],
        [20, 29],
      ]),
    ).toEqual([[10, 14, 4]]);
  });

  it('are given up after their last delivery', () => {
    const shared = new Shared({ maxDeliveryCount: 2 }).load(0, [0, 0, AVAILABLE, 1]);
    expect(shared.take([[0, 0]])).toEqual([[0, 0, 2]]);
    shared.release();
    expect(shared.records.startOffset).toBe(1);
  });
});
