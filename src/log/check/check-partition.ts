// Checks the directory of one partition: its segments in order, every file that is derived from their
// batches, and the files that should not be there. It only reads, one window of a file at a time, and an
// error in one place does not keep it from looking at the next.

import type { Uuid } from '../../base/uuid.ts';
import type { FileSystem } from '../../platform/file-system.ts';
import { isNotFound } from '../../platform/file-system.ts';
import { readTopicId } from '../partition-metadata.ts';
import { LOG_SUFFIX, parseSegmentName, SNAPSHOT_SUFFIX, segmentPath } from '../segment-files.ts';
import type { AbortedTransaction } from '../transaction-index.ts';
import type { WalkedBatch } from './batch-walk.ts';
import type { RecordDecoder } from './check-batch.ts';
import type { LogWalk } from './check-segment.ts';
import { checkSegment } from './check-segment.ts';
import { DerivedProducers } from './derived-producers.ts';
import type { FileFindings } from './finding.ts';
import { Findings } from './finding.ts';
import { LEADER_EPOCH_FILE, LeaderEpochCheck } from './leader-epoch-check.ts';
import { checkSnapshot } from './producer-snapshot-check.ts';

const DEFAULT_PRODUCER_EXPIRY_MS = 86_400_000;
const PARTITION_METADATA_FILE = 'partition.metadata';
const LEFTOVER = /\.(deleted|cleaned|tmp)$/;
/** A cleaned segment that was about to take the place of others: whoever opens the log finishes that. */
const SWAP = /\.swap$/;
/** Files of Apache Kafka's metadata log, which is a partition of its own kind. */
const QUORUM_FILE = /^(quorum-state|\d{20}-\d{10}\.checkpoint(\.part|\.deleted)?)$/;

/** What is known about a partition from elsewhere. */
export interface PartitionExpectations {
  /** Whether the log was closed cleanly; if not, what follows the recovery point is mended when it opens. */
  readonly isClean?: boolean;
  readonly recoveryPoint?: number;
  /** Left out: not known. */
  readonly logStartOffset?: number;
  /** Whether a broker is using it at this moment. */
  readonly isLive?: boolean;
  readonly topicId?: Uuid;
  /** Whether records may have been cleaned away; left out: that is not known. */
  readonly isCompacted?: boolean;
  /** Looks at the segment with this base offset and its indexes, and at nothing else. */
  readonly onlySegment?: number;
  readonly producerExpiryMs?: number;
  readonly decode?: RecordDecoder | null;
  readonly findings?: Findings;
  readonly onProgress?: (bytes: number) => void;
}

/** What a check has gone through. */
export interface PartitionReport {
  readonly findings: Findings;
  readonly segments: number;
  readonly batches: number;
  /** The base offset of the first segment; null: there is none. */
  readonly firstOffset: number | null;
  /** The offset after the last batch. */
  readonly logEndOffset: number;
}

/** Checks one partition directory. Throws StorageError when it cannot be read. */
export function checkPartition(
  fileSystem: FileSystem,
  directory: string,
  expectations: PartitionExpectations = {},
): PartitionReport {
  return new PartitionCheck(fileSystem, directory, expectations).run();
}

class PartitionCheck implements LogWalk {
  firstOffset: number | null = null;
  hasGaps = false;
  readonly #fileSystem: FileSystem;
  readonly #directory: string;
  readonly #expected: PartitionExpectations;
  readonly #findings: Findings;
  readonly #epochs: LeaderEpochCheck;
  readonly #producers = new DerivedProducers();
  #nextOffset = -1;
  #batches = 0;
  /** Offsets of the snapshots that were not reached yet, ascending. */
  #snapshots: number[] = [];
  #hasSnapshots = false;

  constructor(fileSystem: FileSystem, directory: string, expected: PartitionExpectations) {
    this.#fileSystem = fileSystem;
    this.#directory = directory;
    this.#expected = expected;
    this.#findings = expected.findings ?? new Findings();
    const logStartOffset = expected.logStartOffset ?? null;
    const epochs = this.#about(LEADER_EPOCH_FILE);
    this.#epochs = new LeaderEpochCheck(fileSystem, epochs, logStartOffset);
  }

  run(): PartitionReport {
    const names = this.#fileSystem.list(this.#directory);
    const present = new Set(names);
    const { onlySegment } = this.#expected;
    const bases = onlySegment === undefined ? this.#checkNames(names, present) : [onlySegment];
    for (const [index, base] of bases.entries()) {
      this.#checkSegment(base, bases[index + 1] ?? null, present);
    }
    if (onlySegment === undefined) this.#end();
    return {
      findings: this.#findings,
      segments: bases.length,
      batches: this.#batches,
      firstOffset: bases[0] ?? null,
      logEndOffset: Math.max(this.#nextOffset, 0),
    };
  }

  /** Sorts out what is in the directory; returns the base offsets of the segments. */
  #checkNames(names: readonly string[], present: ReadonlySet<string>): number[] {
    const bases: number[] = [];
    for (const name of names) {
      const parsed = parseSegmentName(name);
      if (!parsed) this.#reportOther(name);
      else if (parsed.suffix === LOG_SUFFIX) bases.push(parsed.offset);
      else if (parsed.suffix === SNAPSHOT_SUFFIX) this.#snapshots.push(parsed.offset);
      else this.#reportOrphan(name, parsed.suffix, present);
    }
    this.#hasSnapshots = this.#snapshots.length > 0;
    this.#checkMetadata(present);
    return bases;
  }

  see(walked: WalkedBatch, log: FileFindings): AbortedTransaction | null {
    const { batch, position, isIntact, isWhole } = walked;
    const { baseOffset } = batch;
    this.#batches++;
    if (baseOffset < this.#nextOffset) {
      const message = `offset ${baseOffset} comes after ${this.#nextOffset - 1}`;
      log.error('offset-order', message, { position, offset: baseOffset });
    } else if (baseOffset > this.#nextOffset) {
      this.#reportGap(baseOffset, log, position);
    }
    if (isWhole && batch.recordsCount <= batch.lastOffsetDelta) this.hasGaps = true;
    this.firstOffset ??= baseOffset;
    this.#takeSnapshotsUpTo(baseOffset);
    this.#nextOffset = batch.nextOffset;
    if (this.#expected.onlySegment === undefined) this.#epochs.see(walked, log);
    if (!isIntact) this.hasGaps = true;
    return isWhole || !batch.isControl ? this.#producers.apply(batch) : null;
  }

  skip(): void {
    this.hasGaps = true;
  }

  #checkSegment(baseOffset: number, next: number | null, names: ReadonlySet<string>): void {
    const { isClean = true, recoveryPoint = 0, isLive = false } = this.#expected;
    const log = this.#about(segmentPath('', baseOffset, LOG_SUFFIX).slice(1));
    if (baseOffset < this.#nextOffset) {
      const message = `it begins at ${baseOffset}, the one before ends with ${this.#nextOffset - 1}`;
      log.error('segment-order', message);
    } else if (this.firstOffset !== null && baseOffset > this.#nextOffset) {
      this.#reportGap(baseOffset, log, 0);
    }
    this.#nextOffset = Math.max(this.#nextOffset, baseOffset);
    checkSegment(
      {
        fileSystem: this.#fileSystem,
        directory: this.#directory,
        baseOffset,
        names,
        findings: this.#findings,
        situation: {
          isActive: next === null,
          isLive,
          isMended: !isClean && (next ?? Number.POSITIVE_INFINITY) > recoveryPoint,
        },
        decode: this.#expected.decode ?? null,
        onProgress: this.#expected.onProgress ?? (() => {}),
      },
      this,
    );
  }

  /** Offsets that are missing are a loss where nothing is ever cleaned away. */
  #reportGap(offset: number, log: FileFindings, position: number): void {
    if (!this.hasGaps || this.#expected.isCompacted === false) {
      const severity = this.#expected.isCompacted === false ? 'warning' : 'note';
      const why = this.#expected.isCompacted === undefined ? ', as of a compacted log' : '';
      const message = `the offsets ${this.#nextOffset} to ${offset - 1} are missing${why}`;
      if (this.#expected.isCompacted !== true) {
        log.add(severity, 'offset-gap', message, { position, offset: this.#nextOffset });
      }
    }
    this.hasGaps = true;
  }

  #takeSnapshotsUpTo(offset: number): void {
    for (let next = this.#snapshots[0]; next !== undefined && next <= offset; ) {
      this.#checkSnapshot(next);
      this.#snapshots.shift();
      next = this.#snapshots[0];
    }
  }

  #checkSnapshot(offset: number): void {
    const findings = this.#about(segmentPath('', offset, SNAPSHOT_SUFFIX).slice(1));
    try {
      checkSnapshot(this.#fileSystem, findings, this.#producers, {
        firstOffset: this.firstOffset,
        hasGaps: this.hasGaps,
        producerExpiryMs: this.#expected.producerExpiryMs ?? DEFAULT_PRODUCER_EXPIRY_MS,
      });
    } catch (error) {
      // A running broker removes old ones.
      if (!this.#expected.isLive || !isNotFound(error)) throw error;
    }
  }

  #end(): void {
    const logEndOffset = Math.max(this.#nextOffset, 0);
    const { isLive = false } = this.#expected;
    this.#takeSnapshotsUpTo(logEndOffset);
    if (this.#expected.isClean && !this.#hasSnapshots && this.#hasProducers()) {
      const message = 'the log was closed without a snapshot of its producers';
      this.#findings.about(this.#directory).warning('snapshot-absent', message);
    }
    for (const offset of isLive ? [] : this.#snapshots) {
      const message = `it is of offset ${offset}, but the log ends at ${logEndOffset}`;
      this.#about(segmentPath('', offset, SNAPSHOT_SUFFIX).slice(1)).warning(
        'snapshot-beyond',
        message,
      );
    }
    this.#epochs.end(logEndOffset, { isLive, isClean: this.#expected.isClean ?? false });
  }

  /** Whether a producer has batches in the log; of what was deleted nobody needs a snapshot. */
  #hasProducers(): boolean {
    const { logStartOffset = 0 } = this.#expected;
    return [...this.#producers.all.values()].some(({ lastOffset }) => lastOffset >= logStartOffset);
  }

  #checkMetadata(present: ReadonlySet<string>): void {
    const findings = this.#about(PARTITION_METADATA_FILE);
    if (!present.has(PARTITION_METADATA_FILE)) {
      findings.warning('partition-metadata', 'it is missing: which topic this is, is not known');
      return;
    }
    const topicId = readTopicId(this.#fileSystem, this.#directory);
    const { topicId: expected } = this.#expected;
    if (topicId === null) {
      findings.error('partition-metadata', 'it does not say legibly which topic this is');
    } else if (expected !== undefined && topicId !== expected) {
      const message = `it is of the topic ${topicId}, the metadata says ${expected}`;
      findings.error('partition-metadata', message);
    }
  }

  #reportOrphan(name: string, suffix: string, present: ReadonlySet<string>): void {
    if (present.has(name.slice(0, -suffix.length) + LOG_SUFFIX)) return;
    this.#about(name).warning('orphan', 'its segment is not there: it will be removed');
  }

  #reportOther(name: string): void {
    const isKnown = name === LEADER_EPOCH_FILE || name === PARTITION_METADATA_FILE;
    if (isKnown || QUORUM_FILE.test(name)) return;
    if (SWAP.test(name)) this.#about(name).note('swap', 'a clean that opening the log will finish');
    else if (LEFTOVER.test(name))
      this.#about(name).note('leftover', 'left behind, of no use any more');
    else this.#about(name).note('unknown-file', 'not a file of a log');
  }

  #about(name: string): FileFindings {
    return this.#findings.about(`${this.#directory}/${name}`);
  }
}
