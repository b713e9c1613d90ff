// Every number that bounds what clients can make the network layer do. Those that Apache Kafka has carry
// the name of their config; the others are ours.

export interface NetworkLimits {
  /** `socket.request.max.bytes`: the largest frame, without its size prefix. */
  readonly maxRequestBytes: number;
  /** `max.connections`: of all listeners together. */
  readonly maxConnections: number;
  /** `max.connections.per.ip` */
  readonly maxConnectionsPerIp: number;
  /** `max.connections.per.ip.overrides`, by address. */
  readonly maxConnectionsPerIpOverrides: ReadonlyMap<string, number>;
  /** `connections.max.idle.ms`: a connection without requests for so long is closed. */
  readonly idleMs: number;
  /** `queued.max.request.bytes`: bytes of unfinished and waiting requests, of all connections together. */
  readonly receiveMemoryBytes: number;
  /** How long the rest of a frame may stay away; a trickle of bytes does not extend it. */
  readonly halfFrameMs: number;
  /** Bytes of one connection that wait behind the request in processing before it is read no further. */
  readonly waitingBytes: number;
  /** Bytes of answers that one client has not taken before its next request must wait. */
  readonly outstandingBytes: number;
  /** How long a client may take nothing of an answer before its connection is closed. */
  readonly outputStallMs: number;
  /** How long a stop waits for requests in processing. */
  readonly stopGraceMs: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_NETWORK_LIMITS: NetworkLimits = {
  maxRequestBytes: 100 * MIB,
  maxConnections: 10_000,
  maxConnectionsPerIp: 2 ** 31 - 1,
  maxConnectionsPerIpOverrides: new Map(),
  idleMs: 600_000,
  receiveMemoryBytes: 256 * MIB,
  halfFrameMs: 30_000,
  waitingBytes: 64 * 1024,
  outstandingBytes: MIB,
  outputStallMs: 60_000,
  stopGraceMs: 500,
};
