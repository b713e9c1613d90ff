// All connections of a broker: opens its listeners, turns away what exceeds the limits on connections,
// sweeps out what has been idle, half-sent or unread for too long, and closes everything on stop. It owns
// the connections; what requests mean is `dispatch`'s business.

import type { Clock, Timer } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { ByteStream, StreamHandler, Transport } from '../platform/transport.ts';
import type { BoundListener } from './bind-listener.ts';
import { bindListener } from './bind-listener.ts';
import type { BufferPool } from './buffer-pool.ts';
import type { ConnectionHost } from './connection.ts';
import { Connection } from './connection.ts';
import type { Dispatch } from './dispatch.ts';
import type { NetworkCounters } from './network-counters.ts';
import { newNetworkCounters } from './network-counters.ts';
import type { NetworkLimits } from './network-limits.ts';
import { DEFAULT_NETWORK_LIMITS } from './network-limits.ts';
import { RateLimitedLog } from './rate-limited-log.ts';
import { ReceiveMemory } from './receive-memory.ts';

/** A listener to open: `port` 0 picks a free one. */
export interface ListenerSpec {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

export interface SocketServerOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly dispatch: Dispatch;
  /** Where dispatch allocates its answers; they are given back here once they are written. */
  readonly pool: BufferPool;
  readonly limits?: Partial<NetworkLimits>;
}

/** How often connections are looked over; less often only when every timeout is much longer. */
const LONGEST_SWEEP_MS = 1_000;
const SHORTEST_SWEEP_MS = 10;

export class SocketServer implements ConnectionHost {
  readonly dispatch: Dispatch;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly complaints: RateLimitedLog;
  readonly pool: BufferPool;
  readonly memory: ReceiveMemory;
  readonly counters: NetworkCounters = newNetworkCounters();

  readonly #transport: Transport;
  readonly #connections = new Set<Connection>();
  readonly #perAddress = new Map<string, number>();
  #limits: NetworkLimits;
  #listeners: BoundListener[] = [];
  #isStopping = false;
  #nextNumber = 0;
  #sweepTimer: Timer | null = null;
  /** Called when the last connection has gone. */
  #whenEmpty: (() => void) | null = null;

  constructor(options: SocketServerOptions) {
    this.dispatch = options.dispatch;
    this.clock = options.clock;
    this.logger = options.logger;
    this.complaints = new RateLimitedLog(options.logger, options.clock);
    this.pool = options.pool;
    this.#transport = options.transport;
    this.#limits = { ...DEFAULT_NETWORK_LIMITS, ...options.limits };
    this.memory = new ReceiveMemory(() => this.#limits.receiveMemoryBytes);
  }

  get limits(): NetworkLimits {
    return this.#limits;
  }

  /** Changes limits of a running server. Connections that are open already stay open. */
  updateLimits(changed: Partial<NetworkLimits>): void {
    this.#limits = { ...this.#limits, ...changed };
    this.#sweepTimer?.cancel();
    this.#sweepTimer = null;
    this.#sweepLater();
  }

  /**
   * Opens all listeners, or none. Returns them with their real ports.
   * @throws ListenError
   */
  async start(listeners: readonly ListenerSpec[]): Promise<ListenerSpec[]> {
    try {
      const opened: ListenerSpec[] = [];
      for (const spec of listeners) {
        const accept = (stream: ByteStream) => this.#accept(stream, spec.name);
        const onAcceptFailure = (code: string) => this.#acceptFailed(code, spec.name);
        const options = { host: spec.host, port: spec.port, onAcceptFailure };
        const bound = await bindListener(this.#transport, options, accept);
        this.#listeners.push(bound);
        opened.push({ ...spec, port: bound.port });
      }
      return opened;
    } catch (error) {
      this.#closeListeners();
      throw error;
    }
  }

  /**
   * Accepts nothing more, gives requests in processing a moment to finish, and closes all connections.
   * Resolves when they are gone.
   */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#closeListeners();
    const empty = this.#emptied();
    for (const connection of this.#connections) connection.drain();
    const destroyAll = (): void => {
      for (const connection of this.#connections) connection.destroy();
    };
    const grace = this.clock.setTimer(this.#limits.stopGraceMs, destroyAll);
    await empty;
    grace.cancel();
    this.#sweepTimer?.cancel();
    this.#sweepTimer = null;
  }

  forget(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    this.counters.connections -= 1;
    const address = connection.remoteAddress;
    const left = (this.#perAddress.get(address) ?? 0) - 1;
    if (left > 0) this.#perAddress.set(address, left);
    else this.#perAddress.delete(address);
    if (this.#connections.size === 0) this.#whenEmpty?.();
  }

  #accept(stream: ByteStream, listenerName: string): StreamHandler | null {
    if (this.#isStopping) return null;
    const { address } = stream.remote;
    const refusal = this.#refusal(address);
    if (refusal !== null) {
      this.counters.refused += 1;
      const message = `turned away a connection on listener ${listenerName}: ${refusal}`;
      this.complaints.warn('connections', { client: address }, message);
      return null;
    }
    const number = this.#nextNumber++;
    const connection = new Connection(this, stream, { name: listenerName, number });
    this.#connections.add(connection);
    this.#perAddress.set(address, (this.#perAddress.get(address) ?? 0) + 1);
    this.counters.accepted += 1;
    this.counters.connections += 1;
    this.#sweepLater();
    return connection;
  }

  #acceptFailed(code: string, listenerName: string): void {
    const message = `could not accept a connection on listener ${listenerName}: ${code}`;
    this.complaints.warn('accept', {}, message);
  }

  /** Which limit keeps this address from another connection; null when none does. */
  #refusal(address: string): string | null {
    const { maxConnections, maxConnectionsPerIp, maxConnectionsPerIpOverrides } = this.#limits;
    if (this.#connections.size >= maxConnections) {
      return `max.connections (${maxConnections}) are open`;
    }
    const limit = maxConnectionsPerIpOverrides.get(address) ?? maxConnectionsPerIp;
    if ((this.#perAddress.get(address) ?? 0) < limit) return null;
    return `max.connections.per.ip (${limit}) are open from ${address}`;
  }

  #closeListeners(): void {
    for (const listener of this.#listeners) listener.close();
    this.#listeners = [];
  }

  #emptied(): Promise<void> {
    if (this.#connections.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenEmpty = resolve;
    });
  }

  /** One timer for all connections, and none while there is nothing to look over. */
  #sweepLater(): void {
    if (this.#sweepTimer !== null || this.#isStopping) return;
    if (this.#connections.size === 0 && this.pool.freeBytes === 0) return;
    const { idleMs, halfFrameMs, outputStallMs } = this.#limits;
    const shortest = Math.min(idleMs, halfFrameMs, outputStallMs);
    const delayMs = Math.max(SHORTEST_SWEEP_MS, Math.min(LONGEST_SWEEP_MS, shortest / 4));
    this.#sweepTimer = this.clock.setTimer(delayMs, () => this.#sweep());
  }

  #sweep(): void {
    this.#sweepTimer = null;
    const nowMs = this.clock.monotonicMs();
    for (const connection of this.#connections) connection.sweep(nowMs);
    this.pool.trim();
    this.#sweepLater();
  }
}
