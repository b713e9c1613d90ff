import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CloseConnection } from '../../src/base/close-connection.ts';
import { frame, frames, NetworkFixture, textsOf } from './network-fixture.ts';

describe('requests of one connection', () => {
  test('are answered', async () => {
    const net = await NetworkFixture.started();
    expect(await net.exchange(net.connect(), frame('hello'))).toEqual(['hello']);
  });

  test('that arrive together are answered in order, with one write', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    expect(await net.exchange(client, frames('a', 'b', 'c'))).toEqual(['a', 'b', 'c']);
    expect(client.receivedWrites).toBe(1);
  });

  test('that get large answers still leave in one write', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    const answers = await net.exchange(client, frames('large 90000', 'b', 'large 80000'));
    expect(answers.map((text) => text.length)).toEqual([90_000, 1, 80_000]);
    expect(client.receivedWrites).toBe(1);
    expect(net.pool.lentBuffers).toBe(0);
  });

  test('that want no answer get none, and hold up nothing', async () => {
    const net = await NetworkFixture.started();
    expect(await net.exchange(net.connect(), frames('silent', 'b', 'silent'))).toEqual(['b']);
    expect(net.requests).toEqual(['silent', 'b', 'silent']);
  });

  test('wait for the one that is parked, however long', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frames('park', 'b'));
    expect(await net.exchange(client, frames('c', 'd'))).toEqual([]);
    expect(net.requests).toEqual(['park']);
    net.parked[0]?.answer('parked');
    await net.clock.settle();
    expect(textsOf(client.received)).toEqual(['parked', 'b', 'c', 'd']);
    expect(client.receivedWrites).toBe(1);
  });

  test('may be parked one after the other', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frames('park', 'park', 'z'));
    expect(net.parked).toHaveLength(1);
    net.parked[0]?.answer('first');
    await net.clock.settle();
    expect(net.parked).toHaveLength(2);
    net.parked[1]?.answer('second');
    await net.clock.settle();
    expect(textsOf(client.received)).toEqual(['first', 'second', 'z']);
  });

  test('do not wait for those of another connection', async () => {
    const net = await NetworkFixture.started();
    await net.exchange(net.connect(), frame('park'));
    expect(await net.exchange(net.connect(), frame('b'))).toEqual(['b']);
  });

  test('are found wherever the bytes are cut in two', async () => {
    const net = await NetworkFixture.started();
    const bytes = frames('first', 'the second', '3');
    for (let cut = 1; cut < bytes.length; cut++) {
      const client = net.connect();
      client.send(bytes.subarray(0, cut));
      const answers = await net.exchange(client, bytes.subarray(cut));
      expect(answers).toEqual(['first', 'the second', '3']);
    }
    expect(net.server.memory.usedBytes).toBe(0);
  });

  test('are found when every byte comes alone', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    for (const byte of frames('one', 'two')) client.send(Buffer.from([byte]));
    await net.clock.settle();
    expect(textsOf(client.received)).toEqual(['one', 'two']);
  });

  test('come through whatever the sizes, cuts and pauses', async () => {
    const request = fc.oneof(
      fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme-ascii' }).map((text) => `"${text}`),
      fc.integer({ min: 1, max: 300_000 }).map((size) => `!${'y'.repeat(size)}`),
      fc.constant('park'),
    );
    const cuts = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 12 }), cuts, async (texts, sizes) => {
        const net = await NetworkFixture.started();
        const client = net.connect();
        const bytes = frames(...texts);
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] as number;
          client.send(bytes.subarray(at, at + size));
          at += size;
          if (turn % 3 === 0) await net.clock.settle();
        }
        for (;;) {
          await net.clock.settle();
          const parked = net.parked.shift();
          if (!parked) break;
          parked.answer('park');
        }
        expect(textsOf(client.received)).toEqual(texts);
        expect(net.server.memory.usedBytes).toBe(0);
        expect(net.pool.lentBuffers).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a frame that arrives in pieces', () => {
  test('costs no more memory than four times what has arrived', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    const announced = Buffer.alloc(5);
    announced.writeInt32BE(100 * 1024 * 1024);
    await net.exchange(client, announced);
    expect(net.server.memory.usedBytes).toBeLessThanOrEqual(4096);
    await net.exchange(client, Buffer.alloc(100_000));
    expect(net.server.memory.usedBytes).toBeLessThanOrEqual(400_100);
  });

  test('gives its memory back once it was handled', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    const bytes = frame('z'.repeat(500_000));
    await net.exchange(client, bytes.subarray(0, 200_000));
    expect(net.server.memory.usedBytes).toBeGreaterThan(0);
    await net.exchange(client, bytes.subarray(200_000));
    expect(textsOf(client.received)[0]).toHaveLength(500_000);
    expect(net.server.memory.usedBytes).toBe(0);
  });

  test('gives its memory back when the client leaves in the middle', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frame('z'.repeat(50_000)).subarray(0, 20_000));
    client.destroy();
    await net.clock.settle();
    expect(net.server.memory.usedBytes).toBe(0);
    expect(net.pool.lentBuffers).toBe(0);
  });
});

describe('what closes a connection', () => {
  test.each([
    ['a size of zero', Buffer.alloc(4), 'a frame with the impossible size 0'],
    [
      'a negative size',
      Buffer.from([0xff, 0xff, 0xff, 0xff]),
      'a frame with the impossible size -1',
    ],
    [
      'a size above socket.request.max.bytes',
      Buffer.from([0x06, 0x40, 0x00, 0x01]),
      'a frame of 104857601 bytes, more than socket.request.max.bytes (104857600)',
    ],
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\n\r\n'), 'an HTTP request (GET…)'],
    ['an HTTP/2 preface', Buffer.from('PRI * HTTP/2.0\r\n'), 'an HTTP request (PRI…)'],
    [
      'a TLS client hello',
      Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]),
      'a TLS client hello on a plaintext listener: the client is configured for SSL',
    ],
    ['an SSH client', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n'), 'an SSH client'],
  ])('%s, with a line that says what it was', async (_what, bytes, said) => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    expect(await net.exchange(client, bytes)).toEqual([]);
    expect(client.closed).toBe(true);
    expect(net.logger.messages('warn')).toEqual([
      expect.stringContaining(`closed a connection on listener PLAINTEXT: ${said}`),
    ]);
    expect(net.server.memory.usedBytes).toBe(0);
  });

  test('foreign bytes are known by the first frame even where such a size is allowed', async () => {
    const net = await NetworkFixture.started({ maxRequestBytes: 2 ** 31 - 1 });
    const client = net.connect();
    await net.exchange(client, Buffer.from('GET '));
    expect(client.closed).toBe(true);
  });

  test('a handler that says so, after the answers to earlier requests', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    expect(await net.exchange(client, frames('a', 'close', 'b'))).toEqual(['a']);
    expect(client.closed).toBe(true);
    expect(net.requests).toEqual(['a', 'close']);
    expect(net.logger.messages('warn')[0]).toContain('the handler said so');
  });

  test('a malformed request, with the path of the field', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frame('malformed'));
    expect(client.closed).toBe(true);
    expect(net.logger.messages('warn')[0]).toContain(
      'a malformed request: FetchRequest.topics[2]: is short',
    );
  });

  test('a fault of the broker, which is logged as an error and closes no other connection', async () => {
    const net = await NetworkFixture.started();
    const [client, other] = [net.connect(), net.connect()];
    await net.exchange(client, frame('bug'));
    expect(client.closed).toBe(true);
    expect(net.logger.lines.find(({ level }) => level === 'error')?.fields).toMatchObject({
      error: expect.any(TypeError),
      client: expect.stringContaining('127.0.0.1:'),
    });
    expect(await net.exchange(other, frame('still here'))).toEqual(['still here']);
  });

  test.each([
    ['a refusal', new CloseConnection('too late'), 'warn'],
    ['a fault', new Error('disk on fire'), 'error'],
  ] as const)('%s of a parked request', async (_what, error, level) => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frames('a', 'park', 'b'));
    net.parked[0]?.fail(error);
    await net.clock.settle();
    expect(textsOf(client.received)).toEqual(['a']);
    expect(client.closed).toBe(true);
    expect(net.logger.messages(level)).toHaveLength(1);
    expect(net.requests).toEqual(['a', 'park']);
  });

  test('a few lines are written about many such connections, and later how many were left out', async () => {
    const net = await NetworkFixture.started();
    for (let i = 0; i < 30; i++) await net.exchange(net.connect(), Buffer.from('GET '));
    expect(net.logger.messages('warn')).toHaveLength(5);
    await net.clock.advance(10_000);
    await net.exchange(net.connect(), Buffer.from('GET '));
    expect(net.logger.lines.at(-1)?.fields).toMatchObject({ suppressed: 25 });
  });
});

describe('a hostile client', () => {
  test('gets nowhere with random bytes: no failure of ours, no memory kept', async () => {
    const sizes = fc.constantFrom(0, 1, 5, 64, 4096, 70_000, 2 ** 31 - 1, -1, -(2 ** 31));
    const chunk = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      sizes.map((size) => {
        const prefix = Buffer.alloc(4);
        prefix.writeInt32BE(size);
        return prefix;
      }),
      fc.constantFrom('park', 'close', 'bug', 'malformed', 'large 70000', 'x').map(frame),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { maxLength: 20 }), fc.boolean(), async (chunks, reads) => {
        const net = await NetworkFixture.started();
        const client = net.connect();
        if (!reads) client.stopReading();
        for (const bytes of chunks) client.send(bytes);
        await net.clock.settle();
        expect(net.server.memory.usedBytes).toBeLessThanOrEqual(64 * 1024 + 4 * 200 * 20);
        client.destroy();
        await net.clock.settle();
        for (const parked of net.parked) parked.answer('too late');
        await net.clock.settle();
        expect(net.server.memory.usedBytes).toBe(0);
        expect(net.server.counters.connections).toBe(0);
        expect(net.pool.lentBuffers).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a client that leaves', () => {
  test('while its request is parked has it cancelled', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frame('park'));
    const cancelled: string[] = [];
    net.parked[0]?.connection.onClose(() => cancelled.push('first'));
    net.parked[0]?.connection.onClose(() => cancelled.push('second'));
    const takeBack = net.parked[0]?.connection.onClose(() => cancelled.push('taken back'));
    takeBack?.();
    client.destroy();
    await net.clock.settle();
    expect(cancelled).toEqual(['first', 'second']);
  });

  test('gets no answer any more, and the buffer comes back', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frame('park'));
    client.destroy();
    await net.clock.settle();
    net.parked[0]?.answer('x'.repeat(10_000));
    await net.clock.settle();
    expect(net.pool.lentBuffers).toBe(0);
    expect(net.server.counters.connections).toBe(0);
  });

  test('is told of at once to whoever asks only then', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frame('a'));
    client.destroy();
    await net.clock.settle();
    let told = false;
    net.connection?.onClose(() => {
      told = true;
    });
    await net.clock.settle();
    expect(told).toBe(true);
  });

  test('is not mourned by a hook that fails: the others run', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frame('a'));
    let ran = false;
    net.connection?.onClose(() => {
      throw new Error('clumsy hook');
    });
    net.connection?.onClose(() => {
      ran = true;
    });
    client.destroy();
    await net.clock.settle();
    expect(ran).toBe(true);
    expect(net.logger.messages('error')).toEqual(['cleaning up after a connection failed']);
  });

  test('after its last request gets the answers, then the connection is closed', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    client.send(frames('a', 'b'));
    client.end();
    await net.clock.settle();
    expect(textsOf(client.received)).toEqual(['a', 'b']);
    expect(client.closed).toBe(true);
  });

  test('in silence while its request is parked is gone: the request is cancelled', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frame('park'));
    let cancelled = false;
    net.parked[0]?.connection.onClose(() => {
      cancelled = true;
    });
    client.end();
    await net.clock.settle();
    expect([cancelled, client.closed]).toEqual([true, true]);
  });

  test('sending nothing more, but reading slowly, gets all it asked for', async () => {
    const net = await NetworkFixture.started({ outstandingBytes: 1000 });
    const client = net.connect();
    client.windowBytes = 0;
    client.stopReading();
    client.send(frames('large 2000', 'b', 'c'));
    client.end();
    await net.clock.settle();
    expect(net.requests).toEqual(['large 2000']);
    client.startReading();
    await net.clock.settle();
    expect(textsOf(client.received).slice(1)).toEqual(['b', 'c']);
    expect(client.closed).toBe(true);
  });
});

describe('what handlers see of a connection', () => {
  test('its listener, both its ends, and an id of its own', async () => {
    const net = await NetworkFixture.started();
    await net.exchange(net.connect({ address: '10.0.0.7', port: 5000 }), frame('a'));
    const first = net.connection;
    expect(first).toMatchObject({
      listenerName: 'PLAINTEXT',
      remoteAddress: '10.0.0.7',
      remotePort: 5000,
      localAddress: 'here',
      localPort: net.port,
    });
    await net.exchange(net.connect({ address: '10.0.0.7', port: 5000 }), frame('a'));
    expect(net.connection?.id).not.toBe(first?.id);
    expect(first?.id).toContain('10.0.0.7:5000');
  });

  test('the client’s software, once it is known, is named in the log', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frame('a'));
    if (net.connection) net.connection.clientSoftware = { name: 'kafkajs', version: '2.2.4' };
    await net.exchange(client, frame('close'));
    expect(net.logger.lines[0]?.fields).toMatchObject({ software: 'kafkajs 2.2.4' });
  });
});
