// The offset checkpoints of one log directory: how far each of its logs is on the device, where it starts,
// what of it is committed and how far it is clean. Entries of logs that are not open stay as they were read.

import type { FileSystem } from '../platform/file-system.ts';
import type { Logger } from '../platform/logger.ts';
import type { PartitionLogOptions } from './log-types.ts';
import { OffsetCheckpoint } from './offset-checkpoint.ts';
import type { PartitionLog } from './partition-log.ts';
import type { PartitionName } from './partition-name.ts';

export type KnownOffsets = Required<
  Pick<PartitionLogOptions, 'recoveryPoint' | 'logStartOffset' | 'cleanedTo'>
>;

export class DirectoryCheckpoints {
  readonly recoveryPoints: OffsetCheckpoint;
  readonly logStartOffsets: OffsetCheckpoint;
  readonly highWatermarks: OffsetCheckpoint;
  readonly cleanedTo: OffsetCheckpoint;

  /** Reads the files; a damaged one counts as missing, and every log is then checked in full. */
  constructor(fileSystem: FileSystem, directory: string, logger: Logger) {
    const read = (name: string): OffsetCheckpoint => {
      const checkpoint = new OffsetCheckpoint(fileSystem, `${directory}/${name}`);
      if (!checkpoint.load()) {
        logger.warn({ directory, name }, 'a checkpoint is damaged: every log is checked in full');
      }
      return checkpoint;
    };
    this.recoveryPoints = read('recovery-point-offset-checkpoint');
    this.logStartOffsets = read('log-start-offset-checkpoint');
    this.highWatermarks = read('replication-offset-checkpoint');
    this.cleanedTo = read('cleaner-offset-checkpoint');
  }

  /** What the files say of a log that is about to be opened. */
  of(partition: PartitionName): Partial<KnownOffsets> {
    const known = {
      recoveryPoint: this.recoveryPoints.get(partition),
      logStartOffset: this.logStartOffsets.get(partition),
      cleanedTo: this.cleanedTo.get(partition),
    };
    return Object.fromEntries(Object.entries(known).filter(([, offset]) => offset !== undefined));
  }

  /** Takes note of where an open log is. */
  note(partition: PartitionName, log: PartitionLog): void {
    this.recoveryPoints.set(partition, log.recoveryPoint);
    this.noteStart(partition, log);
    this.noteCleaned(partition, log);
  }

  /** Takes note of how far an open log is clean. */
  noteCleaned(partition: PartitionName, { cleaning }: PartitionLog): void {
    if (cleaning.cleanedTo !== null) this.cleanedTo.set(partition, cleaning.cleanedTo);
  }

  /** Takes note of where an open log starts. */
  noteStart(partition: PartitionName, log: PartitionLog): void {
    const isNoted = this.logStartOffsets.get(partition) !== undefined;
    if (log.logStartOffset > 0 || isNoted) this.logStartOffsets.set(partition, log.logStartOffset);
  }

  /** Forgets a partition: it is gone, or another one begins under its name. */
  delete(partition: PartitionName): void {
    for (const checkpoint of this.#all) checkpoint.delete(partition);
  }

  /** A log is about to be cut off: what the device knows of it must not lie beyond that. Waits for the device. */
  cutOff(partition: PartitionName, offset: number): void {
    for (const checkpoint of [this.recoveryPoints, this.logStartOffsets]) {
      if ((checkpoint.get(partition) ?? 0) <= offset) continue;
      checkpoint.set(partition, offset);
      checkpoint.write({ durably: true });
    }
  }

  /** The paths of the files. */
  get paths(): readonly string[] {
    return this.#all.map(({ path }) => path);
  }

  /** Writes the files that have changed; durably only when told, for that waits for the device. */
  write(options: { readonly durably?: boolean } = {}): void {
    for (const checkpoint of this.#all) checkpoint.write(options);
  }

  get #all(): readonly OffsetCheckpoint[] {
    return [this.recoveryPoints, this.logStartOffsets, this.highWatermarks, this.cleanedTo];
  }
}
