// The network layer over real sockets: what a memory transport cannot show.

import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BufferPool } from '../../src/network/buffer-pool.ts';
import type { NetworkLimits } from '../../src/network/network-limits.ts';
import { SocketServer } from '../../src/network/socket-server.ts';
import { nodeClock } from '../../src/platform/node-clock.ts';
import { NodeTransport } from '../../src/platform/node-transport.ts';
import { RecordingLogger } from '../support/recording-logger.ts';
import { frame, textsOf } from './network-fixture.ts';

interface Running {
  readonly server: SocketServer;
  readonly port: number;
  readonly logger: RecordingLogger;
  readonly pool: BufferPool;
}

/** A server that echoes, but parks what says `park` for ever. */
async function serve(
  transport: NodeTransport,
  options: { readonly host?: string; readonly limits?: Partial<NetworkLimits> } = {},
): Promise<Running> {
  const pool = new BufferPool({ poison: true });
  const logger = new RecordingLogger();
  const server = new SocketServer({
    transport,
    clock: nodeClock,
    logger,
    pool,
    dispatch: (bytes) => {
      if (bytes.toString('latin1', 0, 4) === 'park') return new Promise(() => {});
      const reply = pool.allocate(4 + bytes.length);
      reply.writeInt32BE(bytes.length, 0);
      bytes.copy(reply, 4);
      return reply;
    },
    limits: { stopGraceMs: 50, ...options.limits },
  });
  const [listener] = await server.start([
    { name: 'PLAINTEXT', host: options.host ?? '127.0.0.1', port: 0 },
  ]);
  onTestFinished(() => server.stop());
  return { server, port: listener?.port ?? 0, logger, pool };
}

function dial(port: number, host = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port, host });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return new Promise((resolve) => socket.once('connect', () => resolve(socket)));
}

/** Resolves with what was read once so many bytes have come. */
function read(socket: Socket, length: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let have = 0;
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      have += chunk.length;
      if (have >= length) resolve(Buffer.concat(chunks));
    });
  });
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.resume().once('close', () => resolve()));

describe.each([
  ['one slab for all', false],
  ['events', true],
])('over real sockets, read through %s', (_how, withoutSlab) => {
  const transport = new NodeTransport({ withoutSlab });

  test('many clients with requests of all sizes get their own answers in order', async () => {
    const { port, pool, server } = await serve(transport);
    const clients = await Promise.all(Array.from({ length: 8 }, () => dial(port)));
    await Promise.all(
      clients.map(async (client, at) => {
        const texts = [1, 900, 70_000, 3, 400_000, 12].map((size) => `${at}${'.'.repeat(size)}`);
        const bytes = Buffer.concat(texts.map(frame));
        const answers = read(client, bytes.length);
        client.write(bytes);
        expect(textsOf(await answers)).toEqual(texts);
      }),
    );
    expect(server.memory.usedBytes).toBe(0);
    await server.stop();
    expect(pool.lentBuffers).toBe(0);
  });

  test('bytes that are no frames close the connection, and are named in the log', async () => {
    const { port, logger } = await serve(transport);
    const client = await dial(port);
    client.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await closed(client);
    expect(logger.messages('warn')[0]).toContain('an HTTP request (GET…) on a Kafka port');
  });

  test('a client that floods without reading is held up, and gets everything in the end', async () => {
    const { port, server } = await serve(transport, { limits: { outstandingBytes: 100_000 } });
    const client = await dial(port);
    client.pause();
    const one = frame('f'.repeat(100_000));
    const total = 400;
    for (let i = 0; i < total; i++) client.write(one);
    // Both operating systems' buffers fill up; the server must stop taking more on its own.
    let before = -1;
    while (before !== server.counters.bytesIn || before === 0) {
      before = server.counters.bytesIn;
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(server.counters.requests).toBeLessThan(total);
    const everything = read(client, total * one.length);
    client.resume();
    expect(await everything).toHaveLength(total * one.length);
  });

  test('stopping is quick with a thousand clients connected, parked ones among them', async () => {
    const { port, server } = await serve(transport);
    const clients: Socket[] = [];
    for (let i = 0; i < 1000; i++) clients.push(await dial(port));
    clients[0]?.write(frame('park'));
    clients[1]?.write(frame('x'.repeat(100)).subarray(0, 50));
    const allClosed = Promise.all(clients.map(closed));
    const startedMs = performance.now();
    await server.stop();
    // Whoever had to be waited for would be given five seconds.
    expect(performance.now() - startedMs).toBeLessThan(4_000);
    await allClosed;
    const late = connect(port, '127.0.0.1');
    const refused = await new Promise((resolve) => late.once('error', resolve));
    expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a real listener', () => {
  test('on localhost answers on IPv4 and IPv6', async () => {
    const { port, server } = await serve(new NodeTransport(), { host: 'localhost' });
    for (const host of ['127.0.0.1', '::1']) {
      const client = await dial(port, host);
      const answer = read(client, 6);
      client.write(frame('hi'));
      expect(textsOf(await answer)).toEqual(['hi']);
    }
    expect(server.counters.accepted).toBe(2);
  });

  test('on every address shows IPv4 clients by their IPv4 address', async () => {
    const limits = { maxConnectionsPerIpOverrides: new Map([['127.0.0.1', 0]]) };
    const { port, logger } = await serve(new NodeTransport(), { host: '0.0.0.0', limits });
    await closed(await dial(port));
    expect(logger.messages('warn')[0]).toContain('are open from 127.0.0.1');
  });
});
