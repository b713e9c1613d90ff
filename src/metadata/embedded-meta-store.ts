// The metadata store of a single node: a map in memory and a small log on disk. A transaction is written
// at once, synced together with its neighbours off the event loop, then published to watchers, then
// answered. Invariant: published ≤ synced (relaxed ones apart) ≤ written, all in the same order.

import { assert } from '../base/assert.ts';
import { isPassing } from '../log/disk-guard.ts';
import type { Clock } from '../platform/clock.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { StorageError } from '../platform/file-system.ts';
import type { Logger } from '../platform/logger.ts';
import { MetaLeases } from './meta-leases.ts';
import { MetaLog } from './meta-log.ts';
import type { MetaState } from './meta-log-records.ts';
import { applyChange, changeOf, transactionLine } from './meta-log-records.ts';
import type {
  MetaChange,
  MetaOperation,
  MetaRange,
  MetaStore,
  MetaTransaction,
  MetaWatch,
  Revision,
  TransactionResult,
} from './meta-store.ts';
import { MetaWatches } from './meta-watches.ts';

export interface EmbeddedMetaStoreOptions {
  readonly fileSystem: FileSystem;
  /** The directory of the log; created when missing. */
  readonly directory: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told once, when the disk has failed the store for good: nothing can be changed any more. */
  readonly onFailure?: (failure: StorageError) => void;
}

/** A transaction that is written and waits to be synced and published. */
interface WrittenTransaction {
  readonly change: MetaChange;
  readonly relaxed: boolean;
  readonly resolve: () => void;
  readonly reject: (failure: unknown) => void;
}

export class EmbeddedMetaStore implements MetaStore {
  readonly #log: MetaLog;
  /** With transactions that are written but not published yet: what guards are checked against. */
  readonly #written: MetaState;
  readonly #published: MetaState;
  readonly #watches: MetaWatches;
  readonly #leases: MetaLeases;
  #queue: WrittenTransaction[] = [];
  /** Settles when the queue has been worked off; null while nothing is queued. */
  #publishing: Promise<void> | null = null;
  /** After a sync failed nobody knows what the device holds: nothing is accepted any more. */
  #failure: StorageError | null = null;
  #closed = false;
  readonly #onFailure: (failure: StorageError) => void;

  private constructor(
    log: MetaLog,
    state: MetaState,
    { clock, onFailure }: Pick<EmbeddedMetaStoreOptions, 'clock' | 'onFailure'>,
  ) {
    this.#log = log;
    this.#onFailure = onFailure ?? (() => {});
    this.#written = state;
    this.#published = { revision: state.revision, entries: new Map(state.entries) };
    this.#watches = new MetaWatches(state.revision);
    this.#leases = new MetaLeases(clock, String(state.revision), (lease) => {
      this.#deleteKeysOf(lease).catch(() => {}); // whoever is told of a failure, a timer is not
    });
  }

  /** Opens the store, or creates it. What an earlier process held by a lease is gone. Synchronous. */
  static open(options: EmbeddedMetaStoreOptions): EmbeddedMetaStore {
    options.fileSystem.makeDirectory(options.directory);
    const { log, state } = MetaLog.open(options);
    dropLeasedKeys(log, state);
    return new EmbeddedMetaStore(log, state, options);
  }

  async range(prefix: string): Promise<MetaRange> {
    this.#requireUsable();
    const entries = [...this.#published.entries.values()]
      .filter(({ key }) => key.startsWith(prefix))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    return { revision: this.#published.revision, entries };
  }

  async transact(transaction: MetaTransaction): Promise<TransactionResult> {
    this.#requireUsable();
    if (!this.#allows(transaction)) {
      // What it is refused for must not be undone by a crash after the answer.
      await this.#publishing;
      return { committed: false };
    }
    return this.#commit(transaction.operations, transaction.relaxed ?? false);
  }

  async grantLease(ttlMs: number): Promise<string> {
    this.#requireUsable();
    return this.#leases.grant(ttlMs);
  }

  async keepAlive(lease: string): Promise<boolean> {
    this.#requireUsable();
    return this.#leases.keepAlive(lease);
  }

  async revokeLease(lease: string): Promise<void> {
    this.#requireUsable();
    if (this.#leases.end(lease)) await this.#deleteKeysOf(lease);
  }

  watch(prefix: string, from: Revision, onChange: (change: MetaChange) => void): MetaWatch {
    return this.#watches.add(prefix, from, onChange);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#leases.clear();
    await this.#publishing;
    await this.#log.close();
  }

  #requireUsable(): void {
    if (this.#failure) throw this.#failure;
    assert(!this.#closed, 'the metadata store is closed');
  }

  #allows({ guards, operations }: MetaTransaction): boolean {
    const holds = guards.every(
      ({ key, field, revision }) => (this.#written.entries.get(key)?.[field] ?? 0) === revision,
    );
    const leases = operations.map((operation) =>
      'put' in operation ? operation.lease : undefined,
    );
    return holds && leases.every((lease) => lease === undefined || this.#leases.has(lease));
  }

  #commit(operations: readonly MetaOperation[], relaxed: boolean): Promise<TransactionResult> {
    const keys = operations.map((operation) =>
      'put' in operation ? operation.put : operation.delete,
    );
    assert(new Set(keys).size === keys.length, 'a transaction touches a key at most once');
    const change = changeOf(this.#written, operations);
    this.#append(transactionLine(change.revision, operations));
    applyChange(this.#written, change);
    return new Promise((resolve, reject) => {
      const committed = { committed: true, revision: change.revision } as const;
      this.#queue.push({ change, relaxed, resolve: () => resolve(committed), reject });
      this.#publishing ??= this.#publishQueue();
    });
  }

  #append(line: string): void {
    try {
      this.#log.append(line);
    } catch (error) {
      // A full disk refuses this transaction; any other failure ends the store.
      if (error instanceof StorageError && !isPassing(error)) this.#fail(error, []);
      throw error;
    }
  }

  /** Syncs and publishes until nothing is queued; never rejects. */
  async #publishQueue(): Promise<void> {
    await null; // what is written in the same turn shares the sync
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      try {
        if (batch.some(({ relaxed }) => !relaxed)) await this.#log.sync();
        // The written state is what the log holds, so it is what a snapshot in its place must hold.
        if (this.#log.isWorthRewriting) await this.#log.rewrite(this.#written);
      } catch (error) {
        this.#fail(error, batch);
        break;
      }
      for (const transaction of batch) this.#publish(transaction);
    }
    this.#publishing = null;
  }

  #publish({ change, resolve, reject }: WrittenTransaction): void {
    applyChange(this.#published, change);
    try {
      this.#watches.publish(change);
      resolve();
    } catch (failure) {
      reject(failure);
    }
  }

  #fail(error: unknown, batch: readonly WrittenTransaction[]): void {
    const isNew = error instanceof StorageError && this.#failure === null;
    if (isNew) this.#failure = error;
    for (const { reject } of [...batch, ...this.#queue]) reject(error);
    this.#queue = [];
    if (isNew) this.#onFailure(error);
  }

  async #deleteKeysOf(lease: string): Promise<void> {
    const keys = [...this.#written.entries.values()].filter((entry) => entry.lease === lease);
    const operations = keys.map(({ key }) => ({ delete: key }));
    if (operations.length > 0 && !this.#closed) await this.#commit(operations, true);
  }
}

/** At opening nobody watches and nothing waits: the deletion is only written. */
function dropLeasedKeys(log: MetaLog, state: MetaState): void {
  const leased = [...state.entries.values()].filter(({ lease }) => lease !== null);
  if (leased.length === 0) return;
  const operations = leased.map(({ key }) => ({ delete: key }));
  const change = changeOf(state, operations);
  log.append(transactionLine(change.revision, operations));
  applyChange(state, change);
}
