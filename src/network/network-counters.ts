// What the network layer counts, for metrics to read. Sums since the start, but for `connections`.

export interface NetworkCounters {
  /** Open now. */
  connections: number;
  accepted: number;
  /** Turned away by a limit on connections. */
  refused: number;
  /** Frames handed to dispatch. */
  requests: number;
  bytesIn: number;
  /** Bytes of answers that the operating system has taken. */
  bytesOut: number;
}

export function newNetworkCounters(): NetworkCounters {
  return { connections: 0, accepted: 0, refused: 0, requests: 0, bytesIn: 0, bytesOut: 0 };
}
