// The segment that a clean writes, under names that the log does not look at (`.cleaned`). It is whole and on
// the device once `finish` returns; a crash before that leaves files that the next start removes.

import type { RecordBatch } from '../../record/record-batch.ts';
import type { LogFile, OpenFiles } from '../open-files.ts';
import {
  CLEANED_SUFFIX,
  LOG_SUFFIX,
  segmentPath,
  TRANSACTION_INDEX_SUFFIX,
} from '../segment-files.ts';
import { SegmentIndexes } from '../segment-indexes.ts';
import type { AbortedTransaction } from '../transaction-index.ts';
import { TransactionIndex } from '../transaction-index.ts';

export interface NewCleanedSegment {
  readonly directory: string;
  readonly baseOffset: number;
  readonly files: OpenFiles;
  readonly indexIntervalBytes: number;
  /** Bytes that gather before they are written. */
  readonly bufferBytes: number;
}

export class CleanedSegment {
  readonly baseOffset: number;
  readonly #options: NewCleanedSegment;
  readonly #log: LogFile;
  readonly #indexes: SegmentIndexes;
  readonly #transactions: TransactionIndex;
  readonly #buffer: Buffer;
  #buffered = 0;
  #size = 0;

  constructor(options: NewCleanedSegment) {
    const { directory, baseOffset, files, bufferBytes } = options;
    const at = (suffix: string): LogFile =>
      files.at(segmentPath(directory, baseOffset, suffix) + CLEANED_SUFFIX);
    this.baseOffset = baseOffset;
    this.#options = options;
    this.#log = at(LOG_SUFFIX);
    this.#indexes = new SegmentIndexes(files, directory, baseOffset, CLEANED_SUFFIX);
    this.#transactions = new TransactionIndex(at(TRANSACTION_INDEX_SUFFIX));
    this.#buffer = Buffer.allocUnsafe(bufferBytes);
    this.remove();
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a batch; its bytes are copied or written before this returns. */
  append(batch: RecordBatch): void {
    const bytes = batch.frame;
    if (bytes.length > this.#buffer.length - this.#buffered) this.#flush();
    this.#indexes.reserve();
    this.#indexes.account(batch, this.#size, this.#options.indexIntervalBytes);
    if (bytes.length > this.#buffer.length) {
      this.#log.use().writeSync(bytes, this.#size);
    } else {
      bytes.copy(this.#buffer, this.#buffered);
      this.#buffered += bytes.length;
    }
    this.#size += bytes.length;
  }

  /** An aborted transaction of which data is still in the log; its marker is in this segment. */
  appendAborted(transaction: AbortedTransaction): void {
    this.#transactions.append(transaction);
  }

  /** Brings everything to the device; the file is as old as `modifiedMs` says. */
  finish(modifiedMs: number): void {
    this.#flush();
    this.#indexes.finish();
    const { fileSystem } = this.#options.files;
    for (const file of this.#files) {
      if (file === this.#transactions.file && !file.exists()) continue;
      file.use().syncNow();
      file.close();
    }
    fileSystem.setModifiedTime(this.#log.path, modifiedMs);
    fileSystem.syncDirectoryNow(this.#options.directory);
  }

  remove(): void {
    for (const file of this.#files) file.remove();
  }

  get #files(): readonly LogFile[] {
    return [this.#log, ...this.#indexes.files, this.#transactions.file];
  }

  #flush(): void {
    const at = this.#size - this.#buffered;
    this.#log.use().writeSync(this.#buffer.subarray(0, this.#buffered), at);
    this.#buffered = 0;
  }
}
