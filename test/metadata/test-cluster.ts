// A cluster of one broker on a memory disk, for tests of metadata and of what is built on it.

import type { Uuid } from '../../src/base/uuid.ts';
import { fixedLogLevel } from '../../src/metadata/broker-loggers.ts';
import { registerBroker } from '../../src/metadata/broker-registration.ts';
import { ConfigService } from '../../src/metadata/config-service.ts';
import { Controller } from '../../src/metadata/controller.ts';
import { EmbeddedMetaStore } from '../../src/metadata/embedded-meta-store.ts';
import { Metadata } from '../../src/metadata/metadata.ts';
import type { FileSystem } from '../../src/platform/file-system.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { SeededRandom } from '../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';

export const LOG_DIRECTORY = 'dirAAAAAAAAAAAAAAAAAAA' as Uuid;
export const CLUSTER_ID = '5L6g3nShT-eMCtK--X86sw';

export interface TestClusterOptions {
  readonly fileSystem?: FileSystem;
  readonly staticConfigs?: Readonly<Record<string, string>>;
  readonly nodeId?: number;
}

export interface TestCluster {
  readonly clock: VirtualClock;
  readonly fileSystem: FileSystem;
  readonly store: EmbeddedMetaStore;
  readonly metadata: Metadata;
  readonly configs: ConfigService;
  readonly controller: Controller;
  readonly brokerEpoch: number;
  stop(): Promise<void>;
}

/** Starts the cluster, on the disk of an earlier one when that is given. */
export async function startTestCluster(options: TestClusterOptions = {}): Promise<TestCluster> {
  const clock = new VirtualClock();
  const random = new SeededRandom(7);
  const logger = silentLogger;
  const nodeId = options.nodeId ?? 0;
  const fileSystem = options.fileSystem ?? new MemoryFileSystem({ clock });
  const store = EmbeddedMetaStore.open({ fileSystem, directory: '/data/metadata', clock, logger });
  const metadata = await Metadata.load(store);
  const staticConfigs = new Map(Object.entries(options.staticConfigs ?? {}));
  const configs = new ConfigService({
    metadata,
    nodeId,
    staticConfigs,
    logger,
    logLevel: fixedLogLevel(),
  });
  const controller = new Controller({
    store,
    metadata,
    configs,
    random,
    logger,
  });
  const { brokerEpoch } = await registerBroker(store, metadata, {
    id: nodeId,
    incarnationId: random.uuid(),
    listeners: [
      { name: 'PLAINTEXT', host: 'localhost', port: 9092, securityProtocol: 'PLAINTEXT' },
    ],
    rack: null,
    logDirectories: [LOG_DIRECTORY],
    clusterId: CLUSTER_ID,
  });
  const stop = async () => {
    metadata.close();
    await store.close();
  };
  return { clock, fileSystem, store, metadata, configs, controller, brokerEpoch, stop };
}

/** A topic to be created, with only what a test is about. */
export function topicSpec(
  name: string,
  spec: {
    readonly partitions?: number;
    readonly replicas?: number;
    readonly assignments?: readonly (readonly [partition: number, brokers: readonly number[]])[];
    readonly configs?: Readonly<Record<string, string | null>>;
  } = {},
) {
  const assigned = spec.assignments !== undefined;
  return {
    name,
    numPartitions: spec.partitions ?? (assigned ? -1 : 1),
    replicationFactor: spec.replicas ?? (assigned ? -1 : 1),
    assignments: (spec.assignments ?? []).map(([partitionIndex, brokerIds]) => ({
      partitionIndex,
      brokerIds,
    })),
    configs: Object.entries(spec.configs ?? {}).map(([name, value]) => ({ name, value })),
  };
}
