// What a broker under test holds, while no broker or another one runs on it: in memory or in a directory. It can be
// copied at any moment, and put back.

import type { FileSystem } from '../../platform/file-system.ts';
import { StorageError } from '../../platform/file-system.ts';
import { MemoryFileSystem } from '../../platform/memory-file-system.ts';
import { nodeFileSystem } from '../../platform/node-file-system.ts';
import type { DrivenClock } from '../test-clock.ts';
import type { DiskImage } from './disk-image.ts';
import { copyImage, noteWhole } from './disk-image.ts';

export interface BrokerContent {
  /** The disk that a broker is started on. */
  readonly files: FileSystem;
  /** A copy as it is now (or of an earlier copy), which nobody else knows of. */
  copy(of?: DiskImage): DiskImage;
  /** Holds from now on what the image does, and nothing else. No broker may run. */
  replace(image: DiskImage): void;
}

/** A disk in memory. */
export class MemoryBrokerContent implements BrokerContent {
  #files: MemoryFileSystem;
  readonly #path: string;
  readonly #clock: DrivenClock;

  constructor(path: string, clock: DrivenClock) {
    this.#path = path;
    this.#clock = clock;
    this.#files = new MemoryFileSystem({ clock });
  }

  get files(): FileSystem {
    return this.#files;
  }

  copy(of?: DiskImage): DiskImage {
    const from = of?.files instanceof MemoryFileSystem ? of.files : this.#files;
    const image = { files: from.copy(), path: this.#path };
    noteWhole(image);
    return image;
  }

  replace(image: DiskImage): void {
    const { files, path } = image;
    if (files instanceof MemoryFileSystem && path === this.#path) {
      this.#files = files.copy({ clock: this.#clock });
      return;
    }
    const fresh = new MemoryFileSystem({ clock: this.#clock });
    copyImage(image, { files: fresh, path: this.#path });
    this.#files = fresh;
  }
}

/** A directory of the machine. Copies are made beside it, where finished segments can be linked. */
export class DirectoryBrokerContent implements BrokerContent {
  readonly files = nodeFileSystem;
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  copy(of: DiskImage = { files: this.files, path: this.#path }): DiskImage {
    const image = { files: this.files, path: freePath(this.#path) };
    copyImage(of, image);
    noteWhole(image);
    return image;
  }

  replace(image: DiskImage): void {
    if (this.files.exists(this.#path)) {
      for (const name of this.files.list(this.#path))
        this.files.removeTree(`${this.#path}/${name}`);
    }
    copyImage(image, { files: this.files, path: this.#path });
  }
}

/** Fails with ENOTEMPTY where a directory holds something. */
export function requireEmpty({ files, path }: DiskImage): void {
  if (files.exists(path) && files.list(path).length > 0) {
    throw new StorageError('fill', path, 'ENOTEMPTY');
  }
}

/** A name beside a directory that nobody has. */
function freePath(directory: string): string {
  for (let number = 1; ; number++) {
    const path = `${directory}.snapshot-${number}`;
    if (!nodeFileSystem.exists(path)) return path;
  }
}
