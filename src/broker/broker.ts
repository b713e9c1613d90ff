// A broker, from its settings to its stop. This is the only place that constructs services; everything
// else is given what it needs. Sockets are bound first, so that a port in use touches no data, and what
// arrives before the broker is open waits.

import type { LogLevelControl } from '../metadata/broker-loggers.ts';
import { BufferPool } from '../network/buffer-pool.ts';
import type { ListenerSpec } from '../network/socket-server.ts';
import { SocketServer } from '../network/socket-server.ts';
import type { Logger } from '../platform/logger.ts';
import type { Platform } from '../platform/platform.ts';
import type { ListenerConfig } from './config/listeners.ts';
import type { TopicSpec } from './config/topic-spec.ts';
import { DispatchGate } from './dispatch-gate.ts';
import { openServices } from './open-services.ts';

export interface BrokerOptions {
  /** Static broker configs, by name, each valid. */
  readonly properties: ReadonlyMap<string, string>;
  readonly listeners: readonly ListenerConfig[];
  /** Where the data is kept; with a memory disk, any path. */
  readonly dataDirectory: string;
  readonly nodeId: number;
  /** Topics that are created while the broker starts, where they do not exist. */
  readonly topics: readonly TopicSpec[];
  readonly platform: Platform;
  readonly logger: Logger;
  /** How the level of `logger` is seen and changed; left out: it is INFO and stays. */
  readonly logLevel?: LogLevelControl;
}

export interface Broker {
  /** The listeners with their real ports. */
  readonly endpoints: readonly ListenerSpec[];
  readonly clusterId: string;
  /** Closes connections, brings everything to the disk and lets go of it. */
  stop(): Promise<void>;
}

/** Resolves once the broker serves. Throws StartError, ListenError or StorageError with nothing left open. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { clock, transport } = options.platform;
  const { logger } = options;
  const pool = new BufferPool();
  const gate = new DispatchGate();
  const server = new SocketServer({ transport, clock, logger, dispatch: gate.dispatch, pool });
  const endpoints = await server.start(options.listeners);
  try {
    const open = await openServices(options, { server, pool, endpoints });
    gate.open(open.dispatch);
    const stop = async () => {
      open.endWaiting();
      await server.stop();
      await open.close();
    };
    return { endpoints, clusterId: open.clusterId, stop };
  } catch (error) {
    gate.refuse();
    await server.stop();
    throw error;
  }
}
