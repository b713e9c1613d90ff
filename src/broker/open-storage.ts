// Takes possession of the data directory: locks it, finds out whose it is, reads the metadata and makes
// this broker a part of its cluster.

import { resolve } from 'node:path';
import { LogDirectory, LogDirectoryError } from '../log/log-directory.ts';
import { registerBroker } from '../metadata/broker-registration.ts';
import { BROKER_CONFIGS } from '../metadata/configs/broker-configs.ts';
import { parseConfigValue } from '../metadata/configs/config-value.ts';
import { EmbeddedMetaStore } from '../metadata/embedded-meta-store.ts';
import { Metadata } from '../metadata/metadata.ts';
import type { ListenerSpec } from '../network/socket-server.ts';
import { DirectoryBusyError } from '../platform/file-system.ts';
import type { BrokerOptions } from './broker-options.ts';
import type { Closers } from './closers.ts';
import { StartError } from './start-error.ts';

const PRODUCER_EXPIRY = 'producer.id.expiration.ms';

/** What the disk gives: locked, identified, registered. */
export interface Storage {
  readonly directory: LogDirectory;
  readonly store: EmbeddedMetaStore;
  readonly metadata: Metadata;
}

/** Opens everything on disk. Throws StartError when the directory is not this broker's to use. */
export async function openStorage(
  options: BrokerOptions,
  endpoints: readonly ListenerSpec[],
  closers: Closers,
): Promise<Storage> {
  const { logger, nodeId } = options;
  const { clock, files: fileSystem, random } = options.platform;
  const directory = openDirectory(options);
  let brokerEpoch = -1;
  closers.add(() => directory.close({ brokerEpoch }));

  const store = EmbeddedMetaStore.open({ fileSystem, directory: directory.path, clock, logger });
  closers.add(() => store.close());
  const metadata = await Metadata.load(store);
  closers.add(() => metadata.close());
  requireSameCluster(metadata, directory);

  const registered = await registerBroker(store, metadata, {
    id: nodeId,
    incarnationId: random.uuid(),
    listeners: endpoints.map((endpoint) => ({ ...endpoint, securityProtocol: 'PLAINTEXT' })),
    rack: options.properties.get('broker.rack') ?? null,
    logDirectories: [directory.id],
    clusterId: directory.clusterId,
  });
  brokerEpoch = registered.brokerEpoch;
  closers.add(() => registered.leave());
  return { directory, store, metadata };
}

function openDirectory({ platform, logger, nodeId, properties, dataDirectory }: BrokerOptions) {
  const { clock, files: fileSystem, random } = platform;
  try {
    return LogDirectory.open({
      // Clients see it in DescribeLogDirs and in `log.dirs`, where a relative path says nothing.
      path: resolve(dataDirectory),
      fileSystem,
      clock,
      random,
      logger,
      nodeId,
      producerExpiryMs: producerExpiryMs(properties),
    });
  } catch (error) {
    if (error instanceof DirectoryBusyError || error instanceof LogDirectoryError) {
      throw new StartError(error.message, { cause: error });
    }
    throw error;
  }
}

/** Read before the config service is there: a log needs it when it opens. */
function producerExpiryMs(properties: BrokerOptions['properties']): number {
  const definition = BROKER_CONFIGS[PRODUCER_EXPIRY];
  const text = properties.get(PRODUCER_EXPIRY);
  const value = text === undefined ? null : parseConfigValue(PRODUCER_EXPIRY, definition, text);
  return value === null ? definition.defaultValue : Number(value);
}

function requireSameCluster({ clusterId }: Metadata, directory: LogDirectory): void {
  if (clusterId === '' || clusterId === directory.clusterId) return;
  throw new StartError(
    `${directory.path}: meta.properties names the cluster ${directory.clusterId}, the metadata ${clusterId}`,
  );
}
