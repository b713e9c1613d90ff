// What the device may not have yet besides batches: the names in a directory, and the small files that were
// put in their places there. A file that was synced is lost all the same while its name is not. Whoever
// changes a directory notes it here; whoever promises durability asks for a sync, which happens once for
// all that was noted and not at all when nothing was.

import { dirname } from 'node:path';
import type { FileSystem } from '../platform/file-system.ts';
import { isNotFound } from '../platform/file-system.ts';
import { GroupCommit } from './group-commit.ts';

/** What is to be synced of one directory: small files in it and its names; null: nothing. */
interface Debt {
  replaced: Set<string> | null;
  /** What the sync under way is to cover. */
  paying: Set<string> | null;
  readonly commit: GroupCommit;
}

export class DirectorySyncs {
  readonly #fileSystem: FileSystem;
  readonly #debts = new Map<string, Debt>();

  constructor(fileSystem: FileSystem) {
    this.#fileSystem = fileSystem;
  }

  /** A name in this directory was made, changed or removed. */
  changed(directory: string): void {
    this.#owed(directory);
  }

  /** A small file took its place at this path and is not synced itself. */
  replaced(path: string): void {
    this.#owed(dirname(path)).add(path);
  }

  /** The directory is gone, or has another name. */
  forget(directory: string): void {
    this.#debts.delete(directory);
  }

  /** Whether the device may not have all that was noted for this directory. */
  isOwed(directory: string): boolean {
    return this.#debts.has(directory);
  }

  /** Resolves once all that was noted for this directory before the call is on the device. */
  async sync(directory: string): Promise<void> {
    const debt = this.#debts.get(directory);
    if (!debt) return;
    await (debt.replaced ? debt.commit.run() : debt.commit.current);
  }

  /** The same on the event loop. */
  syncNow(directory: string): void {
    const debt = this.#debts.get(directory);
    if (!debt) return;
    // The sync under way may have failed by the time it is over.
    for (const path of [...(debt.paying ?? []), ...(debt.replaced ?? [])]) this.#syncFileNow(path);
    this.#fileSystem.syncDirectoryNow(directory);
    debt.replaced = null;
    if (!debt.commit.current) this.#debts.delete(directory);
  }

  #owed(directory: string): Set<string> {
    let debt = this.#debts.get(directory);
    if (!debt) {
      const commit = new GroupCommit(() => this.#pay(directory));
      debt = { replaced: null, paying: null, commit };
      this.#debts.set(directory, debt);
    }
    debt.replaced ??= new Set();
    return debt.replaced;
  }

  async #pay(directory: string): Promise<void> {
    const debt = this.#debts.get(directory);
    const replaced = debt?.replaced;
    if (!debt || !replaced) return;
    debt.replaced = null;
    debt.paying = replaced;
    try {
      for (const path of replaced) await this.#syncFile(path);
      await this.#fileSystem.syncDirectory(directory);
    } catch (error) {
      debt.replaced = new Set([...replaced, ...(debt.replaced ?? [])]);
      // A directory that was deleted meanwhile owes nothing.
      if (this.#debts.get(directory) !== debt) return;
      throw error;
    } finally {
      debt.paying = null;
    }
    if (!debt.replaced && this.#debts.get(directory) === debt) this.#debts.delete(directory);
  }

  /** One that was removed since needs no sync. */
  async #syncFile(path: string): Promise<void> {
    try {
      const file = this.#fileSystem.open(path, 'read');
      await file.sync().finally(() => file.close());
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  #syncFileNow(path: string): void {
    try {
      const file = this.#fileSystem.open(path, 'read');
      try {
        file.syncNow();
      } finally {
        file.close();
      }
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}
