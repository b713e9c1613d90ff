// Finds the place of a time in a segment: (greatest timestamp so far, the offset that has it, relative to
// the base), int64 and int32. Both ascend. A segment that is no longer written ends with the entry of its
// greatest timestamp, which is what retention goes by.
// Whatever reads entries throws DamagedIndexError when the file is not what was written to it.

import { readInt64, writeInt64 } from '../base/int64-bytes.ts';
import type { EntryFormat } from './index-entries.ts';
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

const FORMAT: EntryFormat = {
  size: TIME_ENTRY_SIZE,
  ascends: (bytes, at) =>
    readTimestamp(bytes, at) > readTimestamp(bytes, at - TIME_ENTRY_SIZE) &&
    readRelativeOffset(bytes, at) > readRelativeOffset(bytes, at - TIME_ENTRY_SIZE),
};

export class TimeIndex {
  readonly #baseOffset: number;
  readonly #entries: IndexEntries;
  /** The last entry, which every batch is compared with; null: none, or not read yet. */
  #last: TimestampOffset | null = null;

  constructor(file: LogFile, baseOffset: number) {
    this.#baseOffset = baseOffset;
    this.#entries = new IndexEntries(file, FORMAT);
  }

  get file(): LogFile {
    return this.#entries.file;
  }

  get count(): number {
    return this.#entries.count;
  }

  get sizeInBytes(): number {
    return this.#entries.sizeInBytes;
  }

  /** Takes over the file; false when it cannot be that of a segment. */
  open(): boolean {
    this.#last = null;
    if (!this.#entries.open()) return false;
    const last = this.lastEntry;
    return last === null || (last.timestamp >= 0 && last.offset >= this.#baseOffset);
  }

  /** Makes room for an entry, which may write those that gathered. */
  reserve(): void {
    this.#entries.reserve();
  }

  /** Adds an entry, for which there is room, unless it says nothing new: its timestamp is not after the last one's. */
  maybeAppend(timestamp: number, offset: number): void {
    const last = this.lastEntry;
    if (timestamp <= (last?.timestamp ?? -1)) return;
    if (last && offset <= last.offset) return;
    const at = this.#entries.append();
    writeInt64(this.#entries.tail, at, timestamp);
    this.#entries.tail.writeInt32BE(offset - this.#baseOffset, at + 8);
    this.#last = { timestamp, offset };
  }

  get lastEntry(): TimestampOffset | null {
    if (this.count === 0) return null;
    this.#last ??= this.#entry(this.count - 1);
    return this.#last;
  }

  /** The last entry before the first record that may have `timestamp` or later; null: search from the start. */
  lookup(timestamp: number): TimestampOffset | null {
    const index = this.#entries.findLastAtMost(timestamp, readTimestamp);
    return index < 0 ? null : this.#entry(index);
  }

  /** Forgets all entries, whatever they are. */
  clear(): void {
    this.#last = null;
    this.#entries.clear();
  }

  /** Keeps the entries for offsets before `offset`. */
  truncateToOffset(offset: number): void {
    const relative = offset - this.#baseOffset - 1;
    this.#last = null;
    this.#entries.truncate(this.#entries.findLastAtMost(relative, readRelativeOffset) + 1);
  }

  write(): void {
    this.#entries.write();
  }

  /** Lets go of memory, once nothing more is appended. */
  release(): void {
    this.#entries.release();
  }

  #entry(index: number): TimestampOffset {
    return {
      timestamp: this.#entries.read(index, readTimestamp),
      offset: this.#baseOffset + this.#entries.read(index, readRelativeOffset),
    };
  }
}
