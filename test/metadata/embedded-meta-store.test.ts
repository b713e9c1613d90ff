import { describe, expect, it, onTestFinished } from 'vitest';
import { EmbeddedMetaStore } from '../../src/metadata/embedded-meta-store.ts';
import { CorruptMetaLogError } from '../../src/metadata/meta-log-file.ts';
import type { MetaStore } from '../../src/metadata/meta-store.ts';
import { absent } from '../../src/metadata/meta-store.ts';
import type { File, FileSystem } from '../../src/platform/file-system.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import { describeMetaStore } from './meta-store-conformance.ts';

const DIRECTORY = '/data/metadata';
const LOG = `${DIRECTORY}/metadata.log`;

function memoryDisk(): MemoryFileSystem {
  return new MemoryFileSystem({ clock: new VirtualClock() });
}

function open(fileSystem: FileSystem, clock = new VirtualClock()): EmbeddedMetaStore {
  const store = EmbeddedMetaStore.open({
    fileSystem,
    directory: DIRECTORY,
    clock,
    logger: silentLogger,
  });
  onTestFinished(() => store.close());
  return store;
}

async function put(store: MetaStore, key: string, value: string): Promise<void> {
  await store.transact({ guards: [], operations: [{ put: key, value }] });
}

async function contents(store: MetaStore): Promise<Record<string, string>> {
  const { entries } = await store.range('');
  return Object.fromEntries(entries.map(({ key, value }) => [key, value]));
}

/** A disk with this content in the log. */
function diskWith(log: Buffer): MemoryFileSystem {
  const disk = memoryDisk();
  disk.makeDirectory(DIRECTORY);
  disk.writeFileAtomic(LOG, log);
  return disk;
}

describeMetaStore('the embedded store', async () => {
  const clock = new VirtualClock();
  const store = open(memoryDisk(), clock);
  return {
    store,
    advance: (ms) => clock.advance(ms),
    forgetHistory: async () => {
      for (let i = 0; i < 3000; i++) await put(store, 'filler', String(i));
    },
  };
});

describe('the embedded store on its disk', () => {
  it('has everything again after it was closed and opened, revisions included', async () => {
    const disk = memoryDisk();
    const first = open(disk);
    await put(first, 'a', '1');
    await put(first, 'b', '1');
    await put(first, 'a', '2');
    await first.transact({ guards: [], operations: [{ delete: 'b' }] });
    const before = await first.range('');
    await first.close();
    expect(await open(disk).range('')).toEqual(before);
  });

  it('forgets what the last process held by a lease, and goes on with higher revisions', async () => {
    const disk = memoryDisk();
    const first = open(disk);
    const lease = await first.grantLease(Number.POSITIVE_INFINITY);
    await first.transact({ guards: [], operations: [{ put: 'live', value: '1', lease }] });
    await put(first, 'stays', '1');
    const { revision } = await first.range('');
    await first.close();
    const second = open(disk);
    expect(await contents(second)).toEqual({ stays: '1' });
    const result = await second.transact({
      guards: [absent('live')],
      operations: [{ put: 'live', value: '2' }],
    });
    expect(result.committed && result.revision > revision).toBe(true);
  });

  it('has a transaction entirely or not at all, wherever a crash cut the log', async () => {
    const disk = memoryDisk();
    const store = open(disk);
    for (let i = 1; i <= 4; i++) {
      await store.transact({
        guards: [],
        operations: [
          { put: 'one', value: String(i) },
          { put: 'other', value: String(i) },
        ],
      });
    }
    const log = disk.readFile(LOG);
    let transactions = 0;
    for (let length = 0; length <= log.length; length++) {
      const { one, other } = await contents(open(diskWith(log.subarray(0, length))));
      expect(one).toBe(other);
      expect(Number(one ?? 0)).toBeGreaterThanOrEqual(transactions);
      transactions = Number(one ?? 0);
    }
    expect(transactions).toBe(4);
  });

  it('writes on after a torn tail as if it had never been there', async () => {
    const disk = memoryDisk();
    const store = open(disk);
    await put(store, 'a', '1');
    const torn = Buffer.concat([
      disk.readFile(LOG),
      Buffer.from('deadbeef 1 {"revision":2,"opera'),
    ]);
    const recovered = diskWith(torn);
    const second = open(recovered);
    await put(second, 'b', '1');
    await second.close();
    expect(await contents(open(recovered))).toEqual({ a: '1', b: '1' });
  });

  it('refuses a log that is damaged before its end, and names the line', async () => {
    const disk = memoryDisk();
    const store = open(disk);
    for (const key of ['a', 'b', 'c']) await put(store, key, '1');
    const log = Buffer.from(disk.readFile(LOG));
    const second = log.indexOf('\n') + 1;
    log.writeUInt8(log.readUInt8(second + 12) ^ 1, second + 12);
    expect(() => open(diskWith(log))).toThrow(CorruptMetaLogError);
    expect(() => open(diskWith(log))).toThrow(/line 2/);
  });

  it('cuts lines that were never synced, also when a crash kept later ones than it lost', async () => {
    const disk = memoryDisk();
    const store = open(disk);
    await put(store, 'a', '1');
    const synced = disk.readFile(LOG).length;
    await Promise.all(['b', 'c', 'd'].map((key) => put(store, key, '1')));
    const log = Buffer.from(disk.readFile(LOG));
    log.fill(0, synced + 4, synced + 20);
    expect(await contents(open(diskWith(log)))).toEqual({ a: '1' });
  });

  it('gives back what it could not write, and can write again when there is room', async () => {
    const disk = memoryDisk();
    const store = open(disk);
    await put(store, 'a', '1');
    disk.faults = (action) => (action === 'write' ? 'ENOSPC' : null);
    await expect(put(store, 'b', '1')).rejects.toMatchObject({ code: 'ENOSPC' });
    disk.faults = null;
    expect(await contents(store)).toEqual({ a: '1' });
    await put(store, 'c', '1');
    await store.close();
    expect(await contents(open(disk))).toEqual({ a: '1', c: '1' });
  });

  it('accepts nothing more after a failed sync: nobody knows what the device holds', async () => {
    const disk = memoryDisk();
    const store = open(disk);
    disk.faults = (action) => (action === 'sync' ? 'EIO' : null);
    await expect(put(store, 'a', '1')).rejects.toMatchObject({ code: 'EIO' });
    disk.faults = null;
    await expect(put(store, 'b', '1')).rejects.toMatchObject({ code: 'EIO' });
    await expect(store.range('')).rejects.toMatchObject({ code: 'EIO' });
  });

  it('shortens a log that is mostly history, and keeps what it says', async () => {
    const disk = memoryDisk();
    const store = open(disk);
    const value = 'x'.repeat(10_000);
    for (let i = 0; i < 300; i++) await put(store, `key-${i % 7}`, `${value}${i}`);
    expect(disk.stat(LOG).size).toBeLessThan(1_500_000);
    const before = await store.range('');
    await store.close();
    expect(await open(disk).range('')).toEqual(before);
  });

  it('keeps the long log when the short one cannot be written', async () => {
    const disk = memoryDisk();
    const store = open(disk);
    disk.faults = (_action, path) => (path.endsWith('.rewrite') ? 'ENOSPC' : null);
    const value = 'x'.repeat(10_000);
    for (let i = 0; i < 150; i++) await put(store, `key-${i % 7}`, `${value}${i}`);
    expect(disk.stat(LOG).size).toBeGreaterThan(1_500_000);
    await store.close();
    disk.faults = null;
    expect(Object.keys(await contents(open(disk)))).toHaveLength(7);
  });
});

describe('the embedded store and syncs', () => {
  it('answers and publishes only when the device has the transaction', async () => {
    const disk = new GatedDisk(memoryDisk());
    const store = open(disk.fileSystem);
    let heard = 0;
    store.watch('', 1, () => {
      heard += 1;
    });
    let answered = false;
    const written = put(store, 'a', '1').then(() => {
      answered = true;
    });
    await disk.syncStarted();
    expect([answered, heard]).toEqual([false, 0]);
    expect(await contents(store)).toEqual({});
    disk.finishSync();
    await written;
    expect(heard).toBe(1);
    expect(await contents(store)).toEqual({ a: '1' });
  });

  it('syncs once for all transactions that come while a sync is under way', async () => {
    const disk = new GatedDisk(memoryDisk());
    const store = open(disk.fileSystem);
    const first = put(store, 'a', '1');
    await disk.syncStarted();
    const rest = Array.from({ length: 50 }, (_, at) => put(store, `b${at}`, '1'));
    disk.finishSync();
    await first;
    await disk.syncStarted();
    disk.finishSync();
    await Promise.all(rest);
    expect(disk.syncs).toBe(2);
  });

  it('refuses only once what it refuses for cannot be undone any more', async () => {
    const disk = new GatedDisk(memoryDisk());
    const store = open(disk.fileSystem);
    const winner = put(store, 'k', '1');
    let refused = false;
    const loser = store
      .transact({ guards: [absent('k')], operations: [{ put: 'k', value: '2' }] })
      .then(({ committed }) => {
        refused = !committed;
      });
    await disk.syncStarted();
    expect(refused).toBe(false);
    disk.finishSync();
    await Promise.all([winner, loser]);
    expect(refused).toBe(true);
  });

  it('does not wait for the device when the transaction is relaxed', async () => {
    const disk = new GatedDisk(memoryDisk());
    const store = open(disk.fileSystem);
    const operations = [{ put: 'a', value: '1' }];
    await store.transact({ guards: [], operations, relaxed: true });
    expect(disk.syncs).toBe(0);
    disk.open();
    await store.close();
    expect(disk.syncs).toBe(1);
  });
});

/** A disk whose syncs wait until they are let through. */
class GatedDisk {
  readonly fileSystem: FileSystem;
  syncs = 0;
  #isOpen = false;
  #waiting: (() => void) | null = null;
  #onStarted: (() => void) | null = null;

  constructor(disk: FileSystem) {
    this.fileSystem = new Proxy(disk, {
      get: (target, property) => {
        if (property === 'open') {
          return (path: string, mode: 'read' | 'write' | 'create') =>
            this.#gated(target.open(path, mode));
        }
        const member: unknown = Reflect.get(target, property);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
    onTestFinished(() => this.open());
  }

  #gated(file: File): File {
    return new Proxy(file, {
      get: (target, property) => {
        if (property === 'sync') return () => this.#sync();
        const member: unknown = Reflect.get(target, property);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  }

  #sync(): Promise<void> {
    this.syncs += 1;
    if (this.#isOpen) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#onStarted?.();
    });
  }

  /** Resolves when somebody waits for a sync. */
  syncStarted(): Promise<void> {
    if (this.#waiting) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onStarted = resolve;
    });
  }

  finishSync(): void {
    const finish = this.#waiting;
    this.#waiting = null;
    this.#onStarted = null;
    finish?.();
  }

  /** Lets this and all later syncs through. */
  open(): void {
    this.#isOpen = true;
    this.finishSync();
  }
}
