import { describe, expect, it } from 'vitest';
import { networkLimitsOf } from '../../src/broker/network-limits.ts';
import type { BrokerConfig } from '../../src/metadata/configs/broker-configs.ts';
import { DEFAULT_NETWORK_LIMITS } from '../../src/network/network-limits.ts';

/** Apache Kafka's defaults of what is read here. */
const DEFAULTS = {
  socketRequestMaxBytes: 104_857_600,
  maxConnections: 2 ** 31 - 1,
  maxConnectionsPerIp: 2 ** 31 - 1,
  maxConnectionsPerIpOverrides: '',
  connectionsMaxIdleMs: 600_000,
  queuedMaxRequestBytes: -1,
};

function limitsOf(change: Partial<typeof DEFAULTS> = {}) {
  return networkLimitsOf({ ...DEFAULTS, ...change } as unknown as BrokerConfig);
}

describe('the limits that configs set', () => {
  it('are our own bounds where Apache Kafka has none', () => {
    const { maxConnections, receiveMemoryBytes } = DEFAULT_NETWORK_LIMITS;
    expect(limitsOf()).toMatchObject({ maxConnections, receiveMemoryBytes, idleMs: 600_000 });
  });

  it('are the configs’ where they are set', () => {
    const change = { maxConnections: 7, queuedMaxRequestBytes: 8, connectionsMaxIdleMs: 9 };
    const limits = { maxConnections: 7, receiveMemoryBytes: 8, idleMs: 9 };
    expect(limitsOf(change)).toMatchObject(limits);
  });

  it('know no idle time below zero', () => {
    expect(limitsOf({ connectionsMaxIdleMs: -1 }).idleMs).toBe(Number.POSITIVE_INFINITY);
  });

  it('are read from overrides, an IPv6 address included; what is not of the form has no effect', () => {
    const overrides = '10.0.0.1:5, ::1:6,nonsense,:7,10.0.0.2:x';
    const found = limitsOf({ maxConnectionsPerIpOverrides: overrides });
    const parsed = [...(found.maxConnectionsPerIpOverrides ?? [])];
    expect(parsed).toEqual([
      ['10.0.0.1', 5],
      ['::1', 6],
    ]);
  });
});
