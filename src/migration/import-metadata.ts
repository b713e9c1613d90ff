// The metadata of an imported cluster as Klamm keeps it: pure, from the state of the cluster and the plan
// to operations of the metadata store. The node leads all of its partitions, in a leader epoch of its own,
// as if it had been elected after the stop of Apache Kafka.

import type { Uuid } from '../base/uuid.ts';
import { SUPPORTED_FEATURES } from '../metadata/features.ts';
import type { MetaOperation } from '../metadata/meta-store.ts';
import type { ConfigResourceType } from '../metadata/metadata-image.ts';
import type {
  ClusterIdRecord,
  FeaturesRecord,
  ProducerIdsRecord,
  ConfigRecord as StoredConfigs,
  PartitionRecord as StoredPartition,
  TopicNameRecord,
  TopicRecord,
} from '../metadata/metadata-records.ts';
import {
  CLUSTER_ID_KEY,
  configRecordKey,
  encodeRecord,
  FEATURES_KEY,
  PRODUCER_IDS_KEY,
  partitionKey,
  topicKey,
  topicNameKey,
} from '../metadata/metadata-records.ts';
import { ConfigRecord } from '../protocol/generated/records/config-record.ts';
import type { PartitionRecord } from '../protocol/generated/records/partition-record.ts';
import { encodeMetadataRecord } from '../protocol/record-bytes.ts';
import { carriedOperations } from './carried-metadata.ts';
import type { CarriedRecord, ClusterConfigs, ClusterState, ClusterTopic } from './cluster-state.ts';
import type { ImportPlan } from './import-plan.ts';
import type { OffsetAndEpoch } from './metadata-log.ts';
import { CONFIG_TYPE } from './record-appliers.ts';

/** Apache Kafka's types of resources with configs that exist here too. */
export const RESOURCE_TYPES: ReadonlyMap<number, ConfigResourceType> = new Map([
  [CONFIG_TYPE.TOPIC, 'topic'],
  [CONFIG_TYPE.BROKER, 'broker'],
  [CONFIG_TYPE.CLIENT_METRICS, 'client-metrics'],
  [CONFIG_TYPE.GROUP, 'group'],
]);

export interface ImportedCluster {
  readonly state: ClusterState;
  readonly plan: ImportPlan;
  readonly clusterId: string;
  /** The directory that the partitions are in from now on. */
  readonly directoryId: Uuid;
  /** Where the metadata log ended. */
  readonly end: OffsetAndEpoch;
}

/** Groups of operations; each group is one transaction. */
export function* importOperations(cluster: ImportedCluster): Generator<MetaOperation[]> {
  const { state, plan, clusterId, directoryId, end } = cluster;
  const finalized = SUPPORTED_FEATURES.filter(({ name, minVersion, maxVersion }) => {
    const level = state.features.get(name) ?? 0;
    return level >= minVersion && level <= maxVersion;
  }).map(({ name }) => [name, state.features.get(name) ?? 0] as const);
  yield [
    { put: CLUSTER_ID_KEY, value: encodeRecord<ClusterIdRecord>({ clusterId }) },
    {
      put: FEATURES_KEY,
      value: encodeRecord<FeaturesRecord>({ levels: Object.fromEntries(finalized) }),
    },
    {
      put: PRODUCER_IDS_KEY,
      value: encodeRecord<ProducerIdsRecord>({ next: state.nextProducerId }),
    },
    ...carriedOperations({
      end,
      kraftVersion: state.kraftVersion,
      features: state.features,
      records: [...state.carried.values(), ...carriedConfigs(state)],
    }),
  ];
  const kept = new Set(plan.topics.map(({ name }) => name));
  for (const configs of state.configs.values()) {
    const operation = configsOperation(configs);
    const isLeftOut = configs.type === CONFIG_TYPE.TOPIC && !kept.has(configs.name);
    if (operation && !isLeftOut) yield [operation];
  }
  for (const topic of plan.topics) yield topicOperations(topic, plan.nodeId, directoryId);
}

function topicOperations(topic: ClusterTopic, nodeId: number, directoryId: Uuid): MetaOperation[] {
  const { id, name, partitions } = topic;
  return [
    { put: topicNameKey(name), value: encodeRecord<TopicNameRecord>({ id }) },
    {
      put: topicKey(id),
      value: encodeRecord<TopicRecord>({ name, partitions: partitions.size }),
    },
    ...[...partitions].map(([index, partition]) => ({
      put: partitionKey(id, index),
      value: encodeRecord<StoredPartition>(takenOver(partition, nodeId, directoryId)),
    })),
  ];
}

function takenOver(
  { leaderEpoch, partitionEpoch }: PartitionRecord,
  nodeId: number,
  directoryId: Uuid,
): StoredPartition {
  return {
    leader: nodeId,
    leaderEpoch: leaderEpoch + 1,
    partitionEpoch: partitionEpoch + 1,
    replicas: [nodeId],
    isr: [nodeId],
    elr: [],
    lastKnownElr: [],
    addingReplicas: [],
    removingReplicas: [],
    directories: [directoryId],
  };
}

function configsOperation({ type, name, values }: ClusterConfigs): MetaOperation | null {
  const resourceType = RESOURCE_TYPES.get(type);
  if (!resourceType) return null;
  const record = encodeRecord<StoredConfigs>({ values: Object.fromEntries(values) });
  return { put: configRecordKey({ type: resourceType, name }), value: record };
}

/** Configs of resources that do not exist here, as the records that set them. */
function carriedConfigs(state: ClusterState): CarriedRecord[] {
  const unknown = [...state.configs.values()].filter(({ type }) => !RESOURCE_TYPES.has(type));
  return unknown.flatMap(({ type, name, values }) =>
    [...values].map(([config, value]) => ({
      kind: 'config' as const,
      key: `${type}/${name}/${config}`,
      label: `${config} of ${name}`,
      bytes: encodeMetadataRecord(ConfigRecord, {
        resourceType: type,
        resourceName: name,
        name: config,
        value,
      }),
    })),
  );
}
