// Small files that say the same in many directories: the first is written, the others are further names of
// it. Nobody writes into such a file, here as in Apache Kafka: a new content takes the file's place under
// one name, and the other names keep the old one. Where the disk has no second names, each is written.

import type { FileSystem } from '../platform/file-system.ts';
import { StorageError } from '../platform/file-system.ts';

/** Files that are remembered; the oldest is forgotten first. */
const MOST_KNOWN = 1024;

export class TwinFiles {
  readonly #fileSystem: FileSystem;
  /** For what a content stands for, where a file with it was made last. */
  readonly #known = new Map<string, string>();

  constructor(fileSystem: FileSystem) {
    this.#fileSystem = fileSystem;
  }

  /** How many files are remembered. */
  get count(): number {
    return this.#known.size;
  }

  /**
   * Makes `path` another name of the file that was made for this key. False: there is none, and whoever asks
   * writes it there.
   */
  link(key: string, path: string): boolean {
    const twin = this.#known.get(key);
    if (twin !== undefined && this.#tryLink(twin, path)) return true;
    this.#known.delete(key);
    this.#known.set(key, path);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_KNOWN) break;
      this.#known.delete(oldest);
    }
    return false;
  }

  /** The twin may be gone, have too many names, or be on a disk without second names: all are no reason to fail. */
  #tryLink(twin: string, path: string): boolean {
    try {
      this.#fileSystem.link(twin, path);
      return true;
    } catch (error) {
      if (error instanceof StorageError) return false;
      throw error;
    }
  }
}
