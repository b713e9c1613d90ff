import { describe, expect, it, vi } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { describeLogDirs } from '../../src/handlers/describe-log-dirs.ts';
import { DescribeLogDirs } from '../../src/protocol/generated/describe-log-dirs.ts';
import { batchOf, DataPath, LOG_DIR } from './support/data-path.ts';
import { versionsOf } from './support/group-context.ts';

interface AskedTopic {
  readonly topic: string;
  readonly partitions: readonly number[];
}

async function ask(path: DataPath, topics: readonly AskedTopic[] | null = null, version = 5) {
  const response = await path.send(DescribeLogDirs, version, { topics });
  const [directory] = response.results;
  if (!directory || response.results.length > 1) throw new Error('there is one directory');
  return directory;
}

/** `topic-index: bytes` of everything listed. */
function sizesIn({ topics }: Awaited<ReturnType<typeof ask>>): string[] {
  return topics.flatMap(({ name, partitions }) =>
    partitions.map(
      ({ partitionIndex, partitionSize }) => `${name}-${partitionIndex}: ${partitionSize}`,
    ),
  );
}

const BYTES = batchOf(['a']).length;

async function start(): Promise<DataPath> {
  const path = await DataPath.start();
  const orders = await path.topic('orders', { partitions: 2 });
  orders.append(batchOf(['a']), 'client');
  orders.append(batchOf(['b']), 'client');
  await path.topic('memos');
  return path;
}

describe('DescribeLogDirs', () => {
  it.each(versionsOf(describeLogDirs))('v%i tells path, sizes and space', async (version) => {
    const directory = await ask(await start(), null, version);
    expect(directory).toMatchObject({ errorCode: ErrorCode.NONE, logDir: LOG_DIR });
    expect(sizesIn(directory)).toEqual([`orders-0: ${2 * BYTES}`, 'orders-1: 0', 'memos-0: 0']);
    const { totalBytes, usableBytes } = directory;
    if (version < 4) return expect([totalBytes, usableBytes]).toEqual([-1, -1]);
    expect(totalBytes).toBe(100_000_000);
    expect(usableBytes).toBeLessThan(totalBytes);
    expect(usableBytes).toBeGreaterThan(0);
  });

  it('tells of the partitions that are asked for', async () => {
    const path = await start();
    const asked = [
      { topic: 'orders', partitions: [1, 7] },
      { topic: 'nowhere', partitions: [0] },
    ];
    expect(sizesIn(await ask(path, asked))).toEqual(['orders-1: 0']);
    expect(sizesIn(await ask(path, []))).toEqual([]);
  });

  it('opens no log', async () => {
    const path = await start();
    const open = vi.spyOn(path.logs, 'openLog');
    await ask(path);
    expect(open).not.toHaveBeenCalled();
    expect(path.partition('memos').openedLog).toBeNull();
  });

  it('of a directory that is offline is KAFKA_STORAGE_ERROR', async () => {
    const path = await start();
    path.disk.faults = () => 'EIO';
    expect(() => path.partition('orders').append(batchOf(['c']), 'client')).toThrow();
    path.disk.faults = null;
    expect(await ask(path)).toMatchObject({
      errorCode: ErrorCode.KAFKA_STORAGE_ERROR,
      logDir: LOG_DIR,
      topics: [],
    });
  });
});
