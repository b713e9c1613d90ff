// The sink as a process: Klamm's network layer, with Produce and Fetch answered from memory by a few lines and
// everything else by a broker's services on a disk of memory. What a client reaches against it is what the
// client can do at all. Argument: the port.

import { DispatchGate } from '../../src/broker/dispatch-gate.ts';
import { openServices } from '../../src/broker/open-services.ts';
import { BufferPool } from '../../src/network/buffer-pool.ts';
import { SocketServer } from '../../src/network/socket-server.ts';
import { InlineOffload } from '../../src/platform/inline-offload.ts';
import { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { nodeClock } from '../../src/platform/node-clock.ts';
import { nodeRandom } from '../../src/platform/node-random.ts';
import { NodeTransport } from '../../src/platform/node-transport.ts';
import { createPinoLogger } from '../../src/platform/pino-logger.ts';
import { sinkDispatch } from './sink-dispatch.ts';

const listeners = [
  { name: 'PLAINTEXT', host: '127.0.0.1', port: Number(process.argv[2]), advertised: null },
];
const transport = new NodeTransport();
const files = new MemoryFileSystem({ clock: nodeClock });
const logger = await createPinoLogger({ level: 'warn' });
const pool = new BufferPool();
const offload = new InlineOffload({ fileSystem: files, clock: nodeClock });

const gate = new DispatchGate();
const options = { transport, clock: nodeClock, logger, pool, dispatch: gate.dispatch };
const server = new SocketServer(options);
const endpoints = await server.start(listeners);
const services = await openServices(
  {
    properties: new Map(),
    listeners,
    logDirectories: ['/sink'],
    nodeId: 0,
    topics: [],
    platform: { clock: nodeClock, random: nodeRandom, files, transport, offload },
    logger,
  },
  { server, pool, endpoints, onFatal: (reason) => logger.error({}, reason) },
);
gate.open(sinkDispatch(services.dispatch, (size) => pool.allocate(size)));
