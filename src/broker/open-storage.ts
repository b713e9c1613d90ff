// Takes possession of the data: locks the directories, finds out whose they are, reads the metadata and
// makes this broker a part of its cluster.

import { resolve } from 'node:path';
import { LogDirectoryError, LogManager } from '../log/log-manager.ts';
import { openFileLimitOf } from '../log/open-files.ts';
import { registerBroker } from '../metadata/broker-registration.ts';
import { BROKER_CONFIGS } from '../metadata/configs/broker-configs.ts';
import { parseConfigValue } from '../metadata/configs/config-value.ts';
import { EmbeddedMetaStore } from '../metadata/embedded-meta-store.ts';
import { Metadata } from '../metadata/metadata.ts';
import type { ListenerSpec } from '../network/socket-server.ts';
import { DirectoryBusyError } from '../platform/file-system.ts';
import type { BrokerOptions } from './broker-options.ts';
import type { Closers } from './closers.ts';
import { openMetadataDirectory } from './metadata-directory.ts';
import { StartError } from './start-error.ts';

const PRODUCER_EXPIRY = 'producer.id.expiration.ms';

/** What the disk gives: locked, identified, registered. */
export interface Storage {
  readonly logs: LogManager;
  readonly store: EmbeddedMetaStore;
  readonly metadata: Metadata;
  /** `producer.id.expiration.ms` for the logs, to be kept as it is now. */
  readonly producerExpiry: { ms: number };
}

/** What opening needs besides the broker's settings. */
export interface StorageContext {
  readonly endpoints: readonly ListenerSpec[];
  readonly closers: Closers;
  /** Told when the disk has failed in a way that leaves the broker nothing to serve. */
  readonly onFatal: (reason: string) => void;
}

/** Opens everything on disk. Throws StartError when a directory is not this broker's to use. */
export async function openStorage(
  options: BrokerOptions,
  { endpoints, closers, onFatal }: StorageContext,
): Promise<Storage> {
  const { logger, nodeId } = options;
  const { clock, files: fileSystem, random } = options.platform;
  const producerExpiry = { ms: producerExpiryMs(options.properties) };
  const logs = asStart(() => openLogs(options, producerExpiry));
  let brokerEpoch = -1;
  closers.add(() => logs.close({ brokerEpoch }));

  const directory = asStart(() => openMetadataDirectory(options, logs, closers));
  watchForEnd(logs, directory, onFatal);
  const store = EmbeddedMetaStore.open({
    fileSystem,
    directory,
    clock,
    logger,
    onFailure: ({ message }) =>
      onFatal(`the metadata directory ${directory} has failed: ${message}`),
  });
  closers.add(() => store.close());
  const metadata = await Metadata.load(store);
  closers.add(() => metadata.close());
  requireSameCluster(metadata, logs.clusterId, directory);

  const registered = await registerBroker(store, metadata, {
    id: nodeId,
    incarnationId: random.uuid(),
    listeners: endpoints.map((endpoint) => ({ ...endpoint, securityProtocol: 'PLAINTEXT' })),
    rack: options.properties.get('broker.rack') ?? null,
    logDirectories: logs.online().map(({ id }) => id),
    clusterId: logs.clusterId,
    release: options.release,
  });
  brokerEpoch = registered.brokerEpoch;
  closers.add(() => registered.leave());
  return { logs, store, metadata, producerExpiry };
}

function openLogs(
  { platform, logger, nodeId, logDirectories, clusterId }: BrokerOptions,
  producerExpiry: { readonly ms: number },
): LogManager {
  const { clock, files: fileSystem, random } = platform;
  return LogManager.open({
    // Clients see them in DescribeLogDirs and in `log.dirs`, where a relative path says nothing.
    paths: logDirectories.map((path) => resolve(path)),
    fileSystem,
    clock,
    random,
    logger,
    nodeId,
    ...(clusterId === undefined ? {} : { clusterId }),
    producerExpiryMs: () => producerExpiry.ms,
    openFileLimit: openFileLimitOf(platform.descriptorLimit),
  });
}

/** A broker without any log directory, or without its metadata, has nothing to serve. */
function watchForEnd(
  logs: LogManager,
  metadataPath: string,
  onFatal: StorageContext['onFatal'],
): void {
  logs.onFailure(({ path, failure }) => {
    const reason = failure?.message ?? 'it is offline';
    if (path === metadataPath) onFatal(`the metadata directory ${path} has failed: ${reason}`);
    else if (logs.online().length === 0) onFatal(`all log directories have failed: ${reason}`);
  });
}

/** What the directories are refused for is told to whoever starts the broker. */
function asStart<Result>(open: () => Result): Result {
  try {
    return open();
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

function requireSameCluster({ clusterId }: Metadata, ours: string, directory: string): void {
  if (clusterId === '' || clusterId === ours) return;
  throw new StartError(
    `${directory}: meta.properties names the cluster ${ours}, the metadata ${clusterId}`,
  );
}
