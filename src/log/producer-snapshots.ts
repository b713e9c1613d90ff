// The producer snapshots of one partition directory: `<offset>.snapshot` holds the state of all producers
// before that offset. One is taken whenever a segment begins and when the log closes.

import type { OpenFiles } from './open-files.ts';
import { replaceLogFile } from './plain-file.ts';
import type { ProducerEntry } from './producer-entry.ts';
import { decodeSnapshot, encodeSnapshot } from './producer-snapshot.ts';
import { parseSegmentName, SNAPSHOT_SUFFIX, segmentPath } from './segment-files.ts';

export interface LoadedSnapshot {
  /** The state is that before this offset. */
  readonly offset: number;
  readonly entries: readonly ProducerEntry[];
}

export class ProducerSnapshots {
  readonly #files: OpenFiles;
  readonly #directory: string;
  /** Ascending. */
  #offsets: number[] = [];

  constructor(files: OpenFiles, directory: string) {
    this.#files = files;
    this.#directory = directory;
  }

  get offsets(): readonly number[] {
    return this.#offsets;
  }

  /** Takes note of the snapshots among these names of the directory. */
  find(names: readonly string[]): void {
    const offsets: number[] = [];
    for (const name of names) {
      const parsed = parseSegmentName(name);
      if (parsed?.suffix === SNAPSHOT_SUFFIX) offsets.push(parsed.offset);
    }
    this.#offsets = offsets.sort((left, right) => left - right);
  }

  /** Writes the state before `offset`. */
  take(offset: number, entries: Iterable<ProducerEntry>): void {
    replaceLogFile(this.#files, this.#path(offset), encodeSnapshot(entries));
    if (!this.#offsets.includes(offset)) this.#offsets.push(offset);
    this.#offsets.sort((left, right) => left - right);
  }

  /** The newest one that is not damaged; damaged ones are removed. */
  load(): LoadedSnapshot | null {
    for (;;) {
      const offset = this.#offsets.at(-1);
      if (offset === undefined) return null;
      const entries = decodeSnapshot(this.#files.fileSystem.readFile(this.#path(offset)));
      if (entries) return { offset, entries };
      this.#remove(offset);
    }
  }

  /** Removes those of states that are no longer in the log: before its start, beyond its end. */
  keepWithin(startOffset: number, endOffset: number): void {
    for (const offset of [...this.#offsets]) {
      if (offset > endOffset || offset < startOffset) this.#remove(offset);
    }
  }

  /** Removes all but those at these offsets and the newest. */
  keepAt(segmentOffsets: ReadonlySet<number>): void {
    for (const offset of this.#offsets.slice(0, -1)) {
      if (!segmentOffsets.has(offset)) this.#remove(offset);
    }
  }

  removeAt(offset: number): void {
    if (this.#offsets.includes(offset)) this.#remove(offset);
  }

  #remove(offset: number): void {
    this.#files.fileSystem.remove(this.#path(offset));
    this.#offsets = this.#offsets.filter((other) => other !== offset);
  }

  #path(offset: number): string {
    return segmentPath(this.#directory, offset, SNAPSHOT_SUFFIX);
  }
}
