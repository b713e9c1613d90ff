// Opens the sockets of one listener. `localhost` means both loopback addresses, under one port: clients
// resolve the name to either. A wildcard address takes IPv6 and IPv4, as the JVM's does.

import type { Accept, ListenOptions, StreamServer, Transport } from '../platform/transport.ts';
import { ListenError } from '../platform/transport.ts';

const WILDCARDS = new Set(['', '0.0.0.0', '::', '[::]']);
/** How often another free port is tried when the one found for IPv4 is taken for IPv6. */
const PORT_TRIES = 16;

/** The sockets of one listener; all have the same port. */
export interface BoundListener {
  readonly port: number;
  close(): void;
}

/** @throws ListenError with the host as it was given */
export async function bindListener(
  transport: Transport,
  options: ListenOptions,
  accept: Accept,
): Promise<BoundListener> {
  const { host } = options;
  try {
    if (host === 'localhost') return await bindLoopback(transport, options, accept);
    if (WILDCARDS.has(host)) return await bindWildcard(transport, options, accept);
    return await transport.listen({ ...options, host: host.replace(/^\[(.*)\]$/, '$1') }, accept);
  } catch (error) {
    throw error instanceof ListenError ? new ListenError(options, error.code) : error;
  }
}

async function bindWildcard(
  transport: Transport,
  options: ListenOptions,
  accept: Accept,
): Promise<BoundListener> {
  try {
    return await transport.listen({ ...options, host: '::' }, accept);
  } catch (error) {
    if (!isWithoutIpv6(error)) throw error;
    return transport.listen({ ...options, host: '0.0.0.0' }, accept);
  }
}

async function bindLoopback(
  transport: Transport,
  options: ListenOptions,
  accept: Accept,
): Promise<BoundListener> {
  for (let tries = 1; ; tries++) {
    const ipv4 = await transport.listen({ ...options, host: '127.0.0.1' }, accept);
    try {
      const { port } = ipv4;
      const ipv6 = await transport.listen({ ...options, host: '::1', port }, accept);
      return { port, close: () => closeAll([ipv4, ipv6]) };
    } catch (error) {
      if (isWithoutIpv6(error)) return ipv4;
      ipv4.close();
      const mayRetry = options.port === 0 && isPortTaken(error) && tries < PORT_TRIES;
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
