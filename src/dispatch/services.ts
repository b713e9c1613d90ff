// The services that handlers call. The broker constructs them once and hands them to every handler.

import type { ConsumerGroupCoordinator } from '../coordinator/consumer-group-coordinator.ts';
import type { GroupCoordinator } from '../coordinator/group-coordinator.ts';
import type { ProducerIds } from '../coordinator/producer-ids.ts';
import type { ShareCoordinator } from '../coordinator/share-coordinator.ts';
import type { ShareGroupCoordinator } from '../coordinator/share-group-coordinator.ts';
import type { StreamsGroupCoordinator } from '../coordinator/streams-group-coordinator.ts';
import type { MarkerWriter } from '../coordinator/transaction/marker-writer.ts';
import type { TransactionCoordinator } from '../coordinator/transaction-coordinator.ts';
import type { ConfigService } from '../metadata/config-service.ts';
import type { Controller } from '../metadata/controller.ts';
import type { FeatureListing } from '../metadata/features.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Random } from '../platform/random.ts';
import type { ReplicaManager } from '../replication/replica-manager.ts';
import type { SharePartitions } from '../replication/share/share-partitions.ts';
import type { ApiRange } from './api-range.ts';
import type { ClientConnection } from './client-connection.ts';

/** A log directory, as DescribeLogDirs shows it. */
export interface LogDirStatus {
  /** Absolute. */
  readonly path: string;
  /** Whether it gets no new partitions (KIP-1066). */
  readonly isCordoned: boolean;
  /** Bytes on the device; KAFKA_STORAGE_ERROR while the directory is offline. */
  space(): { readonly freeBytes: number; readonly totalBytes: number };
}

export interface Services {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** The current image of the cluster: topics, brokers, features, cluster id. */
  readonly metadata: Metadata;
  /** Changes the image: topics, partitions, configs. */
  readonly controller: Controller;
  /** Effective configs and their definitions. */
  readonly configs: ConfigService;
  /** The partitions this broker leads: append, read, offsets. */
  readonly replicas: ReplicaManager;
  readonly groups: GroupCoordinator;
  /** Groups of the consumer protocol (KIP-848). */
  readonly consumerGroups: ConsumerGroupCoordinator;
  readonly shareGroups: ShareGroupCoordinator;
  readonly streamsGroups: StreamsGroupCoordinator;
  readonly transactions: TransactionCoordinator;
  /** What share groups see of the partitions of this broker, and the sessions of their members. */
  readonly shares: SharePartitions;
  /** Keeps the states of share partitions. */
  readonly shareStates: ShareCoordinator;
  /** Ends transactions in the partitions that this broker leads. */
  readonly markers: MarkerWriter;
  readonly producerIds: ProducerIds;
  /** The log directories of this broker, as they are now, in the order of `log.dirs`. */
  logDirs(): readonly LogDirStatus[];
  /** The API keys and versions that this broker serves. */
  readonly apis: readonly ApiRange[];
  /** The features as ApiVersions of this version lists them. */
  readonly features: (apiVersion: number) => FeatureListing;
  /** Where this client reaches this broker: the listener's advertised address, or the one it dialled. */
  advertisedEndpoint(connection: ClientConnection): {
    readonly host: string;
    readonly port: number;
  };
}
