// Writes an export: partitions and checkpoints, the cluster metadata log as one snapshot, the settings, and
// last meta.properties, without which no Apache Kafka takes the directory for one.

import type { Uuid } from '../base/uuid.ts';
import { writeMetaProperties } from '../log/meta-properties.ts';
import type { FileSystem } from '../platform/file-system.ts';
import type { Brought } from './bring-partitions.ts';
import { bringPartitions, markClean } from './bring-partitions.ts';
import type { ExportedMetadata } from './export-records.ts';
import { exportedFeatures, exportRecords, featureRecords } from './export-records.ts';
import { LOWEST_METADATA_VERSION, METADATA_VERSION, recordVersions } from './feature-levels.ts';
import type { SnapshotContent } from './kraft-snapshot.ts';
import { kraftSnapshot } from './kraft-snapshot.ts';
import type { OffsetAndEpoch } from './metadata-log.ts';
import { BOOTSTRAP_FILE, METADATA_DIRECTORY } from './metadata-log.ts';
import type { MigrationWorld } from './migration-world.ts';
import { buildDirectory } from './new-directory.ts';
import type { PreparedExport } from './prepare-export.ts';
import { CONTROLLER_LISTENER, serverProperties } from './server-properties.ts';

export interface WrittenExport {
  readonly brought: Brought;
  /** The path of the settings to start with. */
  readonly serverProperties: string;
}

const NO_VOTE = { votedId: -1, leaderId: -1 } as const;
const NO_DIRECTORY = 'AAAAAAAAAAAAAAAAAAAAAA';

export function writeExport(
  world: MigrationWorld,
  prepared: PreparedExport,
): Promise<WrittenExport> {
  const { files, random } = world;
  const { request, directories, transfers, nodeId } = prepared;
  const { target, mode } = request;
  return buildDirectory(files, target, async () => {
    const brought = await bringPartitions(world, { directories, transfers, target, mode });
    const directoryId = directories[0].directoryId ?? random.uuid();
    const brokerEpoch = writeClusterMetadata(world, prepared, directoryId);
    const path = `${target}/server.properties`;
    files.writeFileAtomic(path, Buffer.from(settingsOf(prepared)));
    markClean(files, { directories, target }, brokerEpoch);
    const { clusterId } = directories[0];
    writeMetaProperties(files, target, { clusterId, nodeId, directoryId });
    return { brought, serverProperties: path };
  });
}

function isDynamicQuorum({ metadata }: PreparedExport): boolean {
  const level = exportedFeatures(metadata).get(METADATA_VERSION) ?? LOWEST_METADATA_VERSION;
  const { origin } = metadata.carried;
  return recordVersions(level).hasDynamicQuorum && (origin?.kraftVersion ?? 1) === 1;
}

function settingsOf(prepared: PreparedExport): string {
  const { target: directory, host, port, controllerPort } = prepared.request;
  return serverProperties({
    nodeId: prepared.nodeId,
    host,
    port,
    controllerPort,
    directory,
    isDynamicQuorum: isDynamicQuorum(prepared),
  });
}

/** Returns the epoch of the broker's last registration, which a clean stop leaves word of. */
function writeClusterMetadata(
  { files, random, clock }: MigrationWorld,
  prepared: PreparedExport,
  directoryId: Uuid,
): number {
  const { metadata, request, nodeId, directories } = prepared;
  const { target, host, port, controllerPort } = request;
  const end = endOfLog(metadata);
  const brokerEpoch = end.offset - 1;
  const records = exportRecords(metadata, {
    nodeId,
    formerNodeId: directories[0].nodeId,
    directoryId,
    incarnationId: random.uuid(),
    brokerEpoch,
    host,
    port,
  });
  const voter = {
    id: nodeId,
    directoryId,
    listener: CONTROLLER_LISTENER,
    host,
    port: controllerPort,
  };
  const isDynamic = isDynamicQuorum(prepared);
  const content: SnapshotContent = {
    epoch: end.epoch,
    timestampMs: clock.wallMs(),
    voter: isDynamic ? voter : null,
    records,
  };
  const directory = `${target}/${METADATA_DIRECTORY}`;
  files.makeDirectory(directory);
  files.writeFileAtomic(`${directory}/${snapshotName(end)}`, kraftSnapshot(content));
  writeQuorumState(files, directory, { epoch: end.epoch, isDynamic, nodeId });
  const features = featureRecords(exportedFeatures(metadata));
  const bootstrap = { ...content, epoch: 0, voter: null, records: features };
  files.writeFileAtomic(`${target}/${BOOTSTRAP_FILE}`, kraftSnapshot(bootstrap));
  files.syncDirectoryNow(directory);
  return brokerEpoch;
}

/** Further on than the metadata log that the data comes from, should it come from one. */
function endOfLog({ image, carried }: ExportedMetadata): OffsetAndEpoch {
  const { offset = 0, epoch = 0 } = carried.origin ?? {};
  return { offset: offset + image.revision + 1, epoch: epoch + 1 };
}

function snapshotName({ offset, epoch }: OffsetAndEpoch): string {
  return `${String(offset).padStart(20, '0')}-${String(epoch).padStart(10, '0')}.checkpoint`;
}

/** In the version that goes with the quorum's. */
function writeQuorumState(
  files: FileSystem,
  directory: string,
  state: { readonly epoch: number; readonly isDynamic: boolean; readonly nodeId: number },
): void {
  const { epoch: leaderEpoch, isDynamic, nodeId } = state;
  const content = isDynamic
    ? { ...NO_VOTE, leaderEpoch, votedDirectoryId: NO_DIRECTORY, data_version: 1 }
    : {
        clusterId: '',
        ...NO_VOTE,
        leaderEpoch,
        appliedOffset: 0,
        currentVoters: [{ voterId: nodeId }],
        data_version: 0,
      };
  files.writeFileAtomic(`${directory}/quorum-state`, Buffer.from(JSON.stringify(content)));
}
