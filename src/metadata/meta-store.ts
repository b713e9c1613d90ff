// Where the cluster's metadata is kept: a small ordered map of texts with revisions, made for etcd's
// semantics. Three implementations share one conformance suite: the embedded one (one node), etcd (a
// cluster), a fault-injecting model (simulation). Invariant: transactions are totally ordered, each has a
// revision of its own, and a watcher sees all of them, in order, each as a whole.

/** The position of a transaction in the order of all; the first one has revision 1. */
export type Revision = number;

export interface MetaEntry {
  readonly key: string;
  readonly value: string;
  /** The transaction that created the key (anew, when it had been deleted). */
  readonly createRevision: Revision;
  /** The transaction that wrote this value. */
  readonly modRevision: Revision;
  /** The lease that the key dies with; null when it has none. */
  readonly lease: string | null;
}

/** What must hold for a transaction to be applied. Revision 0 means that the key does not exist. */
export interface MetaGuard {
  readonly key: string;
  readonly field: 'createRevision' | 'modRevision';
  readonly revision: Revision;
}

export type MetaOperation =
  | { readonly put: string; readonly value: string; readonly lease?: string }
  | { readonly delete: string };

export interface MetaTransaction {
  readonly guards: readonly MetaGuard[];
  /** Each key at most once. */
  readonly operations: readonly MetaOperation[];
  /**
   * True when the answer need not wait for the device: a crash of the machine may undo the transaction,
   * though never one before it. For what a restart writes again anyway (registrations).
   */
  readonly relaxed?: boolean;
}

export type TransactionResult =
  | { readonly committed: true; readonly revision: Revision }
  | { readonly committed: false };

/** What one transaction did, as a watcher sees it. A deleted key has the entry null. */
export interface MetaChange {
  readonly revision: Revision;
  readonly changes: readonly { readonly key: string; readonly entry: MetaEntry | null }[];
}

export interface MetaWatch {
  /** No call comes after this one. */
  cancel(): void;
}

export interface MetaRange {
  /** Everything up to this transaction is in the entries, nothing after it: watch from the next one. */
  readonly revision: Revision;
  /** In the order of their keys. */
  readonly entries: readonly MetaEntry[];
}

export interface MetaStore {
  /** All entries whose key starts with `prefix`: linearizable, and never what a crash could still undo. */
  range(prefix: string): Promise<MetaRange>;
  /**
   * Applies all operations or, when a guard does not hold, none. Resolves once the transaction is durable
   * and every watcher has been called. Rejects with StorageError when it may or may not be durable.
   */
  transact(transaction: MetaTransaction): Promise<TransactionResult>;
  /** Grants a lease: its keys are deleted `ttlMs` after its last keep-alive. Infinity: with the process. */
  grantLease(ttlMs: number): Promise<string>;
  /** Resolves to false when the lease is gone: then its keys are too. */
  keepAlive(lease: string): Promise<boolean>;
  /** Ends the lease and deletes its keys. */
  revokeLease(lease: string): Promise<void>;
  /**
   * Calls `onChange` once for each transaction from this revision on that touches the prefix, also for past
   * ones; throws CompactedError when the store no longer knows them.
   */
  watch(prefix: string, from: Revision, onChange: (change: MetaChange) => void): MetaWatch;
  /** Waits for what is under way, then lets go of everything. */
  close(): Promise<void>;
}

/** The store no longer knows the transactions asked for: read everything anew with `range`. */
export class CompactedError extends Error {
  constructor(from: Revision, first: Revision) {
    super(`revision ${from} is no longer known; the first known one is ${first}`);
    this.name = 'CompactedError';
  }
}

/** The key must not exist. */
export const absent = (key: string): MetaGuard => ({ key, field: 'createRevision', revision: 0 });

/** The key's value must be the one that was written at this revision (0: the key must not exist). */
export const unchangedSince = (key: string, revision: Revision): MetaGuard => ({
  key,
  field: 'modRevision',
  revision,
});

/** The key must be the very one that was created at this revision, whatever its value is now. */
export const createdAt = (key: string, revision: Revision): MetaGuard => ({
  key,
  field: 'createRevision',
  revision,
});
