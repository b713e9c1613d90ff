// What a broker says of its log directories (KIP-858): which of them are online, and in which one each of
// its replicas is. Thought out against an image; what it says already changes nothing.

import type { Uuid } from '../base/uuid.ts';
import type { MetaGuard, MetaOperation } from './meta-store.ts';
import { unchangedSince } from './meta-store.ts';
import type { BrokerImage, MetadataImage, PartitionImage } from './metadata-image.ts';
import type { MetadataPlan } from './metadata-plan.ts';
import type { BrokerRecord, PartitionRecord } from './metadata-records.ts';
import { brokerKey, encodeRecord, partitionKey } from './metadata-records.ts';

/** A replica of this broker and the log directory that holds it. */
export interface DirectoryAssignment {
  readonly topicId: Uuid;
  readonly partition: number;
  readonly directoryId: Uuid;
}

/** Plans what these replicas of a broker say of their directories; those that are gone are passed over. */
export function planDirectoryAssignment(
  image: MetadataImage,
  brokerId: number,
  assignments: readonly DirectoryAssignment[],
): MetadataPlan<void> {
  const operations: MetaOperation[] = [];
  const guards: MetaGuard[] = [];
  for (const { topicId, partition: index, directoryId } of assignments) {
    const partition = image.topicsById.get(topicId)?.partitions[index];
    const replica = partition?.replicas.indexOf(brokerId) ?? -1;
    if (!partition || replica < 0 || partition.directories[replica] === directoryId) continue;
    const key = partitionKey(topicId, index);
    operations.push({ put: key, value: encodeRecord(reassigned(partition, replica, directoryId)) });
    guards.push(unchangedSince(key, partition.revision));
  }
  return { answer: undefined, operations, guards };
}

/** What a broker's log directories are like. */
export type DirectoryStates = Required<
  Pick<BrokerImage, 'logDirectories' | 'cordonedLogDirectories'>
>;

/** Plans that these directories of a broker are online, and no others. */
export function planDirectoryStates(
  image: MetadataImage,
  brokerId: number,
  states: DirectoryStates,
): MetadataPlan<void> {
  const broker = image.brokers.get(brokerId);
  const operations = broker
    ? [{ put: brokerKey(brokerId), value: encodeRecord(registrationWith(broker, states)) }]
    : [];
  return { answer: undefined, operations, guards: [] };
}

function reassigned(
  { partition: _, revision: __, ...record }: PartitionImage,
  replica: number,
  directoryId: Uuid,
): PartitionRecord {
  const directories = record.directories.map((id, at) => (at === replica ? directoryId : id));
  return { ...record, partitionEpoch: record.partitionEpoch + 1, directories };
}

function registrationWith(
  { epoch: _, ...record }: BrokerImage,
  states: DirectoryStates,
): BrokerRecord {
  return { ...record, ...states };
}
