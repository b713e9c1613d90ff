import { describe, expect, it } from 'vitest';
import type { Uuid } from '../../src/base/uuid.ts';
import { parseUuid } from '../../src/base/uuid.ts';
import {
  formatCheckpoint,
  parseCheckpoint,
  parseCheckpointNumber,
} from '../../src/log/checkpoint-file.ts';
import { LeaderEpochs } from '../../src/log/leader-epochs.ts';
import { LogDirectoryError, readMetaProperties } from '../../src/log/meta-properties.ts';
import { OffsetCheckpoint } from '../../src/log/offset-checkpoint.ts';
import type { LogFile } from '../../src/log/open-files.ts';
import { OpenFiles, openFileLimitOf } from '../../src/log/open-files.ts';
import { readTopicId, writeTopicId } from '../../src/log/partition-metadata.ts';
import { parsePartitionDirectory } from '../../src/log/partition-name.ts';
import { parseSegmentName, segmentPath } from '../../src/log/segment-files.ts';
import { TwinFiles } from '../../src/log/twin-files.ts';
import { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { nodeFileSystem } from '../../src/platform/node-file-system.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ONE_TOPIC = parseUuid('iZ1qVcxXRr2_mXhHc0jVqA') as Uuid;
const OTHER_TOPIC = parseUuid('AAAAAAAAAAAAAAAAAAAAAw') as Uuid;

function newDisk(): MemoryFileSystem {
  const disk = new MemoryFileSystem({ clock: new VirtualClock() });
  disk.makeDirectory('/d');
  return disk;
}

describe('a checkpoint file', () => {
  it('has Apache Kafka’s text', () => {
    expect(formatCheckpoint([['topic', 0, 12]]).toString()).toBe('0\n1\ntopic 0 12\n');
    expect(formatCheckpoint([]).toString()).toBe('0\n0\n');
  });

  it.each(['', '0\n', '1\n0\n', '0\n1\n', '0\n1\na 1', '0\n2\na 1\n', '0\n1\na 1 2\n', 'x'])(
    'that says %j is damaged',
    (text) => {
      expect(parseCheckpoint(Buffer.from(text), 2)).toBeNull();
    },
  );

  it('holds integers that are exact', () => {
    expect(parseCheckpointNumber('-1')).toBe(-1);
    for (const word of ['', '1.5', '1e3', '9007199254740993', 'x', undefined]) {
      expect(parseCheckpointNumber(word)).toBeNull();
    }
  });

  it('of offsets that is damaged says nothing at all', () => {
    const disk = newDisk();
    disk.writeFileAtomic('/d/c', Buffer.from('0\n2\na 0 5\nb 0 x\n'));
    const checkpoint = new OffsetCheckpoint(disk, '/d/c');
    expect(checkpoint.load()).toBe(false);
    expect(checkpoint.get({ topic: 'a', index: 0 })).toBeUndefined();
  });

  it('is only written when something has changed', () => {
    const disk = newDisk();
    const checkpoint = new OffsetCheckpoint(disk, '/d/c');
    expect(checkpoint.load()).toBe(true);
    checkpoint.write();
    expect(disk.exists('/d/c')).toBe(false);
    checkpoint.set({ topic: 'a', index: 3 }, 7);
    checkpoint.write();
    disk.remove('/d/c');
    checkpoint.set({ topic: 'a', index: 3 }, 7);
    checkpoint.write();
    expect(disk.exists('/d/c')).toBe(false);
    checkpoint.delete({ topic: 'a', index: 3 });
    checkpoint.write();
    expect(disk.readFile('/d/c').toString()).toBe('0\n0\n');
  });
});

describe('leader epochs', () => {
  const epochs = (...starts: [number, number][]): LeaderEpochs => {
    const made = new LeaderEpochs(new OpenFiles(newDisk()), '/d');
    for (const [epoch, startOffset] of starts) made.assign(epoch, startOffset);
    return made;
  };
  const pairs = ({ starts }: LeaderEpochs) =>
    starts.map(({ epoch, startOffset }) => [epoch, startOffset]);

  it('that begin where the last one began take its place', () => {
    expect(pairs(epochs([1, 0], [2, 10], [3, 10]))).toEqual([
      [1, 0],
      [3, 10],
    ]);
  });

  it('that contradict later ones take them away', () => {
    expect(pairs(epochs([1, 0], [4, 10], [6, 20], [5, 15]))).toEqual([
      [1, 0],
      [4, 10],
      [5, 15],
    ]);
  });

  it('end where the next one begins, the latest at the log end', () => {
    const made = epochs([2, 5], [4, 10]);
    expect(made.endOffsetFor(4, 30)).toEqual({ leaderEpoch: 4, endOffset: 30 });
    expect(made.endOffsetFor(3, 30)).toEqual({ leaderEpoch: 2, endOffset: 10 });
    expect(made.endOffsetFor(2, 30)).toEqual({ leaderEpoch: 2, endOffset: 10 });
    expect(made.endOffsetFor(1, 30)).toEqual({ leaderEpoch: 1, endOffset: 5 });
    expect(made.endOffsetFor(5, 30)).toBeNull();
    expect(made.endOffsetFor(-1, 30)).toBeNull();
    expect(epochs().endOffsetFor(0, 0)).toBeNull();
  });

  it('are cut off with the log, at either end', () => {
    const made = epochs([1, 0], [2, 10], [3, 20]);
    made.truncateFromStart(12);
    expect(pairs(made)).toEqual([
      [2, 12],
      [3, 20],
    ]);
    made.truncateFromEnd(20);
    expect(pairs(made)).toEqual([[2, 12]]);
    expect(made.epochAt(11)).toBeNull();
    expect(made.epochAt(15)).toBe(2);
  });
});

describe('meta.properties', () => {
  const read = (text: string) => {
    const disk = newDisk();
    disk.writeFileAtomic('/d/meta.properties', Buffer.from(text));
    return readMetaProperties(disk, '/d');
  };

  it('of Apache Kafka is understood', () => {
    const text =
      '#\n#Sat Nov 21 02:07:23 UTC 2026\nnode.id=1\ndirectory.id=1wiXU81jTvZvP57PRZPhqA\n' +
      'version=1\ncluster.id=5L6g3nShT-eMCtK--X86sw\n';
    expect(read(text)).toEqual({
      nodeId: 1,
      clusterId: '5L6g3nShT-eMCtK--X86sw',
      directoryId: '1wiXU81jTvZvP57PRZPhqA',
    });
  });

  it.each([
    ['version=0\nbroker.id=1\ncluster.id=x\n', { nodeId: 1, clusterId: 'x', directoryId: null }],
    ['version=0\n', { nodeId: null, clusterId: null, directoryId: null }],
    ['version=1\ncluster.id=x\nnode.id=1\n', { nodeId: 1, clusterId: 'x', directoryId: null }],
  ])('that says %j leaves the rest open', (text, found) => {
    expect(read(text)).toEqual(found);
  });

  it.each([
    '',
    'version=2\ncluster.id=x\nnode.id=1\n',
    'version=1\nnode.id=1\n',
    'version=1\ncluster.id=x\nnode.id=one\n',
    'version=1\ncluster.id=x\nnode.id=1\ndirectory.id=?\n',
  ])('that says %j is refused', (text) => {
    expect(() => read(text)).toThrow(LogDirectoryError);
  });

  it('that is not there is no failure', () => {
    expect(readMetaProperties(newDisk(), '/d')).toBeNull();
  });
});

describe('partition.metadata', () => {
  it.each([
    ['version: 0\ntopic_id: 99QtAJ-xQ9ux7LzA_Gsa9Q', '99QtAJ-xQ9ux7LzA_Gsa9Q'],
    ['version: 0\ntopic_id: 99QtAJ-xQ9ux7LzA_Gsa9Q\n', '99QtAJ-xQ9ux7LzA_Gsa9Q'],
    ['version: 1\ntopic_id: 99QtAJ-xQ9ux7LzA_Gsa9Q', null],
    ['version: 0\ntopic_id: short', null],
    ['', null],
  ])('%j names the topic %s', (text, topicId) => {
    const disk = newDisk();
    disk.writeFileAtomic('/d/partition.metadata', Buffer.from(text));
    expect(readTopicId(disk, '/d')).toBe(topicId);
  });
});

describe('names', () => {
  it('of partition directories are told from others', () => {
    expect(parsePartitionDirectory('a-topic-12')).toEqual({ topic: 'a-topic', index: 12 });
    const id = '0123456789abcdef0123456789abcdef';
    for (const name of ['topic', 'topic-', '-1', 'topic-01', `topic-0.${id}-delete`, 'a b-0']) {
      expect(parsePartitionDirectory(name)).toBeNull();
    }
  });

  it('of segment files have 20 digits', () => {
    expect(segmentPath('/d', 123, '.log')).toBe('/d/00000000000000000123.log');
    expect(parseSegmentName('00000000000000000123.txnindex')).toEqual({
      offset: 123,
      suffix: '.txnindex',
    });
    for (const name of ['123.log', '00000000000000000123.log.deleted', 'leader-epoch-checkpoint']) {
      expect(parseSegmentName(name)).toBeNull();
    }
  });
});

describe('files that say the same', () => {
  it('are names of one file, each of which can be replaced and removed alone', () => {
    const disk = newDisk();
    const files = new OpenFiles(disk);
    for (const index of [0, 1, 2]) {
      disk.makeDirectory(`/d/t-${index}`);
      writeTopicId(files, `/d/t-${index}`, { topicId: ONE_TOPIC, isNew: true });
    }
    disk.remove('/d/t-0/partition.metadata');
    writeTopicId(files, '/d/t-1', { topicId: OTHER_TOPIC, isNew: false });
    expect(readTopicId(disk, '/d/t-0')).toBeNull();
    expect(readTopicId(disk, '/d/t-1')).toBe(OTHER_TOPIC);
    expect(readTopicId(disk, '/d/t-2')).toBe(ONE_TOPIC);
  });

  it('are written where the first is gone, or the disk has no second names', () => {
    for (const code of ['EMLINK', 'EPERM', 'ENOTSUP', null]) {
      const disk = newDisk();
      const files = new OpenFiles(disk);
      disk.faults = (action) => (action.startsWith('link') ? code : null);
      for (const index of [0, 1, 2]) {
        disk.makeDirectory(`/d/t-${index}`);
        writeTopicId(files, `/d/t-${index}`, { topicId: ONE_TOPIC, isNew: true });
        expect(readTopicId(disk, `/d/t-${index}`)).toBe(ONE_TOPIC);
        disk.removeTree(`/d/t-${index}`);
      }
    }
  });

  it('are remembered for so many topics and no more', () => {
    const twins = new TwinFiles(newDisk());
    for (let topic = 0; topic < 3000; topic++) twins.link(`${topic}`, `/d/${topic}`);
    expect(twins.count).toBe(1024);
  });
});

describe('open files', () => {
  it('are closed for others when there are too many, those used lately last', () => {
    const files = new OpenFiles(newDisk(), 3);
    const all = ['a', 'b', 'c', 'd', 'e'].map((name) => files.at(`/d/${name}`));
    for (const file of all) file.use().writeSync(Buffer.from(file.path), 0);
    expect(files.count).toBe(3);
    for (const file of all) expect(file.use().size()).toBe(4);
    expect(files.count).toBe(3);
    for (const file of all) file.close();
    expect(files.count).toBe(0);
  });

  it('are read whole while all others take their place, again and again', () => {
    const files = new OpenFiles(newDisk(), 2);
    const all = Array.from({ length: 40 }, (_, index) => files.at(`/d/${index}`));
    for (const file of all) file.use().writeSync(Buffer.from(file.path.padEnd(10)), 0);
    for (let turn = 0; turn < 400; turn++) {
      const file = all[(turn * turn + turn) % 40] as LogFile;
      const bytes = Buffer.alloc(10);
      file.use().readSync(bytes, 0, 10, 0);
      expect(bytes.toString().trim()).toBe(file.path);
      if (turn % 7 === 0) all[turn % 40]?.close();
      expect(files.count).toBeLessThanOrEqual(2);
    }
  });

  it('that are closed while they are read or synced are read and synced to the end', async () => {
    const files = new OpenFiles(nodeFileSystem, 1);
    const directory = temporaryDirectory();
    const [one, other] = [files.at(`${directory}/one`), files.at(`${directory}/other`)];
    one.use().writeSync(Buffer.alloc(100_000, 'x'), 0);
    const bytes = Buffer.alloc(100_000);
    const read = one.use().read(bytes, 0, bytes.length, 0);
    const synced = one.use().sync();
    other.use().writeSync(Buffer.alloc(100_000, 'y'), 0);
    expect(files.count).toBe(1);
    expect(await read).toBe(100_000);
    await synced;
    expect(bytes.equals(Buffer.alloc(100_000, 'x'))).toBe(true);
    other.close();
  });

  it('have half of the descriptors that the process may have', () => {
    expect(openFileLimitOf(20_000)).toBe(10_000);
    expect(openFileLimitOf(256)).toBe(128);
    expect(openFileLimitOf(1)).toBe(1);
    expect(openFileLimitOf(1_000_000)).toBe(16_384);
    expect(openFileLimitOf(undefined)).toBe(1024);
  });

  it('that cannot be opened are not counted', () => {
    const disk = newDisk();
    const files = new OpenFiles(disk, 2);
    disk.faults = (action) => (action === 'open' ? 'EIO' : null);
    expect(() => files.at('/d/a').use()).toThrow();
    disk.faults = null;
    expect(files.count).toBe(0);
    files.at('/d/a').use();
    expect(files.count).toBe(1);
  });

  it('are renamed and removed whether they exist or not', () => {
    const disk = newDisk();
    const file = new OpenFiles(disk).at('/d/a');
    file.rename('/d/b');
    file.use();
    file.rename('/d/c');
    expect(disk.list('/d')).toEqual(['c']);
    file.remove();
    file.remove();
    expect(disk.list('/d')).toEqual([]);
  });
});
