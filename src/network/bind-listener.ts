// Opens the sockets of one listener. `localhost` means both loopback addresses, under one port: clients
// resolve the name to either. A wildcard address takes IPv6 and IPv4, as the JVM's does.

import type { Accept, StreamServer, Transport } from '../platform/transport.ts';
import { ListenError } from '../platform/transport.ts';

const WILDCARDS = new Set(['', '0.0.0.0', '::', '[::]']);
/** How often another free port is tried when the one found for IPv4 is taken for IPv6. */
const PORT_TRIES = 16;

/** The sockets of one listener; all have the same port. */
export interface BoundListener {
  readonly port: number;
  close(): void;
}

/** @throws ListenError */
export async function bindListener(
  transport: Transport,
  { host, port }: { readonly host: string; readonly port: number },
  accept: Accept,
): Promise<BoundListener> {
  if (host === 'localhost') return bindLoopback(transport, port, accept);
  if (WILDCARDS.has(host)) return bindWildcard(transport, port, accept);
  return transport.listen({ host: host.replace(/^\[(.*)\]$/, '$1'), port }, accept);
}

async function bindWildcard(
  transport: Transport,
  port: number,
  accept: Accept,
): Promise<BoundListener> {
  try {
    return await transport.listen({ host: '::', port }, accept);
  } catch (error) {
    if (isWithoutIpv6(error)) return transport.listen({ host: '0.0.0.0', port }, accept);
    throw error;
  }
}

async function bindLoopback(
  transport: Transport,
  port: number,
  accept: Accept,
): Promise<BoundListener> {
  for (let tries = 1; ; tries++) {
    const ipv4 = await transport.listen({ host: '127.0.0.1', port }, accept);
    try {
      const ipv6 = await transport.listen({ host: '::1', port: ipv4.port }, accept);
      return { port: ipv4.port, close: () => closeAll([ipv4, ipv6]) };
    } catch (error) {
      if (isWithoutIpv6(error)) return ipv4;
      ipv4.close();
      const mayRetry = port === 0 && isPortTaken(error) && tries < PORT_TRIES;
      if (!mayRetry) throw error;
    }
  }
}

function closeAll(servers: readonly StreamServer[]): void {
  for (const server of servers) server.close();
}

function isWithoutIpv6(error: unknown): boolean {
  return (
    error instanceof ListenError &&
    (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')
  );
}

function isPortTaken(error: unknown): boolean {
  return error instanceof ListenError && error.code === 'EADDRINUSE';
}
