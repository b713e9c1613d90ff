// Keeps the partitions of this broker in step with the metadata image. Called in the turn in which the
// image changes, so a topic is usable before the client that created it is answered.

import {
  CONSUMER_OFFSETS_TOPIC,
  SHARE_GROUP_STATE_TOPIC,
  TRANSACTION_STATE_TOPIC,
} from '../base/internal-topics.ts';
import { ZERO_UUID } from '../base/uuid.ts';
import type { GroupCoordinator } from '../coordinator/group-coordinator.ts';
import type { ShareCoordinator } from '../coordinator/share-coordinator.ts';
import type { ShareGroupCoordinator } from '../coordinator/share-group-coordinator.ts';
import type { TransactionCoordinator } from '../coordinator/transaction-coordinator.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { TopicImage } from '../metadata/metadata-image.ts';
import type { Logger } from '../platform/logger.ts';
import type { ReplicaManager } from '../replication/replica-manager.ts';
import type { SharePartitions } from '../replication/share/share-partitions.ts';

export interface MetadataFollowers {
  readonly replicas: ReplicaManager;
  readonly groups: GroupCoordinator;
  readonly shareGroups: ShareGroupCoordinator;
  readonly transactions: TransactionCoordinator;
  readonly shareStates: ShareCoordinator;
  readonly shares: SharePartitions;
  readonly logger: Logger;
  /** This broker. */
  readonly nodeId: number;
}

/** Hosts what the image has and follows its changes. Returns what stops it. */
export function followMetadata(metadata: Metadata, followers: MetadataFollowers): () => void {
  for (const topic of metadata.topics()) host(followers, topic, false);
  return metadata.onChange(({ topicsDeleted, partitionsChanged }) => {
    for (const { name } of topicsDeleted) {
      unhost(followers, name);
      if (name === TRANSACTION_STATE_TOPIC) followers.transactions.unloadAll();
      if (name === SHARE_GROUP_STATE_TOPIC) followers.shareStates.unloadAll();
    }
    const grown = new Set(partitionsChanged.map(({ topic }) => topic));
    for (const topic of grown) host(followers, topic, true);
    loadLed(followers, grown);
    if (topicsDeleted.length > 0) forgetOffsets(followers, topicsDeleted);
    const changed = new Set([...topicsDeleted, ...grown].map(({ name }) => name));
    if (changed.size > 0) followers.groups.onTopicsChanged(changed);
    if (topicsDeleted.length > 0) forgetShareStates(followers, topicsDeleted);
  });
}

/** What this broker has come to lead of the coordinators' topics is loaded. */
function loadLed(
  { groups, transactions, shareStates }: MetadataFollowers,
  changed: ReadonlySet<TopicImage>,
): void {
  for (const { name } of changed) {
    if (name === CONSUMER_OFFSETS_TOPIC) groups.load();
    if (name === TRANSACTION_STATE_TOPIC) transactions.load();
    if (name === SHARE_GROUP_STATE_TOPIC) shareStates.load();
  }
}

function host(
  { replicas, nodeId }: MetadataFollowers,
  { name, id, partitions }: TopicImage,
  isNew: boolean,
): void {
  const hosted = partitions.map(({ leaderEpoch, replicas: brokers, directories }) => {
    const directoryId = directories[brokers.indexOf(nodeId)] ?? ZERO_UUID;
    return { leaderEpoch, directoryId };
  });
  replicas.host({ name, id, partitions: hosted }, { isNew });
}

/** The topic is gone, whatever its disk says: what could not be removed is set aside when the name comes back. */
function unhost({ replicas, logger }: MetadataFollowers, topic: string): void {
  for (const error of replicas.unhost(topic)) {
    logger.warn({ topic, error }, 'removing the log of a deleted partition failed');
  }
}

/** The groups' offsets of a deleted topic go with it; nobody waits for that. */
function forgetOffsets(
  { groups, logger }: MetadataFollowers,
  deleted: readonly TopicImage[],
): void {
  const ids = new Map(deleted.map(({ name, id }) => [name, id]));
  groups.onTopicsDeleted(ids).catch((error: unknown) => {
    logger.error({ error, topics: [...ids.keys()] }, 'removing offsets of deleted topics failed');
  });
}

/** The states of a deleted topic's share partitions go with it; nobody waits for that. */
function forgetShareStates(
  { shareStates, shareGroups, shares, logger }: MetadataFollowers,
  deleted: readonly TopicImage[],
): void {
  const ids = new Set(deleted.map(({ id }) => id));
  shares.onTopicsDeleted(ids);
  const forgotten = [shareGroups.onTopicsDeleted(ids), shareStates.onTopicsDeleted(ids)];
  Promise.all(forgotten).catch((error: unknown) => {
    logger.error({ error, topics: [...ids] }, 'removing states of deleted topics failed');
  });
}
