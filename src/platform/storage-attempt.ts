// How failures of the operating system become StorageErrors.

import { StorageError } from './file-system.ts';

/** Runs one call to the operating system; what it throws leaves as a StorageError. */
export function attempt<Result>(action: string, path: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw storageError(action, path, error);
  }
}

/** The StorageError for a failed call; what is no failure of the operating system stays as it is. */
export function storageError(action: string, path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  // Codes such as ERR_INVALID_ARG_TYPE are bugs of ours, not failures of the disk.
  if (typeof code !== 'string' || code.startsWith('ERR_')) return error;
  return new StorageError(action, path, code, { cause: error });
}
