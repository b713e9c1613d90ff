// Stands between the logs of one log directory and its disk. The first failure that the disk will not get
// over takes the whole directory offline: from then on everything in it is KAFKA_STORAGE_ERROR, for what
// was written after a failed write or sync is unknown. A lack of room or of descriptors passes by itself.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { StorageError } from '../platform/file-system.ts';

/** Failures that may be gone at the next attempt, and that leave the content of files as it was. */
const PASSING = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE']);

/** Whether a failure may be gone at the next attempt, with the content of files as it was. */
export function isPassing({ action, code }: StorageError): boolean {
  // A sync that failed has let go of pages that were not written, whatever it failed for.
  return action !== 'sync' && PASSING.has(code);
}

/** Does what can be done later as well: a lack of room is no failure. Returns whether it was done. */
export function ifPossible(action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (error instanceof StorageError && isPassing(error)) return false;
    throw error;
  }
}

export class DiskGuard {
  readonly #onOffline: (failure: StorageError) => void;
  #failure: StorageError | null = null;

  /** `onOffline` is called once, when the directory goes offline. */
  constructor(onOffline: (failure: StorageError) => void) {
    this.#onOffline = onOffline;
  }

  /** What took the directory offline; null while it is online. */
  get failure(): StorageError | null {
    return this.#failure;
  }

  /** Throws KAFKA_STORAGE_ERROR while the directory is offline. */
  check(): void {
    if (this.#failure) throw storageFailure(this.#failure);
  }

  /** Does something with the disk; its failures become KAFKA_STORAGE_ERROR. */
  run<Result>(action: () => Result): Result {
    this.check();
    try {
      return action();
    } catch (error) {
      throw this.translate(error);
    }
  }

  /** The same for what the disk does off the event loop. */
  async runAsync<Result>(action: () => Promise<Result>): Promise<Result> {
    this.check();
    try {
      return await action();
    } catch (error) {
      throw this.translate(error);
    }
  }

  /** What a failure means to whoever asked; takes the directory offline when it is the disk's and stays. */
  translate(error: unknown): unknown {
    if (!(error instanceof StorageError)) return error;
    if (!isPassing(error)) this.fail(error);
    return storageFailure(error);
  }

  /** Takes the directory offline. */
  fail(failure: StorageError): void {
    if (this.#failure) return;
    this.#failure = failure;
    this.#onOffline(failure);
  }
}

function storageFailure(failure: StorageError): KafkaError {
  return new KafkaError(ErrorCode.KAFKA_STORAGE_ERROR, failure.message);
}
