// What may be said against an index depends on where its segment stands: the newest of a log that was not
// closed may lack entries and may still have the room that Apache Kafka gives it beforehand, filled with
// zeros.

import type { File } from '../../platform/file-system.ts';
import type { FileFindings } from './finding.ts';

export interface IndexSituation {
  /** Whether the segment is the last one of its log. */
  readonly isActive: boolean;
  /** Whether a broker goes on writing while it is looked at. */
  readonly isLive: boolean;
  /** Whether whoever opens the log makes the index again, so that damage to it does no harm. */
  readonly isMended: boolean;
}

/** Reports an index file whose size is not one of whole entries. */
export function reportIndexSize(
  file: File,
  entrySize: number,
  { isMended }: IndexSituation,
  findings: FileFindings,
): void {
  const size = file.size();
  const rest = size % entrySize;
  if (rest === 0) return;
  const message = `${size} bytes are not a number of whole entries of ${entrySize}`;
  findings.add(isMended ? 'warning' : 'error', 'index-size', message, { position: size - rest });
}

/** Ends at the entries of zeros that fill the file up, if nothing else follows them. */
export function* skipsPreallocated<Entry extends { isZero: boolean; position: number }>(
  entries: Iterable<Entry>,
  situation: IndexSituation,
  findings: FileFindings,
): Generator<Entry> {
  let zeros: Entry | null = null;
  for (const entry of entries) {
    if (entry.isZero) {
      zeros ??= entry;
      continue;
    }
    if (zeros) yield zeros;
    zeros = null;
    yield entry;
  }
  if (!zeros || situation.isActive || situation.isMended) return;
  const message = 'the index ends with zeros, as of a segment that is still written';
  findings.note('index-preallocated', message, { position: zeros.position });
}
