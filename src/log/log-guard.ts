// Stands between one log and whoever uses it: a log that is closed, whose directory is offline, or that is
// found to be corrupt answers KAFKA_STORAGE_ERROR. Bugs pass through as they are.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Logger } from '../platform/logger.ts';
import { CorruptLogError } from './corrupt-log-error.ts';
import type { DiskGuard } from './disk-guard.ts';

export class LogGuard {
  readonly disk: DiskGuard;
  readonly #directory: string;
  readonly #logger: Logger;
  #isClosed = false;

  constructor(disk: DiskGuard, directory: string, logger: Logger) {
    this.disk = disk;
    this.#directory = directory;
    this.#logger = logger;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** From now on the log is of no use. */
  close(): void {
    this.#isClosed = true;
  }

  /** Throws KAFKA_STORAGE_ERROR when the log cannot be used. */
  check(): void {
    if (this.#isClosed) {
      const message = `the log ${this.#directory} is closed`;
      throw new KafkaError(ErrorCode.KAFKA_STORAGE_ERROR, message);
    }
    this.disk.check();
  }

  /** Does something with the log's files. */
  run<Result>(action: () => Result): Result {
    this.check();
    try {
      return action();
    } catch (error) {
      throw this.translate(error);
    }
  }

  /** What a failure means to whoever asked. */
  translate(error: unknown): unknown {
    if (!(error instanceof CorruptLogError)) return this.disk.translate(error);
    const { path, position } = error;
    this.#logger.error({ path, position }, error.message);
    return new KafkaError(ErrorCode.KAFKA_STORAGE_ERROR, error.message);
  }
}
