import { describe, expect, it, vi } from 'vitest';
import type { FetchWait } from '../../src/replication/delayed-fetch.ts';
import { waitForRecords } from '../../src/replication/delayed-fetch.ts';
import type { FetchTarget } from '../../src/replication/fetch-session.ts';
import type { Partition } from '../../src/replication/partition.ts';
import { batchOf, isSettled } from '../handlers/support/data-path.ts';
import { TestLogs, targetOf } from './support/hosted-partitions.ts';

class Waiting {
  readonly logs = new TestLogs();
  readonly partitions: readonly Partition[] = [0, 1].map((index) => this.logs.partition(index));
  readonly closing = new Set<() => void>();

  wait(change: Partial<FetchWait> = {}, target: Partial<FetchTarget> = {}): Promise<void> {
    return waitForRecords({
      clock: this.logs.clock,
      waited: this.partitions.map((partition) => ({ partition, target: targetOf(target) })),
      isolation: 'read_uncommitted',
      minBytes: 1,
      maxWaitMs: 500,
      onClose: (fn) => {
        this.closing.add(fn);
        return () => this.closing.delete(fn);
      },
      ...change,
    });
  }

  append(index: number, text = 'a'): void {
    this.partitions[index]?.append(batchOf([text]), 'client');
  }
}

const BATCH_BYTES = batchOf(['a']).length;

describe('a fetch that waits', () => {
  it('ends with its time, and leaves no timer, watcher or hook', async () => {
    const waiting = new Waiting();
    const over = waiting.wait();
    await waiting.logs.clock.advance(499);
    expect(await isSettled(over)).toBe(false);
    await waiting.logs.clock.advance(1);
    await over;
    expect(waiting.logs.clock.waitingTimers).toBe(0);
    expect(waiting.closing.size).toBe(0);
  });

  it('ends with the first record in any of its partitions', async () => {
    const waiting = new Waiting();
    const over = waiting.wait();
    waiting.append(1);
    await over;
    expect(waiting.logs.clock.waitingTimers).toBe(0);
  });

  it('does not look into the log when any record will do', async () => {
    const waiting = new Waiting();
    waiting.append(0);
    const [partition] = waiting.partitions;
    const read = vi.spyOn(partition?.log ?? {}, 'read' as never);
    const over = waiting.wait({}, { fetchOffset: 1 });
    waiting.append(0);
    await over;
    expect(read).not.toHaveBeenCalled();
  });

  it('adds up what its partitions have', async () => {
    const waiting = new Waiting();
    const over = waiting.wait({ minBytes: BATCH_BYTES + 1 });
    waiting.append(0);
    expect(await isSettled(over)).toBe(false);
    waiting.append(1);
    await over;
  });

  it('counts no partition beyond its own limit', async () => {
    const waiting = new Waiting();
    const over = waiting.wait({ minBytes: 30 }, { maxBytes: 20 });
    for (const text of ['a', 'b', 'c']) waiting.append(0, text);
    expect(await isSettled(over)).toBe(false);
    waiting.append(1);
    await over;
  });

  it('ends at once when its epoch is not the leader’s any more', async () => {
    const waiting = new Waiting();
    const over = waiting.wait({ minBytes: 1_000_000 }, { currentLeaderEpoch: 7 });
    waiting.append(0);
    await over;
  });

  it('ends when the log does not hold its offset any more', async () => {
    const waiting = new Waiting();
    for (const index of [0, 1]) waiting.append(index);
    const over = waiting.wait({ minBytes: 1_000_000 }, { fetchOffset: 0 });
    waiting.partitions[1]?.advanceLogStartOffset(1);
    await over;
  });

  it('ends when a partition goes, and when its client does', async () => {
    const waiting = new Waiting();
    const over = waiting.wait();
    waiting.partitions[1]?.delete();
    await over;
    expect(waiting.closing.size).toBe(0);
    const other = new Waiting();
    const gone = other.wait();
    for (const close of other.closing) close();
    await gone;
    expect(other.logs.clock.waitingTimers).toBe(0);
  });

  it('does not begin to wait for what has ended', async () => {
    const waiting = new Waiting();
    waiting.partitions[0]?.endWaiting();
    await waiting.wait();
    expect(waiting.logs.clock.waitingTimers).toBe(0);
    expect(waiting.closing.size).toBe(0);
  });
});
