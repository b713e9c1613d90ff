// What the broker's configs say of connections, in the terms of the network layer.

import type { BrokerConfig } from '../metadata/configs/broker-configs.ts';
import type { NetworkLimits } from '../network/network-limits.ts';
import { DEFAULT_NETWORK_LIMITS } from '../network/network-limits.ts';

/** The limits that configs set; what Apache Kafka leaves unbounded keeps the network layer's own bound. */
export function networkLimitsOf(config: BrokerConfig): Partial<NetworkLimits> {
  const { maxConnections, connectionsMaxIdleMs, queuedMaxRequestBytes } = config;
  const own = DEFAULT_NETWORK_LIMITS;
  return {
    maxRequestBytes: config.socketRequestMaxBytes,
    maxConnectionsPerIp: config.maxConnectionsPerIp,
    maxConnectionsPerIpOverrides: parseOverrides(config.maxConnectionsPerIpOverrides),
    // Each is there at every change: a config that is taken back gives the bound back.
    maxConnections: maxConnections < UNBOUNDED ? maxConnections : own.maxConnections,
    idleMs: connectionsMaxIdleMs < 0 ? Number.POSITIVE_INFINITY : connectionsMaxIdleMs,
    receiveMemoryBytes: queuedMaxRequestBytes > 0 ? queuedMaxRequestBytes : own.receiveMemoryBytes,
  };
}

const UNBOUNDED = 2 ** 31 - 1;

/** `host:limit,host:limit`; an entry that is not of this form has no effect. */
function parseOverrides(text: string | null): ReadonlyMap<string, number> {
  const overrides = new Map<string, number>();
  for (const entry of (text ?? '').split(',')) {
    const at = entry.lastIndexOf(':');
    const limit = Number(entry.slice(at + 1));
    if (at > 0 && Number.isInteger(limit)) overrides.set(entry.slice(0, at).trim(), limit);
  }
  return overrides;
}
