// The way of records through a broker without its sockets: dispatcher, handlers, partitions and logs are
// real, on a disk in memory and a clock that stands still. A request is sent as a frame and so is its
// answer, so that what a version does not carry is not seen.

import { onTestFinished } from 'vitest';
import { ZERO_UUID } from '../../../src/base/uuid.ts';
import { DirectoryReports } from '../../../src/broker/directory-reports.ts';
import { followMetadata } from '../../../src/broker/follow-metadata.ts';
import { logDirStatuses } from '../../../src/broker/log-dir-statuses.ts';
import { openCoordinators } from '../../../src/broker/open-coordinators.ts';
import { openShares } from '../../../src/broker/open-shares.ts';
import { DirectoryPartitionLogs, followTopicConfigs } from '../../../src/broker/partition-logs.ts';
import { apiRanges } from '../../../src/dispatch/api-range.ts';
import type { ClientConnection } from '../../../src/dispatch/client-connection.ts';
import { Dispatcher } from '../../../src/dispatch/dispatcher.ts';
import type { Services } from '../../../src/dispatch/services.ts';
import { allHandlers } from '../../../src/handlers/all-handlers.ts';
import { LogManager } from '../../../src/log/log-manager.ts';
import { writeMetaProperties } from '../../../src/log/meta-properties.ts';
import { listFeatures } from '../../../src/metadata/features.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { MemoryFileSystem } from '../../../src/platform/memory-file-system.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import { IncrementalAlterConfigs } from '../../../src/protocol/generated/incremental-alter-configs.ts';
import type { Api } from '../../../src/protocol/message.ts';
import { encodeRequestFrame } from '../../../src/protocol/request-frame.ts';
import { decodeResponseFrame } from '../../../src/protocol/response-frame.ts';
import { batchesIn } from '../../../src/record/batch-iterator.ts';
import { recordsOf } from '../../../src/record/record.ts';
import type { NewBatch } from '../../../src/record/record-batch-builder.ts';
import { buildBatch } from '../../../src/record/record-batch-builder.ts';
import { FetchSessionCache } from '../../../src/replication/fetch-session-cache.ts';
import type { Partition } from '../../../src/replication/partition.ts';
import { ReplicaManager } from '../../../src/replication/replica-manager.ts';
import type { TestCluster } from '../../metadata/test-cluster.ts';
import {
  CLUSTER_ID,
  LOG_DIRECTORY,
  startTestCluster,
  topicSpec,
} from '../../metadata/test-cluster.ts';

export const LOG_DIR = '/data';

/** A connection whose client can go away. */
export class FakeConnection implements ClientConnection {
  readonly id = 'c';
  readonly listenerName = 'PLAINTEXT';
  readonly remoteAddress = '127.0.0.1';
  readonly remotePort = 1;
  readonly localAddress = '127.0.0.1';
  readonly localPort = 2;
  clientSoftware?: { readonly name: string; readonly version: string };
  /** What is to be told when the client goes. */
  readonly waiting = new Set<() => void>();

  drain(): void {}

  onClose(fn: () => void): () => void {
    this.waiting.add(fn);
    return () => void this.waiting.delete(fn);
  }

  close(): void {
    for (const fn of [...this.waiting]) fn();
  }
}

export interface Sender {
  readonly clientId?: string;
  readonly connection?: ClientConnection;
}

export class DataPath {
  readonly disk: MemoryFileSystem;
  readonly logs: LogManager;
  readonly replicas: ReplicaManager;
  readonly connection = new FakeConnection();
  readonly transactions: Services['transactions'];
  readonly #cluster: TestCluster;
  readonly #dispatcher: Dispatcher;

  static async start(staticConfigs: Readonly<Record<string, string>> = {}): Promise<DataPath> {
    const disk = new MemoryFileSystem({ clock: new VirtualClock(), capacityBytes: 100_000_000 });
    const cluster = await startTestCluster({ fileSystem: disk, staticConfigs });
    onTestFinished(() => cluster.stop());
    return new DataPath(cluster, disk);
  }

  private constructor(cluster: TestCluster, disk: MemoryFileSystem) {
    const { clock, configs, controller, metadata } = cluster;
    const random = new SeededRandom(3);
    this.#cluster = cluster;
    this.disk = disk;
    // The directory that the cluster knows of.
    disk.makeDirectory(LOG_DIR);
    const meta = { clusterId: CLUSTER_ID, nodeId: 0, directoryId: LOG_DIRECTORY };
    writeMetaProperties(disk, LOG_DIR, meta);
    this.logs = LogManager.open({
      paths: [LOG_DIR],
      fileSystem: disk,
      clock,
      random,
      logger: silentLogger,
      nodeId: 0,
      producerExpiryMs: () => 86_400_000,
    });
    const reports = new DirectoryReports();
    this.replicas = new ReplicaManager({
      logs: new DirectoryPartitionLogs({ logs: this.logs, configs, reports, clock }),
      fetchSessions: new FetchSessionCache(clock, random, { maxSessions: 10, minEvictionMs: 1000 }),
      fetchMaxBytes: () => configs.brokerConfig().fetchMaxBytes,
    });
    const { replicas, logs } = this;
    const logger = silentLogger;
    const needs = { clock, random, logger, configs, metadata, controller, replicas };
    const coordinators = openCoordinators(needs);
    this.transactions = coordinators.transactions;
    const shares = openShares(needs, coordinators.sharePersister);
    followMetadata(metadata, { replicas, logger, nodeId: 0, shares, ...coordinators });
    followTopicConfigs(configs, replicas);
    const services: Services = {
      clock,
      random,
      logger: silentLogger,
      metadata,
      controller,
      configs,
      replicas,
      ...coordinators,
      shares,
      logDirs: () => logDirStatuses(logs),
      apis: apiRanges(allHandlers),
      features: (apiVersion) => listFeatures(metadata.image, apiVersion, null),
      advertisedEndpoint: () => ({ host: 'broker.test', port: 1 }),
    };
    const allocate = Buffer.alloc;
    this.#dispatcher = new Dispatcher({ handlers: allHandlers, services, allocate });
  }

  get clock(): VirtualClock {
    return this.#cluster.clock;
  }

  get controller(): TestCluster['controller'] {
    return this.#cluster.controller;
  }

  /** Creates a topic and returns its first partition. */
  async topic(name: string, spec: Parameters<typeof topicSpec>[1] = {}): Promise<Partition> {
    const [created] = await this.controller.createTopics([topicSpec(name, spec)]);
    if (created?.errorCode !== 0) throw new Error(`${name}: ${created?.errorMessage}`);
    return this.partition(name);
  }

  async deleteTopic(name: string): Promise<void> {
    const [deleted] = await this.controller.deleteTopics([{ name, topicId: ZERO_UUID }]);
    if (deleted?.errorCode !== 0) throw new Error(`${name}: ${deleted?.errorMessage}`);
  }

  /** Sets a config of a topic, as a client does. */
  async alter(topic: string, name: string, value: string): Promise<void> {
    const configs = [{ name, configOperation: 0, value }];
    const resources = [{ resourceType: 2, resourceName: topic, configs }];
    const request = { resources, validateOnly: false };
    const { responses } = await this.send(IncrementalAlterConfigs, 1, request);
    if (responses[0]?.errorCode !== 0) throw new Error(`${topic}: ${responses[0]?.errorMessage}`);
  }

  partition(topic: string, index = 0): Partition {
    return this.replicas.leaderPartition(topic, index);
  }

  /** The answer to a request, decoded; null when there is none. */
  async ask<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    api: Api<Req, Res, ReqIn, ResIn>,
    apiVersion: number,
    request: ReqIn,
    { clientId = 'test', connection = this.connection }: Sender = {},
  ): Promise<Res | null> {
    const head = { apiVersion, correlationId: 1, clientId };
    const frame = encodeRequestFrame(api, head, request).subarray(4);
    const answer = this.#dispatcher.dispatch(frame, connection);
    // The network uses the frame's bytes again as soon as a handler has returned.
    frame.fill(0xdd);
    const reply = await answer;
    return reply && decodeResponseFrame(api, apiVersion, reply.subarray(4)).response;
  }

  /** The same for a request that has an answer. */
  async send<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    api: Api<Req, Res, ReqIn, ResIn>,
    apiVersion: number,
    request: ReqIn,
    sender?: Sender,
  ): Promise<Res> {
    const response = await this.ask(api, apiVersion, request, sender);
    if (response === null) throw new Error(`${api.name} was not answered`);
    return response;
  }
}

/** One batch of these texts as values, with the time at which virtual clocks begin. */
export function batchOf(texts: readonly string[], fields: Partial<NewBatch> = {}): Buffer {
  const records = texts.map((text) => ({ key: Buffer.from(text), value: Buffer.from(text) }));
  return buildBatch({ timestamp: BATCH_TIME, records, ...fields });
}

/** What virtual clocks show at the beginning. */
export const BATCH_TIME = new VirtualClock().wallMs();

/** The values in fetched records, with their offsets. */
export function valuesIn(records: Buffer | null): string[] {
  const values: string[] = [];
  for (const batch of batchesIn(records ?? Buffer.alloc(0))) {
    if (batch.isControl) continue;
    for (const { offset, value } of recordsOf(batch)) values.push(`${offset}:${value}`);
  }
  return values;
}

/** Whether a promise has settled by now, and lets it be. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const note = () => {
    settled = true;
  };
  promise.then(note, note);
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}
