// The logs of one log directory that are on their way there from another one (`-future`): copies that grow
// until they hold all that the present log does, and then take its name. What a stop leaves is found again.

import type { LogRequest } from './log-types.ts';
import type { PartitionLog } from './partition-log.ts';
import type { PartitionName } from './partition-name.ts';
import { futureDirectoryName, partitionDirectoryName } from './partition-name.ts';

export interface FutureLogsOptions {
  /** 16 random bytes. */
  readonly newId: () => Buffer;
  /** Opens the log in a directory of this name. */
  readonly open: (name: string, request: LogRequest) => PartitionLog;
}

interface FutureLog {
  readonly partition: PartitionName;
  readonly directoryName: string;
  /** Null until it is opened. */
  log: PartitionLog | null;
}

export class FutureLogs {
  readonly #options: FutureLogsOptions;
  readonly #futures = new Map<string, FutureLog>();

  constructor(options: FutureLogsOptions) {
    this.#options = options;
  }

  /** A directory of this name was found at the start. */
  found(partition: PartitionName, directoryName: string): void {
    this.#futures.set(partitionDirectoryName(partition), { partition, directoryName, log: null });
  }

  /** The partitions that are on their way here. */
  partitions(): PartitionName[] {
    return [...this.#futures.values()].map(({ partition }) => partition);
  }

  has(partition: PartitionName): boolean {
    return this.#futures.has(partitionDirectoryName(partition));
  }

  /** The log, if it has been opened. */
  log(partition: PartitionName): PartitionLog | null {
    return this.#futures.get(partitionDirectoryName(partition))?.log ?? null;
  }

  openLogs(): PartitionLog[] {
    return [...this.#futures.values()].flatMap(({ log }) => log ?? []);
  }

  /** Opens what a stop has left, or begins. */
  open(request: LogRequest): PartitionLog {
    const { topic, index } = request;
    const name = partitionDirectoryName(request);
    const future = this.#futures.get(name) ?? this.#begin({ topic, index });
    future.log ??= this.#options.open(future.directoryName, request);
    this.#futures.set(name, future);
    return future.log;
  }

  /** Takes one out; returns the name of its directory. Its log is closed. */
  take(partition: PartitionName): string | null {
    const name = partitionDirectoryName(partition);
    const future = this.#futures.get(name);
    this.#futures.delete(name);
    future?.log?.abandon();
    return future?.directoryName ?? null;
  }

  #begin(partition: PartitionName): FutureLog {
    const directoryName = futureDirectoryName(partition, this.#options.newId());
    return { partition, directoryName, log: null };
  }
}
