// Where a client is told to find this broker: what the listener advertises, or, where nothing is set, the
// address that this very client dialled. The latter is right for a laptop, a container and a tunnel alike.

import type { ClientConnection } from '../dispatch/client-connection.ts';
import type { ListenerConfig } from './config/listeners.ts';

/** An address that clients connect to. */
export interface AdvertisedAddress {
  readonly host: string;
  readonly port: number;
}

/** Answers each connection with the address of its listener. */
export function advertisedAddress(
  listeners: readonly ListenerConfig[],
): (connection: ClientConnection) => AdvertisedAddress {
  const advertised = new Map(listeners.map((listener) => [listener.name, listener.advertised]));
  return ({ listenerName, localAddress, localPort }) => {
    const fixed = advertised.get(listenerName);
    const dialled = withoutMapping(localAddress);
    if (!fixed) return { host: dialled, port: localPort };
    return { host: fixed.host === '' ? dialled : fixed.host, port: fixed.port };
  };
}

/** An IPv4 address that a dual-stack socket shows as an IPv6 one is given back its own form. */
function withoutMapping(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');
}
