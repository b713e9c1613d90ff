// Who watches the embedded store, and the latest transactions for those who come late. A watcher that
// throws does not keep the others from hearing; its failure goes to the one who made the transaction.

import type { MetaChange, MetaWatch, Revision } from './meta-store.ts';
import { CompactedError } from './meta-store.ts';

/** Transactions that a late watcher can still be told. */
const HISTORY_LIMIT = 1000;

interface Watcher {
  readonly prefix: string;
  readonly onChange: (change: MetaChange) => void;
}

export class MetaWatches {
  readonly #watchers = new Set<Watcher>();
  readonly #history: MetaChange[] = [];
  #lastRevision: Revision;

  /** @param lastRevision the last transaction before those that will be published. */
  constructor(lastRevision: Revision) {
    this.#lastRevision = lastRevision;
  }

  /** Adds a watcher, after telling it the past transactions from `from` on. */
  add(prefix: string, from: Revision, onChange: (change: MetaChange) => void): MetaWatch {
    const firstKnown = this.#lastRevision - this.#history.length + 1;
    if (from < firstKnown) throw new CompactedError(from, firstKnown);
    const watcher = { prefix, onChange };
    for (const change of this.#history.slice(from - firstKnown)) tell(watcher, change);
    this.#watchers.add(watcher);
    return { cancel: () => void this.#watchers.delete(watcher) };
  }

  /** Tells all watchers; throws the first failure after all of them were told. */
  publish(change: MetaChange): void {
    this.#history.push(change);
    if (this.#history.length > HISTORY_LIMIT * 2) this.#history.splice(0, HISTORY_LIMIT);
    this.#lastRevision = change.revision;
    const failures: unknown[] = [];
    for (const watcher of [...this.#watchers]) {
      try {
        if (this.#watchers.has(watcher)) tell(watcher, change);
      } catch (failure) {
        failures.push(failure);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

function tell(watcher: Watcher, change: MetaChange): void {
  const { prefix, onChange } = watcher;
  const changes = change.changes.filter(({ key }) => key.startsWith(prefix));
  if (changes.length > 0) onChange({ revision: change.revision, changes });
}
