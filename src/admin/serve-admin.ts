// Puts the admin endpoint of a broker together and serves it.

import type { Snapshot } from '../testing/snapshot.ts';
import type { TestBroker } from '../testing/test-broker.ts';
import type { AdminContext, Fork, KeptSnapshot } from './admin-context.ts';
import { createApp } from './app.ts';
import { FaultIds } from './fault-ids.ts';
import { isLoopback } from './guard.ts';
import { listen } from './http-server.ts';
import { BrokerMetrics } from './metrics/broker-metrics.ts';
import { openApi } from './openapi.ts';
import type { Route } from './route.ts';
import { defineRoute } from './route.ts';
import { allRoutes } from './routes/all-routes.ts';
import { Description } from './routes/shapes.ts';
import { Shelf } from './shelf.ts';

export interface AdminOptions {
  /** Left out: 127.0.0.1. Whoever reaches another address may do everything: there are no passwords. */
  readonly host?: string;
  /** Left out, or 0: a free one. */
  readonly port?: number;
}

/** An admin endpoint that serves. */
export interface AdminServer {
  /** `http://HOST:PORT`, without a slash at its end. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Stops serving, and the brokers that were forked over HTTP; the broker itself goes on. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const DEFAULT_HOST = '127.0.0.1';

/** Offers the broker over HTTP until it is closed. Throws ListenError. */
export async function serveAdmin(
  broker: TestBroker,
  { host = DEFAULT_HOST, port = 0 }: AdminOptions = {},
): Promise<AdminServer> {
  const context = contextOf(broker, host);
  const app = createApp({
    routes: [...allRoutes, descriptionRoute],
    context,
    onLoopback: isLoopback(host),
    onFault: (error) => broker.running.services.logger.error({ error }, 'an admin request failed'),
  });
  const server = await listen(app, { host, port });
  const close = async () => {
    await server.close();
    context.stop();
    await Promise.all(context.forks.entries().map(([, fork]) => fork.close()));
    const taken = context.snapshots.entries();
    await Promise.all(taken.map(([, { snapshot }]) => snapshot.remove()));
  };
  return {
    url: `http://${dialled(host)}:${server.port}`,
    ...{ host, port: server.port, close },
    [Symbol.asyncDispose]: close,
  };
}

const descriptionRoute: Route = defineRoute({
  method: 'GET',
  path: '/openapi.json',
  summary: 'This description',
  answer: Description,
  handle: () => openApi([...allRoutes, descriptionRoute]),
});

function contextOf(broker: TestBroker, host: string): AdminContext {
  const metrics = new BrokerMetrics(broker);
  const faultIds = new FaultIds();
  let failure: string | null = null;
  void broker.world.failed.then((reason) => {
    failure = reason;
  });
  return {
    broker,
    snapshots: new Shelf<KeptSnapshot>('snapshot'),
    forks: new Shelf<Fork>('broker'),
    faultId: (fault) => faultIds.of(fault),
    fork: (snapshot) => forkOf(broker, snapshot, host),
    failure: () => failure,
    metrics: () => metrics.render(),
    stop: () => metrics.stop(),
  };
}

async function forkOf(broker: TestBroker, snapshot: Snapshot, host: string): Promise<Fork> {
  const fork = await broker.fork(snapshot);
  const admin = await serveAdmin(fork, { host });
  return {
    broker: fork,
    url: admin.url,
    async close() {
      await admin.close();
      await fork.close();
    },
  };
}

/** What a client on this machine dials. */
function dialled(host: string): string {
  if (host === '' || host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
