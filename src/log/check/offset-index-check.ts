// Holds an offset index against the batches of its segment, both read once from front to back: each entry
// has to point at the beginning of a batch, and no batch before it may hold its offset or a later one, for
// whoever looks for that would miss it.

import type { File } from '../../platform/file-system.ts';
import { OFFSET_ENTRY_SIZE } from '../offset-index.ts';
import type { WalkedBatch } from './batch-walk.ts';
import { entriesOf } from './byte-window.ts';
import type { FileFindings, Severity } from './finding.ts';
import type { IndexSituation } from './index-situation.ts';
import { reportIndexSize, skipsPreallocated } from './index-situation.ts';

/** A stretch without an entry that is longer than this is worth a note. */
const LONGEST_STRETCH_BYTES = 1024 * 1024;

interface Entry {
  readonly offset: number;
  /** In the log file. */
  readonly target: number;
  /** In the index file. */
  readonly position: number;
}

export class OffsetIndexCheck {
  readonly #findings: FileFindings;
  readonly #situation: IndexSituation;
  readonly #severity: Severity;
  readonly #entries: Iterator<Entry>;
  #entry: Entry | null;
  #lastOffset = -1;
  #lastTarget = 0;
  #longestStretch = 0;
  #largestBatch = 0;

  constructor(file: File, baseOffset: number, situation: IndexSituation, findings: FileFindings) {
    this.#findings = findings;
    this.#situation = situation;
    this.#severity = situation.isMended ? 'warning' : 'error';
    reportIndexSize(file, OFFSET_ENTRY_SIZE, situation, findings);
    this.#entries = ascending(readEntries(file, baseOffset), situation, findings);
    this.#entry = this.#next();
  }

  /** The next batch of the segment. */
  see({ batch, position }: WalkedBatch): void {
    const { sizeInBytes } = batch;
    this.#largestBatch = Math.max(this.#largestBatch, sizeInBytes);
    const end = position + sizeInBytes;
    for (; this.#entry && this.#entry.target < end; this.#entry = this.#next()) {
      const { target } = this.#entry;
      if (target !== position) this.#wrong('points into the middle of a batch', this.#entry);
      else this.#checkOffset(this.#entry, batch);
      this.#longestStretch = Math.max(this.#longestStretch, target - this.#lastTarget);
      this.#lastTarget = target;
    }
    this.#lastOffset = batch.lastOffset;
  }

  /** Bytes that are no batch: entries for places in them say nothing. */
  skipTo(position: number): void {
    while (this.#entry && this.#entry.target < position) this.#entry = this.#next();
  }

  /** The segment ends here. */
  end(size: number): void {
    if (this.#entry && !this.#situation.isLive) {
      this.#wrong(`points beyond the end of the log file (${size} bytes)`, this.#entry);
    }
    const stretch = Math.max(this.#longestStretch, size - this.#lastTarget);
    if (stretch <= LONGEST_STRETCH_BYTES + this.#largestBatch || this.#situation.isActive) return;
    this.#findings.note('index-sparse', `${stretch} bytes of batches are without an entry`);
  }

  #checkOffset(entry: Entry, { baseOffset, lastOffset }: WalkedBatch['batch']): void {
    if (entry.offset === lastOffset) return;
    if (entry.offset <= this.#lastOffset) {
      this.#wrong(`hides the batches before offset ${baseOffset}`, entry);
    } else if (entry.offset < lastOffset) {
      this.#wrong(`is for a batch that ends with offset ${lastOffset}`, entry);
    } else {
      // Brokers before 4.0 wrote one entry for all batches of an append.
      const message = `the entry for offset ${entry.offset} stands at an earlier batch`;
      this.#findings.note('index-early', message, entry);
    }
  }

  #wrong(what: string, entry: Entry): void {
    const message = `the entry for offset ${entry.offset} at byte ${entry.target} ${what}`;
    this.#findings.add(this.#severity, 'index-entry', message, {
      position: entry.position,
      offset: entry.offset,
    });
  }

  #next(): Entry | null {
    const { value, done } = this.#entries.next();
    return done ? null : value;
  }
}

function* readEntries(file: File, baseOffset: number): Generator<Entry & { isZero: boolean }> {
  for (const { bytes, position } of entriesOf(file, { entrySize: OFFSET_ENTRY_SIZE })) {
    const relative = bytes.readInt32BE(0);
    const target = bytes.readInt32BE(4);
    const isZero = relative === 0 && target === 0;
    yield { offset: baseOffset + relative, target, position, isZero };
  }
}

/** The entries up to where they stop ascending, which is reported. */
function* ascending(
  entries: Iterable<Entry & { readonly isZero: boolean }>,
  situation: IndexSituation,
  findings: FileFindings,
): Generator<Entry> {
  let last: Entry | null = null;
  for (const entry of skipsPreallocated(entries, situation, findings)) {
    const ascends = !last || (entry.offset > last.offset && entry.target > last.target);
    if (!ascends) {
      const message = `the entry for offset ${entry.offset} at byte ${entry.target} does not ascend`;
      const severity = situation.isMended ? 'warning' : 'error';
      findings.add(severity, 'index-order', message, { position: entry.position });
      return;
    }
    last = entry;
    yield entry;
  }
}
