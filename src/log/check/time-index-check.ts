// Holds a time index against the batches of its segment, both read once from front to back. An entry says:
// no batch before the one with this offset has this timestamp or a later one, and that one has it.

import { readInt64 } from '../../base/int64-bytes.ts';
import type { File } from '../../platform/file-system.ts';
import { TIME_ENTRY_SIZE } from '../time-index.ts';
import type { WalkedBatch } from './batch-walk.ts';
import { entriesOf } from './byte-window.ts';
import type { FileFindings, Severity } from './finding.ts';
import type { IndexSituation } from './index-situation.ts';
import { reportIndexSize, skipsPreallocated } from './index-situation.ts';

interface Entry {
  readonly timestamp: number;
  readonly offset: number;
  /** In the index file. */
  readonly position: number;
}

export class TimeIndexCheck {
  readonly #findings: FileFindings;
  readonly #situation: IndexSituation;
  readonly #severity: Severity;
  readonly #entries: Iterator<Entry>;
  #entry: Entry | null;
  #last: Entry | null = null;
  #greatest = -1;
  #isDamaged = false;

  constructor(file: File, baseOffset: number, situation: IndexSituation, findings: FileFindings) {
    this.#findings = findings;
    this.#situation = situation;
    this.#severity = situation.isMended ? 'warning' : 'error';
    reportIndexSize(file, TIME_ENTRY_SIZE, situation, findings);
    this.#entries = this.#ascending(readEntries(file, baseOffset));
    this.#entry = this.#next();
  }

  /** The next batch of the segment. */
  see({ batch }: WalkedBatch): void {
    const { lastOffset, maxTimestamp } = batch;
    for (; this.#entry && this.#entry.offset <= lastOffset; this.#entry = this.#next()) {
      const { timestamp } = this.#entry;
      if (timestamp <= this.#greatest) this.#wrong('hides earlier batches', this.#entry);
      else if (timestamp !== maxTimestamp) {
        this.#wrong(`is for a batch whose greatest timestamp is ${maxTimestamp}`, this.#entry);
      }
    }
    this.#greatest = Math.max(this.#greatest, maxTimestamp);
  }

  /** Some batches cannot be read: what was the greatest timestamp among them is not known. */
  skip(): void {
    this.#isDamaged = true;
  }

  /** The segment ends here. `isFinished`: its index has got the entry that it ends with. */
  end(isFinished: boolean): void {
    if (this.#entry && !this.#situation.isLive && !this.#isDamaged) {
      this.#wrong('is for an offset beyond the end', this.#entry);
    }
    const stated = this.#last?.timestamp ?? -1;
    if (!isFinished || this.#isDamaged || this.#entry || stated === this.#greatest) return;
    const message = `it ends with the timestamp ${stated}, the greatest of the segment is ${this.#greatest}`;
    this.#findings.add(this.#severity, 'time-index-end', message);
  }

  #wrong(what: string, { timestamp, offset, position }: Entry): void {
    if (this.#isDamaged) return;
    const message = `the entry for the timestamp ${timestamp} at offset ${offset} ${what}`;
    this.#findings.add(this.#severity, 'time-index-entry', message, { position, offset });
  }

  #next(): Entry | null {
    const { value, done } = this.#entries.next();
    return done ? null : value;
  }

  /** The entries up to where they stop ascending, which is reported. */
  *#ascending(entries: Iterable<Entry & { readonly isZero: boolean }>): Generator<Entry> {
    for (const entry of skipsPreallocated(entries, this.#situation, this.#findings)) {
      const { timestamp, offset, position } = entry;
      const last = this.#last;
      if (timestamp < 0 || (last && (timestamp <= last.timestamp || offset < last.offset))) {
        const message = `the entry for the timestamp ${timestamp} at offset ${offset} does not ascend`;
        this.#findings.add(this.#severity, 'time-index-order', message, { position });
        return;
      }
      this.#last = entry;
      yield entry;
    }
  }
}

function* readEntries(
  file: File,
  baseOffset: number,
): Generator<Entry & { readonly isZero: boolean }> {
  for (const { bytes, position } of entriesOf(file, { entrySize: TIME_ENTRY_SIZE })) {
    const timestamp = readInt64(bytes, 0);
    const relative = bytes.readInt32BE(8);
    const isZero = timestamp === 0 && relative === 0;
    yield { timestamp, offset: baseOffset + relative, position, isZero };
  }
}
