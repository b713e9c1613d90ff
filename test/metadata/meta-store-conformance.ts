// What every metadata store must do, whatever it is made of. Each implementation's own test calls
// `describeMetaStore` with a way to open a fresh one.

import { describe, expect, it } from 'vitest';
import type { MetaChange, MetaStore } from '../../src/metadata/meta-store.ts';
import {
  absent,
  CompactedError,
  createdAt,
  unchangedSince,
} from '../../src/metadata/meta-store.ts';

export interface MetaStoreUnderTest {
  readonly store: MetaStore;
  /** Lets this much time pass for the store. */
  advance(ms: number): Promise<void>;
  /** Makes the store forget transactions up to the last one, where it can be made to. */
  forgetHistory(): Promise<void>;
}

type Open = () => Promise<MetaStoreUnderTest>;

const put = (key: string, value: string, lease?: string) =>
  lease === undefined ? { put: key, value } : { put: key, value, lease };

async function commit(
  store: MetaStore,
  ...operations: ({ put: string; value: string } | { delete: string })[]
) {
  const result = await store.transact({ guards: [], operations });
  if (!result.committed) throw new Error('a transaction without guards was refused');
  return result.revision;
}

export function describeMetaStore(name: string, open: Open): void {
  describe(`${name} as a metadata store`, () => {
    describeRanges(open);
    describeTransactions(open);
    describeWatches(open);
    describeLeases(open);
  });
}

function describeRanges(open: Open): void {
  it('finds nothing in an empty store', async () => {
    const { store } = await open();
    expect((await store.range('')).entries).toEqual([]);
  });

  it('gives the entries of a prefix in the order of their keys, and no others', async () => {
    const { store } = await open();
    await commit(store, put('b/2', 'x'), put('a/1', 'y'), put('b/1', 'z'));
    const { entries } = await store.range('b/');
    expect(entries.map(({ key, value }) => [key, value])).toEqual([
      ['b/1', 'z'],
      ['b/2', 'x'],
    ]);
  });

  it('shows a transaction to a range that starts after it was answered', async () => {
    const { store } = await open();
    const revision = await commit(store, put('k', 'v'));
    const range = await store.range('k');
    expect(range.revision).toBeGreaterThanOrEqual(revision);
    expect(range.entries[0]).toMatchObject({ createRevision: revision, modRevision: revision });
  });

  it('keeps the revision of creation when a key is written again, not when it is created anew', async () => {
    const { store } = await open();
    const created = await commit(store, put('k', '1'));
    const written = await commit(store, put('k', '2'));
    expect((await store.range('k')).entries[0]).toMatchObject({
      createRevision: created,
      modRevision: written,
    });
    await commit(store, { delete: 'k' });
    const anew = await commit(store, put('k', '3'));
    expect((await store.range('k')).entries[0]?.createRevision).toBe(anew);
  });

  it('keeps any text as it is', async () => {
    const { store } = await open();
    const text = 'line\nbreak "quoted" \\ é 漢 😀 \u0000';
    await commit(store, put('k/\n', text));
    expect((await store.range('k/')).entries[0]).toMatchObject({ key: 'k/\n', value: text });
  });
}

function describeTransactions(open: Open): void {
  it('gives each transaction a higher revision than the one before', async () => {
    const { store } = await open();
    const first = await commit(store, put('a', '1'));
    const second = await commit(store, put('b', '1'));
    expect(second).toBeGreaterThan(first);
  });

  it('applies all operations or, when one guard fails, none', async () => {
    const { store } = await open();
    const seen = await commit(store, put('a', '1'));
    const guards = [unchangedSince('a', seen), absent('a')];
    const result = await store.transact({ guards, operations: [put('b', '1'), put('c', '1')] });
    expect(result.committed).toBe(false);
    expect((await store.range('')).entries.map(({ key }) => key)).toEqual(['a']);
  });

  it('refuses a key that exists where it must be absent, and one that was written since', async () => {
    const { store } = await open();
    const seen = await commit(store, put('k', '1'));
    await commit(store, put('k', '2'));
    const operations = [put('other', '1')];
    expect((await store.transact({ guards: [absent('k')], operations })).committed).toBe(false);
    const stale = [unchangedSince('k', seen)];
    expect((await store.transact({ guards: stale, operations })).committed).toBe(false);
    const same = [createdAt('k', seen)];
    expect((await store.transact({ guards: same, operations })).committed).toBe(true);
  });

  it('lets exactly one of many win that try to create the same key', async () => {
    const { store } = await open();
    const attempts = Array.from({ length: 20 }, (_, at) =>
      store.transact({ guards: [absent('k')], operations: [put('k', String(at))] }),
    );
    const results = await Promise.all(attempts);
    expect(results.filter(({ committed }) => committed)).toHaveLength(1);
    const winner = results.findIndex(({ committed }) => committed);
    expect((await store.range('k')).entries[0]?.value).toBe(String(winner));
  });

  it('deletes a key that is not there without a failure', async () => {
    const { store } = await open();
    await commit(store, { delete: 'nothing' });
    expect((await store.range('')).entries).toEqual([]);
  });
}

function describeWatches(open: Open): void {
  it('tells a watcher each transaction once, whole and in order, before it is answered', async () => {
    const { store } = await open();
    const heard: MetaChange[] = [];
    store.watch('', (await store.range('')).revision + 1, (change) => heard.push(change));
    const first = await commit(store, put('a', '1'), put('b', '1'));
    expect(heard.map(({ revision }) => revision)).toEqual([first]);
    const second = await commit(store, { delete: 'a' });
    expect(heard.map(({ revision }) => revision)).toEqual([first, second]);
    expect(heard[0]?.changes.map(({ key, entry }) => [key, entry?.value])).toEqual([
      ['a', '1'],
      ['b', '1'],
    ]);
    expect(heard[1]?.changes).toEqual([{ key: 'a', entry: null }]);
  });

  it('tells a watcher of its prefix only', async () => {
    const { store } = await open();
    const heard: string[] = [];
    store.watch('a/', (await store.range('')).revision + 1, ({ changes }) => {
      for (const { key } of changes) heard.push(key);
    });
    await commit(store, put('a/1', '1'), put('b/1', '1'));
    await commit(store, put('b/2', '1'));
    expect(heard).toEqual(['a/1']);
  });

  it('tells a watcher that comes late of the transactions since the revision it names', async () => {
    const { store } = await open();
    await commit(store, put('a', '1'));
    const second = await commit(store, put('b', '1'));
    await commit(store, put('c', '1'));
    const heard: string[] = [];
    store.watch('', second, ({ changes }) => {
      for (const { key } of changes) heard.push(key);
    });
    expect(heard).toEqual(['b', 'c']);
  });

  it('refuses a watcher that asks for transactions it no longer knows', async () => {
    const { store, forgetHistory } = await open();
    const old = await commit(store, put('a', '1'));
    await forgetHistory();
    expect(() => store.watch('', old, () => {})).toThrow(CompactedError);
  });

  it('tells a watcher nothing more once it is cancelled', async () => {
    const { store } = await open();
    let calls = 0;
    const watch = store.watch('', (await store.range('')).revision + 1, () => {
      calls += 1;
    });
    await commit(store, put('a', '1'));
    watch.cancel();
    await commit(store, put('b', '1'));
    expect(calls).toBe(1);
  });
}

function describeLeases(open: Open): void {
  it('deletes the keys of a lease that is not kept alive', async () => {
    const { store, advance } = await open();
    const lease = await store.grantLease(3000);
    await store.transact({ guards: [], operations: [put('live', '1', lease), put('stays', '1')] });
    await advance(2000);
    expect(await store.keepAlive(lease)).toBe(true);
    await advance(2000);
    expect((await store.range('live')).entries).toHaveLength(1);
    await advance(1500);
    expect((await store.range('')).entries.map(({ key }) => key)).toEqual(['stays']);
    expect(await store.keepAlive(lease)).toBe(false);
  });

  it('tells watchers of keys that go with a lease', async () => {
    const { store } = await open();
    const lease = await store.grantLease(3000);
    await store.transact({ guards: [], operations: [put('live', '1', lease)] });
    const heard: MetaChange['changes'][] = [];
    store.watch('', (await store.range('')).revision + 1, ({ changes }) => heard.push(changes));
    await store.revokeLease(lease);
    expect(heard).toEqual([[{ key: 'live', entry: null }]]);
  });

  it('refuses to write a key under a lease that is gone', async () => {
    const { store } = await open();
    const lease = await store.grantLease(3000);
    await store.revokeLease(lease);
    const result = await store.transact({ guards: [], operations: [put('live', '1', lease)] });
    expect(result.committed).toBe(false);
  });

  it('gives a key created under a new lease a higher revision of creation', async () => {
    const { store } = await open();
    const one = await store.grantLease(3000);
    const first = await store.transact({ guards: [], operations: [put('live', '1', one)] });
    await store.revokeLease(one);
    const other = await store.grantLease(3000);
    const second = await store.transact({
      guards: [absent('live')],
      operations: [put('live', '1', other)],
    });
    expect(first.committed && second.committed && second.revision > first.revision).toBe(true);
  });
}
