// The entries of an offset or time index: fixed-size, in ascending order. The file holds the first
// `written` of them, memory the rest, never more than a group: an index of 10 MB and one of 10 KB cost the
// same. What is in the file is read when it is needed, a block at a time. Nothing waits for an index: it
// can always be made again from its segment, so entries that a crash loses are made again by recovery.

import { assert } from '../base/assert.ts';
import type { LogFile } from './open-files.ts';

const FIRST_CAPACITY = 4;
/** Entries that gather in memory before they are written. */
export const WRITE_GROUP = 512;
/** Entries that are read from the file at a time. */
export const BLOCK_ENTRIES = 512;

const EMPTY = Buffer.alloc(0);

/** The bytes of one entry, and what can be said about two that follow one another. */
export interface EntryFormat {
  /** Bytes. */
  readonly size: number;
  /** Whether the entry at `at` may stand behind the one before it. */
  readonly ascends: (bytes: Buffer, at: number) => boolean;
}

/** Reads a field of the entry at `at`. */
export type ReadField = (bytes: Buffer, at: number) => number;

/** An index file is not what was written to it: it has to be made again from the batches. */
export class DamagedIndexError extends Error {
  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.name = 'DamagedIndexError';
  }
}

export class IndexEntries {
  readonly file: LogFile;
  readonly #format: EntryFormat;
  /** The entries that the file does not hold yet. */
  #tail = EMPTY;
  #count = 0;
  /** Entries that the file holds. */
  #written = 0;
  /** Whether the file may hold more than `#written` says. */
  #hasStaleTail = false;
  /** Under which number blocks of the file are kept; 0: none are. */
  #blocksId = 0;

  constructor(file: LogFile, format: EntryFormat) {
    this.file = file;
    this.#format = format;
  }

  get count(): number {
    return this.#count;
  }

  get sizeInBytes(): number {
    return this.#count * this.#format.size;
  }

  /** The bytes of the entries that gathered. */
  get tail(): Buffer {
    return this.#tail;
  }

  /** Takes over what the file holds, unread. Returns false when its size is not one of whole entries. */
  open(): boolean {
    const size = this.file.exists() ? this.file.use().size() : 0;
    if (size % this.#format.size !== 0) return false;
    this.truncate(0);
    this.#hasStaleTail = false;
    this.#written = size / this.#format.size;
    this.#count = this.#written;
    return true;
  }

  /** Makes room for another entry, writing those that gathered: after it `append` cannot fail. */
  reserve(): void {
    if (this.#count - this.#written >= WRITE_GROUP) this.write();
  }

  /** Where the next entry is to be written in `tail`; it counts from then on. */
  append(): number {
    const at = (this.#count - this.#written) * this.#format.size;
    assert(at < WRITE_GROUP * this.#format.size, 'room is made before an entry is added');
    if (at >= this.#tail.length) this.#grow();
    this.#count++;
    return at;
  }

  /** Brings the file to what memory holds, and creates it. */
  write(): void {
    const file = this.file.use();
    const { size } = this.#format;
    if (this.#written < this.#count) {
      const bytes = (this.#count - this.#written) * size;
      file.writeSync(this.#tail.subarray(0, bytes), this.#written * size);
      this.#written = this.#count;
    }
    if (!this.#hasStaleTail) return;
    // Behind the write, for ext4 brings a file that was cut to nothing to the device when it is closed.
    const end = this.#written * size;
    if (file.size() > end) file.truncate(end);
    this.#hasStaleTail = false;
  }

  /** Lets go of memory that a segment which is not written any more has no use for. */
  release(): void {
    if (this.#written === this.#count) this.#tail = EMPTY;
  }

  /** Keeps the first `count` entries. */
  truncate(count: number): void {
    assert(count >= 0 && count <= this.#count, 'an index is truncated to what it has');
    this.#count = count;
    if (count >= this.#written) return;
    this.#written = count;
    this.#hasStaleTail = true;
    this.#blocksId = 0;
  }

  /** Forgets all entries, and that the file has any. */
  clear(): void {
    this.truncate(0);
    this.#hasStaleTail = true;
  }

  /** A field of the entry at this index. */
  read(index: number, field: ReadField): number {
    assert(index >= 0 && index < this.#count, 'an entry that is read is there');
    const { size } = this.#format;
    if (index >= this.#written) return field(this.#tail, (index - this.#written) * size);
    return field(this.#block(Math.floor(index / BLOCK_ENTRIES)), (index % BLOCK_ENTRIES) * size);
  }

  /**
   * The last entry whose field is at most `target`; -1 when there is none. The field ascends over the
   * entries. Throws DamagedIndexError where it is found not to.
   */
  findLastAtMost(target: number, field: ReadField): number {
    const unwritten = this.#count - this.#written;
    if (unwritten > 0 && field(this.#tail, 0) <= target) {
      return this.#written + this.#findIn(this.#tail, unwritten, { target, field });
    }
    let low = 0;
    let high = Math.ceil(this.#written / BLOCK_ENTRIES) - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      if (field(this.#block(middle), 0) <= target) low = middle + 1;
      else high = middle - 1;
    }
    if (high < 0) return -1;
    const count = this.#entriesIn(high);
    return high * BLOCK_ENTRIES + this.#findIn(this.#block(high), count, { target, field });
  }

  #findIn(
    bytes: Buffer,
    count: number,
    { target, field }: { readonly target: number; readonly field: ReadField },
  ): number {
    let low = 0;
    let high = count - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      if (field(bytes, middle * this.#format.size) <= target) low = middle + 1;
      else high = middle - 1;
    }
    return high;
  }

  #entriesIn(block: number): number {
    return Math.min(BLOCK_ENTRIES, this.#written - block * BLOCK_ENTRIES);
  }

  /** A block of the file. The last one that was kept may have grown since. */
  #block(block: number): Buffer {
    const { blocks } = this.file.files;
    if (this.#blocksId === 0) this.#blocksId = blocks.newFile();
    const length = this.#entriesIn(block) * this.#format.size;
    const kept = blocks.get(this.#blocksId, block);
    if (kept && kept.length >= length) return kept;
    const bytes = this.#readBlock(block, length);
    blocks.put(this.#blocksId, block, bytes);
    return bytes;
  }

  #readBlock(block: number, length: number): Buffer {
    const { path } = this.file;
    const { size, ascends } = this.#format;
    const bytes = Buffer.allocUnsafeSlow(length);
    const from = block * BLOCK_ENTRIES * size;
    if (this.file.use().readSync(bytes, 0, length, from) !== length) {
      throw new DamagedIndexError(path, 'it is shorter than it was');
    }
    for (let at = size; at < length; at += size) {
      if (!ascends(bytes, at)) throw new DamagedIndexError(path, 'its entries do not ascend');
    }
    return bytes;
  }

  #grow(): void {
    const capacity = Math.min(
      WRITE_GROUP,
      Math.max(FIRST_CAPACITY, (this.#tail.length / this.#format.size) * 2),
    );
    const tail = Buffer.allocUnsafeSlow(capacity * this.#format.size);
    this.#tail.copy(tail);
    this.#tail = tail;
  }
}
