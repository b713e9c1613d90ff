// Writes a directory that Apache Kafka starts on, from those of a stopped Klamm: its partitions, its metadata
// as a snapshot of a cluster metadata log, and the settings to start with. Klamm's directories stay its own.

import { META_LOG_FILE } from '../metadata/meta-log.ts';
import type { DirectoryLock, FileSystem } from '../platform/file-system.ts';
import type { Brought } from './bring-partitions.ts';
import type { ExportedMetadata } from './export-records.ts';
import { exportedFeatures } from './export-records.ts';
import type { Finding } from './findings.ts';
import { openKafkaDirectories } from './kafka-directory.ts';
import { MigrationError } from './migration-error.ts';
import type { MigrationWorld } from './migration-world.ts';
import { requireNewDirectory } from './new-directory.ts';
import type { ExportRequest } from './prepare-export.ts';
import { readMetadata, transfersOf } from './prepare-export.ts';
import { recognizeDirectory } from './recognize-directory.ts';
import { writeExport } from './write-export.ts';

export interface ExportReport {
  readonly target: string;
  readonly sources: readonly string[];
  readonly clusterId: string;
  readonly nodeId: number;
  readonly topics: number;
  readonly partitions: number;
  readonly features: Readonly<Record<string, number>>;
  readonly wasClean: boolean;
  readonly written: Brought;
  readonly serverProperties: string;
  readonly notices: readonly Finding[];
}

/** Exports; throws MigrationError, or DirectoryBusyError while a broker runs, with nothing changed. */
export async function exportToKafka(
  world: MigrationWorld,
  request: ExportRequest,
): Promise<ExportReport> {
  const { files } = world;
  requireNewDirectory(files, request.target);
  const home = requireKlamm(files, request.sources);
  const locks: DirectoryLock[] = [];
  try {
    for (const path of request.sources) locks.push(files.lockDirectory(path));
    return await exportLocked(world, request, home);
  } finally {
    for (const lock of locks) lock.release();
  }
}

async function exportLocked(
  world: MigrationWorld,
  request: ExportRequest,
  home: string,
): Promise<ExportReport> {
  const { files } = world;
  const directories = openKafkaDirectories(files, request.sources);
  const metadata = await readMetadata(world, home, request.topics);
  const transfers = transfersOf(files, metadata.topics, directories);
  const { clusterId, nodeId: formerNodeId } = directories[0];
  const nodeId = request.nodeId ?? formerNodeId;
  const written = await writeExport(world, { request, directories, transfers, metadata, nodeId });
  return {
    target: request.target,
    sources: request.sources,
    clusterId,
    nodeId,
    topics: metadata.topics.length,
    partitions: metadata.topics.reduce((sum, { partitions }) => sum + partitions.length, 0),
    features: Object.fromEntries(exportedFeatures(metadata)),
    wasClean: directories.every(({ wasClean }) => wasClean),
    written: written.brought,
    serverProperties: written.serverProperties,
    notices: noticesOf(metadata),
  };
}

/** The directory that has the metadata. */
function requireKlamm(files: FileSystem, sources: readonly string[]): string {
  const home = sources.find((path) => files.exists(`${path}/${META_LOG_FILE}`));
  for (const path of sources) {
    const kind = recognizeDirectory(files, path);
    if (kind === 'kafka') throw new MigrationError(`${path} is Apache Kafka's already`);
    if (kind === 'unfinished')
      throw new MigrationError(`${path} was never finished: do the import again`);
  }
  if (home !== undefined) return home;
  throw new MigrationError(`no Klamm has its metadata in ${sources.join(', ')} (--data)`);
}

function noticesOf({ carried }: ExportedMetadata): Finding[] {
  const kinds = new Map<string, string[]>();
  for (const { kind, label } of carried.records) {
    kinds.set(kind, [...(kinds.get(kind) ?? []), label]);
  }
  return [...kinds].map(([kind, labels]) => ({
    kind,
    message: `${labels.length} ${kind} records, given back as they were`,
    items: [...new Set(labels)],
  }));
}
