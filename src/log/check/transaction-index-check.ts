// Holds the aborted transactions of a segment's index against the markers in its batches. Transactions that
// began before the first batch that is there, and those whose marker was compacted away, cannot be told.

import { readInt64 } from '../../base/int64-bytes.ts';
import type { FileSystem } from '../../platform/file-system.ts';
import type { AbortedTransaction } from '../transaction-index.ts';
import { ABORTED_TRANSACTION_SIZE } from '../transaction-index.ts';
import { entriesOf } from './byte-window.ts';
import type { FileFindings, Severity } from './finding.ts';

const VERSION = 0;

export interface SegmentTransactions {
  /** Those whose marker is in the segment, in order. */
  readonly aborted: readonly AbortedTransaction[];
  /** Whether batches are missing or damaged, so that not all is known. */
  readonly isPartial: boolean;
  /** The offset of the first batch of the whole log. */
  readonly firstOffset: number;
  readonly isMended: boolean;
  readonly isLive: boolean;
}

interface Entry extends AbortedTransaction {
  readonly position: number;
}

export function checkTransactionIndex(
  fileSystem: FileSystem,
  findings: FileFindings,
  segment: SegmentTransactions,
): void {
  const severity = segment.isMended ? 'warning' : 'error';
  const entries = fileSystem.exists(findings.file)
    ? readEntries(fileSystem, findings, severity)
    : [];
  const byMarker = new Map(entries.map((entry) => [entry.lastOffset, entry]));
  const known = segment.isPartial ? 'note' : severity;
  for (const transaction of segment.aborted) {
    const entry = byMarker.get(transaction.lastOffset);
    byMarker.delete(transaction.lastOffset);
    if (!entry) {
      const message = `the aborted transaction of producer ${transaction.producerId} is missing`;
      const place = { offset: transaction.firstOffset };
      findings.add(known, 'transaction-missing', message, place);
    } else compare(entry, transaction, known, findings);
  }
  for (const entry of byMarker.values()) {
    if (entry.firstOffset < segment.firstOffset || segment.isLive) continue;
    const message = `the log has no aborted transaction that ends at offset ${entry.lastOffset}`;
    findings.add(known, 'transaction-unknown', message, { position: entry.position });
  }
}

function compare(
  entry: Entry,
  transaction: AbortedTransaction,
  severity: Severity,
  findings: FileFindings,
): void {
  for (const field of ['producerId', 'firstOffset', 'lastStableOffset'] as const) {
    if (entry[field] === transaction[field]) continue;
    const message = `${field} is ${entry[field]}, the log says ${transaction[field]}`;
    const { position, lastOffset: offset } = entry;
    findings.add(severity, 'transaction-entry', message, { position, offset });
  }
}

function readEntries(fileSystem: FileSystem, findings: FileFindings, severity: Severity): Entry[] {
  const file = fileSystem.open(findings.file, 'read');
  try {
    const rest = file.size() % ABORTED_TRANSACTION_SIZE;
    if (rest !== 0) {
      findings.add(severity, 'transaction-size', `${rest} bytes at its end are no entry`, {
        position: file.size() - rest,
      });
    }
    const entries: Entry[] = [];
    for (const { bytes, position } of entriesOf(file, { entrySize: ABORTED_TRANSACTION_SIZE })) {
      const version = bytes.readInt16BE(0);
      if (version !== VERSION) {
        findings.add(severity, 'transaction-version', `the version is ${version}`, { position });
      }
      entries.push({
        producerId: readInt64(bytes, 2),
        firstOffset: readInt64(bytes, 10),
        lastOffset: readInt64(bytes, 18),
        lastStableOffset: readInt64(bytes, 26),
        position,
      });
    }
    return entries;
  } finally {
    file.close();
  }
}
