// Makes it durable that partitions were set aside, with what the checkpoints say of them. A log under the
// name of one must not come back with its records, nor take its offsets for its own, whatever a crash
// undoes: it begins once they are durably gone. Where no new log takes the name nobody waits for that.

import type { Logger } from '../platform/logger.ts';
import type { DirectoryCheckpoints } from './directory-checkpoints.ts';
import type { DirectorySyncs } from './directory-syncs.ts';
import type { DiskGuard } from './disk-guard.ts';
import { GroupCommit } from './group-commit.ts';

export interface SettlementOptions {
  /** The log directory. */
  readonly path: string;
  readonly checkpoints: DirectoryCheckpoints;
  readonly syncs: DirectorySyncs;
  readonly guard: DiskGuard;
  readonly logger: Logger;
}

export class Settlement {
  readonly #options: SettlementOptions;
  readonly #commit: GroupCommit;
  /** Names of which it is not durable that they are free. */
  readonly #owed = new Set<string>();

  constructor(options: SettlementOptions) {
    this.#options = options;
    this.#commit = new GroupCommit(() => options.guard.runAsync(() => this.#settle()));
  }

  /** The partition of this name was set aside, and is in no checkpoint any more: settled in the background. */
  owe(name: string): void {
    this.#owed.add(name);
    this.#commit.run().catch((error: unknown) => {
      this.#options.logger.warn({ error, name }, 'syncing the removal of a partition failed');
    });
  }

  /** The name is about to be taken: what is owed for it is settled when this returns. */
  settleNow(name: string): void {
    if (!this.#owed.has(name)) return;
    this.#note();
    this.#options.syncs.syncNow(this.#options.path);
    this.#owed.clear();
  }

  async #settle(): Promise<void> {
    const names = [...this.#owed];
    this.#note();
    await this.#options.syncs.sync(this.#options.path);
    for (const name of names) this.#owed.delete(name);
  }

  #note(): void {
    const { checkpoints, syncs } = this.#options;
    checkpoints.write();
    for (const path of checkpoints.paths) syncs.replaced(path);
  }
}
