// Holds `leader-epoch-checkpoint` against the leader epochs that the batches carry: the epoch that the file
// gives for the offset of a batch has to be that of the batch.

import type { FileSystem } from '../../platform/file-system.ts';
import { isNotFound } from '../../platform/file-system.ts';
import { parseCheckpoint, parseCheckpointNumber } from '../checkpoint-file.ts';
import type { EpochStart } from '../leader-epochs.ts';
import type { WalkedBatch } from './batch-walk.ts';
import type { FileFindings } from './finding.ts';

export const LEADER_EPOCH_FILE = 'leader-epoch-checkpoint';

export class LeaderEpochCheck {
  readonly #findings: FileFindings;
  /** null: the file is missing or damaged, which is made good from the batches. */
  readonly #starts: readonly EpochStart[] | null;
  readonly #isMissing: boolean;
  readonly #logStartOffset: number | null;
  #next = 0;
  #current = -1;
  #hasBatches = false;

  /** `logStartOffset`: null when it is not known. */
  constructor(fileSystem: FileSystem, findings: FileFindings, logStartOffset: number | null) {
    this.#findings = findings;
    this.#logStartOffset = logStartOffset;
    const content = readIfThere(fileSystem, findings.file);
    this.#isMissing = content === null;
    this.#starts = content && readStarts(content, findings);
  }

  /** The next batch of the log; `log`: the findings about the file that it is in. */
  see({ batch, position }: WalkedBatch, log: FileFindings): void {
    this.#hasBatches = true;
    const { baseOffset, partitionLeaderEpoch } = batch;
    const starts = this.#starts;
    if (!starts || partitionLeaderEpoch < 0) return;
    for (; (starts[this.#next]?.startOffset ?? Infinity) <= baseOffset; this.#next++) {
      this.#current = starts[this.#next]?.epoch ?? -1;
    }
    if (partitionLeaderEpoch === this.#current || this.#isBeforeStart(batch)) return;
    const stated = this.#current < 0 ? 'no epoch' : `the epoch ${this.#current}`;
    const message = `the batch has the leader epoch ${partitionLeaderEpoch}, ${LEADER_EPOCH_FILE} says ${stated}`;
    log.error('leader-epoch', message, { position, offset: baseOffset });
  }

  /** What stands before the log start offset has no epoch any more. */
  #isBeforeStart({ baseOffset, partitionLeaderEpoch }: WalkedBatch['batch']): boolean {
    if (this.#current >= 0) return false;
    if (this.#logStartOffset !== null) return baseOffset < this.#logStartOffset;
    const [first] = this.#starts ?? [];
    return !first || partitionLeaderEpoch <= first.epoch;
  }

  /** The log ends here. */
  end(
    logEndOffset: number,
    { isLive, isClean }: { readonly isLive: boolean; readonly isClean: boolean },
  ): void {
    // Until a log is closed its batches tell as well.
    if (this.#isMissing && this.#hasBatches && isClean) {
      this.#findings.warning('leader-epochs', 'it is missing, though the log was closed');
    }
    if (isLive) return;
    for (const { epoch, startOffset } of this.#starts ?? []) {
      if (startOffset <= logEndOffset) continue;
      const message = `the epoch ${epoch} starts at ${startOffset}, but the log ends at ${logEndOffset}`;
      this.#findings.warning('leader-epoch-end', message, { offset: startOffset });
    }
  }
}

function readIfThere(fileSystem: FileSystem, path: string): Buffer | null {
  try {
    return fileSystem.readFile(path);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

function readStarts(content: Buffer, findings: FileFindings): EpochStart[] | null {
  const entries = parseCheckpoint(content, 2);
  if (!entries) {
    findings.error('leader-epochs', 'it is not a checkpoint of version 0, or is cut off');
    return null;
  }
  const starts: EpochStart[] = [];
  for (const [first, second] of entries) {
    const epoch = parseCheckpointNumber(first);
    const startOffset = parseCheckpointNumber(second);
    const last = starts.at(-1) ?? { epoch: -1, startOffset: -1 };
    if (epoch === null || startOffset === null) {
      findings.error('leader-epochs', `"${first} ${second}" is no epoch and offset`);
      return null;
    }
    if (epoch <= last.epoch || startOffset <= last.startOffset) {
      const message = `the epoch ${epoch} at ${startOffset} comes after ${last.epoch} at ${last.startOffset}`;
      findings.error('leader-epochs', message);
      return null;
    }
    starts.push({ epoch, startOffset });
  }
  return starts;
}
