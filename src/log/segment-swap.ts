// Puts a cleaned segment in the place of those that it was made from, by renaming, so that a crash at any point
// leaves the old segments or the new one:
//   1. `.cleaned` → `.swap`      as long as any `.cleaned` is there, the next start drops both
//   2. old segments → `.deleted`  from here on the next start completes what was begun
//   3. `.log.swap` → `.log`, then its indexes: an index without the suffix beside a `.log.swap` is an old one
// Between two of them the names are brought to the device. Whoever cannot wait for that calls `settle`.
// Invariant: the log reads from the old segments until the new one is complete.

import { assert } from '../base/assert.ts';
import type { FileSystem } from '../platform/file-system.ts';
import type { LogSegment } from './log-segment.ts';
import {
  CLEANED_SUFFIX,
  LOG_SUFFIX,
  OFFSET_INDEX_SUFFIX,
  SWAP_SUFFIX,
  segmentPath,
  TIME_INDEX_SUFFIX,
  TRANSACTION_INDEX_SUFFIX,
} from './segment-files.ts';

const INDEX_SUFFIXES = [OFFSET_INDEX_SUFFIX, TIME_INDEX_SUFFIX, TRANSACTION_INDEX_SUFFIX];
const SUFFIXES = [LOG_SUFFIX, ...INDEX_SUFFIXES];

type SwapState = 'Cleaned' | 'Offered' | 'Retired' | 'LogInPlace' | 'Done' | 'Dropped';

export interface SegmentSwapOptions {
  readonly fileSystem: FileSystem;
  readonly directory: string;
  readonly baseOffset: number;
  /** The segments that it replaces, side by side; the first begins at `baseOffset`. */
  readonly sources: readonly LogSegment[];
  /** The new files have their names: takes them into the log. */
  readonly install: () => void;
  /** Brings the names in the directory to the device, off the event loop. */
  readonly sync: () => Promise<void>;
}

/** Removes what a clean has written, and a swap that was not decided on. */
export function removeCleaned(fileSystem: FileSystem, directory: string, baseOffset: number): void {
  for (const suffix of SUFFIXES) {
    const path = segmentPath(directory, baseOffset, suffix);
    // Before the other: as long as a `.cleaned` is there, a `.swap` counts for nothing.
    fileSystem.remove(path + SWAP_SUFFIX);
    fileSystem.remove(path + CLEANED_SUFFIX);
  }
}

export class SegmentSwap {
  readonly #options: SegmentSwapOptions;
  #state: SwapState = 'Cleaned';

  constructor(options: SegmentSwapOptions) {
    assert(options.sources[0]?.baseOffset === options.baseOffset, 'a segment replaces its sources');
    this.#options = options;
  }

  get isDone(): boolean {
    return this.#state === 'Done';
  }

  /** Resolves when the swap is complete and on the device, or was dropped. */
  async run(): Promise<void> {
    for (;;) {
      if (this.#state === 'Dropped') return;
      if (this.#state !== 'Done') this.#advance();
      const isOver = this.isDone;
      await this.#options.sync();
      if (isOver) return;
    }
  }

  /** Drops it, or completes it when the old segments are on their way out already; at once. */
  settle(): void {
    if (this.#state === 'Cleaned' || this.#state === 'Offered') this.#drop();
    while (this.#state !== 'Dropped' && this.#state !== 'Done') this.#advance();
  }

  #advance(): void {
    switch (this.#state) {
      case 'Cleaned':
        for (const suffix of SUFFIXES) this.#rename(suffix, CLEANED_SUFFIX, SWAP_SUFFIX);
        this.#state = 'Offered';
        return;
      case 'Offered':
        // First the decision, then the files: what fails half way can only be completed.
        this.#state = 'Retired';
        for (const segment of this.#options.sources) segment.markDeleted();
        return;
      case 'Retired':
        this.#rename(LOG_SUFFIX, SWAP_SUFFIX, '');
        this.#state = 'LogInPlace';
        return;
      default:
        for (const suffix of INDEX_SUFFIXES) this.#rename(suffix, SWAP_SUFFIX, '');
        this.#options.install();
        this.#state = 'Done';
    }
  }

  #drop(): void {
    this.#state = 'Dropped';
    const { fileSystem, directory, baseOffset } = this.#options;
    removeCleaned(fileSystem, directory, baseOffset);
  }

  #rename(suffix: string, from: string, to: string): void {
    const { fileSystem } = this.#options;
    const path = this.#path(suffix);
    if (fileSystem.exists(path + from)) fileSystem.rename(path + from, path + to);
  }

  #path(suffix: string): string {
    return segmentPath(this.#options.directory, this.#options.baseOffset, suffix);
  }
}
