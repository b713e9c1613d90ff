// Puts the services of a broker together, in the order in which they need one another, and takes them
// apart in the reverse order. What fails half way is taken apart as far as it had come.

import { resolve } from 'node:path';
import { KafkaError } from '../base/kafka-error.ts';
import { apiRanges } from '../dispatch/api-range.ts';
import { handlersAs } from '../dispatch/as-release.ts';
import { Dispatcher } from '../dispatch/dispatcher.ts';
import type { Services } from '../dispatch/services.ts';
import { allHandlers } from '../handlers/all-handlers.ts';
import type { LogManager } from '../log/log-manager.ts';
import { fixedLogLevel } from '../metadata/broker-loggers.ts';
import { ConfigService } from '../metadata/config-service.ts';
import { checkCordoned } from '../metadata/configs/broker-config-validation.ts';
import type { BrokerConfig } from '../metadata/configs/broker-configs.ts';
import { Controller } from '../metadata/controller.ts';
import { listFeatures } from '../metadata/features.ts';
import type { BufferPool } from '../network/buffer-pool.ts';
import type { Dispatch } from '../network/dispatch.ts';
import type { ListenerSpec, SocketServer } from '../network/socket-server.ts';
import { FetchSessionCache } from '../replication/fetch-session-cache.ts';
import type { Partition } from '../replication/partition.ts';
import { ReplicaManager } from '../replication/replica-manager.ts';
import { advertisedAddress } from './advertised-address.ts';
import type { BrokerOptions } from './broker-options.ts';
import { Closers } from './closers.ts';
import { startCleaner } from './compaction.ts';
import { DirectoryReports } from './directory-reports.ts';
import { followMetadata } from './follow-metadata.ts';
import { groupConfigOf } from './group-config.ts';
import { Housekeeping } from './housekeeping.ts';
import { logDirStatuses } from './log-dir-statuses.ts';
import { networkLimitsOf } from './network-limits.ts';
import { openCoordinators } from './open-coordinators.ts';
import { openShares } from './open-shares.ts';
import type { Storage } from './open-storage.ts';
import { openStorage } from './open-storage.ts';
import { DirectoryPartitionLogs, followTopicConfigs } from './partition-logs.ts';
import { shareCoordinatorConfigOf } from './share-coordinator-config.ts';
import { StartError } from './start-error.ts';
import { createStartTopics } from './start-topics.ts';
import { transactionConfigOf } from './transaction-config.ts';

/** What the network side has brought up already. */
export interface Network {
  readonly server: SocketServer;
  readonly pool: BufferPool;
  /** The listeners with their real ports. */
  readonly endpoints: readonly ListenerSpec[];
  /** Told when the disk has failed in a way that leaves the broker nothing to serve. */
  readonly onFatal: (reason: string) => void;
}

export interface OpenServices {
  readonly dispatch: Dispatch;
  readonly clusterId: string;
  readonly services: Services;
  /** Answers every request that waits, so that none holds up a stop. */
  endWaiting(): void;
  /** Brings everything to the disk and lets go of it. */
  close(): Promise<void>;
}

export async function openServices(
  options: BrokerOptions,
  network: Network,
): Promise<OpenServices> {
  const closers = new Closers();
  try {
    const { endpoints, onFatal } = network;
    const storage = await openStorage(options, { endpoints, closers, onFatal });
    const { logs, metadata } = storage;
    logs.setAsideStrays(({ topic, index }) => metadata.partition(topic, index) !== undefined);
    const services = assemble(options, storage, closers);
    followConfigs(services, network.server, closers);
    await createStartTopics(options.topics, services.metadata, services.controller);
    recoverAfterCrash(logs, services);
    resumeMoves(logs, services);
    services.transactions.load();
    services.groups.load();
    services.shareStates.load();
    keepHouse(logs, services, closers);
    startCleaner(services, logs, options.platform, closers);
    const allocate = (size: number) => network.pool.allocate(size);
    const dispatcher = new Dispatcher({
      ...{ handlers: handlersAs(options.release ?? null, allHandlers), services, allocate },
      interceptor: options.interceptor,
    });
    return {
      clusterId: services.metadata.clusterId,
      services,
      dispatch: (frame, connection) => dispatcher.dispatch(frame, connection),
      endWaiting() {
        services.replicas.endWaiting();
        services.groups.stop();
        services.transactions.stop();
        services.shares.stop();
        services.shareStates.stop();
      },
      close: () => closers.closeAll(),
    };
  } catch (error) {
    // Why it does not start is what has to be told, not what went wrong on the way back.
    await closers.closeAll().catch((closing: unknown) => {
      options.logger.error({ error: closing }, 'closing after a failed start failed');
    });
    throw error;
  }
}

function assemble(options: BrokerOptions, storage: Storage, closers: Closers): Services {
  const { clock, random } = options.platform;
  const { logger, nodeId, release = null } = options;
  const { logs, store, metadata } = storage;
  const configs = new ConfigService({
    metadata,
    nodeId,
    staticConfigs: withDirectories(options.properties, logs),
    logger,
    logLevel: options.logLevel ?? fixedLogLevel(),
    tables: release?.configs,
  });
  followLogConfigs(configs, storage, closers);
  const broker = () => configs.brokerConfig();
  const reports = new DirectoryReports();
  const replicas = new ReplicaManager({
    logs: new DirectoryPartitionLogs({ logs, configs, reports, clock }),
    fetchSessions: new FetchSessionCache(clock, random, {
      maxSessions: broker().maxIncrementalFetchSessionCacheSlots,
      minEvictionMs: FETCH_SESSION_EVICTION_MS,
    }),
    fetchMaxBytes: () => broker().fetchMaxBytes,
  });
  const controller = new Controller({ store, metadata, configs, random, logger });
  const needs = { clock, random, logger, configs, metadata, controller, replicas };
  const coordinators = openCoordinators(needs);
  const { groups, transactions, shareStates } = coordinators;
  closers.add(() => groups.stop());
  closers.add(() => transactions.stop());
  closers.add(() => shareStates.stop());
  const shares = openShares(needs, coordinators.sharePersister);
  closers.add(() => shares.stop());
  const followers = { replicas, ...coordinators, shares, logger, nodeId };
  closers.add(followMetadata(metadata, followers));
  reports.start({ controller, logs, nodeId, clock, logger });
  closers.add(() => reports.stop());
  return {
    clock,
    random,
    logger,
    metadata,
    controller,
    configs,
    replicas,
    ...coordinators,
    shares,
    logDirs: () => logDirStatuses(logs),
    apis: apiRanges(handlersAs(release, allHandlers)),
    features: (apiVersion) => listFeatures(metadata.image, apiVersion, release),
    advertisedEndpoint: advertisedAddress(options.listeners),
  };
}

/** Apache Kafka's `min.incremental.fetch.session.eviction.ms`, which is not a public config. */
const FETCH_SESSION_EVICTION_MS = 120_000;

function followConfigs(
  { configs, replicas, groups, transactions, shareStates }: Services,
  server: SocketServer,
  closers: Closers,
): void {
  server.updateLimits(networkLimitsOf(configs.brokerConfig()));
  closers.add(
    configs.onBrokerConfigChange((config) => {
      server.updateLimits(networkLimitsOf(config));
      groups.updateConfig(groupConfigOf(config));
      transactions.updateConfig(transactionConfigOf(config));
      shareStates.updateConfig(shareCoordinatorConfigOf(config));
    }),
  );
  closers.add(followTopicConfigs(configs, replicas));
}

/** `log.dirs` is what clients are told of: absolute, and set also where it was not. */
function withDirectories(
  properties: BrokerOptions['properties'],
  logs: LogManager,
): ReadonlyMap<string, string> {
  const paths = logs.statuses().map(({ path }) => path);
  return new Map([['log.dirs', paths.join(',')], ...properties]);
}

/** What the broker's configs say of logs and their directories. */
function followLogConfigs(
  configs: ConfigService,
  { logs, producerExpiry }: Storage,
  closers: Closers,
): void {
  const follow = ({ producerIdExpirationMs, cordonedLogDirs }: BrokerConfig): void => {
    producerExpiry.ms = producerIdExpirationMs;
    logs.cordon(cordonedLogDirs.map((path) => (path === '*' ? path : resolve(path))));
  };
  try {
    checkCordoned(configs.brokerConfig());
  } catch (error) {
    throw error instanceof KafkaError ? new StartError(error.message) : error;
  }
  follow(configs.brokerConfig());
  closers.add(configs.onBrokerConfigChange(follow));
}

/**
 * After an unclean stop every log is opened, and so recovered, before the broker serves: otherwise the next
 * clean stop would vouch for logs that nobody has looked at. One that is damaged stays offline alone.
 */
function recoverAfterCrash(logs: LogManager, { replicas }: Services): void {
  for (const directory of logs.directories) {
    if (directory.wasClean) continue;
    for (const { topic, index } of directory.partitions()) {
      recover(replicas.leaderPartition(topic, index));
    }
  }
}

/** Partitions that were on their way to another log directory go on. */
function resumeMoves(logs: LogManager, { replicas, logger }: Services): void {
  for (const { partition, path } of logs.interruptedMoves()) {
    try {
      replicas.moveToDirectory(partition.topic, partition.index, path);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      logger.warn({ ...partition, path, reason: error.message }, 'a move does not go on');
    }
  }
}

function recover(partition: Partition): void {
  try {
    partition.log.checkInvariants();
  } catch (error) {
    // The log directory has said in the log what is wrong; clients hear of it when they ask.
    if (!(error instanceof KafkaError)) throw error;
  }
}

function keepHouse(logs: LogManager, services: Services, closers: Closers): void {
  const { clock, logger, replicas, configs } = services;
  const housekeeping = new Housekeeping({
    clock,
    logger,
    partitions: () => replicas.partitions(),
    config: () => configs.brokerConfig(),
    logs,
  });
  housekeeping.start();
  closers.add(() => housekeeping.stop());
}
