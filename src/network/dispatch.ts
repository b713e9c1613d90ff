// What the network asks of the layer above it. The network knows where a frame begins and ends and whose
// turn it is; what a frame means is not its business.

/** A whole response frame with its size prefix; null when the request gets no answer. */
export type Reply = Buffer | null;

/**
 * Handles one request. Called with a view of the frame, without its size prefix, that is valid only until
 * this returns; a promise may settle later, and the connection's next request waits for it. Throwing (or
 * rejecting with) CloseConnection or MalformedMessageError closes the connection and logs why; any other
 * error is a fault of the broker, is logged with its stack, and closes this connection only.
 */
export type Dispatch = (frame: Buffer, connection: ConnectionContext) => Reply | Promise<Reply>;

/** A client's connection as the layers above see it. */
export interface ConnectionContext {
  /** Unique in the life of the broker: both ends' addresses and a running number. */
  readonly id: string;
  /** The name of the listener that accepted it, as in `listeners` (PLAINTEXT …). */
  readonly listenerName: string;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** The address and port that the client dialled. */
  readonly localAddress: string;
  readonly localPort: number;
  /** What ApiVersions says of the client (KIP-511); set by its handler. */
  clientSoftware?: { readonly name: string; readonly version: string };
  /** Handles nothing more, and closes once what was answered is out. */
  drain(): void;
  /** Calls `fn` once when the connection has closed. Returns a function that takes the call back. */
  onClose(fn: () => void): () => void;
}
