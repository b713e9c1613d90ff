// A log directory of an Apache Kafka node, as it lies on the disk: whose it is, which partitions it holds,
// its checkpoints, and what is left over in it. Reads only: the directory stays what it was.

import { assert } from '../base/assert.ts';
import type { Uuid } from '../base/uuid.ts';
import { parseUuid } from '../base/uuid.ts';
import { OffsetCheckpoint } from '../log/offset-checkpoint.ts';
import { readTopicId } from '../log/partition-metadata.ts';
import type { PartitionName } from '../log/partition-name.ts';
import { parsePartitionDirectory } from '../log/partition-name.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { isNotFound } from '../platform/file-system.ts';
import { METADATA_DIRECTORY } from './metadata-log.ts';
import { MigrationError } from './migration-error.ts';

const CLEAN_SHUTDOWN_FILE = '.kafka_cleanshutdown';
const SET_ASIDE = /^(.+)\.[0-9a-f]{32}-(future|delete|stray)$/;

/** The directory of a partition. */
export interface SourcePartition extends PartitionName {
  readonly path: string;
  /** Null when it does not say: nothing was ever appended to it. */
  readonly topicId: Uuid | null;
  readonly source: KafkaDirectory;
}

/** A directory that holds no partition of the cluster: on its way here, or on its way out. */
export interface SetAside {
  readonly path: string;
  readonly reason: 'delete' | 'stray';
}

export interface KafkaDirectory {
  readonly path: string;
  readonly clusterId: string;
  readonly nodeId: number;
  /** Null in a directory from before directories had ids. */
  readonly directoryId: Uuid | null;
  readonly wasClean: boolean;
  /** Whether the cluster metadata is here. */
  readonly hasMetadata: boolean;
  readonly partitions: readonly SourcePartition[];
  /** Copies that were being made of partitions of other directories. */
  readonly futures: readonly SourcePartition[];
  readonly setAside: readonly SetAside[];
  readonly recoveryPoints: OffsetCheckpoint;
  readonly logStartOffsets: OffsetCheckpoint;
  readonly highWatermarks: OffsetCheckpoint;
  readonly cleanerOffsets: OffsetCheckpoint;
}

/** Reads the directory; throws MigrationError when it is not one of Apache Kafka's, running in KRaft mode. */
export function openKafkaDirectory(files: FileSystem, path: string): KafkaDirectory {
  const identity = readIdentity(files, path);
  const names = files.list(path).filter((name) => files.stat(`${path}/${name}`).isDirectory);
  const partitions: SourcePartition[] = [];
  const futures: SourcePartition[] = [];
  const setAside: SetAside[] = [];
  const directory: KafkaDirectory = {
    path,
    ...identity,
    wasClean: files.exists(`${path}/${CLEAN_SHUTDOWN_FILE}`),
    hasMetadata: names.includes(METADATA_DIRECTORY),
    partitions,
    futures,
    setAside,
    recoveryPoints: checkpoint(files, `${path}/recovery-point-offset-checkpoint`),
    logStartOffsets: checkpoint(files, `${path}/log-start-offset-checkpoint`),
    highWatermarks: checkpoint(files, `${path}/replication-offset-checkpoint`),
    cleanerOffsets: checkpoint(files, `${path}/cleaner-offset-checkpoint`),
  };
  const sourceOf = (name: string, partition: PartitionName): SourcePartition => ({
    ...partition,
    path: `${path}/${name}`,
    topicId: readTopicId(files, `${path}/${name}`),
    source: directory,
  });
  for (const name of names) {
    const [, hosted, reason] = SET_ASIDE.exec(name) ?? [];
    const partition = parsePartitionDirectory(hosted ?? name);
    if (name === METADATA_DIRECTORY) continue;
    if (reason === 'delete' || reason === 'stray')
      setAside.push({ path: `${path}/${name}`, reason });
    else if (partition)
      (reason === 'future' ? futures : partitions).push(sourceOf(name, partition));
  }
  return directory;
}

/** A damaged checkpoint is an empty one, as it is for Apache Kafka: logs are gone through instead. */
function checkpoint(files: FileSystem, path: string): OffsetCheckpoint {
  const read = new OffsetCheckpoint(files, path);
  read.load();
  return read;
}

type Identity = Pick<KafkaDirectory, 'clusterId' | 'nodeId' | 'directoryId'>;

/** Versions 0 (a node that came from ZooKeeper) and 1. */
function readIdentity(files: FileSystem, path: string): Identity {
  const values = readProperties(files, path);
  const version = values.get('version') ?? '0';
  const nodeId = Number(values.get(version === '0' ? 'broker.id' : 'node.id') ?? Number.NaN);
  const clusterId = values.get('cluster.id');
  const file = `${path}/meta.properties`;
  if (version !== '0' && version !== '1') {
    throw new MigrationError(`${file} has the unknown version ${version}`);
  }
  if (!Number.isInteger(nodeId)) throw new MigrationError(`${file} names no node`);
  if (!clusterId) throw new MigrationError(`${file} names no cluster`);
  return { clusterId, nodeId, directoryId: parseUuid(values.get('directory.id') ?? '') };
}

function readProperties(files: FileSystem, path: string): Map<string, string> {
  let text: string;
  try {
    text = files.readFile(`${path}/meta.properties`).toString('utf8');
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new MigrationError(
      `${path} is not a formatted directory of Apache Kafka: it has no meta.properties`,
      [],
      { cause: error },
    );
  }
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^\s*([^#!\s=][^=]*?)\s*=\s*(.*?)\s*$/.exec(line);
    if (match) values.set(match[1] as string, match[2] as string);
  }
  return values;
}

/** The directories of one node; throws MigrationError when they are not. */
export function openKafkaDirectories(
  files: FileSystem,
  paths: readonly string[],
): readonly [KafkaDirectory, ...KafkaDirectory[]] {
  const [first, ...others] = paths.map((path) => openKafkaDirectory(files, path));
  assert(first !== undefined, 'an import has a source');
  for (const other of others) {
    requireSame('cluster', [first, other], ({ clusterId }) => clusterId);
    requireSame('node', [first, other], ({ nodeId }) => String(nodeId));
  }
  return [first, ...others];
}

function requireSame(
  what: string,
  [left, right]: readonly [KafkaDirectory, KafkaDirectory],
  of: (directory: KafkaDirectory) => string,
): void {
  if (of(left) === of(right)) return;
  throw new MigrationError(
    `${left.path} belongs to ${what} ${of(left)}, ${right.path} to ${what} ${of(right)}: an import takes the directories of one node`,
  );
}
