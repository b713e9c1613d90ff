import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { NodeTransport } from '../../src/platform/node-transport.ts';
import type { Accept, ByteStream, StreamServer } from '../../src/platform/transport.ts';
import { ListenError } from '../../src/platform/transport.ts';

/** A handler that keeps what it is told, and promises for the moments that matter. */
class Peer {
  received: Buffer = Buffer.alloc(0);
  readonly ended: Promise<void>;
  readonly closed: Promise<void>;
  readonly stream: ByteStream;
  isClosed = false;
  #waiters: { readonly length: number; resolve(): void }[] = [];
  #onEnded: () => void = () => {};
  #onClosed: () => void = () => {};

  constructor(stream: ByteStream) {
    this.stream = stream;
    this.ended = new Promise((resolve) => {
      this.#onEnded = resolve;
    });
    this.closed = new Promise((resolve) => {
      this.#onClosed = resolve;
    });
  }

  readonly handler = {
    received: (slab: Buffer, length: number): void => {
      this.received = Buffer.concat([this.received, slab.subarray(0, length)]);
      this.#waiters = this.#waiters.filter((waiter) => {
        if (this.received.length < waiter.length) return true;
        waiter.resolve();
        return false;
      });
    },
    ended: (): void => this.#onEnded(),
    closed: (): void => {
      this.isClosed = true;
      this.#onClosed();
    },
  };

  /** Resolves once so many bytes have come. */
  has(length: number): Promise<void> {
    if (this.received.length >= length) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ length, resolve }));
  }
}

interface Connected {
  readonly client: Socket;
  readonly peer: Peer;
}

async function listen(transport: NodeTransport, accept: Accept): Promise<StreamServer> {
  const server = await transport.listen({ host: '127.0.0.1', port: 0 }, accept);
  onTestFinished(() => server.close());
  return server;
}

function dial(port: number): Promise<Socket> {
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  client.on('error', () => {});
  onTestFinished(() => void client.destroy());
  return new Promise((resolve) => client.once('connect', () => resolve(client)));
}

async function connected(transport: NodeTransport): Promise<Connected> {
  let onPeer: (peer: Peer) => void = () => {};
  const accepted = new Promise<Peer>((resolve) => {
    onPeer = resolve;
  });
  const server = await listen(transport, (stream) => {
    const peer = new Peer(stream);
    onTestFinished(() => stream.destroy());
    onPeer(peer);
    return peer.handler;
  });
  const client = await dial(server.port);
  return { client, peer: await accepted };
}

function written(stream: ByteStream, chunks: readonly Buffer[]): Promise<boolean> {
  return new Promise((resolve) => stream.write(chunks, resolve));
}

function readAll(client: Socket, length: number): Promise<Buffer> {
  return new Promise((resolve) => {
    let read = Buffer.alloc(0);
    client.on('data', (chunk: Buffer) => {
      read = Buffer.concat([read, chunk]);
      if (read.length >= length) resolve(read);
    });
  });
}

const closedBy = (client: Socket): Promise<void> =>
  new Promise((resolve) => client.once('close', () => resolve()));

describe.each([
  ['through the slab', false],
  ['through events', true],
])('a TCP stream read %s', (_how, withoutSlab) => {
  const transport = new NodeTransport({ withoutSlab });

  test('knows both ends', async () => {
    const { client, peer } = await connected(transport);
    expect(peer.stream.remote).toEqual({ address: '127.0.0.1', port: client.localPort });
    expect(peer.stream.local).toEqual({ address: '127.0.0.1', port: client.remotePort });
  });

  test('delivers megabytes as they were sent, on several connections at once', async () => {
    const both = await Promise.all([connected(transport), connected(transport)]);
    await Promise.all(
      both.map(async ({ client, peer }, at) => {
        const content = Buffer.from(
          Array.from({ length: 3_000_000 }, (_, i) => (i * 7 + at) & 0xff),
        );
        client.write(content);
        await peer.has(content.length);
        expect(peer.received.equals(content)).toBe(true);
      }),
    );
  });

  test('writes the parts of an answer in order, and says when they are taken', async () => {
    const { client, peer } = await connected(transport);
    const parts = [Buffer.from('one '), Buffer.alloc(2_000_000, '2'), Buffer.from(' three')];
    const whole = Buffer.concat(parts);
    const read = readAll(client, whole.length);
    expect(await written(peer.stream, parts)).toBe(true);
    expect((await read).equals(whole)).toBe(true);
  });

  test('says at once that nothing is taken when there is nothing to write', async () => {
    const { peer } = await connected(transport);
    expect(await written(peer.stream, [])).toBe(true);
  });

  test('delivers nothing while it is paused', async () => {
    const { client, peer } = await connected(transport);
    client.write('a');
    await peer.has(1);
    peer.stream.pause();
    client.write('b');
    // What the server writes now reaches the client after the operating system has the client's byte.
    const read = readAll(client, 1);
    await written(peer.stream, [Buffer.from('x')]);
    await read;
    expect(peer.received.toString()).toBe('a');
    peer.stream.resume();
    await peer.has(2);
    expect(peer.received.toString()).toBe('ab');
  });

  test('can still write after the client has sent its last byte', async () => {
    const { client, peer } = await connected(transport);
    client.end('last');
    await peer.ended;
    expect(peer.received.toString()).toBe('last');
    const read = readAll(client, 6);
    expect(await written(peer.stream, [Buffer.from('answer')])).toBe(true);
    expect((await read).toString()).toBe('answer');
    expect(peer.isClosed).toBe(false);
  });

  test('is closed on both sides once it is destroyed', async () => {
    const { client, peer } = await connected(transport);
    const closed = closedBy(client);
    client.on('end', () => client.destroy());
    client.resume();
    peer.stream.destroy();
    await Promise.all([peer.closed, closed]);
  });

  test('closes when the client breaks off', async () => {
    const { client, peer } = await connected(transport);
    client.resetAndDestroy();
    await peer.closed;
  });

  test('reports what a client does not take as pending, and as lost when the stream is destroyed', async () => {
    const { client, peer } = await connected(transport);
    client.pause();
    const outcome = written(peer.stream, [Buffer.alloc(64 * 1024 * 1024)]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(peer.stream.pendingBytes).toBeGreaterThan(0);
    peer.stream.destroy();
    expect(await outcome).toBe(false);
    expect(await written(peer.stream, [Buffer.from('late')])).toBe(false);
  });

  test('is closed at once for a client that nobody takes', async () => {
    const server = await listen(transport, () => null);
    const client = await dial(server.port);
    client.resume();
    client.on('end', () => client.destroy());
    await closedBy(client);
  });

  test('may be destroyed while it is being accepted', async () => {
    let peer: Peer | null = null;
    const server = await listen(transport, (stream) => {
      peer = new Peer(stream);
      stream.destroy();
      return peer.handler;
    });
    const client = await dial(server.port);
    client.resume();
    client.on('end', () => client.destroy());
    await closedBy(client);
    await (peer as Peer | null)?.closed;
  });
});

describe('listening', () => {
  const transport = new NodeTransport();

  test('on a port in use fails with one sentence', async () => {
    const server = await listen(transport, () => null);
    const again = transport.listen({ host: '127.0.0.1', port: server.port }, () => null);
    await expect(again).rejects.toThrow(
      `cannot listen on 127.0.0.1:${server.port}: the port is in use by another process`,
    );
    await expect(again).rejects.toBeInstanceOf(ListenError);
  });

  test('on an address of another machine fails', async () => {
    const listening = transport.listen({ host: '192.0.2.1', port: 0 }, () => null);
    await expect(listening).rejects.toMatchObject({ code: 'EADDRNOTAVAIL', host: '192.0.2.1' });
  });

  test('frees the port as soon as it is closed', async () => {
    const server = await listen(transport, () => null);
    server.close();
    const again = await transport.listen({ host: '127.0.0.1', port: server.port }, () => null);
    again.close();
  });
});
