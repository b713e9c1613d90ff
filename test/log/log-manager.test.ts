import { describe, expect, it } from 'vitest';
import { errorName } from '../../src/base/error-code.ts';
import { KafkaError } from '../../src/base/kafka-error.ts';
import type { Uuid } from '../../src/base/uuid.ts';
import { DEFAULT_LOG_CONFIG } from '../../src/log/log-config.ts';
import { LogDirectoryError, LogManager } from '../../src/log/log-manager.ts';
import { DirectoryBusyError, StorageError } from '../../src/platform/file-system.ts';
import { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { SeededRandom } from '../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import { RecordingLogger } from '../support/recording-logger.ts';
import { batchOf, NOW, TOPIC_ID } from './log-fixture.ts';

const ABSENT = 'bZ1qVcxXRr2_mXhHc0jVqA' as Uuid;

class Setup {
  readonly clock = new VirtualClock(NOW);
  readonly disk = new MemoryFileSystem({ clock: this.clock });
  readonly random = new SeededRandom(1);
  readonly logger = new RecordingLogger();

  open(
    paths: readonly string[] = ['/a', '/b', '/c'],
    whose: { readonly clusterId?: string; readonly nodeId?: number } = {},
  ): LogManager {
    const { disk: fileSystem, clock, random, logger } = this;
    const producerExpiryMs = () => 86_400_000;
    const options = { paths, fileSystem, clock, random, logger, producerExpiryMs, nodeId: 1 };
    return LogManager.open({ ...options, ...whose });
  }

  properties(directory: string): string {
    return this.disk.readFile(`${directory}/meta.properties`).toString();
  }

  /** Which directories hold something of `topic`. */
  places(directories = ['/a', '/b', '/c']): Record<string, string[]> {
    const named = (path: string) => this.disk.list(path).filter((name) => /^topic-/.test(name));
    return Object.fromEntries(directories.map((path) => [path, named(path)]));
  }
}

const nameOf = (index: number) => ({ topic: 'topic', index });

function write(logs: LogManager, index: number, text = 'a'): void {
  const request = { ...nameOf(index), topicId: TOPIC_ID, config: DEFAULT_LOG_CONFIG };
  logs.openLog(request).append(batchOf([text]), { leaderEpoch: 0, origin: 'client' });
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

const pathOf = (logs: LogManager, index: number) => logs.directoryOf(nameOf(index))?.path;

describe('new log directories', () => {
  it('are of one cluster and node, each with an id of its own', () => {
    const setup = new Setup();
    const logs = setup.open();
    const texts = ['/a', '/b', '/c'].map((path) => setup.properties(path));
    for (const text of texts) expect(text).toContain(`cluster.id=${logs.clusterId}\n`);
    expect(new Set(logs.directories.map(({ id }) => id)).size).toBe(3);
  });

  it('get partitions where the fewest are', () => {
    const setup = new Setup();
    const logs = setup.open();
    for (let index = 0; index < 6; index++) write(logs, index);
    expect(setup.places()).toEqual({
      '/a': ['topic-0', 'topic-3'],
      '/b': ['topic-1', 'topic-4'],
      '/c': ['topic-2', 'topic-5'],
    });
    logs.deleteLog(nameOf(1));
    write(logs, 6);
    expect(pathOf(logs, 6)).toBe('/b');
  });

  it('count partitions that nobody has written', () => {
    const logs = new Setup().open();
    for (let index = 0; index < 3; index++) logs.host(nameOf(index));
    expect([0, 1, 2].map((index) => pathOf(logs, index))).toEqual(['/a', '/b', '/c']);
  });

  it('get none while they are cordoned, unless all are', () => {
    const logs = new Setup().open();
    logs.cordon(['/a', '/b']);
    for (const index of [0, 1]) logs.host(nameOf(index));
    expect([0, 1].map((index) => pathOf(logs, index))).toEqual(['/c', '/c']);
    logs.cordon(['*']);
    logs.host(nameOf(2));
    expect(pathOf(logs, 2)).toBe('/a');
    expect(logs.statuses().map(({ isCordoned }) => isCordoned)).toEqual([true, true, true]);
  });
});

describe('log directories that are opened again', () => {
  it('have their partitions, wherever they lie and whatever the metadata say', async () => {
    const setup = new Setup();
    const first = setup.open();
    for (const index of [0, 1, 2]) write(first, index);
    const [, , last] = first.directories;
    await first.close();
    const logs = setup.open(['/c', '/b', '/a']);
    logs.host(nameOf(0), { assigned: last?.id as Uuid, isNew: false });
    expect([0, 1, 2].map((index) => pathOf(logs, index))).toEqual(['/a', '/b', '/c']);
    expect(logs.sizeOf(nameOf(2))).toBeGreaterThan(0);
  });

  it('take in a new one, which is filled first', async () => {
    const setup = new Setup();
    const first = setup.open(['/a']);
    for (const index of [0, 1]) write(first, index);
    await first.close();
    const logs = setup.open(['/a', '/b']);
    for (const index of [2, 3, 4]) write(logs, index);
    expect(setup.places(['/b'])).toEqual({ '/b': ['topic-2', 'topic-3'] });
    expect(setup.properties('/b')).toContain(`cluster.id=${logs.clusterId}\n`);
  });

  it('begin no partition anew that belongs to one which was taken out', async () => {
    const setup = new Setup();
    const first = setup.open();
    const ids = first.directories.map(({ id }) => id);
    for (const index of [0, 1, 2]) write(first, index);
    await first.close();
    const logs = setup.open(['/a', '/b']);
    logs.host(nameOf(2), { assigned: ids[2] as Uuid, isNew: false });
    expect(codeOf(() => write(logs, 2))).toBe('KAFKA_STORAGE_ERROR');
    expect(pathOf(logs, 2)).toBeUndefined();
    await logs.close();
    const whole = setup.open();
    write(whole, 2, 'b');
    expect(whole.log(nameOf(2))?.logEndOffset).toBe(2);
  });

  it('serve neither of two directories of one partition, and say so', async () => {
    const setup = new Setup();
    const first = setup.open(['/a', '/b']);
    write(first, 0);
    await first.close();
    setup.disk.makeDirectory('/b/topic-0');
    const logs = setup.open(['/a', '/b']);
    expect(codeOf(() => write(logs, 0))).toBe('KAFKA_STORAGE_ERROR');
    expect(setup.logger.messages('error').join()).toContain('/a/topic-0 and /b/topic-0');
    expect(codeOf(() => write(logs, 1))).toBe('done');
  });
});

describe('log directories that are refused', () => {
  it.each([
    [{ clusterId: 'other' }, /belongs to cluster \S+, not other/],
    [{ nodeId: 2 }, /\/a belongs to node 1, not 2/],
  ])('for %j leave no lock behind', async (whose, message) => {
    const setup = new Setup();
    await setup.open().close();
    expect(() => setup.open(undefined, whose)).toThrow(message);
    expect(() => setup.open(undefined, whose)).toThrow(LogDirectoryError);
    await setup.open().close();
  });

  it('are those of two clusters', async () => {
    const setup = new Setup();
    await setup.open(['/a']).close();
    await setup.open(['/b']).close();
    expect(() => setup.open(['/a', '/b'])).toThrow(/\/b belongs to cluster/);
  });

  it('are copies of one another', async () => {
    const setup = new Setup();
    await setup.open(['/a']).close();
    setup.disk.makeDirectory('/b');
    const copy = setup.disk.readFile('/a/meta.properties');
    setup.disk.writeFileAtomic('/b/meta.properties', copy);
    expect(() => setup.open(['/a', '/b'])).toThrow(/\/a and \/b have the same directory\.id/);
  });

  it('are those that another broker has', async () => {
    const setup = new Setup();
    const other = setup.open(['/b']);
    expect(() => setup.open()).toThrow(DirectoryBusyError);
    await other.close();
    await setup.open().close();
  });

  it('lack what Kafka adds to them: an id, and whose they are', async () => {
    const setup = new Setup();
    setup.disk.makeDirectory('/a');
    setup.disk.writeFileAtomic('/a/meta.properties', Buffer.from('version=0\nbroker.id=1\n'));
    const logs = setup.open(['/a']);
    const [directory] = logs.directories;
    expect(setup.properties('/a')).toBe(
      `#\ncluster.id=${logs.clusterId}\ndirectory.id=${directory?.id}\nnode.id=1\nversion=1\n`,
    );
    await logs.close();
    expect(setup.open(['/a']).directories[0]?.id).toBe(directory?.id);
  });
});

describe('a log directory that fails', () => {
  const failing = (path: string) => (_: string, tried: string) =>
    tried === path || tried.startsWith(`${path}/`) ? 'EIO' : null;

  it('from the start leaves the others to be used', async () => {
    const setup = new Setup();
    const first = setup.open();
    for (const index of [0, 1, 2]) write(first, index);
    await first.close();
    setup.disk.faults = failing('/b');
    const logs = setup.open();
    expect(logs.online().map(({ path }) => path)).toEqual(['/a', '/c']);
    expect(logs.statuses().map(({ path, failure }) => [path, failure?.code])).toEqual([
      ['/a', undefined],
      ['/b', 'EIO'],
      ['/c', undefined],
    ]);
    logs.host(nameOf(1), { isNew: false });
    expect(codeOf(() => write(logs, 1))).toBe('KAFKA_STORAGE_ERROR');
    expect(codeOf(() => write(logs, 2))).toBe('done');
    expect(codeOf(() => write(logs, 3))).toBe('done');
    await logs.close();
    setup.disk.faults = null;
    expect(setup.open().online()).toHaveLength(3);
  });

  it('with all the others is a failure to open', () => {
    const setup = new Setup();
    setup.disk.faults = () => 'EACCES';
    expect(() => setup.open()).toThrow(StorageError);
  });

  it('later is told, and gets no new partitions', () => {
    const setup = new Setup();
    const logs = setup.open();
    for (const index of [0, 1, 2]) write(logs, index);
    const failed: string[] = [];
    logs.onFailure(({ path }) => failed.push(path));
    setup.disk.faults = failing('/a');
    expect(codeOf(() => write(logs, 0))).toBe('KAFKA_STORAGE_ERROR');
    expect(failed).toEqual(['/a']);
    for (const index of [1, 2, 3, 4, 5]) expect(codeOf(() => write(logs, index))).toBe('done');
    expect([3, 4, 5].map((index) => pathOf(logs, index))).toEqual(['/b', '/c', '/b']);
  });

  it('keeps its partitions though they are nowhere to be found', () => {
    const logs = new Setup().open();
    logs.host(nameOf(0), { assigned: ABSENT, isNew: false });
    expect(codeOf(() => write(logs, 0))).toBe('KAFKA_STORAGE_ERROR');
  });
});

describe('a partition directory of no topic', () => {
  it('is set aside under another name, and its place is free', async () => {
    const setup = new Setup();
    const first = setup.open(['/a', '/b']);
    for (const index of [0, 1]) write(first, index);
    await first.close();
    const logs = setup.open(['/a', '/b']);
    logs.setAsideStrays(({ index }) => index === 1);
    expect(setup.places(['/a', '/b'])).toEqual({
      '/a': [expect.stringMatching(/^topic-0\.[0-9a-f]{32}-stray$/)],
      '/b': ['topic-1'],
    });
    logs.host(nameOf(0));
    expect(pathOf(logs, 0)).toBe('/a');
  });
});
