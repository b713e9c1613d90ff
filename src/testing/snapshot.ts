// What a broker held at some moment: topics, records, offsets, groups, producers. Of a broker in memory it costs next
// to nothing, since its bytes are shared until one of the two changes them; of one in a directory it is a directory
// beside that, in which finished segments are the same files.

import { isLogDirectory } from '../log/check/check-log-directory.ts';
import { nodeFileSystem } from '../platform/node-file-system.ts';
import type { BrokerSettings } from './broker-settings.ts';
import { requireEmpty } from './content/broker-content.ts';
import type { DiskImage } from './content/disk-image.ts';
import { copyImage } from './content/disk-image.ts';

export class Snapshot {
  /** @internal As it was; nobody writes to it. */
  readonly image: DiskImage;
  /** @internal The options of the broker that it was taken of. */
  readonly options: BrokerSettings;
  readonly #isOurs: boolean;

  /** @internal `isOurs`: nobody else knows of the files. */
  constructor(image: DiskImage, options: BrokerSettings, isOurs: boolean) {
    this.image = image;
    this.options = options;
    this.#isOurs = isOurs;
  }

  /**
   * Writes it into a directory, which must be empty or missing: a data directory like any other, which
   * `klamm start --data` opens and `loadSnapshot` reads. Throws StorageError.
   */
  async save(directory: string): Promise<void> {
    const target = { files: nodeFileSystem, path: directory };
    requireEmpty(target);
    copyImage(this.image, target);
  }

  /** Removes its files, where it has any of its own. */
  async remove(): Promise<void> {
    if (this.#isOurs) this.image.files.removeTree(this.image.path);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.remove();
  }
}

/**
 * The snapshot in a directory that `save` wrote, or any broker's data directory that is not in use. It is read when
 * it is used, and never written. Throws Error where there is none.
 */
export async function loadSnapshot(directory: string): Promise<Snapshot> {
  const files = nodeFileSystem;
  const isThere = files.exists(directory) && files.stat(directory).isDirectory;
  if (!isThere || !isLogDirectory(files, directory)) {
    throw new Error(`${directory} is no data directory: there is no snapshot in it`);
  }
  const isInUse = files.directoryHolder(directory) !== null;
  if (isInUse) throw new Error(`${directory} is in use by a broker`);
  return new Snapshot({ files, path: directory }, {}, false);
}
