// Moving a partition from one log directory to another, with whatever may come between.

import { describe, expect, it } from 'vitest';
import { errorName } from '../../src/base/error-code.ts';
import { KafkaError } from '../../src/base/kafka-error.ts';
import type { LogConfig } from '../../src/log/log-config.ts';
import { DEFAULT_LOG_CONFIG } from '../../src/log/log-config.ts';
import { LogManager } from '../../src/log/log-manager.ts';
import type { PartitionLog } from '../../src/log/partition-log.ts';
import { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { SeededRandom } from '../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import { recordsOf } from '../../src/record/record.ts';
import { RecordingLogger } from '../support/recording-logger.ts';
import { batchOf, NOW, TOPIC_ID } from './log-fixture.ts';

const NAME = { topic: 'topic', index: 0 };
/** More than is copied in a turn. */
const LARGE = 'x'.repeat(200_000);

class Setup {
  readonly clock = new VirtualClock(NOW);
  readonly disk = new MemoryFileSystem({ clock: this.clock });
  readonly random = new SeededRandom(1);
  readonly logger = new RecordingLogger();
  readonly config: LogConfig;
  moved = 0;
  logs: LogManager;

  constructor(config: Partial<LogConfig> = {}) {
    this.config = { ...DEFAULT_LOG_CONFIG, ...config };
    this.logs = this.open();
  }

  open(paths: readonly string[] = ['/a', '/b']): LogManager {
    const { disk: fileSystem, clock, random, logger } = this;
    const producerExpiryMs = () => 86_400_000;
    const options = { paths, fileSystem, clock, random, logger, producerExpiryMs, nodeId: 1 };
    this.logs = LogManager.open(options);
    return this.logs;
  }

  get log(): PartitionLog {
    return this.logs.openLog({ ...NAME, topicId: TOPIC_ID, config: this.config });
  }

  append(...texts: string[]): void {
    const place = { leaderEpoch: 0, origin: 'client' } as const;
    for (const text of texts) this.log.append(batchOf([text]), place);
  }

  move(path = '/b'): void {
    const request = { ...NAME, topicId: TOPIC_ID, config: this.config };
    this.logs.move(request, path, () => {
      this.moved += 1;
    });
  }

  async pass(turns = 50): Promise<void> {
    for (let turn = 0; turn < turns; turn++) await this.clock.advance(1);
  }

  /** Offset and first letter of every record. */
  values(): string[] {
    const values: string[] = [];
    for (const batch of this.log.batches()) {
      for (const { offset, value } of recordsOf(batch)) {
        values.push(`${offset}:${value?.toString().charAt(0)}`);
      }
    }
    return values;
  }

  /** What is where, with suffixes only. */
  places(): Record<string, string[]> {
    const named = (path: string) => {
      const names = this.disk.list(path).filter((name) => name.startsWith('topic-0'));
      return names.map((name) => name.replace(/\.[0-9a-f]{32}-/, '-'));
    };
    return { '/a': named('/a'), '/b': named('/b') };
  }

  get home(): string | undefined {
    return this.logs.directoryOf(NAME)?.path;
  }
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

describe('a partition that moves', () => {
  it('has all its records in the other directory, and then its files there alone', async () => {
    const setup = new Setup();
    setup.append('a', 'b', 'c');
    setup.move();
    expect(setup.places()).toEqual({ '/a': ['topic-0'], '/b': [] });
    expect(setup.logs.futureOf(NAME)).toEqual({ path: '/b', sizeInBytes: 0, offsetLag: 3 });
    await setup.pass();
    expect([setup.home, setup.moved]).toEqual(['/b', 1]);
    expect(setup.places()).toEqual({ '/a': ['topic-0-delete'], '/b': ['topic-0'] });
    expect(setup.values()).toEqual(['0:a', '1:b', '2:c']);
    expect(setup.logs.futureOf(NAME)).toBeNull();
    await setup.clock.advance(60_000);
    expect(setup.places()).toEqual({ '/a': [], '/b': ['topic-0'] });
    setup.append('d');
    expect(setup.log.logEndOffset).toBe(4);
  });

  it('is written and read on the way', async () => {
    const setup = new Setup();
    setup.append(`a${LARGE}`, `b${LARGE}`, `c${LARGE}`, `d${LARGE}`, `e${LARGE}`);
    setup.move();
    await setup.pass(1);
    expect(setup.logs.futureOf(NAME)?.offsetLag).toBe(2);
    setup.append('f', 'g');
    expect(setup.logs.futureOf(NAME)?.offsetLag).toBe(4);
    expect(setup.home).toBe('/a');
    await setup.pass();
    expect(setup.home).toBe('/b');
    expect(setup.values().join(' ')).toBe('0:a 1:b 2:c 3:d 4:e 5:f 6:g');
  });

  it('keeps segments, epochs, producers and its start', async () => {
    const setup = new Setup({ segmentBytes: 200 });
    setup.append('a', 'b', 'c', 'd', 'e', 'f');
    const fields = { producerId: 5, producerEpoch: 0, baseSequence: 0 };
    setup.log.append(batchOf(['p'], fields), { leaderEpoch: 3, origin: 'client' });
    setup.log.advanceLogStartOffset(3);
    setup.move();
    await setup.pass();
    expect(setup.home).toBe('/b');
    expect(setup.values()).toEqual(['3:d', '4:e', '5:f', '6:p']);
    expect(setup.log.logStartOffset).toBe(3);
    expect(setup.log.latestEpoch).toBe(3);
    expect(setup.log.segmentCount).toBeGreaterThan(1);
    expect([...setup.log.activeProducers()].map(({ producerId }) => producerId)).toEqual([5]);
    const again = setup.log.append(batchOf(['p'], fields), { leaderEpoch: 3, origin: 'client' });
    expect(again).toMatchObject({ duplicate: true, firstOffset: 6 });
  });

  it('follows what retention takes away meanwhile', async () => {
    const setup = new Setup({ segmentBytes: 500_000 });
    setup.append(`a${LARGE}`, `b${LARGE}`, `c${LARGE}`, `d${LARGE}`, `e${LARGE}`);
    setup.move();
    await setup.pass(1);
    setup.log.advanceLogStartOffset(4);
    setup.log.deleteOldSegments(NOW);
    await setup.pass();
    expect(setup.home).toBe('/b');
    expect(setup.values()).toEqual(['4:e']);
  });

  it('that nobody has written is there at once', () => {
    const setup = new Setup();
    setup.logs.host(NAME);
    setup.move();
    expect([setup.home, setup.moved]).toEqual(['/b', 1]);
    expect(setup.places()).toEqual({ '/a': [], '/b': [] });
    setup.append('a');
    expect(setup.places()).toEqual({ '/a': [], '/b': ['topic-0'] });
  });

  it('stays when it is told to, and what was copied goes', async () => {
    const setup = new Setup();
    setup.append(`a${LARGE}`, `b${LARGE}`, `c${LARGE}`, `d${LARGE}`);
    setup.move();
    await setup.pass(1);
    expect(setup.places()['/b']).toEqual(['topic-0-future']);
    setup.move('/a');
    await setup.pass();
    expect([setup.home, setup.moved]).toEqual(['/a', 0]);
    expect(setup.places()).toEqual({ '/a': ['topic-0'], '/b': [] });
    setup.move();
    await setup.pass();
    expect(setup.home).toBe('/b');
  });

  it('and is deleted on the way is gone in both places', async () => {
    const setup = new Setup();
    setup.append(`a${LARGE}`, `b${LARGE}`, `c${LARGE}`, `d${LARGE}`);
    setup.move();
    await setup.pass(1);
    setup.logs.deleteLog(NAME);
    await setup.pass();
    expect(setup.places()).toEqual({ '/a': [], '/b': [] });
    expect(setup.moved).toBe(0);
  });
});

describe('a move that a stop interrupts', () => {
  it('goes on from where it was', async () => {
    const setup = new Setup();
    setup.append(`a${LARGE}`, `b${LARGE}`, `c${LARGE}`, `d${LARGE}`);
    setup.move();
    await setup.pass(1);
    await setup.logs.close();
    expect(setup.places()).toEqual({ '/a': ['topic-0'], '/b': ['topic-0-future'] });
    const again = setup.open();
    expect(again.interruptedMoves()).toEqual([{ partition: NAME, path: '/b' }]);
    expect(setup.home).toBe('/a');
    setup.move();
    expect(again.futureOf(NAME)?.offsetLag).toBe(1);
    await setup.pass();
    expect(setup.home).toBe('/b');
    expect(setup.values().join(' ')).toBe('0:a 1:b 2:c 3:d');
  });

  it('between the two renames has its records where they were copied to', async () => {
    const setup = new Setup();
    setup.append('a', 'b');
    const [a] = setup.logs.directories;
    await setup.logs.close();
    setup.disk.rename('/a/topic-0', `/b/topic-0.${'1'.repeat(32)}-future`);
    const again = setup.open();
    again.host(NAME, { assigned: a?.id ?? TOPIC_ID, isNew: false });
    expect(setup.home).toBe('/b');
    expect(setup.values()).toEqual(['0:a', '1:b']);
    expect(setup.places()).toEqual({ '/a': [], '/b': ['topic-0'] });
  });

  it('is not taken for whole while the directory that it came from is missing', async () => {
    const setup = new Setup();
    setup.append(`a${LARGE}`, `b${LARGE}`, `c${LARGE}`, `d${LARGE}`);
    const [a] = setup.logs.directories;
    setup.move();
    await setup.pass(1);
    await setup.logs.close();
    const less = setup.open(['/b']);
    less.host(NAME, { assigned: a?.id ?? TOPIC_ID, isNew: false });
    expect(codeOf(() => setup.append('e'))).toBe('KAFKA_STORAGE_ERROR');
    expect(setup.places()['/b']).toEqual(['topic-0-future']);
  });

  it('of a topic that is no more leaves nothing', async () => {
    const setup = new Setup();
    setup.append(`a${LARGE}`, `b${LARGE}`, `c${LARGE}`, `d${LARGE}`);
    setup.move();
    await setup.pass(1);
    await setup.logs.close();
    setup.open().setAsideStrays(() => false);
    await setup.pass();
    expect(setup.places()).toEqual({ '/a': ['topic-0-stray'], '/b': [] });
  });
});

describe('a disk that fails during a move', () => {
  it.each(['/a', '/b'])('at %s leaves the other one as it is', async (path) => {
    const setup = new Setup();
    setup.append(`a${LARGE}`, `b${LARGE}`, `c${LARGE}`, `d${LARGE}`);
    setup.move();
    await setup.pass(1);
    setup.disk.faults = (_, tried) => (tried.startsWith(path) ? 'EIO' : null);
    await setup.pass();
    setup.disk.faults = null;
    expect([setup.home, setup.moved]).toEqual(['/a', 0]);
    expect(setup.logger.messages('error').join()).toContain('moving failed');
    expect(codeOf(() => setup.append('e'))).toBe(path === '/a' ? 'KAFKA_STORAGE_ERROR' : 'done');
    await setup.logs.close();
    setup.open();
    setup.move();
    await setup.pass();
    expect(setup.home).toBe('/b');
    expect(setup.values().join(' ')).toContain('0:a 1:b 2:c 3:d');
  });

  it('at the last step does not begin the partition anew', async () => {
    const setup = new Setup();
    setup.append('a', 'b');
    setup.disk.faults = (action, path) =>
      action.startsWith('rename to /b/topic-0') && path.endsWith('-future') ? 'EIO' : null;
    setup.move();
    await setup.pass();
    setup.disk.faults = null;
    expect(setup.home).toBe('/b');
    expect(codeOf(() => setup.append('c'))).toBe('KAFKA_STORAGE_ERROR');
    const [a] = setup.logs.directories;
    await setup.logs.close();
    const again = setup.open();
    again.host(NAME, { assigned: a?.id ?? TOPIC_ID, isNew: false });
    expect(setup.values()).toEqual(['0:a', '1:b']);
  });
});

describe('a move that is refused', () => {
  it.each([
    ['/nowhere', 'LOG_DIR_NOT_FOUND'],
    ['b', 'LOG_DIR_NOT_FOUND'],
  ])('to %s is %s', (path, code) => {
    const setup = new Setup();
    setup.append('a');
    expect(codeOf(() => setup.move(path))).toBe(code);
  });

  it('to a directory that is cordoned or offline says so', () => {
    const setup = new Setup();
    setup.append('a');
    setup.logs.cordon(['/b']);
    expect(codeOf(() => setup.move())).toBe('INVALID_REPLICA_ASSIGNMENT');
    setup.logs.cordon([]);
    setup.disk.faults = (_, path) => (path.startsWith('/b') ? 'EIO' : null);
    expect(codeOf(() => setup.logs.directories[1]?.space())).toBe('KAFKA_STORAGE_ERROR');
    expect(codeOf(() => setup.move())).toBe('KAFKA_STORAGE_ERROR');
  });

  it('for a name that leaves no room says so', () => {
    const setup = new Setup();
    const request = { topic: 't'.repeat(240), index: 0, topicId: TOPIC_ID, config: setup.config };
    const place = { leaderEpoch: 0, origin: 'client' } as const;
    setup.logs.openLog(request).append(batchOf(['a']), place);
    expect(codeOf(() => setup.logs.move(request, '/b', () => {}))).toBe('INVALID_TOPIC_EXCEPTION');
  });

  it('before the partition exists is remembered for it', () => {
    const setup = new Setup();
    setup.logs.prefer(NAME, '/b');
    setup.append('a');
    expect(setup.home).toBe('/b');
  });
});
