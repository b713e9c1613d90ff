// The socket of the admin endpoint: the one place outside the platform that listens, since the HTTP library brings a
// server of its own.

import { once } from 'node:events';
import type { ServerType } from '@hono/node-server';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { ListenError } from '../platform/transport.ts';

export interface ListeningServer {
  readonly port: number;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** More at once are turned away. */
const MOST_CONNECTIONS = 256;

/** Throws ListenError. */
export async function listen(
  app: Hono,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<ListeningServer> {
  // The process may be a test's: its own Request and Response stay as they are.
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  server.maxConnections = MOST_CONNECTIONS;
  server.listen(port, host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new ListenError({ host, port }, error.code ?? error.message);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server has a port');
  return { port: address.port, close: () => close(server) };
}

async function close(server: ServerType): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  if ('closeAllConnections' in server) server.closeAllConnections();
  await closed;
}
