// The file that tells a waiting script where the broker serves: there exactly while the broker serves,
// whole or not at all. One that a killed broker left behind is taken away before the start, and put back
// when the start fails, for it may belong to a broker that runs.

import { dirname } from 'node:path';
import { StartError } from '../broker/start-error.ts';
import type { FileSystem } from '../platform/file-system.ts';

export class ReadyFile {
  readonly #files: FileSystem;
  readonly #path: string;
  #former: Buffer | null = null;

  constructor(files: FileSystem, path: string) {
    this.#files = files;
    this.#path = path;
  }

  /** Before the start. Throws StartError when the file could not be written later. */
  prepare(): void {
    const directory = dirname(this.#path);
    if (!this.#files.exists(directory) || !this.#files.stat(directory).isDirectory) {
      throw new StartError(`--ready-file: there is no directory ${directory}`);
    }
    if (!this.#files.exists(this.#path)) return;
    if (this.#files.stat(this.#path).isDirectory) {
      throw new StartError(`--ready-file: ${this.#path} is a directory`);
    }
    this.#former = this.#files.readFile(this.#path);
    this.#files.remove(this.#path);
  }

  /** After a start that failed. */
  restore(): void {
    if (this.#former) this.#files.writeFileAtomic(this.#path, this.#former);
  }

  /** Once the broker serves at this address. */
  write(address: string): void {
    this.#files.writeFileAtomic(this.#path, Buffer.from(`${address}\n`));
  }

  /** Before the broker stops. */
  remove(): void {
    this.#files.remove(this.#path);
  }
}
