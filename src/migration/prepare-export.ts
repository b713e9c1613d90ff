// Everything that an export has to know before it writes its first byte: the metadata of the Klamm, which
// topics and which of their files go along.

import { assert } from '../base/assert.ts';
import type { Uuid } from '../base/uuid.ts';
import { EmbeddedMetaStore } from '../metadata/embedded-meta-store.ts';
import { Metadata } from '../metadata/metadata.ts';
import type { TopicImage } from '../metadata/metadata-image.ts';
import type { ProducerIdsRecord } from '../metadata/metadata-records.ts';
import { decodeRecord, PRODUCER_IDS_KEY } from '../metadata/metadata-records.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { silentLogger } from '../platform/logger.ts';
import type { PartitionTransfer } from './bring-partitions.ts';
import { CARRIED_PREFIX, readCarried } from './carried-metadata.ts';
import type { ExportedMetadata } from './export-records.ts';
import type { TransferMode } from './file-transfer.ts';
import type { KafkaDirectory } from './kafka-directory.ts';
import { MigrationError } from './migration-error.ts';
import type { MigrationWorld } from './migration-world.ts';
import { partitionFiles } from './partition-files.ts';

export interface ExportRequest {
  /** The directories of a Klamm, absolute paths; one has its metadata. */
  readonly sources: readonly string[];
  readonly target: string;
  readonly mode: TransferMode;
  /** The topics that go along; empty: all. */
  readonly topics: ReadonlySet<string>;
  /** Null: the one that it has here. */
  readonly nodeId: number | null;
  readonly host: string;
  readonly port: number;
  readonly controllerPort: number;
}

export interface PreparedExport {
  readonly request: ExportRequest;
  readonly directories: readonly [KafkaDirectory, ...KafkaDirectory[]];
  readonly transfers: readonly PartitionTransfer[];
  readonly metadata: ExportedMetadata;
  readonly nodeId: number;
}

/** The metadata in this directory of a Klamm, and the topics that are wanted. */
export async function readMetadata(
  { files, clock }: MigrationWorld,
  directory: string,
  wanted: ReadonlySet<string>,
): Promise<ExportedMetadata> {
  const store = EmbeddedMetaStore.open({
    fileSystem: files,
    directory,
    clock,
    logger: silentLogger,
  });
  try {
    const metadata = await Metadata.load(store);
    const { entries } = await store.range('');
    const ids = entries.find(({ key }) => key === PRODUCER_IDS_KEY);
    const carried = readCarried(entries.filter(({ key }) => key.startsWith(CARRIED_PREFIX)));
    metadata.close();
    return {
      image: metadata.image,
      carried,
      nextProducerId: ids ? decodeRecord<ProducerIdsRecord>(ids.key, ids.value).next : 0,
      topics: chosen(metadata.topics(), wanted),
    };
  } finally {
    await store.close();
  }
}

/** Internal topics go along with any choice: groups and transactions are in them. */
function chosen(topics: readonly TopicImage[], wanted: ReadonlySet<string>): TopicImage[] {
  const names = new Set(topics.map(({ name }) => name));
  const missing = [...wanted].filter((name) => !names.has(name));
  if (missing.length > 0) throw new MigrationError(`there is no topic ${missing.join(', ')}`);
  if (wanted.size === 0) return [...topics];
  return topics.filter(({ name }) => wanted.has(name) || name.startsWith('__'));
}

/** The directories of these topics' partitions that hold anything. */
export function transfersOf(
  files: FileSystem,
  topics: readonly TopicImage[],
  directories: readonly KafkaDirectory[],
): PartitionTransfer[] {
  const byId = new Map<Uuid, TopicImage>(topics.map((topic) => [topic.id, topic]));
  const byName = new Map(topics.map((topic) => [topic.name, topic]));
  const transfers: PartitionTransfer[] = [];
  for (const partition of directories.flatMap(({ partitions }) => partitions)) {
    const { topic, index, topicId, path, source } = partition;
    const image = topicId === null ? byName.get(topic) : byId.get(topicId);
    if (!image || image.name !== topic || index >= image.partitions.length) continue;
    const found = partitionFiles(files, partition);
    if (found.isUntouched) continue;
    transfers.push({ topic, index, topicId: image.id, path, source, files: found.files });
  }
  const paths = transfers.map(({ topic, index }) => `${topic}-${index}`);
  assert(new Set(paths).size === paths.length, 'a partition is in one directory');
  return transfers;
}
