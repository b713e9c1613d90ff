// The history of a partition's leaders: which leader epoch began at which offset (KIP-101). Kept in
// `leader-epoch-checkpoint`, and made again from the batches when that is missing or damaged.
// Invariant: epochs and start offsets both ascend strictly.

import { assert } from '../base/assert.ts';
import { isNotFound } from '../platform/file-system.ts';
import { formatCheckpoint, parseCheckpoint, parseCheckpointNumber } from './checkpoint-file.ts';
import { ifPossible } from './disk-guard.ts';
import type { OpenFiles } from './open-files.ts';
import { createDerivedFile, replaceLogFile } from './plain-file.ts';

const FILE_NAME = 'leader-epoch-checkpoint';

export interface EpochStart {
  readonly epoch: number;
  readonly startOffset: number;
}

/** Where a leader epoch ends, for a replica or consumer that compares histories. */
export interface EpochEnd {
  /** The greatest epoch that is known and not beyond the one asked for. */
  readonly leaderEpoch: number;
  readonly endOffset: number;
}

export class LeaderEpochs {
  readonly #path: string;
  readonly #files: OpenFiles;
  #starts: EpochStart[] = [];
  /** Whether the file is there, damaged or not. */
  #hasFile = false;
  /** Whether the file is not there and should be: the next flush makes it. */
  #isOwed = false;

  constructor(files: OpenFiles, directory: string) {
    this.#files = files;
    this.#path = `${directory}/${FILE_NAME}`;
  }

  get starts(): readonly EpochStart[] {
    return this.#starts;
  }

  /** The newest epoch; null when nothing was appended yet. */
  get latestEpoch(): number | null {
    return this.#starts.at(-1)?.epoch ?? null;
  }

  /** Reads the file. Returns false when it is missing or damaged: the batches have to tell. */
  load(): boolean {
    try {
      const content = this.#files.fileSystem.readFile(this.#path);
      this.#hasFile = true;
      const starts = parseStarts(content);
      if (starts) this.#starts = starts;
      return starts !== null;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  /** Forgets everything in memory, before the batches are gone through. */
  clear(): void {
    this.#starts = [];
  }

  /**
   * An epoch begins at this offset: before its first batch is written. Entries that contradict it go. A file
   * that is not there yet is made by `writeOwed`: until then the batches tell what it would.
   */
  assign(epoch: number, startOffset: number): void {
    if (!this.note(epoch, startOffset)) return;
    this.#isOwed = true;
    if (this.#hasFile) this.writeIfPossible();
  }

  /** Makes the file where it should be and is not: with every flush, and when the log closes. */
  writeOwed(): void {
    if (this.#isOwed) this.write();
  }

  /** The same without writing the file; returns whether anything changed. */
  note(epoch: number, startOffset: number): boolean {
    assert(epoch >= 0 && startOffset >= 0, 'epochs and offsets are not negative');
    const latest = this.#starts.at(-1);
    if (latest && latest.epoch === epoch && startOffset >= latest.startOffset) return false;
    while (this.#contradicts({ epoch, startOffset })) this.#starts.pop();
    this.#starts.push({ epoch, startOffset });
    return true;
  }

  /** The epoch that wrote the record at this offset; null when it is not known. */
  epochAt(offset: number): number | null {
    return this.#starts.findLast(({ startOffset }) => startOffset <= offset)?.epoch ?? null;
  }

  /** Where `epoch` ends in this log; null when that is not known. */
  endOffsetFor(epoch: number, logEndOffset: number): EpochEnd | null {
    if (epoch === this.latestEpoch) return { leaderEpoch: epoch, endOffset: logEndOffset };
    const next = this.#starts.find((start) => start.epoch > epoch);
    if (!next || epoch < 0) return null;
    const known = this.#starts.findLast((start) => start.epoch <= epoch);
    return { leaderEpoch: known?.epoch ?? epoch, endOffset: next.startOffset };
  }

  /** The log starts at this offset now: epochs before it go, the one that holds it begins there. */
  truncateFromStart(startOffset: number): void {
    const later = this.#starts.findIndex((start) => start.startOffset > startOffset);
    const count = later < 0 ? this.#starts.length : later;
    const holder = this.#starts[count - 1];
    if (!holder || (count === 1 && holder.startOffset === startOffset)) return;
    this.#starts.splice(0, count, { epoch: holder.epoch, startOffset });
    this.writeIfPossible();
  }

  /** The log ends at this offset now: epochs that begin there or later go. */
  truncateFromEnd(endOffset: number): void {
    const kept = this.#starts.filter(({ startOffset }) => startOffset < endOffset);
    if (kept.length === this.#starts.length) return;
    this.#starts = kept;
    this.writeIfPossible();
  }

  write(): void {
    const entries = this.#starts.map(({ epoch, startOffset }) => [epoch, startOffset]);
    const write = this.#hasFile ? replaceLogFile : createDerivedFile;
    write(this.#files, this.#path, formatCheckpoint(entries));
    this.#hasFile = true;
    this.#isOwed = false;
  }

  /** A disk without room keeps nobody from writing or deleting records: the file is owed until there is some. */
  writeIfPossible(): void {
    this.#isOwed = true;
    ifPossible(() => this.write());
  }

  #contradicts({ epoch, startOffset }: EpochStart): boolean {
    const latest = this.#starts.at(-1);
    return latest !== undefined && (latest.epoch >= epoch || latest.startOffset >= startOffset);
  }
}

function parseStarts(content: Buffer): EpochStart[] | null {
  const entries = parseCheckpoint(content, 2);
  if (!entries) return null;
  const starts: EpochStart[] = [];
  for (const [first, second] of entries) {
    const epoch = parseCheckpointNumber(first);
    const startOffset = parseCheckpointNumber(second);
    const last = starts.at(-1);
    if (epoch === null || startOffset === null) return null;
    if (last && (epoch <= last.epoch || startOffset <= last.startOffset)) return null;
    starts.push({ epoch, startOffset });
  }
  return starts;
}
