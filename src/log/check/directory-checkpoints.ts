// The checkpoints of a log directory, read for a check: each has to be whole, and what it says of a
// partition has to lie within that partition's log. A recovery point beyond the end of a log is the trace of
// a loss: so much had reached the device.

import type { FileSystem } from '../../platform/file-system.ts';
import { isNotFound } from '../../platform/file-system.ts';
import { parseCheckpoint, parseCheckpointNumber } from '../checkpoint-file.ts';
import type { FileFindings, Findings } from './finding.ts';

const RECOVERY_POINTS = 'recovery-point-offset-checkpoint';
const HIGH_WATERMARKS = 'replication-offset-checkpoint';
const LOG_STARTS = 'log-start-offset-checkpoint';
const CLEANER_OFFSETS = 'cleaner-offset-checkpoint';

const WHAT = {
  [RECOVERY_POINTS]: 'the recovery point',
  [HIGH_WATERMARKS]: 'the high watermark',
  [LOG_STARTS]: 'the log start offset',
  [CLEANER_OFFSETS]: 'the offset up to which it was cleaned',
} as const;

type CheckpointName = keyof typeof WHAT;
const NAMES = Object.keys(WHAT) as CheckpointName[];

export function isCheckpointName(name: string): boolean {
  return NAMES.some((each) => each === name);
}

/** What a check of a partition has found out. */
export interface LogExtent {
  readonly firstOffset: number | null;
  readonly logEndOffset: number;
  readonly isClean: boolean;
}

export class DirectoryCheckpoints {
  readonly #findings = new Map<CheckpointName, FileFindings>();
  readonly #entries = new Map<CheckpointName, ReadonlyMap<string, number>>();

  constructor(fileSystem: FileSystem, path: string, findings: Findings) {
    for (const name of NAMES) {
      const about = findings.about(`${path}/${name}`);
      this.#findings.set(name, about);
      this.#entries.set(name, readEntries(fileSystem, about));
    }
  }

  /** 0 when it is not known: everything is gone through then. */
  recoveryPoint(partition: string): number {
    return this.#offset(RECOVERY_POINTS, partition) ?? 0;
  }

  /** 0 where there is no entry: the log starts with its first segment then. */
  logStartOffset(partition: string): number {
    return this.#offset(LOG_STARTS, partition) ?? 0;
  }

  /** Holds what is said of a partition against its log. */
  check(partition: string, { logEndOffset, isClean }: LogExtent): void {
    for (const name of NAMES) {
      const offset = this.#offset(name, partition);
      if (offset === undefined || offset <= logEndOffset) continue;
      const message = `${partition}: ${WHAT[name]} is ${offset}, but the log ends at ${logEndOffset}`;
      // High watermarks are written before the records of an unclean stop are known to be safe.
      const isHarmless = !isClean && name === HIGH_WATERMARKS;
      const severity = isHarmless ? 'warning' : 'error';
      this.#findings.get(name)?.add(severity, 'checkpoint-beyond', message, { offset });
    }
  }

  /** Reports entries of partitions that have no directory, though they say that they have records. */
  reportUnknown(names: ReadonlySet<string>): void {
    for (const name of NAMES) {
      for (const [partition, offset] of this.#entries.get(name) ?? []) {
        if (names.has(partition) || offset === 0) continue;
        const message = `${partition} has no directory here, but ${WHAT[name]} is ${offset}`;
        this.#findings.get(name)?.warning('checkpoint-unknown', message, { offset });
      }
    }
  }

  #offset(name: CheckpointName, partition: string): number | undefined {
    return this.#entries.get(name)?.get(partition);
  }
}

function readEntries(fileSystem: FileSystem, findings: FileFindings): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  const content = readIfThere(fileSystem, findings.file);
  // Apache Kafka makes the file before it has anything to write.
  if (!content || content.length === 0) return offsets;
  const entries = parseCheckpoint(content, 3);
  if (!entries) {
    findings.error('checkpoint', 'it is not a checkpoint of version 0, or is cut off');
  }
  for (const [topic, partition, text] of entries ?? []) {
    const index = parseCheckpointNumber(partition);
    const offset = parseCheckpointNumber(text);
    const name = `${topic}-${index}`;
    if (!topic || index === null || index < 0 || offset === null || offset < 0) {
      findings.error('checkpoint', `"${topic} ${partition} ${text}" is no partition and offset`);
    } else if (offsets.has(name)) {
      findings.error('checkpoint', `${name} is there twice`);
    } else offsets.set(name, offset);
  }
  return offsets;
}

function readIfThere(fileSystem: FileSystem, path: string): Buffer | null {
  try {
    return fileSystem.readFile(path);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
