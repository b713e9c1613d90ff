// The broker of `klamm start` on the real world: this process's clock, disk and sockets, or a disk of
// memory.

import type { Broker } from '../broker/broker.ts';
import { startBroker } from '../broker/broker.ts';
import type { StartConfig } from '../broker/config/start-config.ts';
import type { TopicSpec } from '../broker/config/topic-spec.ts';
import { descriptorLimit } from '../platform/descriptor-limit.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { InlineOffload } from '../platform/inline-offload.ts';
import { MemoryFileSystem } from '../platform/memory-file-system.ts';
import { nodeClock } from '../platform/node-clock.ts';
import { nodeFileSystem } from '../platform/node-file-system.ts';
import { NodeOffload } from '../platform/node-offload.ts';
import { nodeRandom } from '../platform/node-random.ts';
import { NodeTransport } from '../platform/node-transport.ts';
import type { Offload } from '../platform/offload.ts';
import type { LeveledLogger } from '../platform/pino-logger.ts';
import type { Observation } from '../testing/observation.ts';
import { logLevelControl } from './log-level-control.ts';

export interface OpenBrokerOptions {
  readonly config: StartConfig;
  readonly topics: readonly TopicSpec[];
  readonly logger: LeveledLogger;
  readonly nodeId: number;
  /** Who watches it; left out: nobody. */
  readonly observation?: Observation | undefined;
}

/** What `klamm start` has to know of a broker that serves. */
export interface OpenedBroker extends Pick<Broker, 'endpoints' | 'services' | 'failed' | 'stop'> {
  /** Where it is offered over HTTP; left out: nowhere. */
  readonly adminUrl?: string;
}

/** Starts the broker; fails with StartError, ListenError or StorageError when it cannot. */
export async function openBroker(options: OpenBrokerOptions): Promise<OpenedBroker> {
  const { config, topics, logger, nodeId, observation } = options;
  const files = config.memory ? new MemoryFileSystem({ clock: nodeClock }) : nodeFileSystem;
  const platform = {
    clock: nodeClock,
    random: nodeRandom,
    files,
    transport: new NodeTransport(),
    offload: offloadFor(config, files),
    descriptorLimit: descriptorLimit(),
  };
  const logLevel = logLevelControl(logger);
  const watched = observation && {
    logger: observation.hearing(logger),
    interceptor: observation.around((call) => call.handle(call.request)),
  };
  return startBroker({ ...config, nodeId, topics, platform, logger, logLevel, ...watched });
}

/** A disk of memory is this thread's alone. */
function offloadFor({ memory }: StartConfig, fileSystem: FileSystem): Offload {
  return memory ? new InlineOffload({ fileSystem, clock: nodeClock }) : new NodeOffload();
}
