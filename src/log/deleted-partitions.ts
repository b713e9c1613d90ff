// The directories of deleted partitions of one log directory, on their way out: renamed to `-delete`, which
// frees the name, then removed in the background. Thousands of them are renamed over several turns of the
// event loop; whoever wants one of the names before its turn gives it free.

import type { Clock, Timer } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { BackgroundRemoval } from './background-removal.ts';
import type { DiskGuard } from './disk-guard.ts';
import type { PartitionName } from './partition-name.ts';
import { partitionDirectoryName } from './partition-name.ts';

/** Directories that are renamed in one turn. */
const RENAMES_PER_TURN = 200;
/** Between two turns. */
const PAUSE_MS = 1;

export interface DeletedPartitionsOptions {
  readonly clock: Clock;
  readonly guard: DiskGuard;
  readonly logger: Logger;
  readonly removal: BackgroundRemoval;
  /** Renames a partition's directory; returns its new path, null when there is none. */
  readonly rename: (partition: PartitionName) => string | null;
}

interface Doomed {
  readonly partition: PartitionName;
  readonly delayMs: number;
}

export class DeletedPartitions {
  readonly #options: DeletedPartitionsOptions;
  /** Those that still have the partition's name. */
  readonly #doomed = new Map<string, Doomed>();
  #renamedInTurn = 0;
  #timer: Timer | null = null;

  constructor(options: DeletedPartitionsOptions) {
    this.#options = options;
  }

  /** The directory of this partition goes, after a while. Throws KAFKA_STORAGE_ERROR. */
  add(partition: PartitionName, delayMs: number): void {
    const name = partitionDirectoryName(partition);
    this.#doomed.set(name, { partition, delayMs });
    if (this.#renamedInTurn < RENAMES_PER_TURN) this.free(name);
    if (this.#renamedInTurn > 0) this.#wake();
  }

  /** Takes the name away from the directory of a deleted partition, if it still has it. */
  free(name: string): void {
    const doomed = this.#doomed.get(name);
    if (!doomed) return;
    this.#doomed.delete(name);
    const { guard, rename, removal } = this.#options;
    const path = guard.run(() => rename(doomed.partition));
    // A partition that nobody has written has no directory.
    if (path === null) return;
    this.#renamedInTurn += 1;
    removal.removeLater(path, doomed.delayMs);
  }

  /** Takes away all names, before the log directory closes. */
  freeAll(): void {
    for (const name of [...this.#doomed.keys()]) this.free(name);
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#doomed.clear();
  }

  #nextTurn(): void {
    this.#timer = null;
    this.#renamedInTurn = 0;
    if (this.#doomed.size === 0) return;
    try {
      for (const name of [...this.#doomed.keys()].slice(0, RENAMES_PER_TURN)) this.free(name);
    } catch (error) {
      this.#options.logger.warn({ error }, 'setting deleted partitions aside failed');
    }
    this.#wake();
  }

  #wake(): void {
    this.#timer ??= this.#options.clock.setTimer(PAUSE_MS, () => this.#nextTurn());
  }
}
