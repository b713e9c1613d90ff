// A network inside the process, for tests: connections are made from the test, bytes travel in the next
// microtask, and time plays no part. It is as unkind as the contract allows: what was delivered is
// overwritten as soon as the handler returns.

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

const FIRST_FREE_PORT = 20_000;
const DEFAULT_WINDOW_BYTES = 64 * 1024;
const POISON = 0xdd;

export class MemoryTransport implements Transport {
  readonly #servers = new Map<number, { readonly host: string; readonly accept: Accept }>();
  #nextPort = FIRST_FREE_PORT;

  async listen(options: ListenOptions, accept: Accept): Promise<StreamServer> {
    const port = options.port === 0 ? this.#nextPort++ : options.port;
    if (this.#servers.has(port)) throw new ListenError(options, 'EADDRINUSE');
    this.#servers.set(port, { host: options.host, accept });
    return { address: options.host, port, close: () => void this.#servers.delete(port) };
  }

  /** Connects to a listening port; `from` is the address that the server sees. */
  connect(port: number, from: Partial<Endpoint> = {}): MemoryClient {
    const server = this.#servers.get(port);
    const remote = { address: from.address ?? '127.0.0.1', port: from.port ?? this.#nextPort++ };
    const client = new MemoryClient(remote, { address: server?.host ?? '127.0.0.1', port });
    client.open(server ? server.accept(client.serverSide) : null);
    return client;
  }
}

/** The client's end of a connection, driven by a test. */
export class MemoryClient {
  /** Everything that the server has sent and this client has taken. */
  received: Buffer = Buffer.alloc(0);
  /** How many writes of the server brought it. */
  receivedWrites = 0;
  /** Whether the server has closed the connection, or this client has. */
  closed = false;
  /** Bytes that the server may have under way before a client that does not read holds it up. */
  windowBytes = DEFAULT_WINDOW_BYTES;

  readonly serverSide: ByteStream;
  #handler: StreamHandler | null = null;
  readonly #toServer: (Buffer | 'end')[] = [];
  readonly #toClient: { bytes: Buffer; done: (taken: boolean) => void }[] = [];
  #serverPaused = false;
  #reading = true;
  /** Taken from the server while this client does not read. */
  #unread: Buffer = Buffer.alloc(0);
  #delivering = false;

  constructor(remote: Endpoint, local: Endpoint) {
    const transferred = (): number =>
      this.#toClient.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.serverSide = {
      remote,
      local,
      get pendingBytes() {
        return transferred();
      },
      write: (chunks, done) => this.#serverWrites(chunks, done),
      pause: () => {
        this.#serverPaused = true;
      },
      resume: () => {
        this.#serverPaused = false;
        this.#deliverSoon();
      },
      destroy: () => this.destroy(),
    };
  }

  /** Attaches the server's handler; null means that nobody took the connection. */
  open(handler: StreamHandler | null): void {
    if (handler === null) this.destroy();
    else if (this.closed) handler.closed();
    else this.#handler = handler;
  }

  /** Whether the server has stopped reading from this client. */
  get isPaused(): boolean {
    return this.#serverPaused;
  }

  /** Bytes that this client has sent and the server has not read. */
  get unreadByServer(): number {
    return this.#toServer.reduce((sum, item) => sum + (item === 'end' ? 0 : item.length), 0);
  }

  /** Sends bytes; each call is delivered as one read of the server. */
  send(bytes: Uint8Array): void {
    this.#toServer.push(Buffer.from(bytes));
    this.#deliverSoon();
  }

  /** Sends nothing more, and goes on reading. */
  end(): void {
    this.#toServer.push('end');
    this.#deliverSoon();
  }

  /** Stops taking what the server sends. */
  stopReading(): void {
    this.#reading = false;
  }

  startReading(): void {
    this.#reading = true;
    this.received = Buffer.concat([this.received, this.#unread]);
    this.#unread = Buffer.alloc(0);
    this.#take();
  }

  /** Breaks the connection. */
  destroy(): void {
    if (this.closed) return;
    this.closed = true;
    queueMicrotask(() => {
      for (const { done } of this.#toClient.splice(0)) done(false);
      this.#handler?.closed();
    });
  }

  #serverWrites(chunks: readonly Buffer[], done: (taken: boolean) => void): void {
    if (this.closed) {
      queueMicrotask(() => done(false));
      return;
    }
    this.#toClient.push({ bytes: Buffer.concat(chunks), done });
    this.receivedWrites += 1;
    queueMicrotask(() => this.#take());
  }

  #take(): void {
    for (let next = this.#toClient[0]; next && !this.closed; next = this.#toClient[0]) {
      const { bytes, done } = next;
      if (this.#reading) this.received = Buffer.concat([this.received, bytes]);
      else if (this.#unread.length + bytes.length > this.windowBytes) return;
      else this.#unread = Buffer.concat([this.#unread, bytes]);
      this.#toClient.shift();
      done(true);
    }
  }

  #deliverSoon(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    queueMicrotask(() => {
      this.#delivering = false;
      this.#deliver();
    });
  }

  #deliver(): void {
    while (!this.closed && !this.#serverPaused) {
      const item = this.#toServer.shift();
      if (item === undefined) return;
      if (item === 'end') {
        this.#handler?.ended();
      } else {
        this.#handler?.received(item, item.length);
        item.fill(POISON);
      }
    }
  }
}
