// Brings up the coordinators. Those of groups and transactions need each other: a group's transactional
// commits are asked about at the transaction coordinator, whose markers make them count.

import {
  CONSUMER_OFFSETS_TOPIC,
  SHARE_GROUP_STATE_TOPIC,
  TRANSACTION_STATE_TOPIC,
} from '../base/internal-topics.ts';
import type { SharePersister } from '../base/share-persister.ts';
import { ConsumerGroupCoordinator } from '../coordinator/consumer-group-coordinator.ts';
import { GroupCoordinator } from '../coordinator/group-coordinator.ts';
import { ProducerIds } from '../coordinator/producer-ids.ts';
import { ShareCoordinator } from '../coordinator/share-coordinator.ts';
import { ShareGroupCoordinator } from '../coordinator/share-group-coordinator.ts';
import { StreamsGroupCoordinator } from '../coordinator/streams-group-coordinator.ts';
import type { MarkerWriter } from '../coordinator/transaction/marker-writer.ts';
import { TransactionCoordinator } from '../coordinator/transaction-coordinator.ts';
import type { ConfigService } from '../metadata/config-service.ts';
import type { Controller } from '../metadata/controller.ts';
import { TRANSACTION_VERSION } from '../metadata/features.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Random } from '../platform/random.ts';
import type { ReplicaManager } from '../replication/replica-manager.ts';
import { CoordinatorWriter } from './coordinator-writer.ts';
import { groupConfigOf } from './group-config.ts';
import { ControllerTopicCreator } from './internal-topic-creator.ts';
import { LocalSharePersister } from './local-share-persister.ts';
import { MetadataTopics } from './metadata-topics.ts';
import { PartitionMarkers } from './partition-markers.ts';
import { shareCoordinatorConfigOf } from './share-coordinator-config.ts';
import { transactionConfigOf } from './transaction-config.ts';

export interface CoordinatorNeeds {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly configs: ConfigService;
  readonly metadata: Metadata;
  readonly controller: Controller;
  readonly replicas: ReplicaManager;
}

export interface Coordinators {
  readonly groups: GroupCoordinator;
  readonly consumerGroups: ConsumerGroupCoordinator;
  readonly shareGroups: ShareGroupCoordinator;
  readonly streamsGroups: StreamsGroupCoordinator;
  readonly transactions: TransactionCoordinator;
  readonly shareStates: ShareCoordinator;
  readonly sharePersister: SharePersister;
  readonly markers: MarkerWriter;
  readonly producerIds: ProducerIds;
}

export function openCoordinators(needs: CoordinatorNeeds): Coordinators {
  const { clock, random, logger, configs, metadata, controller, replicas } = needs;
  const broker = () => configs.brokerConfig();
  const producerIds = new ProducerIds(() => controller.claimProducerIds());
  const markers = new PartitionMarkers(replicas, () => groups, clock);
  const transactions = new TransactionCoordinator({
    clock,
    logger,
    markers,
    producerIds,
    writer: new CoordinatorWriter({
      topic: TRANSACTION_STATE_TOPIC,
      replicas,
      configuredPartitions: () => broker().transactionStateLogNumPartitions,
    }),
    config: transactionConfigOf(broker()),
    transactionVersion: () => metadata.image.features.get(TRANSACTION_VERSION) ?? 0,
  });
  const topics = new MetadataTopics(metadata);
  const groups = new GroupCoordinator({
    clock,
    random,
    logger,
    claims: transactions,
    writer: new CoordinatorWriter({
      topic: CONSUMER_OFFSETS_TOPIC,
      replicas,
      configuredPartitions: () => broker().offsetsTopicNumPartitions,
    }),
    config: groupConfigOf(broker()),
    topics,
    groupConfig: (groupId) => configs.groupConfig(groupId),
  });
  const shareStates = openShareCoordinator(needs);
  const sharePersister = new LocalSharePersister({ shareStates, metadata, controller, clock });
  const shareGroups = new ShareGroupCoordinator({
    shards: groups.shards,
    persister: sharePersister,
    topics,
    latestOffset: (topic, partition) => replicas.leaderPartition(topic, partition).highWatermark,
    logger,
  });
  const consumerGroups = new ConsumerGroupCoordinator(groups.shards);
  const streamsGroups = new StreamsGroupCoordinator({
    shards: groups.shards,
    topicCreator: new ControllerTopicCreator(controller),
    clock,
    logger,
  });
  const services = {
    groups,
    consumerGroups,
    shareGroups,
    streamsGroups,
    transactions,
    shareStates,
  };
  return { ...services, sharePersister, markers, producerIds };
}

function openShareCoordinator(needs: CoordinatorNeeds): ShareCoordinator {
  const { clock, logger, configs, metadata, replicas } = needs;
  return new ShareCoordinator({
    clock,
    logger,
    writer: new CoordinatorWriter({
      topic: SHARE_GROUP_STATE_TOPIC,
      replicas,
      configuredPartitions: () => configs.brokerConfig().shareCoordinatorStateTopicNumPartitions,
    }),
    config: shareCoordinatorConfigOf(configs.brokerConfig()),
    partitionsOf: (topicId) => metadata.topicById(topicId)?.partitions.length ?? 0,
  });
}
