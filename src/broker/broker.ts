// A broker, from its settings to its stop. This is the only place that constructs services; everything
// else is given what it needs. Sockets are bound first, so that a port in use touches no data, and what
// arrives before the broker is open waits.

import type { Services } from '../dispatch/services.ts';
import { BufferPool } from '../network/buffer-pool.ts';
import type { NetworkCounters } from '../network/network-counters.ts';
import type { ListenerSpec } from '../network/socket-server.ts';
import { SocketServer } from '../network/socket-server.ts';
import type { BrokerOptions } from './broker-options.ts';
import { DispatchGate } from './dispatch-gate.ts';
import { FatalFailure } from './fatal-failure.ts';
import { openServices } from './open-services.ts';

export interface Broker {
  /** The listeners with their real ports. */
  readonly endpoints: readonly ListenerSpec[];
  readonly clusterId: string;
  /** What handlers are given: for whoever embeds the broker and looks inside. */
  readonly services: Services;
  /** What went over its connections, counted as it goes. */
  readonly network: Readonly<NetworkCounters>;
  /** False once it stops, by itself or because it was told to. */
  readonly isServing: boolean;
  /** Resolves with the reason when the disk leaves nothing to serve: the broker stops itself then. */
  readonly failed: Promise<string>;
  /** Closes connections, brings everything to the disk and lets go of it; asked again, it is the same stop. */
  stop(): Promise<void>;
}

/** Resolves once the broker serves. Throws StartError, ListenError or StorageError with nothing left open. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { transport, clock, connectionClock = clock } = options.platform;
  const { logger } = options;
  const pool = new BufferPool();
  const gate = new DispatchGate();
  const server = new SocketServer({
    transport,
    clock: connectionClock,
    logger,
    dispatch: gate.dispatch,
    pool,
  });
  const endpoints = await server.start(options.listeners);
  const fatal = new FatalFailure(logger);
  const onFatal = (reason: string) => fatal.report(reason);
  try {
    const open = await openServices(options, { server, pool, endpoints, onFatal });
    gate.open(open.dispatch);
    const stop = async () => {
      open.endWaiting();
      await server.stop();
      await open.close();
    };
    let stopped: Promise<void> | null = null;
    const stopOnce = () => {
      stopped ??= stop();
      return stopped;
    };
    fatal.stopWith(stopOnce);
    const { clusterId, services } = open;
    return {
      ...{ endpoints, clusterId, services, network: server.counters, failed: fatal.reason },
      get isServing() {
        return stopped === null;
      },
      stop: stopOnce,
    };
  } catch (error) {
    gate.refuse();
    await server.stop();
    throw error;
  }
}
