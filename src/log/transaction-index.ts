// The transactions that were aborted in a segment: those whose marker it holds (KIP-98). 34 bytes each:
// int16 version, then producer id, first offset, last offset (the marker's) and the last stable offset
// once the transaction was over. The file exists only when there is one.

import { readInt64, writeInt64 } from '../base/int64-bytes.ts';
import { ifPossible } from './disk-guard.ts';
import type { LogFile } from './open-files.ts';

export const ABORTED_TRANSACTION_SIZE = 34;
const VERSION = 0;

export interface AbortedTransaction {
  readonly producerId: number;
  /** Of the transaction's first record in this partition. */
  readonly firstOffset: number;
  /** Of the marker that aborted it. */
  readonly lastOffset: number;
  /** Nothing before it was undecided once this transaction was over. */
  readonly lastStableOffset: number;
}

export class TransactionIndex {
  readonly file: LogFile;
  #entries: AbortedTransaction[] = [];
  /** Entries that the file holds. */
  #written = 0;

  constructor(file: LogFile) {
    this.file = file;
  }

  get entries(): readonly AbortedTransaction[] {
    return this.#entries;
  }

  /** Reads the file, if there is one; false when it is to be made again. */
  load(baseOffset: number): boolean {
    this.#entries = [];
    this.#written = 0;
    if (!this.file.exists()) return true;
    const file = this.file.use();
    const size = file.size();
    if (size % ABORTED_TRANSACTION_SIZE !== 0) return false;
    const bytes = Buffer.allocUnsafe(size);
    if (file.readSync(bytes, 0, size, 0) !== size) return false;
    for (let at = 0; at < size; at += ABORTED_TRANSACTION_SIZE) {
      const entry = readEntry(bytes, at);
      if (bytes.readInt16BE(at) !== VERSION || entry.lastOffset < baseOffset) return false;
      this.#entries.push(entry);
    }
    this.#written = this.#entries.length;
    return true;
  }

  /** The marker is in the log, so this cannot fail but with the disk. */
  append({ producerId, firstOffset, lastOffset, lastStableOffset }: AbortedTransaction): void {
    this.#entries.push({ producerId, firstOffset, lastOffset, lastStableOffset });
    ifPossible(() => this.writeOwed());
  }

  /** Brings the file to what memory holds, where there was no room for it: with every flush, and at the end. */
  writeOwed(): void {
    if (this.#written === this.#entries.length) return;
    const owed = this.#entries.slice(this.#written).map(encodeEntry);
    this.file.use().writeSync(Buffer.concat(owed), this.#written * ABORTED_TRANSACTION_SIZE);
    this.#written = this.#entries.length;
    this.#owe();
  }

  /** Forgets all, before recovery makes them again. */
  reset(): void {
    this.#entries = [];
    this.#written = 0;
    if (!this.file.exists()) return;
    this.file.use().truncate(0);
    this.#owe();
  }

  /** Keeps those whose marker is before `offset`. */
  truncateTo(offset: number): void {
    const count = this.#entries.findIndex(({ lastOffset }) => lastOffset >= offset);
    if (count < 0) return;
    this.#entries.length = count;
    this.#written = Math.min(this.#written, count);
    this.file.use().truncate(count * ABORTED_TRANSACTION_SIZE);
    this.#owe();
  }

  /**
   * Adds those that overlap [from, to) to `found`. Returns true when no later segment can have more.
   */
  collect(from: number, to: number, found: AbortedTransaction[]): boolean {
    for (const entry of this.#entries) {
      if (entry.lastOffset >= from && entry.firstOffset < to) found.push(entry);
      if (entry.lastStableOffset >= to) return true;
    }
    return false;
  }

  /** The next flush of the log brings it to the device: it cannot be made again from what was flushed. */
  #owe(): void {
    this.file.files.syncs.replaced(this.file.path);
  }
}

function encodeEntry(entry: AbortedTransaction): Buffer {
  const bytes = Buffer.allocUnsafe(ABORTED_TRANSACTION_SIZE);
  bytes.writeInt16BE(VERSION, 0);
  writeInt64(bytes, 2, entry.producerId);
  writeInt64(bytes, 10, entry.firstOffset);
  writeInt64(bytes, 18, entry.lastOffset);
  writeInt64(bytes, 26, entry.lastStableOffset);
  return bytes;
}

function readEntry(bytes: Buffer, at: number): AbortedTransaction {
  return {
    producerId: readInt64(bytes, at + 2),
    firstOffset: readInt64(bytes, at + 10),
    lastOffset: readInt64(bytes, at + 18),
    lastStableOffset: readInt64(bytes, at + 26),
  };
}
