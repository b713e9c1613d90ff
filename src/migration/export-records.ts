// The metadata of a Klamm as records of an Apache Kafka cluster: pure, from its image and what it carries.
// The node is as one that was stopped cleanly: registered and fenced, without a partition to lead, in sync
// with all of them. So a start of Apache Kafka goes as any other: it registers, is unfenced, is elected.

import type { Uuid } from '../base/uuid.ts';
import type { MetadataImage, TopicImage } from '../metadata/metadata-image.ts';
import { NO_BROKER } from '../metadata/metadata-image.ts';
import { ConfigRecord } from '../protocol/generated/records/config-record.ts';
import { FeatureLevelRecord } from '../protocol/generated/records/feature-level-record.ts';
import { PartitionRecord } from '../protocol/generated/records/partition-record.ts';
import { ProducerIdsRecord } from '../protocol/generated/records/producer-ids-record.ts';
import { RegisterBrokerRecord } from '../protocol/generated/records/register-broker-record.ts';
import { TopicRecord } from '../protocol/generated/records/topic-record.ts';
import { encodeMetadataRecord } from '../protocol/record-bytes.ts';
import type { CarriedMetadata } from './carried-metadata.ts';
import type { RecordVersions } from './feature-levels.ts';
import {
  LOWEST_METADATA_VERSION,
  METADATA_VERSION,
  NEW_CLUSTER_LEVELS,
  recordVersions,
} from './feature-levels.ts';
import { RESOURCE_TYPES } from './import-metadata.ts';

/** What an exported node is. */
export interface ExportedNode {
  readonly nodeId: number;
  /** The id that it had here. */
  readonly formerNodeId: number;
  readonly directoryId: Uuid;
  readonly incarnationId: Uuid;
  readonly brokerEpoch: number;
  readonly host: string;
  readonly port: number;
}

export interface ExportedMetadata {
  readonly image: MetadataImage;
  readonly carried: CarriedMetadata;
  readonly nextProducerId: number;
  /** The topics that go along. */
  readonly topics: readonly TopicImage[];
}

/** The finalized levels: what holds here, what is carried, and for data that never was elsewhere the new ones. */
export function exportedFeatures({ image, carried }: ExportedMetadata): Map<string, number> {
  const base = carried.origin ? carried.features : NEW_CLUSTER_LEVELS;
  return new Map([...base, ...image.features].filter(([, level]) => level > 0));
}

/** All records, in the order in which Apache Kafka writes a snapshot. */
export function exportRecords(metadata: ExportedMetadata, node: ExportedNode): Buffer[] {
  const features = exportedFeatures(metadata);
  const versions = recordVersions(features.get(METADATA_VERSION) ?? LOWEST_METADATA_VERSION);
  return [
    ...featureRecords(features),
    registration(node, features, versions),
    ...metadata.topics.flatMap((topic) => topicRecords(topic, node, versions)),
    ...configRecords(metadata, node),
    ...metadata.carried.records.map(({ bytes }) => bytes),
    ...producerIds(metadata, node),
  ];
}

/** `metadata.version` comes first: it says how everything after it is to be read. */
export function featureRecords(features: ReadonlyMap<string, number>): Buffer[] {
  const first = ([name]: [string, number]) => (name === METADATA_VERSION ? 0 : 1);
  return [...features]
    .sort((a, b) => first(a) - first(b))
    .map(([name, featureLevel]) =>
      encodeMetadataRecord(FeatureLevelRecord, { name, featureLevel }),
    );
}

function registration(
  node: ExportedNode,
  features: ReadonlyMap<string, number>,
  versions: RecordVersions,
): Buffer {
  const { nodeId, incarnationId, brokerEpoch, host, port, directoryId } = node;
  const level = features.get(METADATA_VERSION) ?? LOWEST_METADATA_VERSION;
  const record = {
    brokerId: nodeId,
    incarnationId,
    brokerEpoch,
    endPoints: [{ name: 'PLAINTEXT', host, port, securityProtocol: 0 }],
    features: [
      {
        name: METADATA_VERSION,
        minSupportedVersion: LOWEST_METADATA_VERSION,
        maxSupportedVersion: level,
      },
    ],
    rack: null,
    fenced: true,
    inControlledShutdown: true,
    ...(versions.hasDirectories && { logDirs: [directoryId] }),
  };
  return encodeMetadataRecord(RegisterBrokerRecord, record, versions.registerBroker);
}

function topicRecords(
  { id, name, partitions }: TopicImage,
  { nodeId, directoryId }: ExportedNode,
  versions: RecordVersions,
): Buffer[] {
  return [
    encodeMetadataRecord(TopicRecord, { name, topicId: id }),
    ...partitions.map(({ partition, leaderEpoch, partitionEpoch }) =>
      encodeMetadataRecord(
        PartitionRecord,
        {
          partitionId: partition,
          topicId: id,
          replicas: [nodeId],
          isr: [nodeId],
          removingReplicas: [],
          addingReplicas: [],
          leader: NO_BROKER,
          leaderEpoch: leaderEpoch + 1,
          partitionEpoch: partitionEpoch + 1,
          ...(versions.hasDirectories && { directories: [directoryId] }),
        },
        versions.partition,
      ),
    ),
  ];
}

function configRecords(
  { image, topics }: ExportedMetadata,
  { nodeId, formerNodeId }: ExportedNode,
): Buffer[] {
  const names = new Set(topics.map(({ name }) => name));
  const types = new Map([...RESOURCE_TYPES].map(([code, type]) => [type, code]));
  return [...image.configs.values()].flatMap(({ resource, values }) => {
    if (resource.type === 'topic' && !names.has(resource.name)) return [];
    const isOwn = resource.type === 'broker' && resource.name === String(formerNodeId);
    const resourceName = isOwn ? String(nodeId) : resource.name;
    const resourceType = types.get(resource.type) ?? 0;
    return [...values].map(([name, value]) =>
      encodeMetadataRecord(ConfigRecord, { resourceType, resourceName, name, value }),
    );
  });
}

function producerIds(
  { nextProducerId }: ExportedMetadata,
  { nodeId: brokerId, brokerEpoch }: ExportedNode,
): Buffer[] {
  if (nextProducerId === 0) return [];
  return [encodeMetadataRecord(ProducerIdsRecord, { brokerId, brokerEpoch, nextProducerId })];
}
