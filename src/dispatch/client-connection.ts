// A client's connection as handlers see it. The network layer's own connection has this shape; it is
// declared here because handlers may not know the network.

export interface ClientConnection {
  readonly id: string;
  /** The name of the listener that accepted it, as in `listeners` (PLAINTEXT …). */
  readonly listenerName: string;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** The address and port that the client dialled. */
  readonly localAddress: string;
  readonly localPort: number;
  /** What ApiVersions v3 and later say of the client (KIP-511). */
  clientSoftware?: { readonly name: string; readonly version: string };
  /** Handles nothing more, and closes once what was answered is out. */
  drain(): void;
  /** Calls `fn` once when the connection has closed: parked requests are cancelled there. Returns a function that takes the call back. */
  onClose(fn: () => void): () => void;
}
