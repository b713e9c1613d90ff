// The share coordinator, request by request: what is stored, what is refused, when a snapshot is written, and
// what becomes of records that nobody needs.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../src/base/error-code.ts';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import type { Uuid } from '../../../src/base/uuid.ts';
import { GROUP, OTHER_TOPIC, run, ShareBench, TOPIC } from '../support/share-bench.ts';

const NOWHERE = 'AAAAAAAAAAAAAAAAAAAAZg' as Uuid;

describe('a state', () => {
  it('is read as it was written, and after a restart', async () => {
    const bench = new ShareBench();
    expect(await bench.initialize({ startOffset: 10 })).toBe(ErrorCode.NONE);
    expect(await bench.write([run(10, 12, 2, 1), run(14, 15, 0, 1)])).toBe(ErrorCode.NONE);
    expect(await bench.write([run(14, 15, 4, 2)], { startOffset: 13 })).toBe(ErrorCode.NONE);
    const expected = {
      errorCode: 0,
      stateEpoch: 1,
      startOffset: 13,
      stateBatches: [run(14, 15, 4, 2)],
    };
    expect(await bench.read()).toMatchObject(expected);
    bench.restart();
    expect(await bench.read()).toMatchObject(expected);
  });

  it('begins anew with the next initialization, and owes the old one nothing', async () => {
    const bench = new ShareBench();
    await bench.initialize({ startOffset: 10 });
    await bench.write([run(10, 12, 2, 1)]);
    expect(await bench.initialize({ startOffset: 3, stateEpoch: 2 })).toBe(ErrorCode.NONE);
    const read = await bench.read();
    expect(read).toMatchObject({ stateEpoch: 2, startOffset: 3, stateBatches: [] });
  });

  it('is summed up: how far, and how many are done with', async () => {
    const bench = new ShareBench();
    const none = { startOffset: -1, deliveryCompleteCount: -1, stateEpoch: 0, leaderEpoch: 0 };
    expect(await bench.summary()).toMatchObject({ errorCode: 0, ...none });
    await bench.initialize({ startOffset: -1 });
    expect(await bench.summary()).toMatchObject({ ...none, stateEpoch: 1 });
    await bench.initialize({ startOffset: 5, stateEpoch: 2 });
    expect(await bench.summary()).toMatchObject({ startOffset: 5, deliveryCompleteCount: 0 });
    await bench.write([run(7, 8, 2, 1)], { deliveryCompleteCount: 2, stateEpoch: 2 });
    expect(await bench.summary()).toMatchObject({ startOffset: 5, deliveryCompleteCount: 2 });
  });

  it('is gone once it is deleted, and deleting it again is no error', async () => {
    const bench = new ShareBench();
    await bench.initialize();
    expect(await bench.delete()).toBe(ErrorCode.NONE);
    expect(await bench.delete()).toBe(ErrorCode.NONE);
    expect(bench.kinds()).toEqual(['snapshot', 'tombstone']);
    expect((await bench.read()).errorCode).toBe(ErrorCode.INVALID_REQUEST);
  });

  it('goes with its topic', async () => {
    const bench = new ShareBench();
    await bench.initialize();
    await bench.initialize({ topicId: OTHER_TOPIC });
    await bench.coordinator.onTopicsDeleted(new Set([TOPIC]));
    expect([...bench.replayed().entries.values()].map(({ key }) => key.topicId)).toEqual([
      OTHER_TOPIC,
    ]);
  });
});

describe('a request is refused', () => {
  it('for a state that was never begun', async () => {
    const bench = new ShareBench();
    expect((await bench.read()).errorCode).toBe(ErrorCode.INVALID_REQUEST);
    expect(await bench.write([])).toBe(ErrorCode.INVALID_REQUEST);
  });

  it('for a partition that cannot be, or is not', async () => {
    const bench = new ShareBench();
    expect(await bench.initialize({ partition: -1 })).toBe(ErrorCode.INVALID_REQUEST);
    expect(await bench.initialize({ partition: 3 })).toBe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    expect(await bench.initialize({ topicId: NOWHERE })).toBe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    expect((await bench.summary({ partition: -1 })).errorCode).toBe(ErrorCode.INVALID_REQUEST);
    expect(await bench.delete({ topicId: NOWHERE })).toBe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  });

  it('of a leader whose successor has read', async () => {
    const bench = new ShareBench();
    await bench.initialize();
    expect(await bench.read({ leaderEpoch: 4 })).toMatchObject({ errorCode: 0 });
    expect(await bench.write([], { leaderEpoch: 3 })).toBe(ErrorCode.FENCED_LEADER_EPOCH);
    expect((await bench.read({ leaderEpoch: 3 })).errorCode).toBe(ErrorCode.FENCED_LEADER_EPOCH);
    expect(await bench.write([], { leaderEpoch: -1 })).toBe(ErrorCode.NONE);
    expect(await bench.summary()).toMatchObject({ leaderEpoch: 4 });
    bench.restart();
    expect(await bench.write([], { leaderEpoch: 3 })).toBe(ErrorCode.FENCED_LEADER_EPOCH);
  });

  it('with a state epoch from before the state began anew', async () => {
    const bench = new ShareBench();
    await bench.initialize({ stateEpoch: 5 });
    expect(await bench.initialize({ stateEpoch: 4 })).toBe(ErrorCode.FENCED_STATE_EPOCH);
    expect(await bench.write([], { stateEpoch: 4 })).toBe(ErrorCode.FENCED_STATE_EPOCH);
    expect(await bench.write([], { stateEpoch: -1 })).toBe(ErrorCode.NONE);
  });

  it('when it cannot be stored, and changes nothing', async () => {
    const bench = new ShareBench();
    await bench.initialize();
    bench.writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    expect(await bench.write([run(1, 1, 2, 1)])).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    bench.writer.appendError = null;
    expect((await bench.read()).stateBatches).toEqual([]);
  });

  it('by itself: each partition of a request has an answer of its own', async () => {
    const bench = new ShareBench();
    const partitions = [0, 9, 1].map((partition) => ({
      topicId: TOPIC,
      partition,
      stateEpoch: 1,
      startOffset: 0,
    }));
    const verdicts = await bench.coordinator.initialize(GROUP, partitions);
    expect(verdicts.map(({ errorCode }) => errorCode)).toEqual([
      ErrorCode.NONE,
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
      ErrorCode.NONE,
    ]);
  });
});

describe('the log', () => {
  it('has a snapshot after every so many updates', async () => {
    const bench = new ShareBench({ updatesPerSnapshot: 2 });
    await bench.initialize();
    for (let offset = 0; offset < 6; offset++) await bench.write([run(offset, offset, 2, 1)]);
    expect(bench.kinds()).toEqual([
      'snapshot',
      'update',
      'update',
      'snapshot',
      'update',
      'update',
      'snapshot',
    ]);
    expect((await bench.read()).stateBatches).toEqual([run(0, 5, 2, 1)]);
  });

  it('loses what the snapshots of all partitions override, and loads the same without it', async () => {
    const bench = new ShareBench({ updatesPerSnapshot: 1 });
    await bench.initialize();
    await bench.initialize({ partition: 1 });
    for (let offset = 0; offset < 5; offset++) {
      await bench.write([run(offset, offset, 2, 1)]);
      await bench.write([run(offset, offset, 2, 1)], { partition: 1 });
    }
    await bench.clock.advance(bench.config.pruneIntervalMs);
    expect(bench.writer.starts.get(0)).toBeGreaterThan(5);
    bench.restart();
    for (const partition of [0, 1]) {
      expect((await bench.read({ partition })).stateBatches).toEqual([run(0, 4, 2, 1)]);
    }
  });

  it('is not held up by a partition that nobody uses: its snapshot is written again', async () => {
    const bench = new ShareBench({ updatesPerSnapshot: 1 });
    await bench.initialize({ partition: 1, startOffset: 4 });
    await bench.initialize();
    await bench.clock.advance(bench.config.coldSnapshotIntervalMs - 1000);
    for (let offset = 0; offset < 5; offset++) await bench.write([run(offset, offset, 2, 1)]);
    await bench.clock.advance(1000);
    expect(bench.kinds().at(-1)).toBe('snapshot');
    await bench.clock.advance(bench.config.pruneIntervalMs);
    expect(bench.writer.starts.get(0)).toBeGreaterThan(2);
    expect(await bench.read({ partition: 1 })).toMatchObject({ startOffset: 4 });
    const written = bench.kinds().length;
    await bench.clock.advance(10 * bench.config.coldSnapshotIntervalMs);
    expect(bench.kinds().length - written, 'where all rest nothing is written').toBeLessThan(4);
  });
});
