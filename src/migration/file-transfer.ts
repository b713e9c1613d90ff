// Brings files into a new directory: as a second name of the same file where that is safe and possible,
// else as a copy that is on the device when it is done. Counts bytes for the one who waits.

import type { FileSystem } from '../platform/file-system.ts';
import { StorageError } from '../platform/file-system.ts';
import { MigrationError } from './migration-error.ts';

/** `link`: fail where files cannot be shared. `copy`: never share one. `auto`: share where it is possible. */
export type TransferMode = 'auto' | 'link' | 'copy';

export interface TransferProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** Answers of an operating system that mean that these two places cannot share a file. */
const CANNOT_LINK = new Set([
  'EXDEV',
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EACCES',
]);

export interface FileTransferOptions {
  readonly files: FileSystem;
  readonly mode: TransferMode;
  /** Bytes that will be brought in all. */
  readonly totalBytes: number;
  readonly onProgress: (progress: TransferProgress) => void;
}

export class FileTransfer {
  readonly #options: FileTransferOptions;
  linkedBytes = 0;
  copiedBytes = 0;

  constructor(options: FileTransferOptions) {
    this.#options = options;
  }

  /** Brings one file of `size` bytes; only one that is never written again may be linked. */
  async bring(
    from: string,
    to: string,
    { size, mayLink }: { readonly size: number; readonly mayLink: boolean },
  ): Promise<void> {
    const isLinked = mayLink && this.#options.mode !== 'copy' && this.#link(from, to);
    if (isLinked) {
      this.linkedBytes += size;
    } else {
      await this.#copy(from, to);
      this.copiedBytes += size;
    }
    const doneBytes = this.linkedBytes + this.copiedBytes;
    this.#options.onProgress({ doneBytes, totalBytes: this.#options.totalBytes });
  }

  #link(from: string, to: string): boolean {
    try {
      this.#options.files.link(from, to);
      return true;
    } catch (error) {
      if (!(error instanceof StorageError && CANNOT_LINK.has(error.code))) throw error;
      if (this.#options.mode === 'auto') return false;
      throw new MigrationError(
        `${from} cannot be linked to ${to} (${error.code}): without --link it is copied`,
        [],
        { cause: error },
      );
    }
  }

  async #copy(from: string, to: string): Promise<void> {
    const { files } = this.#options;
    await files.copyFile(from, to);
    const file = files.open(to, 'write');
    try {
      if (file.size() > 0) await file.sync();
    } finally {
      file.close();
    }
  }
}

/** Whether files of one directory can have a second name in another; both exist. */
export function canLink(files: FileSystem, from: string, to: string): boolean {
  const probe = `${to}/link.probe`;
  try {
    files.link(from, probe);
    files.remove(probe);
    return true;
  } catch (error) {
    if (error instanceof StorageError && CANNOT_LINK.has(error.code)) return false;
    throw error;
  }
}
