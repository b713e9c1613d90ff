// What each record of the cluster metadata log does to the state of the cluster, by record type.

import type { Uuid } from '../base/uuid.ts';
import { AccessControlEntryRecord } from '../protocol/generated/records/access-control-entry-record.ts';
import { BrokerRegistrationChangeRecord } from '../protocol/generated/records/broker-registration-change-record.ts';
import { ClearElrRecord } from '../protocol/generated/records/clear-elr-record.ts';
import { ClientQuotaRecord } from '../protocol/generated/records/client-quota-record.ts';
import { ConfigRecord } from '../protocol/generated/records/config-record.ts';
import { DelegationTokenRecord } from '../protocol/generated/records/delegation-token-record.ts';
import { FeatureLevelRecord } from '../protocol/generated/records/feature-level-record.ts';
import { FenceBrokerRecord } from '../protocol/generated/records/fence-broker-record.ts';
import { NoOpRecord } from '../protocol/generated/records/no-op-record.ts';
import { PartitionChangeRecord } from '../protocol/generated/records/partition-change-record.ts';
import { PartitionRecord } from '../protocol/generated/records/partition-record.ts';
import { ProducerIdsRecord } from '../protocol/generated/records/producer-ids-record.ts';
import { RegisterBrokerRecord } from '../protocol/generated/records/register-broker-record.ts';
import { RegisterControllerRecord } from '../protocol/generated/records/register-controller-record.ts';
import { RemoveAccessControlEntryRecord } from '../protocol/generated/records/remove-access-control-entry-record.ts';
import { RemoveDelegationTokenRecord } from '../protocol/generated/records/remove-delegation-token-record.ts';
import { RemoveTopicRecord } from '../protocol/generated/records/remove-topic-record.ts';
import { RemoveUserScramCredentialRecord } from '../protocol/generated/records/remove-user-scram-credential-record.ts';
import { TopicRecord } from '../protocol/generated/records/topic-record.ts';
import { UnfenceBrokerRecord } from '../protocol/generated/records/unfence-broker-record.ts';
import { UnregisterBrokerRecord } from '../protocol/generated/records/unregister-broker-record.ts';
import { UserScramCredentialRecord } from '../protocol/generated/records/user-scram-credential-record.ts';
import { ZkMigrationStateRecord } from '../protocol/generated/records/zk-migration-state-record.ts';
import type { RecordCodec } from '../protocol/message.ts';
import { decodeMetadataRecord } from '../protocol/record-bytes.ts';
import type { CarriedKind, ClusterState } from './cluster-state.ts';
import { MigrationError } from './migration-error.ts';

/** `ConfigRecord.resourceType` */
export const CONFIG_TYPE = { TOPIC: 2, BROKER: 4, CLIENT_METRICS: 16, GROUP: 32 } as const;

/** A leader that a PartitionChangeRecord leaves as it is. */
const LEADER_UNCHANGED = -2;

type Applier = (state: ClusterState, value: Buffer) => void;

/** Changes the state as a record says, whose bytes it is given. */
export const RECORD_APPLIERS: ReadonlyMap<number, Applier> = new Map([
  on(TopicRecord, (state, { topicId: id, name }) => {
    state.topics.set(id, { id, name, partitions: new Map() });
  }),
  on(RemoveTopicRecord, (state, { topicId }) => {
    const { name } = topicOf(state, topicId);
    state.topics.delete(topicId);
    state.configs.delete(configsKey(CONFIG_TYPE.TOPIC, name));
  }),
  on(PartitionRecord, (state, record) => {
    topicOf(state, record.topicId).partitions.set(record.partitionId, record);
  }),
  on(PartitionChangeRecord, (state, change) => {
    const { partitions } = topicOf(state, change.topicId);
    const partition = partitions.get(change.partitionId);
    if (!partition)
      throw new MigrationError(`${change.topicId} has no partition ${change.partitionId}`);
    partitions.set(change.partitionId, changedPartition(partition, change));
  }),
  on(ClearElrRecord, (state, { topicName }) => {
    for (const { name, partitions } of state.topics.values()) {
      if (topicName !== '' && topicName !== name) continue;
      for (const [index, partition] of partitions) {
        partitions.set(index, { ...partition, eligibleLeaderReplicas: [], lastKnownElr: [] });
      }
    }
  }),
  on(ConfigRecord, applyConfig),
  on(FeatureLevelRecord, (state, { name, featureLevel }) => {
    if (featureLevel === 0) state.features.delete(name);
    else state.features.set(name, featureLevel);
  }),
  on(ProducerIdsRecord, (state, { nextProducerId }) => {
    state.nextProducerId = nextProducerId;
  }),
  on(RegisterBrokerRecord, (state, record) => {
    state.brokers.set(record.brokerId, record);
  }),
  on(UnregisterBrokerRecord, (state, { brokerId }) => {
    state.brokers.delete(brokerId);
  }),
  on(BrokerRegistrationChangeRecord, (state, { brokerId, logDirs }) => {
    const broker = state.brokers.get(brokerId);
    if (broker && logDirs.length > 0) state.brokers.set(brokerId, { ...broker, logDirs });
  }),
  on(RegisterControllerRecord, (state, { controllerId }) => {
    state.controllers.add(controllerId);
  }),
  // Whether a broker was alive, a migration from ZooKeeper went on, or nothing happened at all: all of it
  // is past once the node has stopped.
  on(FenceBrokerRecord, () => {}),
  on(UnfenceBrokerRecord, () => {}),
  on(ZkMigrationStateRecord, () => {}),
  on(NoOpRecord, () => {}),
  on(AccessControlEntryRecord, (state, { id, principal }, bytes) => {
    carry(state, { kind: 'acl', key: id, label: principal }, bytes);
  }),
  on(RemoveAccessControlEntryRecord, (state, { id }) => drop(state, 'acl', id)),
  on(UserScramCredentialRecord, (state, { name, mechanism }, bytes) => {
    carry(state, { kind: 'scram', key: `${mechanism}/${name}`, label: name }, bytes);
  }),
  on(RemoveUserScramCredentialRecord, (state, { name, mechanism }) => {
    drop(state, 'scram', `${mechanism}/${name}`);
  }),
  on(DelegationTokenRecord, (state, { tokenId, owner }, bytes) => {
    carry(state, { kind: 'delegation-token', key: tokenId, label: owner }, bytes);
  }),
  on(RemoveDelegationTokenRecord, (state, { tokenId }) => {
    drop(state, 'delegation-token', tokenId);
  }),
  on(ClientQuotaRecord, (state, { entity, key: quota, remove }, bytes) => {
    const parts = entity.map(({ entityType, entityName }) => [entityType, entityName] as const);
    const key = JSON.stringify([...parts].sort(byType).concat([[quota, '']]));
    const label = parts.map(([type, name]) => `${type} ${name ?? '<default>'}`).join(', ');
    if (remove) drop(state, 'client-quota', key);
    else carry(state, { kind: 'client-quota', key, label: `${label}: ${quota}` }, bytes);
  }),
]);

function on<M extends I, I>(
  codec: RecordCodec<M, I>,
  apply: (state: ClusterState, record: M, bytes: Buffer) => void,
): [number, Applier] {
  return [codec.type, (state, value) => apply(state, decodeMetadataRecord(codec, value), value)];
}

function topicOf(state: ClusterState, id: Uuid) {
  const topic = state.topics.get(id);
  if (!topic)
    throw new MigrationError(`the metadata log speaks of the topic ${id}, which it never made`);
  return topic;
}

function changedPartition(
  partition: PartitionRecord,
  change: PartitionChangeRecord,
): PartitionRecord {
  const isLed = change.leader !== LEADER_UNCHANGED;
  return {
    ...partition,
    isr: change.isr ?? partition.isr,
    replicas: change.replicas ?? partition.replicas,
    addingReplicas: change.addingReplicas ?? partition.addingReplicas,
    removingReplicas: change.removingReplicas ?? partition.removingReplicas,
    directories: change.directories ?? partition.directories,
    eligibleLeaderReplicas: change.eligibleLeaderReplicas ?? partition.eligibleLeaderReplicas,
    lastKnownElr: change.lastKnownElr ?? partition.lastKnownElr,
    leader: isLed ? change.leader : partition.leader,
    leaderEpoch: partition.leaderEpoch + (isLed ? 1 : 0),
    partitionEpoch: partition.partitionEpoch + 1,
  };
}

/** The key of a resource's configs in the state. */
export function configsKey(type: number, name: string): string {
  return `${type}/${name}`;
}

function applyConfig(state: ClusterState, record: ConfigRecord): void {
  const { resourceType: type, resourceName: name, name: config, value } = record;
  const key = configsKey(type, name);
  const configs = state.configs.get(key) ?? { type, name, values: new Map<string, string>() };
  if (value === null) configs.values.delete(config);
  else configs.values.set(config, value);
  if (configs.values.size === 0) state.configs.delete(key);
  else state.configs.set(key, configs);
}

function carry(
  state: ClusterState,
  about: { readonly kind: CarriedKind; readonly key: string; readonly label: string },
  bytes: Buffer,
): void {
  state.carried.set(`${about.kind}/${about.key}`, { ...about, bytes: Buffer.from(bytes) });
}

function drop(state: ClusterState, kind: CarriedKind, key: string): void {
  state.carried.delete(`${kind}/${key}`);
}

type EntityPart = readonly [string, string | null];

function byType([left]: EntityPart, [right]: EntityPart): number {
  return left < right ? -1 : 1;
}
