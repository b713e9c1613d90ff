import { describe, expect, it } from 'vitest';
import { errorName } from '../../src/base/error-code.ts';
import { KafkaError } from '../../src/base/kafka-error.ts';
import type { Uuid } from '../../src/base/uuid.ts';
import { parseUuid } from '../../src/base/uuid.ts';
import { claimDirectories } from '../../src/log/directory-claims.ts';
import { DEFAULT_LOG_CONFIG } from '../../src/log/log-config.ts';
import { LogDirectory } from '../../src/log/log-directory.ts';
import type { PartitionLog } from '../../src/log/partition-log.ts';
import { DirectoryBusyError } from '../../src/platform/file-system.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { SeededRandom } from '../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import { batchOf, NOW, TOPIC_ID } from './log-fixture.ts';

const OTHER_ID = parseUuid('bZ1qVcxXRr2_mXhHc0jVqA') as Uuid;
const PATH = '/data';

class Setup {
  readonly clock = new VirtualClock(NOW);
  readonly disk = new MemoryFileSystem({ clock: this.clock });
  readonly random = new SeededRandom(1);

  open(): LogDirectory {
    const { disk: fileSystem, random, clock } = this;
    const whose = { clusterId: 'cluster-1', nodeId: 1 };
    const { claims } = claimDirectories([PATH], { fileSystem, random, ...whose });
    const [claim] = claims;
    if (!claim) throw new Error('the directory cannot be used');
    const producerExpiryMs = () => 86_400_000;
    return new LogDirectory(claim, {
      fileSystem,
      clock,
      random,
      logger: silentLogger,
      producerExpiryMs,
    });
  }

  text(name: string): string {
    return this.disk.readFile(`${PATH}/${name}`).toString();
  }
}

function openLog(directory: LogDirectory, index = 0, topicId: Uuid = TOPIC_ID): PartitionLog {
  return directory.openLog({ topic: 'topic', index, topicId, config: DEFAULT_LOG_CONFIG });
}

function append(log: PartitionLog, text = 'a'): void {
  log.append(batchOf([text]), { leaderEpoch: 0, origin: 'client' });
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

describe('a new log directory', () => {
  it('says whose it is', () => {
    const setup = new Setup();
    const directory = setup.open();
    expect(setup.text('meta.properties')).toBe(
      `#\ncluster.id=cluster-1\ndirectory.id=${directory.id}\nnode.id=1\nversion=1\n`,
    );
  });

  it('has no files of partitions before they are written', () => {
    const setup = new Setup();
    const directory = setup.open();
    for (let index = 0; index < 50; index++) openLog(directory, index);
    expect(setup.disk.list(PATH).filter((name) => name.startsWith('topic'))).toEqual([]);
  });
});

describe('opening a log directory', () => {
  it('that another broker has open is refused', () => {
    const setup = new Setup();
    setup.open();
    expect(() => setup.open()).toThrow(DirectoryBusyError);
  });

  it('finds its partitions, opened or not', async () => {
    const setup = new Setup();
    const directory = setup.open();
    append(openLog(directory, 0));
    append(openLog(directory, 7));
    await directory.close();
    const again = setup.open();
    expect(again.partitions()).toEqual([
      { topic: 'topic', index: 0 },
      { topic: 'topic', index: 7 },
    ]);
    expect(again.log({ topic: 'topic', index: 7 })).toBeNull();
    expect(openLog(again, 7).logEndOffset).toBe(1);
  });
});

describe('a clean stop', () => {
  it('vouches for the last snapshot of producers, which is on the device before', async () => {
    const setup = new Setup();
    const directory = setup.open();
    const log = openLog(directory);
    const producer = { producerId: 7, producerEpoch: 0, baseSequence: 0 };
    log.append(batchOf(['a'], producer), { leaderEpoch: 0, origin: 'client' });
    const synced: string[] = [];
    setup.disk.faults = (action, path) => {
      if (action === 'sync') synced.push(path.slice(path.lastIndexOf('/') + 1));
      return null;
    };
    await directory.close();
    const snapshot = synced.indexOf('00000000000000000001.snapshot');
    expect(snapshot).toBeGreaterThanOrEqual(0);
    expect(snapshot).toBeLessThan(synced.findIndex((name) => name.includes('cleanshutdown')));
  });

  it('flushes every log when one has no room for its last files, and is none then', async () => {
    const setup = new Setup();
    const directory = setup.open();
    const logs = [0, 1, 2].map((index) => openLog(directory, index));
    for (const log of logs) append(log);
    setup.disk.faults = (action, path) =>
      action === 'open' && path.endsWith('topic-1/00000000000000000000.index') ? 'ENOSPC' : null;
    await expect(directory.close()).rejects.toThrow('ENOSPC');
    expect(logs.map(({ recoveryPoint }) => recoveryPoint)).toEqual([1, 1, 1]);
    setup.disk.faults = null;
    expect(setup.open().wasClean).toBe(false);
  });

  it('leaves word of it, which the next start takes', async () => {
    const setup = new Setup();
    const directory = setup.open();
    append(openLog(directory));
    await directory.close({ brokerEpoch: 12 });
    expect(setup.text('.kafka_cleanshutdown')).toBe('{"version":0,"brokerEpoch":12}');
    const again = setup.open();
    expect(again.wasClean).toBe(true);
    expect(setup.disk.exists(`${PATH}/.kafka_cleanshutdown`)).toBe(false);
  });

  it('writes the checkpoints', async () => {
    const setup = new Setup();
    const directory = setup.open();
    const log = openLog(directory);
    append(log);
    append(log);
    log.advanceLogStartOffset(1);
    directory.setHighWatermark({ topic: 'topic', index: 0 }, 2);
    await directory.close();
    expect(setup.text('recovery-point-offset-checkpoint')).toBe('0\n1\ntopic 0 2\n');
    expect(setup.text('log-start-offset-checkpoint')).toBe('0\n1\ntopic 0 1\n');
    expect(setup.text('replication-offset-checkpoint')).toBe('0\n1\ntopic 0 2\n');
    const again = setup.open();
    expect(openLog(again).logStartOffset).toBe(1);
    expect(again.highWatermarkOf({ topic: 'topic', index: 0 })).toBe(2);
  });

  it('keeps what checkpoints say of logs that were not opened', async () => {
    const setup = new Setup();
    const first = setup.open();
    append(openLog(first, 0));
    append(openLog(first, 1));
    await first.close();
    const second = setup.open();
    append(openLog(second, 1));
    await second.close();
    expect(setup.text('recovery-point-offset-checkpoint')).toBe('0\n2\ntopic 0 1\ntopic 1 2\n');
  });

  it('after an unclean start is not called clean while a log has not been recovered', async () => {
    const setup = new Setup();
    const first = setup.open();
    append(openLog(first, 0));
    append(openLog(first, 1));
    await first.close();
    setup.disk.remove(`${PATH}/.kafka_cleanshutdown`);
    const second = setup.open();
    openLog(second, 0);
    await second.close();
    expect(setup.open().wasClean).toBe(false);
  });
});

describe('deleting a partition', () => {
  it('takes its name away at once and its files in the background', async () => {
    const setup = new Setup();
    const directory = setup.open();
    append(openLog(directory));
    directory.deleteLog({ topic: 'topic', index: 0 }, 1000);
    const renamed = setup.disk.list(PATH).filter((name) => name.startsWith('topic'));
    expect(renamed).toEqual([expect.stringMatching(/^topic-0\.[0-9a-f]{32}-delete$/)]);
    await setup.clock.advance(999);
    expect(setup.disk.list(PATH)).toContain(renamed[0]);
    await setup.clock.advance(1);
    expect(setup.disk.list(PATH).filter((name) => name.startsWith('topic'))).toEqual([]);
    expect(openLog(directory, 0, OTHER_ID).logEndOffset).toBe(0);
  });

  it('goes on after a restart', async () => {
    const setup = new Setup();
    const directory = setup.open();
    append(openLog(directory));
    directory.deleteLog({ topic: 'topic', index: 0 }, 1000);
    await directory.close();
    const again = setup.open();
    expect(again.partitions()).toEqual([]);
    await setup.clock.advance(1);
    expect(setup.disk.list(PATH).filter((name) => name.startsWith('topic'))).toEqual([]);
  });

  it('of a large topic takes several turns, and each name is free when it is wanted', async () => {
    const setup = new Setup();
    const directory = setup.open();
    for (let index = 0; index < 500; index++) append(openLog(directory, index));
    for (let index = 0; index < 500; index++) directory.deleteLog({ topic: 'topic', index }, 1000);
    const kept = () => setup.disk.list(PATH).filter((name) => /^topic-\d+$/.test(name)).length;
    expect(kept()).toBe(300);
    append(openLog(directory, 499, OTHER_ID), 'new');
    expect(openLog(directory, 499, OTHER_ID).logEndOffset).toBe(1);
    await setup.clock.advance(2);
    expect(kept()).toBe(1);
    await setup.clock.advance(1500);
    expect(setup.disk.list(PATH).filter((name) => name.startsWith('topic'))).toEqual(['topic-499']);
  });

  it('of a large topic leaves no name behind when it closes', async () => {
    const setup = new Setup();
    const directory = setup.open();
    for (let index = 0; index < 300; index++) append(openLog(directory, index));
    for (let index = 0; index < 300; index++) directory.deleteLog({ topic: 'topic', index }, 1000);
    await directory.close();
    expect(setup.open().partitions()).toEqual([]);
  });

  it('of a topic with the longest name there is works', () => {
    const setup = new Setup();
    const directory = setup.open();
    const topic = 't'.repeat(249);
    append(directory.openLog({ topic, index: 0, topicId: TOPIC_ID, config: DEFAULT_LOG_CONFIG }));
    directory.deleteLog({ topic, index: 0 }, 1000);
    expect(setup.disk.list(PATH).every((name) => name.length <= 255)).toBe(true);
  });
});

describe('a partition directory of another topic with the same name', () => {
  it('is set aside, not served and not deleted', async () => {
    const setup = new Setup();
    const directory = setup.open();
    append(openLog(directory));
    await directory.close();
    const again = setup.open();
    expect(openLog(again, 0, OTHER_ID).logEndOffset).toBe(0);
    const names = setup.disk.list(PATH).filter((name) => name.endsWith('-stray'));
    expect(names.length).toBe(1);
    expect(setup.disk.exists(`${PATH}/${names[0]}/00000000000000000000.log`)).toBe(true);
  });
});

describe('a failure of the disk', () => {
  it('takes the whole directory offline, once, and nothing else', () => {
    const setup = new Setup();
    const directory = setup.open();
    const failures: string[] = [];
    directory.onFailure(({ code }) => failures.push(code));
    const one = openLog(directory, 1);
    const two = openLog(directory, 2);
    append(one);
    append(two);
    setup.disk.faults = (action, path) =>
      action === 'write' && path.includes('topic-1') ? 'EIO' : null;
    expect(codeOf(() => append(one))).toBe('KAFKA_STORAGE_ERROR');
    setup.disk.faults = null;
    expect(codeOf(() => append(two))).toBe('KAFKA_STORAGE_ERROR');
    expect(codeOf(() => openLog(directory, 3))).toBe('KAFKA_STORAGE_ERROR');
    const request = { fetchOffset: 0, maxBytes: 1, maxOffset: 1, minOneBatch: true };
    expect(codeOf(() => two.read(request))).toBe('KAFKA_STORAGE_ERROR');
    expect(failures).toEqual(['EIO']);
    expect(directory.failure?.code).toBe('EIO');
  });

  it('when it is offline, closing leaves no word of a clean stop', async () => {
    const setup = new Setup();
    const directory = setup.open();
    const log = openLog(directory);
    append(log);
    setup.disk.faults = (action) => (action === 'write' ? 'EIO' : null);
    expect(codeOf(() => append(log))).toBe('KAFKA_STORAGE_ERROR');
    setup.disk.faults = null;
    await directory.close();
    const again = setup.open();
    expect(again.wasClean).toBe(false);
    expect(openLog(again).logEndOffset).toBe(1);
  });

  it('a sync that fails takes it offline as well', async () => {
    const setup = new Setup();
    const directory = setup.open();
    const log = openLog(directory);
    append(log);
    setup.disk.faults = (action) => (action === 'sync' ? 'EIO' : null);
    await expect(log.flush()).rejects.toThrow(KafkaError);
    expect(codeOf(() => append(log))).toBe('KAFKA_STORAGE_ERROR');
  });

  it('a full disk refuses appends, serves reads, and recovers', () => {
    const setup = new Setup();
    const directory = setup.open();
    const log = openLog(directory);
    append(log, 'before');
    setup.disk.faults = (action) => (action === 'write' ? 'ENOSPC' : null);
    expect(codeOf(() => append(log, 'refused'))).toBe('KAFKA_STORAGE_ERROR');
    const request = { fetchOffset: 0, maxBytes: 1000, maxOffset: 1, minOneBatch: true };
    expect(log.read(request).records.byteLength).toBeGreaterThan(0);
    setup.disk.faults = null;
    append(log, 'after');
    expect(log.logEndOffset).toBe(2);
    expect(directory.failure).toBeNull();
  });
});

describe('a corrupt log', () => {
  it('is KAFKA_STORAGE_ERROR, alone, and stays as it is', async () => {
    const setup = new Setup();
    const directory = setup.open();
    for (const index of [0, 1]) for (let n = 0; n < 3; n++) append(openLog(directory, index));
    await directory.close();
    setup.disk.remove(`${PATH}/.kafka_cleanshutdown`);
    setup.disk.remove(`${PATH}/recovery-point-offset-checkpoint`);
    const path = `${PATH}/topic-0/00000000000000000000.log`;
    const file = setup.disk.open(path, 'write');
    file.writeSync(Buffer.from([0xff]), 70);
    file.close();
    const before = setup.disk.readFile(path);
    const again = setup.open();
    expect(codeOf(() => openLog(again, 0))).toBe('KAFKA_STORAGE_ERROR');
    expect(setup.disk.readFile(path)).toEqual(before);
    expect(openLog(again, 1).logEndOffset).toBe(3);
    expect(again.failure).toBeNull();
  });
});
