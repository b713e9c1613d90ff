// A socket server on a network in memory, with a clock that stands still. Its dispatch does what the
// frame's text says: anything is echoed, a few words do more (see `dispatch`).

import { CloseConnection } from '../../src/base/close-connection.ts';
import { MalformedMessageError } from '../../src/base/malformed-message-error.ts';
import { BufferPool } from '../../src/network/buffer-pool.ts';
import type { ConnectionContext, Reply } from '../../src/network/dispatch.ts';
import type { NetworkLimits } from '../../src/network/network-limits.ts';
import { SocketServer } from '../../src/network/socket-server.ts';
import type { MemoryClient } from '../../src/platform/memory-transport.ts';
import { MemoryTransport } from '../../src/platform/memory-transport.ts';
import type { Endpoint } from '../../src/platform/transport.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import { RecordingLogger } from '../support/recording-logger.ts';

/** A frame with its size prefix. */
export function frame(content: string | Buffer): Buffer {
  const body = Buffer.from(content as string);
  const framed = Buffer.allocUnsafe(4 + body.length);
  framed.writeInt32BE(body.length, 0);
  body.copy(framed, 4);
  return framed;
}

export function frames(...contents: string[]): Buffer {
  return Buffer.concat(contents.map(frame));
}

/** The texts of the whole frames in these bytes. */
export function textsOf(bytes: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    const end = at + 4 + bytes.readInt32BE(at);
    texts.push(bytes.toString('latin1', at + 4, end));
    at = end;
  }
  return texts;
}

/** A request that was parked and waits for the test to settle it. */
export interface Parked {
  readonly connection: ConnectionContext;
  answer(text: string): void;
  fail(error: Error): void;
}

export class NetworkFixture {
  readonly clock = new VirtualClock();
  readonly logger = new RecordingLogger();
  readonly transport = new MemoryTransport();
  readonly pool = new BufferPool({ poison: true });
  readonly server: SocketServer;
  /** The texts of all frames that were dispatched; large ones are cut to 32 characters. */
  readonly requests: string[] = [];
  readonly parked: Parked[] = [];
  /** The connection of the last request. */
  connection: ConnectionContext | null = null;
  port = 0;

  constructor(limits: Partial<NetworkLimits> = {}) {
    const { transport, clock, logger, pool } = this;
    const dispatch = (bytes: Buffer, connection: ConnectionContext) =>
      this.#dispatch(bytes, connection);
    this.server = new SocketServer({ transport, clock, logger, pool, dispatch, limits });
  }

  static async started(limits: Partial<NetworkLimits> = {}): Promise<NetworkFixture> {
    const fixture = new NetworkFixture(limits);
    const [listener] = await fixture.server.start([{ name: 'PLAINTEXT', host: 'here', port: 0 }]);
    fixture.port = listener?.port ?? 0;
    return fixture;
  }

  connect(from?: Partial<Endpoint>): MemoryClient {
    return this.transport.connect(this.port, from);
  }

  /** Sends these bytes as one read and lets everything come to rest. */
  async exchange(client: MemoryClient, bytes: Buffer): Promise<string[]> {
    client.send(bytes);
    await this.clock.settle();
    return textsOf(client.received);
  }

  answer(text: string | Buffer): Buffer {
    const framed = frame(text);
    const reply = this.pool.allocate(framed.length);
    framed.copy(reply);
    return reply;
  }

  #dispatch(bytes: Buffer, connection: ConnectionContext): Reply | Promise<Reply> {
    this.connection = connection;
    this.requests.push(bytes.toString('latin1', 0, 32));
    const [word, rest] = bytes.toString('latin1', 0, 64).split(' ');
    if (word === 'silent') return null;
    if (word === 'large') return this.answer(Buffer.alloc(Number(rest), 'x'));
    if (word === 'park') return this.#park(connection);
    if (word === 'close') throw new CloseConnection('the handler said so');
    if (word === 'malformed') throw new MalformedMessageError('FetchRequest.topics[2]', 'is short');
    if (word === 'bug') throw new TypeError('undefined is not a function');
    return this.answer(bytes);
  }

  #park(connection: ConnectionContext): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.parked.push({
        connection,
        answer: (text) => resolve(this.answer(text)),
        fail: reject,
      });
    });
  }
}
