// What a broker held at some moment: topics, records, offsets, groups, producers. It costs next to nothing, since
// its bytes are shared with the broker until one of the two changes them.

import type { MemoryFileSystem } from '../platform/memory-file-system.ts';
import type { BrokerSettings } from './broker-settings.ts';

export class Snapshot {
  /** @internal As it was; nobody writes to it. */
  readonly disk: MemoryFileSystem;
  /** @internal The options of the broker that it was taken of. */
  readonly options: BrokerSettings;

  /** @internal */
  constructor(disk: MemoryFileSystem, options: BrokerSettings) {
    this.disk = disk;
    this.options = options;
  }
}
