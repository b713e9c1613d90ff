// The transactions that were aborted in a segment: those whose marker it holds (KIP-98). 34 bytes each:
// int16 version, then producer id, first offset, last offset (the marker's) and the last stable offset
// once the transaction was over. The file exists only when there is one.

import { readInt64, writeInt64 } from '../base/int64-bytes.ts';
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

  constructor(file: LogFile) {
    this.file = file;
  }

  get entries(): readonly AbortedTransaction[] {
    return this.#entries;
  }

  /** Reads the file, if there is one; false when it is to be made again. */
  load(baseOffset: number): boolean {
    this.#entries = [];
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
    return true;
  }

  append({ producerId, firstOffset, lastOffset, lastStableOffset }: AbortedTransaction): void {
    const bytes = Buffer.allocUnsafe(ABORTED_TRANSACTION_SIZE);
    bytes.writeInt16BE(VERSION, 0);
    writeInt64(bytes, 2, producerId);
    writeInt64(bytes, 10, firstOffset);
    writeInt64(bytes, 18, lastOffset);
    writeInt64(bytes, 26, lastStableOffset);
    this.file.use().writeSync(bytes, this.#entries.length * ABORTED_TRANSACTION_SIZE);
    this.#owe();
    this.#entries.push({ producerId, firstOffset, lastOffset, lastStableOffset });
  }

  /** Forgets all, before recovery makes them again. */
  reset(): void {
    this.#entries = [];
    if (!this.file.exists()) return;
    this.file.use().truncate(0);
    this.#owe();
  }

  /** Keeps those whose marker is before `offset`. */
  truncateTo(offset: number): void {
    const count = this.#entries.findIndex(({ lastOffset }) => lastOffset >= offset);
    if (count < 0) return;
    this.#entries.length = count;
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

function readEntry(bytes: Buffer, at: number): AbortedTransaction {
  return {
    producerId: readInt64(bytes, at + 2),
    firstOffset: readInt64(bytes, at + 10),
    lastOffset: readInt64(bytes, at + 18),
    lastStableOffset: readInt64(bytes, at + 26),
  };
}
