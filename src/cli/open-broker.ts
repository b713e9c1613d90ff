// The broker of `klamm start` on the real world: this process's clock, disk and sockets, or a disk of
// memory.

import type { Broker } from '../broker/broker.ts';
import type { StartConfig } from '../broker/config/start-config.ts';
import type { TopicSpec } from '../broker/config/topic-spec.ts';
import { descriptorLimit } from '../platform/descriptor-limit.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { nodeClock } from '../platform/node-clock.ts';
import { nodeFileSystem } from '../platform/node-file-system.ts';
import { nodeRandom } from '../platform/node-random.ts';
import type { Offload } from '../platform/offload.ts';
import type { LeveledLogger } from '../platform/pino-logger.ts';
import { logLevelControl } from './log-level-control.ts';

export interface OpenBrokerOptions {
  readonly config: StartConfig;
  readonly topics: readonly TopicSpec[];
  readonly logger: LeveledLogger;
  readonly nodeId: number;
}

/** Starts the broker; fails with StartError, ListenError or StorageError when it cannot. */
export async function openBroker(options: OpenBrokerOptions): Promise<Broker> {
  const { config, topics, logger, nodeId } = options;
  const [{ startBroker }, { NodeTransport }, files] = await Promise.all([
    import('../broker/broker.ts'),
    import('../platform/node-transport.ts'),
    filesOf(config),
  ]);
  const transport = new NodeTransport();
  const platform = {
    clock: nodeClock,
    random: nodeRandom,
    files,
    transport,
    offload: await offloadFor(config, files),
    descriptorLimit: descriptorLimit(),
  };
  const logLevel = logLevelControl(logger);
  return startBroker({ ...config, nodeId, topics, platform, logger, logLevel });
}

async function filesOf({ memory }: StartConfig): Promise<FileSystem> {
  if (!memory) return nodeFileSystem;
  const { MemoryFileSystem } = await import('../platform/memory-file-system.ts');
  return new MemoryFileSystem({ clock: nodeClock });
}

/** A disk of memory is this thread's alone. */
async function offloadFor({ memory }: StartConfig, fileSystem: FileSystem): Promise<Offload> {
  if (memory) {
    const { InlineOffload } = await import('../platform/inline-offload.ts');
    return new InlineOffload({ fileSystem, clock: nodeClock });
  }
  const { NodeOffload } = await import('../platform/node-offload.ts');
  return new NodeOffload();
}
