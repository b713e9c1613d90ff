// What the broker's configs say of connections, in the terms of the network layer.

import type { BrokerConfig } from '../metadata/configs/broker-configs.ts';
import type { NetworkLimits } from '../network/network-limits.ts';

/** The limits that configs set; what Apache Kafka leaves unbounded keeps the network layer's own bound. */
export function networkLimitsOf(config: BrokerConfig): Partial<NetworkLimits> {
  return {
    maxRequestBytes: config.socketRequestMaxBytes,
    maxConnectionsPerIp: config.maxConnectionsPerIp,
    maxConnectionsPerIpOverrides: parseOverrides(config.maxConnectionsPerIpOverrides),
    ...(config.maxConnections < UNBOUNDED ? { maxConnections: config.maxConnections } : {}),
    ...(config.connectionsMaxIdleMs > 0 ? { idleMs: config.connectionsMaxIdleMs } : {}),
    ...(config.queuedMaxRequestBytes > 0
      ? { receiveMemoryBytes: config.queuedMaxRequestBytes }
      : {}),
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
