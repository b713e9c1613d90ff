// A whole broker in this process, on a disk of memory and a free port.

import { startBroker } from '../../src/broker/broker.ts';
import type { BrokerOptions } from '../../src/broker/broker-options.ts';
import { InlineOffload } from '../../src/platform/inline-offload.ts';
import { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { nodeClock } from '../../src/platform/node-clock.ts';
import { NodeTransport } from '../../src/platform/node-transport.ts';
import { SeededRandom } from '../../src/platform/seeded-random.ts';
import { RecordingLogger } from './recording-logger.ts';

export interface MemoryBroker {
  readonly port: number;
  readonly logger: RecordingLogger;
  stop(): Promise<void>;
}

/** Starts it on real time and sockets; `options` overrides what is not the same for every test. */
export async function startMemoryBroker(
  options: Partial<BrokerOptions> = {},
): Promise<MemoryBroker> {
  const logger = new RecordingLogger();
  const files = new MemoryFileSystem({ clock: nodeClock });
  const broker = await startBroker({
    properties: new Map(),
    listeners: [{ name: 'PLAINTEXT', host: '127.0.0.1', port: 0, advertised: null }],
    logDirectories: ['/data'],
    nodeId: 0,
    topics: [],
    platform: {
      clock: nodeClock,
      random: new SeededRandom(1),
      files,
      transport: new NodeTransport(),
      offload: new InlineOffload({ fileSystem: files, clock: nodeClock }),
    },
    logger,
    ...options,
  });
  const [endpoint] = broker.endpoints;
  if (!endpoint) throw new Error('no endpoint');
  return { port: endpoint.port, logger, stop: () => broker.stop() };
}
