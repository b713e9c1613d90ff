// TCP. All connections read into one slab: a socket that is accepted is taken apart and built again around
// its handle, because only a socket's constructor takes a buffer to read into. That way in is not
// documented, so where the handle does not look as expected the socket's 'data' events are used.

import type { AddressInfo } from 'node:net';
import { createServer, Socket } from 'node:net';
import type {
  Accept,
  ByteStream,
  Endpoint,
  ListenOptions,
  StreamHandler,
  StreamServer,
  Transport,
} from './transport.ts';
import { ListenError } from './transport.ts';

/** The most that one read of a socket takes; the bytes of a larger frame are copied out of the slab. */
const SLAB_BYTES = 256 * 1024;
/** Connections that wait to be accepted; the operating system may allow fewer. */
const BACKLOG = 1024;

export interface NodeTransportOptions {
  /** Reads through 'data' events even where the slab would work. */
  readonly withoutSlab?: boolean;
}

/** TCP over IPv4 and IPv6. */
export class NodeTransport implements Transport {
  readonly #slab: Buffer | null;

  constructor(options: NodeTransportOptions = {}) {
    this.#slab = options.withoutSlab ? null : Buffer.allocUnsafeSlow(SLAB_BYTES);
  }

  listen(options: ListenOptions, accept: Accept): Promise<StreamServer> {
    // Answers are written whole, so there is nothing that Nagle's algorithm could gather.
    const server = createServer(
      { pauseOnConnect: true, allowHalfOpen: true, noDelay: true, keepAlive: true },
      (socket) => this.#accepted(socket, accept),
    );
    return new Promise((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        reject(new ListenError(options, error.code ?? error.message));
      });
      server.listen({ host: options.host, port: options.port, backlog: BACKLOG }, () => {
        server.removeAllListeners('error');
        // Later errors are failed accepts (no descriptors left): the next one may succeed.
        server.on('error', (error: NodeJS.ErrnoException) => {
          options.onAcceptFailure?.(error.code ?? error.message);
        });
        const { address, port } = server.address() as AddressInfo;
        resolve({ address, port, close: () => void server.close() });
      });
    });
  }

  #accepted(socket: Socket, accept: Accept): void {
    const remote = endpointOf(socket.remoteAddress, socket.remotePort);
    const local = endpointOf(socket.localAddress, socket.localPort);
    // A client that left before it was accepted has no address.
    if (!remote || !local) {
      socket.destroy();
      return;
    }
    const stream = new NodeStream(remote, local);
    const handler = accept(stream);
    if (handler === null) socket.destroy();
    else stream.open(socket, this.#slab, handler);
  }
}

/** Addresses of IPv4 clients are shown as such, also on a socket that takes both families. */
function endpointOf(address: string | undefined, port: number | undefined): Endpoint | null {
  if (address === undefined || port === undefined) return null;
  return { address: address.startsWith('::ffff:') ? address.slice(7) : address, port };
}

/** The part of node's own stream handle that is relied upon. */
interface StreamHandle {
  readonly writeQueueSize?: number;
  useUserBuffer?(buffer: Buffer): void;
  readStart?(): number;
}

type SocketWithHandle = Socket & { _handle: StreamHandle | null };

class NodeStream implements ByteStream {
  readonly remote: Endpoint;
  readonly local: Endpoint;
  #socket: Socket | null = null;
  #closedEarly = false;

  constructor(remote: Endpoint, local: Endpoint) {
    this.remote = remote;
    this.local = local;
  }

  /** Begins to read. */
  open(accepted: Socket, slab: Buffer | null, handler: StreamHandler): void {
    const socket =
      (slab && rebuildAround(accepted, slab, handler)) ?? withEvents(accepted, handler);
    this.#socket = socket;
    socket.on('end', () => handler.ended());
    // The reason of a broken connection is of no use to a broker; 'close' follows each error.
    socket.on('error', () => {});
    socket.on('close', () => handler.closed());
    if (this.#closedEarly) socket.destroy();
  }

  get pendingBytes(): number {
    const handle = (this.#socket as SocketWithHandle | null)?._handle;
    return handle?.writeQueueSize ?? this.#socket?.writableLength ?? 0;
  }

  write(chunks: readonly Buffer[], done: (taken: boolean) => void): void {
    const socket = this.#socket;
    const last = chunks.length - 1;
    if (!socket || last < 0) {
      done(socket !== null);
      return;
    }
    const finish = (error?: Error | null): void => done(!error && !socket.destroyed);
    if (last > 0) socket.cork();
    for (let i = 0; i < last; i++) socket.write(chunks[i] as Buffer);
    socket.write(chunks[last] as Buffer, finish);
    if (last > 0) socket.uncork();
  }

  pause(): void {
    this.#socket?.pause();
  }

  resume(): void {
    this.#socket?.resume();
  }

  destroy(): void {
    this.#closedEarly = true;
    this.#socket?.destroy();
  }
}

/** A new socket around the accepted one's handle that reads into the slab; null when this node cannot. */
function rebuildAround(accepted: Socket, slab: Buffer, handler: StreamHandler): Socket | null {
  const { _handle: handle } = accepted as SocketWithHandle;
  if (typeof handle?.useUserBuffer !== 'function' || typeof handle.readStart !== 'function') {
    return null;
  }
  (accepted as SocketWithHandle)._handle = null;
  // `handle` is the option that is not documented.
  const options = {
    handle,
    allowHalfOpen: true,
    onread: {
      buffer: slab,
      callback: (length: number) => {
        handler.received(slab, length);
        return true;
      },
    },
  };
  return new Socket(options as unknown as ConstructorParameters<typeof Socket>[0]);
}

function withEvents(socket: Socket, handler: StreamHandler): Socket {
  socket.on('data', (chunk: Buffer) => handler.received(chunk, chunk.length));
  socket.resume();
  return socket;
}
