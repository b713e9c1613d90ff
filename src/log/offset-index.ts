// Finds the place of an offset in a segment: (offset relative to the base, file position), both int32, one
// entry about every `index.interval.bytes`. An entry stands for the batch that begins at its position;
// its offset is the batch's last one, as Apache Kafka writes it. Offsets and positions both ascend.
// Whatever reads entries throws DamagedIndexError when the file is not what was written to it.

import { assert } from '../base/assert.ts';
import type { EntryFormat } from './index-entries.ts';
import { IndexEntries } from './index-entries.ts';
import type { LogFile } from './open-files.ts';

export const OFFSET_ENTRY_SIZE = 8;

const readRelativeOffset = (bytes: Buffer, at: number): number => bytes.readInt32BE(at);
const readPosition = (bytes: Buffer, at: number): number => bytes.readInt32BE(at + 4);

const FORMAT: EntryFormat = {
  size: OFFSET_ENTRY_SIZE,
  ascends: (bytes, at) =>
    readRelativeOffset(bytes, at) > readRelativeOffset(bytes, at - OFFSET_ENTRY_SIZE) &&
    readPosition(bytes, at) > readPosition(bytes, at - OFFSET_ENTRY_SIZE),
};

export class OffsetIndex {
  readonly #baseOffset: number;
  readonly #entries: IndexEntries;

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

  /** Takes over the file; false when it cannot be of a segment with this many bytes. */
  open(segmentSize: number): boolean {
    if (!this.#entries.open()) return false;
    return this.count === 0 || (this.lastPosition >= 0 && this.lastPosition < segmentSize);
  }

  /** Makes room for an entry, which may write those that gathered. */
  reserve(): void {
    this.#entries.reserve();
  }

  /** Adds an entry, for which there is room. */
  append(offset: number, position: number): void {
    const at = this.#entries.append();
    const { tail } = this.#entries;
    const relative = offset - this.#baseOffset;
    assert(
      at === 0 || relative > tail.readInt32BE(at - OFFSET_ENTRY_SIZE),
      'offsets ascend in an index',
    );
    tail.writeInt32BE(relative, at);
    tail.writeInt32BE(position, at + 4);
  }

  /** A position at or before that of the batch which holds `offset`: the best one known. */
  positionAtOrBefore(offset: number): number {
    const index = this.#entries.findLastAtMost(offset - this.#baseOffset, readRelativeOffset);
    return index < 0 ? 0 : this.#entries.read(index, readPosition);
  }

  /** The first offset that an entry gives for a place at or after `position`; null: no entry is there. */
  offsetAtOrAfter(position: number): number | null {
    const index = this.#entries.findLastAtMost(position - 1, readPosition) + 1;
    if (index >= this.count) return null;
    return this.#baseOffset + this.#entries.read(index, readRelativeOffset);
  }

  /** The position of the last entry; 0 when there is none. */
  get lastPosition(): number {
    return this.count === 0 ? 0 : this.#entries.read(this.count - 1, readPosition);
  }

  /** Forgets all entries, whatever they are. */
  clear(): void {
    this.#entries.clear();
  }

  /** Keeps the entries for places before `position`. */
  truncateToPosition(position: number): void {
    this.#entries.truncate(this.#entries.findLastAtMost(position - 1, readPosition) + 1);
  }

  write(): void {
    this.#entries.write();
  }

  /** Lets go of memory, once nothing more is appended. */
  release(): void {
    this.#entries.release();
  }
}
