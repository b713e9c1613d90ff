// Finds the place of an offset in a segment: (offset relative to the base, file position), both int32, one
// entry about every `index.interval.bytes`. An entry stands for the batch that begins at its position;
// its offset is the batch's last one, as Apache Kafka writes it. Offsets and positions both ascend.

import { assert } from '../base/assert.ts';
import { IndexEntries } from './index-entries.ts';
import type { LogFile } from './open-files.ts';

export const OFFSET_ENTRY_SIZE = 8;

const readRelativeOffset = (bytes: Buffer, at: number): number => bytes.readInt32BE(at);
const readPosition = (bytes: Buffer, at: number): number => bytes.readInt32BE(at + 4);

export class OffsetIndex {
  readonly #baseOffset: number;
  readonly #entries: IndexEntries;

  constructor(file: LogFile, baseOffset: number) {
    this.#baseOffset = baseOffset;
    this.#entries = new IndexEntries(file, OFFSET_ENTRY_SIZE);
  }

  get file(): LogFile {
    return this.#entries.file;
  }

  get count(): number {
    return this.#entries.count;
  }

  get sizeInBytes(): number {
    return this.#entries.count * OFFSET_ENTRY_SIZE;
  }

  /** Reads the file; false when it cannot be of a segment with this many bytes. */
  load(segmentSize: number): boolean {
    if (!this.#entries.load()) return false;
    let lastOffset = -1;
    let lastPosition = -1;
    for (let at = 0; at < this.sizeInBytes; at += OFFSET_ENTRY_SIZE) {
      const offset = readRelativeOffset(this.#entries.bytes, at);
      const position = readPosition(this.#entries.bytes, at);
      if (offset <= lastOffset || position <= lastPosition) return false;
      lastOffset = offset;
      lastPosition = position;
    }
    return lastPosition < segmentSize;
  }

  append(offset: number, position: number): void {
    const at = this.#entries.append();
    const { bytes } = this.#entries;
    const relative = offset - this.#baseOffset;
    assert(
      at === 0 || relative > bytes.readInt32BE(at - OFFSET_ENTRY_SIZE),
      'offsets ascend in an index',
    );
    bytes.writeInt32BE(relative, at);
    bytes.writeInt32BE(position, at + 4);
  }

  /** A position at or before that of the batch which holds `offset`: the best one known. */
  positionAtOrBefore(offset: number): number {
    const index = this.#entries.findLastAtMost(offset - this.#baseOffset, readRelativeOffset);
    return index < 0 ? 0 : readPosition(this.#entries.bytes, index * OFFSET_ENTRY_SIZE);
  }

  /** The first offset that an entry gives for a place at or after `position`; null: no entry is there. */
  offsetAtOrAfter(position: number): number | null {
    const index = this.#entries.findLastAtMost(position - 1, readPosition) + 1;
    if (index >= this.#entries.count) return null;
    return this.#baseOffset + readRelativeOffset(this.#entries.bytes, index * OFFSET_ENTRY_SIZE);
  }

  /** The position of the last entry; 0 when there is none. */
  get lastPosition(): number {
    const { count, bytes } = this.#entries;
    return count === 0 ? 0 : readPosition(bytes, (count - 1) * OFFSET_ENTRY_SIZE);
  }

  /** Forgets all entries, whatever they are. */
  clear(): void {
    this.#entries.truncate(0);
  }

  /** Keeps the entries for places before `position`. */
  truncateToPosition(position: number): void {
    this.#entries.truncate(this.#entries.findLastAtMost(position - 1, readPosition) + 1);
  }

  writeIfMany(): void {
    this.#entries.writeIfMany();
  }

  write(): void {
    this.#entries.write();
  }
}
