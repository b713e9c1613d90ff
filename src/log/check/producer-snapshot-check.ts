// Holds the producer snapshots of a partition against what the batches say. A snapshot may know more than
// the log, whose oldest segments are gone, and less, for silent producers are forgotten; what both know has
// to be the same. Compaction removes batches: then a difference is told, but nothing can be held against it.

import { crc32c } from '../../base/crc32c.ts';
import { readInt64 } from '../../base/int64-bytes.ts';
import type { FileSystem } from '../../platform/file-system.ts';
import type { DerivedProducers, ProducerFacts } from './derived-producers.ts';
import type { FileFindings, Severity } from './finding.ts';

const VERSION = 1;
const HEADER_SIZE = 10;
const ENTRY_SIZE = 46;
const CRC_FROM = 6;

/** What is known about a log when it has been walked up to a snapshot's offset. */
export interface LogSoFar {
  /** The offset of the first batch that is there; null: none is. */
  readonly firstOffset: number | null;
  /** Whether offsets are missing between batches, or batches are damaged. */
  readonly hasGaps: boolean;
  /** Silence after which a producer may have been forgotten. */
  readonly producerExpiryMs: number;
}

/** The entries of a snapshot's bytes, or why it is damaged. */
export function readSnapshot(bytes: Buffer): ReadonlyMap<number, ProducerFacts> | string {
  if (bytes.length < HEADER_SIZE) return `${bytes.length} bytes are no snapshot`;
  const version = bytes.readInt16BE(0);
  if (version !== VERSION) return `the snapshot has the version ${version}`;
  if (bytes.readUInt32BE(2) !== crc32c(bytes.subarray(CRC_FROM))) {
    return 'the snapshot has another CRC than it says';
  }
  const count = bytes.readInt32BE(CRC_FROM);
  if (bytes.length !== HEADER_SIZE + count * ENTRY_SIZE) {
    return `the snapshot says it has ${count} entries in ${bytes.length} bytes`;
  }
  const entries = new Map<number, ProducerFacts>();
  for (let at = HEADER_SIZE; at < bytes.length; at += ENTRY_SIZE) {
    entries.set(readInt64(bytes, at), {
      producerEpoch: bytes.readInt16BE(at + 8),
      lastSequence: bytes.readInt32BE(at + 10),
      lastOffset: readInt64(bytes, at + 14),
      offsetDelta: bytes.readInt32BE(at + 22),
      lastTimestamp: readInt64(bytes, at + 26),
      coordinatorEpoch: bytes.readInt32BE(at + 34),
      transactionStart: readInt64(bytes, at + 38),
    });
  }
  return entries;
}

/**
 * Compares a snapshot with what the batches before its offset say; afterwards `derived` knows what only the
 * snapshot can know.
 */
export function checkSnapshot(
  fileSystem: FileSystem,
  findings: FileFindings,
  derived: DerivedProducers,
  log: LogSoFar,
): void {
  const entries = readSnapshot(fileSystem.readFile(findings.file));
  if (typeof entries === 'string') {
    // Whoever opens the log removes it and makes the state again, as far as the log reaches.
    findings.error('snapshot', entries);
    return;
  }
  const severity = log.hasGaps ? 'note' : 'error';
  const { modifiedMs } = fileSystem.stat(findings.file);
  for (const [producerId, stated] of entries) {
    const facts = derived.all.get(producerId);
    if (facts) compare({ producerId, stated, facts, log, severity }, findings);
    else reportUnseen(producerId, stated, log, findings);
  }
  for (const [producerId, facts] of derived.all) {
    if (entries.has(producerId)) continue;
    const isForgotten = modifiedMs - facts.lastTimestamp >= log.producerExpiryMs;
    const isOpen = facts.transactionStart >= 0;
    if (!isForgotten || isOpen) {
      const message = `producer ${producerId} is missing, which wrote offset ${facts.lastOffset}`;
      findings.add(isOpen ? severity : 'warning', 'snapshot-missing', message);
    }
    derived.delete(producerId);
  }
  for (const [producerId, stated] of entries) derived.set(producerId, stated);
}

interface Comparison {
  readonly producerId: number;
  readonly stated: ProducerFacts;
  readonly facts: ProducerFacts;
  readonly log: LogSoFar;
  readonly severity: Severity;
}

function compare(
  { producerId, stated, facts, log, severity }: Comparison,
  findings: FileFindings,
): void {
  for (const field of Object.keys(facts) as (keyof ProducerFacts)[]) {
    if (stated[field] === facts[field]) continue;
    const isOlder = facts[field] < 0 && isBeforeLog(field, stated, log);
    if (isOlder) continue;
    const message = `producer ${producerId}: ${field} is ${stated[field]}, the log says ${facts[field]}`;
    findings.add(severity, 'snapshot-state', message);
  }
}

/** Whether this field may come from batches that are gone. */
function isBeforeLog(field: keyof ProducerFacts, stated: ProducerFacts, log: LogSoFar): boolean {
  const firstOffset = log.firstOffset ?? Number.POSITIVE_INFINITY;
  if (firstOffset === 0) return false;
  if (field === 'transactionStart') return stated.transactionStart < firstOffset;
  return field === 'coordinatorEpoch' || stated.lastOffset < firstOffset;
}

function reportUnseen(
  producerId: number,
  stated: ProducerFacts,
  log: LogSoFar,
  findings: FileFindings,
): void {
  const isGone = log.firstOffset === null || stated.lastOffset < log.firstOffset;
  if (isGone && log.firstOffset !== 0) return;
  const message = `producer ${producerId} has no batch in the log, but should have offset ${stated.lastOffset}`;
  findings.add(log.hasGaps ? 'note' : 'error', 'snapshot-unknown', message);
}
