import { describe, expect, test } from 'vitest';
import { frame, frames, NetworkFixture, textsOf } from './network-fixture.ts';

const KIB = 1024;

describe('a client that sends while its request is parked', () => {
  test('is read on until enough waits, then no further', async () => {
    const net = await NetworkFixture.started({ waitingBytes: 64 * KIB });
    const client = net.connect();
    await net.exchange(client, frame('park'));
    for (let i = 0; i < 100; i++) client.send(frame('x'.repeat(10 * KIB)));
    await net.clock.settle();
    expect(client.isPaused).toBe(true);
    expect(net.server.memory.usedBytes).toBeLessThan(80 * KIB);
    expect(client.unreadByServer).toBeGreaterThan(900 * KIB);
  });

  test('gets every answer, in order, once it goes on', async () => {
    const net = await NetworkFixture.started({ waitingBytes: 64 * KIB });
    const client = net.connect();
    await net.exchange(client, frame('park'));
    const texts = Array.from({ length: 100 }, (_, i) => `${i}:${'x'.repeat(10 * KIB)}`);
    for (const text of texts) client.send(frame(text));
    await net.clock.settle();
    net.parked[0]?.answer('parked');
    await net.clock.settle();
    expect(textsOf(client.received)).toEqual(['parked', ...texts]);
    expect(client.isPaused).toBe(false);
    expect(net.server.memory.usedBytes).toBe(0);
    expect(net.pool.lentBuffers).toBe(0);
  });

  test('is still seen to leave when little waits', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frames('park', 'b'));
    expect(client.isPaused).toBe(false);
    client.end();
    await net.clock.settle();
    expect(client.closed).toBe(true);
  });
});

describe('a client that does not read its answers', () => {
  test('is not read from beyond a bound', async () => {
    const net = await NetworkFixture.started({ outstandingBytes: 100 * KIB });
    const client = net.connect();
    client.stopReading();
    for (let i = 0; i < 100; i++) client.send(frame(`large ${20 * KIB}`));
    await net.clock.settle();
    // 64 KiB are with the operating systems, a little more than the limit is here.
    expect(net.requests.length).toBeLessThan(12);
    expect(net.requests.length).toBeGreaterThan(4);
    client.startReading();
    await net.clock.settle();
    expect(textsOf(client.received)).toHaveLength(100);
    expect(net.pool.lentBuffers).toBe(0);
  });

  test('is held up within one read as well', async () => {
    const net = await NetworkFixture.started({ outstandingBytes: 100 * KIB });
    const client = net.connect();
    client.windowBytes = 0;
    client.stopReading();
    await net.exchange(client, frames(...new Array<string>(50).fill(`large ${20 * KIB}`)));
    expect(net.requests).toHaveLength(5);
    client.startReading();
    await net.clock.settle();
    expect(textsOf(client.received)).toHaveLength(50);
  });

  test('is closed when it has taken nothing for too long', async () => {
    const net = await NetworkFixture.started({ outputStallMs: 20_000 });
    const client = net.connect();
    client.windowBytes = 0;
    client.stopReading();
    await net.exchange(client, frame('a'));
    await net.clock.advance(20_000);
    expect(client.closed).toBe(false);
    await net.clock.advance(2_000);
    expect(client.closed).toBe(true);
    expect(net.logger.messages('warn')[0]).toContain('took nothing of its answer for 20000 ms');
  });

  test('is not closed as long as it takes something now and then', async () => {
    const net = await NetworkFixture.started({ outputStallMs: 20_000, outstandingBytes: 1 });
    const client = net.connect();
    client.windowBytes = 0;
    client.stopReading();
    await net.exchange(client, frames('a', 'b', 'c', 'd', 'e'));
    for (let i = 0; i < 4; i++) {
      await net.clock.advance(15_000);
      client.startReading();
      client.stopReading();
      await net.clock.settle();
    }
    expect(client.closed).toBe(false);
    client.startReading();
    await net.clock.settle();
    expect(textsOf(client.received)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('does not lose the answers of a connection that is being closed, if it reads them in time', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    client.windowBytes = 0;
    client.stopReading();
    await net.exchange(client, frames('a', 'close'));
    expect(client.closed).toBe(false);
    client.startReading();
    await net.clock.settle();
    expect([textsOf(client.received), client.closed]).toEqual([['a'], true]);
  });

  test('is cut off when it does not read the last answers of a connection that is being closed', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    client.windowBytes = 0;
    client.stopReading();
    await net.exchange(client, frames('a', 'close'));
    await net.clock.advance(6_500);
    expect(client.closed).toBe(true);
  });
});

describe('the memory for requests of all clients together', () => {
  const limits = { receiveMemoryBytes: 100 * KIB };
  const half = frame('y'.repeat(60 * KIB)).subarray(0, 40 * KIB);

  test('when exhausted, lets one connection go on and holds up the others', async () => {
    const net = await NetworkFixture.started(limits);
    const clients = [net.connect(), net.connect(), net.connect(), net.connect()];
    for (const client of clients) await net.exchange(client, half);
    expect(clients.map(({ isPaused }) => isPaused)).toEqual([false, false, true, true]);
  });

  test('when exhausted, does not hold up requests that arrive whole', async () => {
    const net = await NetworkFixture.started(limits);
    for (let i = 0; i < 4; i++) await net.exchange(net.connect(), half);
    expect(await net.exchange(net.connect(), frame('small'))).toEqual(['small']);
  });

  test('lets everybody finish, one after the other', async () => {
    const net = await NetworkFixture.started(limits);
    const whole = frame('y'.repeat(60 * KIB));
    const clients = Array.from({ length: 10 }, () => net.connect());
    for (const client of clients) client.send(whole.subarray(0, 40 * KIB));
    await net.clock.settle();
    for (const client of clients) client.send(whole.subarray(40 * KIB));
    await net.clock.settle();
    for (const client of clients) expect(textsOf(client.received)[0]).toHaveLength(60 * KIB);
    expect(net.server.memory.usedBytes).toBe(0);
  });

  test('passes on the favour when the favoured client leaves', async () => {
    const net = await NetworkFixture.started(limits);
    const [first, favoured, third] = [net.connect(), net.connect(), net.connect()];
    for (const client of [first, favoured, third]) await net.exchange(client, half);
    expect(third.isPaused).toBe(true);
    favoured.destroy();
    await net.clock.settle();
    expect(third.isPaused).toBe(false);
  });

  test('does not count the time in which we did not read against the client', async () => {
    const net = await NetworkFixture.started({ ...limits, halfFrameMs: 30_000 });
    const clients = [net.connect(), net.connect(), net.connect()];
    for (const client of clients) await net.exchange(client, half);
    const [, , held] = clients;
    await net.clock.advance(29_000);
    expect(held?.isPaused).toBe(true);
    await net.clock.advance(4_000);
    expect(clients.map(({ closed }) => closed)).toEqual([true, true, false]);
    const rest = frame('y'.repeat(60 * KIB)).subarray(40 * KIB);
    if (held) expect((await net.exchange(held, rest))[0]).toHaveLength(60 * KIB);
  });
});
