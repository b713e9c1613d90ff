// Writes an import that is thought out: files and checkpoints first, then the metadata, then whose directory
// it is, all of it on the device before the mark of the unfinished directory goes.

import type { Uuid } from '../base/uuid.ts';
import { writeMetaProperties } from '../log/meta-properties.ts';
import { EmbeddedMetaStore } from '../metadata/embedded-meta-store.ts';
import { silentLogger } from '../platform/logger.ts';
import type { Brought } from './bring-partitions.ts';
import { bringPartitions, markClean } from './bring-partitions.ts';
import { importOperations } from './import-metadata.ts';
import type { MigrationWorld } from './migration-world.ts';
import { buildDirectory } from './new-directory.ts';
import type { PreparedImport } from './prepare-import.ts';

/** Metadata transactions that share a sync. */
const TRANSACTIONS_AT_ONCE = 1000;

/** @param requireUntouched called before the import counts; throws when the source has changed */
export function writeImport(
  world: MigrationWorld,
  prepared: PreparedImport,
  requireUntouched: () => void,
): Promise<Brought> {
  const { files, random } = world;
  const { target } = prepared;
  const { clusterId, nodeId, directoryId: sourceId } = prepared.directories[0];
  return buildDirectory(files, target, async () => {
    const brought = await bringPartitions(world, prepared);
    const directoryId = sourceId ?? random.uuid();
    await writeMetadata(world, prepared, directoryId);
    requireUntouched();
    markClean(files, prepared, NO_BROKER_EPOCH);
    writeMetaProperties(files, target, { clusterId, nodeId, directoryId });
    return brought;
  });
}

const NO_BROKER_EPOCH = -1;

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
