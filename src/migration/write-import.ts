// Writes an import that is thought out: files first, then checkpoints and metadata, then whose directory it
// is, all of it on the device before the mark of the unfinished import goes.

import type { Uuid } from '../base/uuid.ts';
import { writeMetaProperties } from '../log/meta-properties.ts';
import { OffsetCheckpoint } from '../log/offset-checkpoint.ts';
import { PARTITION_METADATA_FILE, topicIdContent } from '../log/partition-metadata.ts';
import { partitionDirectoryName } from '../log/partition-name.ts';
import { EmbeddedMetaStore } from '../metadata/embedded-meta-store.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { silentLogger } from '../platform/logger.ts';
import { canLink, FileTransfer } from './file-transfer.ts';
import { importOperations } from './import-metadata.ts';
import { MigrationError } from './migration-error.ts';
import type { MigrationWorld } from './migration-world.ts';
import type { PartitionTransfer, PreparedImport } from './prepare-import.ts';
import { HARMLESS_NAMES, recognizeDirectory, UNFINISHED_IMPORT } from './recognize-directory.ts';

const CLEAN_SHUTDOWN_FILE = '.kafka_cleanshutdown';
/** Partitions that are brought at the same time: their files wait for the device. */
const PARALLEL = 8;
/** Metadata transactions that share a sync. */
const TRANSACTIONS_AT_ONCE = 1000;

export interface WrittenImport {
  readonly linkedBytes: number;
  readonly copiedBytes: number;
}

/** @param requireUntouched called before the import counts; throws when the source has changed */
export async function writeImport(
  world: MigrationWorld,
  prepared: PreparedImport,
  requireUntouched: () => void,
): Promise<WrittenImport> {
  const { files } = world;
  const { target } = prepared;
  const wasThere = files.exists(target);
  try {
    begin(files, target);
    const lock = files.lockDirectory(target);
    try {
      return await write(world, prepared, requireUntouched);
    } finally {
      lock.release();
    }
  } catch (error) {
    undo(files, target, wasThere);
    throw error;
  }
}

async function write(
  world: MigrationWorld,
  prepared: PreparedImport,
  requireUntouched: () => void,
): Promise<WrittenImport> {
  const { files } = world;
  const { target } = prepared;
  const transfer = await bringFiles(world, prepared);
  const directoryId = prepared.directories[0].directoryId ?? world.random.uuid();
  writeCheckpoints(files, prepared);
  await writeMetadata(world, prepared, directoryId);
  requireUntouched();
  const { clusterId, nodeId } = prepared.directories[0];
  writeMetaProperties(files, target, { clusterId, nodeId, directoryId });
  files.remove(`${target}/${UNFINISHED_IMPORT}`);
  await files.syncDirectory(target);
  return { linkedBytes: transfer.linkedBytes, copiedBytes: transfer.copiedBytes };
}

function undo(files: FileSystem, target: string, wasThere: boolean): void {
  if (!wasThere) {
    files.removeTree(target);
  } else {
    clear(files, target);
    files.remove(`${target}/${UNFINISHED_IMPORT}`);
  }
}

/** Marks the directory, and clears what an earlier try has left in it. */
function begin(files: FileSystem, target: string): void {
  files.makeDirectory(target);
  if (recognizeDirectory(files, target) === 'unfinished-import') clear(files, target);
  files.writeFileAtomic(`${target}/${UNFINISHED_IMPORT}`, Buffer.from('klamm import\n'));
}

/** Removes what an import has written: it began with an empty directory. */
function clear(files: FileSystem, target: string): void {
  for (const name of files.list(target)) {
    if (name !== UNFINISHED_IMPORT && !HARMLESS_NAMES.has(name))
      files.removeTree(`${target}/${name}`);
  }
}

async function bringFiles(world: MigrationWorld, prepared: PreparedImport): Promise<FileTransfer> {
  const { files, onProgress } = world;
  const { transfers, target, directories } = prepared;
  const isLinkable = (path: string) =>
    prepared.mode !== 'copy' && canLink(files, `${path}/meta.properties`, target);
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
  const transfer = new FileTransfer({ files, mode: prepared.mode, totalBytes, onProgress });
  const waiting = transfers.values();
  const work = async () => {
    for (const partition of waiting) await bringPartition(files, transfer, { partition, target });
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  await files.syncDirectory(target);
  return transfer;
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
  { transfers, directories, target }: PreparedImport,
): void {
  const write = (name: string, of: 'recoveryPoints' | 'logStartOffsets' | 'highWatermarks') => {
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
  if (directories.every(({ wasClean }) => wasClean)) {
    const content = JSON.stringify({ version: 0, brokerEpoch: -1 });
    files.writeFileAtomic(`${target}/${CLEAN_SHUTDOWN_FILE}`, Buffer.from(content));
  }
}

async function writeMetadata(
  { files, clock }: MigrationWorld,
  { cluster, plan, directories, target }: PreparedImport,
  directoryId: Uuid,
): Promise<void> {
  const store = EmbeddedMetaStore.open({
    fileSystem: files,
    directory: target,
    clock,
    logger: silentLogger,
  });
  const { clusterId } = directories[0];
  const { state, log } = cluster;
  let together: Promise<unknown>[] = [];
  for (const operations of importOperations({
    state,
    plan,
    clusterId,
    directoryId,
    end: log.end,
  })) {
    together.push(store.transact({ guards: [], operations }));
    if (together.length < TRANSACTIONS_AT_ONCE) continue;
    await Promise.all(together);
    together = [];
  }
  await Promise.all(together);
  await store.close();
}
