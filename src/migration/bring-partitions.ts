// Brings the directories of partitions from one log directory to another, with what the checkpoints say of
// them: a few at a time, for their files wait for the device.

import type { Uuid } from '../base/uuid.ts';
import { OffsetCheckpoint } from '../log/offset-checkpoint.ts';
import { PARTITION_METADATA_FILE, topicIdContent } from '../log/partition-metadata.ts';
import { partitionDirectoryName } from '../log/partition-name.ts';
import type { FileSystem } from '../platform/file-system.ts';
import type { TransferMode } from './file-transfer.ts';
import { canLink, FileTransfer } from './file-transfer.ts';
import type { KafkaDirectory } from './kafka-directory.ts';
import { MigrationError } from './migration-error.ts';
import type { MigrationWorld } from './migration-world.ts';
import type { PartitionFiles } from './partition-files.ts';

const CLEAN_SHUTDOWN_FILE = '.kafka_cleanshutdown';
const PARALLEL = 8;

/** A partition, where it comes from and which of its files go along. */
export interface PartitionTransfer {
  readonly topic: string;
  readonly index: number;
  readonly topicId: Uuid;
  readonly path: string;
  readonly source: KafkaDirectory;
  readonly files: PartitionFiles['files'];
}

/** Partitions, the directories that they come from, and the one that they go to. */
export interface Move {
  readonly directories: readonly [KafkaDirectory, ...KafkaDirectory[]];
  readonly transfers: readonly PartitionTransfer[];
  readonly target: string;
  readonly mode: TransferMode;
}

/** Bytes. */
export interface Brought {
  readonly linkedBytes: number;
  readonly copiedBytes: number;
}

/** Brings the partitions' files, on the device when it is done. Throws MigrationError for want of room. */
export async function bringPartitions(world: MigrationWorld, move: Move): Promise<Brought> {
  const { files, onProgress } = world;
  const { transfers, target, directories, mode } = move;
  const isLinkable = (path: string) =>
    mode !== 'copy' && canLink(files, `${path}/meta.properties`, target);
  const linkable = new Set(directories.map(({ path }) => path).filter(isLinkable));
  let totalBytes = 0;
  let copiedBytes = 0;
  for (const { files: going, source } of transfers) {
    for (const { size, isClosed } of going) {
      totalBytes += size;
      if (!isClosed || !linkable.has(source.path)) copiedBytes += size;
    }
  }
  const { freeBytes } = files.space(target);
  if (copiedBytes > freeBytes) {
    throw new MigrationError(
      `${target} has room for ${freeBytes} bytes, and ${copiedBytes} have to be copied`,
    );
  }
  const transfer = new FileTransfer({ files, mode: mode, totalBytes, onProgress });
  const waiting = transfers.values();
  const work = async () => {
    for (const partition of waiting) await bringPartition(files, transfer, { partition, target });
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  await files.syncDirectory(target);
  writeCheckpoints(files, move);
  return { linkedBytes: transfer.linkedBytes, copiedBytes: transfer.copiedBytes };
}

async function bringPartition(
  files: FileSystem,
  transfer: FileTransfer,
  { partition, target }: { readonly partition: PartitionTransfer; readonly target: string },
): Promise<void> {
  const directory = `${target}/${partitionDirectoryName(partition)}`;
  files.makeDirectory(directory);
  for (const { name, size, isClosed } of partition.files) {
    await transfer.bring(`${partition.path}/${name}`, `${directory}/${name}`, {
      size,
      mayLink: isClosed,
    });
  }
  const metadata = `${directory}/${PARTITION_METADATA_FILE}`;
  if (!files.exists(metadata)) files.writeFileAtomic(metadata, topicIdContent(partition.topicId));
  await files.syncDirectory(directory);
}

function writeCheckpoints(
  files: FileSystem,
  { transfers, target }: Pick<Move, 'transfers' | 'target'>,
): void {
  const write = (
    name: string,
    of: 'recoveryPoints' | 'logStartOffsets' | 'highWatermarks' | 'cleanerOffsets',
  ) => {
    const checkpoint = new OffsetCheckpoint(files, `${target}/${name}`);
    for (const { topic, index, source } of transfers) {
      const offset = source[of].get({ topic, index });
      if (offset !== undefined) checkpoint.set({ topic, index }, offset);
    }
    checkpoint.write({ durably: true });
  };
  write('recovery-point-offset-checkpoint', 'recoveryPoints');
  write('log-start-offset-checkpoint', 'logStartOffsets');
  write('replication-offset-checkpoint', 'highWatermarks');
  write('cleaner-offset-checkpoint', 'cleanerOffsets');
}

/** Leaves word that every log was closed cleanly, when that is so. */
export function markClean(
  files: FileSystem,
  { directories, target }: Pick<Move, 'directories' | 'target'>,
  brokerEpoch: number,
): void {
  if (!directories.every(({ wasClean }) => wasClean)) return;
  const content = JSON.stringify({ version: 0, brokerEpoch });
  files.writeFileAtomic(`${target}/${CLEAN_SHUTDOWN_FILE}`, Buffer.from(content));
}
