// Finds the place of a time in a segment: (greatest timestamp so far, the offset that has it, relative to
// the base), int64 and int32. Both ascend. A segment that is no longer written ends with the entry of its
// greatest timestamp, which is what retention goes by.

import { readInt64, writeInt64 } from '../base/int64-bytes.ts';
import { IndexEntries } from './index-entries.ts';
import type { LogFile } from './open-files.ts';

export const TIME_ENTRY_SIZE = 12;

/** A timestamp and the offset of a record that has it. */
export interface TimestampOffset {
  readonly timestamp: number;
  readonly offset: number;
}

const readTimestamp = (bytes: Buffer, at: number): number => readInt64(bytes, at);
const readRelativeOffset = (bytes: Buffer, at: number): number => bytes.readInt32BE(at + 8);

export class TimeIndex {
  readonly #baseOffset: number;
  readonly #entries: IndexEntries;

  constructor(file: LogFile, baseOffset: number) {
    this.#baseOffset = baseOffset;
    this.#entries = new IndexEntries(file, TIME_ENTRY_SIZE);
  }

  get file(): LogFile {
    return this.#entries.file;
  }

  get count(): number {
    return this.#entries.count;
  }

  get sizeInBytes(): number {
    return this.#entries.count * TIME_ENTRY_SIZE;
  }

  /** Reads the file; false when its entries do not ascend. */
  load(): boolean {
    if (!this.#entries.load()) return false;
    let lastTimestamp = -1;
    let lastOffset = -1;
    for (let at = 0; at < this.sizeInBytes; at += TIME_ENTRY_SIZE) {
      const timestamp = readTimestamp(this.#entries.bytes, at);
      const offset = readRelativeOffset(this.#entries.bytes, at);
      if (timestamp <= lastTimestamp || offset <= lastOffset) return false;
      lastTimestamp = timestamp;
      lastOffset = offset;
    }
    return true;
  }

  /** Adds an entry, unless it says nothing new: its timestamp is not after the last one's. */
  maybeAppend(timestamp: number, offset: number): void {
    const last = this.lastEntry;
    if (timestamp <= (last?.timestamp ?? -1)) return;
    if (last && offset <= last.offset) return;
    const at = this.#entries.append();
    writeInt64(this.#entries.bytes, at, timestamp);
    this.#entries.bytes.writeInt32BE(offset - this.#baseOffset, at + 8);
  }

  get lastEntry(): TimestampOffset | null {
    return this.#entries.count === 0 ? null : this.#entry(this.#entries.count - 1);
  }

  /** The last entry before the first record that may have `timestamp` or later; null: search from the start. */
  lookup(timestamp: number): TimestampOffset | null {
    const index = this.#entries.findLastAtMost(timestamp, readTimestamp);
    return index < 0 ? null : this.#entry(index);
  }

  /** Forgets all entries, whatever they are. */
  clear(): void {
    this.#entries.truncate(0);
  }

  /** Keeps the entries for offsets before `offset`. */
  truncateToOffset(offset: number): void {
    const relative = offset - this.#baseOffset - 1;
    this.#entries.truncate(this.#entries.findLastAtMost(relative, readRelativeOffset) + 1);
  }

  writeIfMany(): void {
    this.#entries.writeIfMany();
  }

  write(): void {
    this.#entries.write();
  }

  #entry(index: number): TimestampOffset {
    const at = index * TIME_ENTRY_SIZE;
    return {
      timestamp: readTimestamp(this.#entries.bytes, at),
      offset: this.#baseOffset + readRelativeOffset(this.#entries.bytes, at),
    };
  }
}
