import { describe, expect, test } from 'vitest';
import { ListenError } from '../../src/platform/transport.ts';
import { frame, frames, NetworkFixture, textsOf } from './network-fixture.ts';

describe('limits on connections', () => {
  test('max.connections turns further ones away, and says so', async () => {
    const net = await NetworkFixture.started({ maxConnections: 2 });
    const [first, second, third] = [net.connect(), net.connect(), net.connect()];
    expect([first.closed, second.closed, third.closed]).toEqual([false, false, true]);
    expect(net.logger.messages('warn')).toEqual([
      'turned away a connection on listener PLAINTEXT: max.connections (2) are open',
    ]);
    expect(net.server.counters).toMatchObject({ connections: 2, accepted: 2, refused: 1 });
  });

  test('a place that is given up can be taken', async () => {
    const net = await NetworkFixture.started({ maxConnections: 1 });
    net.connect().destroy();
    await net.clock.settle();
    expect(net.connect().closed).toBe(false);
  });

  test('max.connections.per.ip counts each address by itself', async () => {
    const net = await NetworkFixture.started({ maxConnectionsPerIp: 1 });
    expect(net.connect({ address: '10.0.0.1' }).closed).toBe(false);
    expect(net.connect({ address: '10.0.0.2' }).closed).toBe(false);
    expect(net.connect({ address: '10.0.0.1' }).closed).toBe(true);
    expect(net.logger.messages('warn')[0]).toContain(
      'max.connections.per.ip (1) are open from 10.0.0.1',
    );
  });

  test('max.connections.per.ip.overrides go before, in both directions', async () => {
    const maxConnectionsPerIpOverrides = new Map([
      ['10.0.0.1', 2],
      ['10.0.0.2', 0],
    ]);
    const net = await NetworkFixture.started({
      maxConnectionsPerIp: 1,
      maxConnectionsPerIpOverrides,
    });
    const closed = ['10.0.0.1', '10.0.0.1', '10.0.0.1', '10.0.0.2', '10.0.0.3'].map(
      (address) => net.connect({ address }).closed,
    );
    expect(closed).toEqual([false, false, true, true, false]);
  });

  test('can be changed while the server runs, and close nothing that is open', async () => {
    const net = await NetworkFixture.started();
    const [first, second] = [net.connect(), net.connect()];
    net.server.updateLimits({ maxConnections: 1 });
    expect(net.connect().closed).toBe(true);
    expect([first.closed, second.closed]).toEqual([false, false]);
    net.server.updateLimits({ maxConnections: 10 });
    expect(net.connect().closed).toBe(false);
  });
});

describe('idle connections', () => {
  test('are closed after connections.max.idle.ms', async () => {
    const net = await NetworkFixture.started({ idleMs: 60_000 });
    const client = net.connect();
    await net.clock.advance(59_000);
    expect(client.closed).toBe(false);
    await net.clock.advance(2_000);
    expect(client.closed).toBe(true);
    expect(net.logger.messages('warn')).toEqual([]);
  });

  test('stay open as long as requests come', async () => {
    const net = await NetworkFixture.started({ idleMs: 60_000 });
    const client = net.connect();
    for (let i = 0; i < 5; i++) {
      await net.clock.advance(50_000);
      await net.exchange(client, frame('still here'));
    }
    expect(textsOf(client.received)).toHaveLength(5);
  });

  test('are not those with a request in processing', async () => {
    const net = await NetworkFixture.started({ idleMs: 60_000 });
    const client = net.connect();
    await net.exchange(client, frame('park'));
    await net.clock.advance(300_000);
    expect(client.closed).toBe(false);
    net.parked[0]?.answer('at last');
    await net.clock.advance(59_000);
    expect([client.closed, textsOf(client.received)]).toEqual([false, ['at last']]);
    await net.clock.advance(2_000);
    expect(client.closed).toBe(true);
  });

  test('are closed sooner when the limit is lowered', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    net.server.updateLimits({ idleMs: 100 });
    await net.clock.advance(150);
    expect(client.closed).toBe(true);
  });

  test('cost no timer once they are gone', async () => {
    const net = await NetworkFixture.started({ idleMs: 60_000 });
    net.connect();
    await net.clock.advance(120_000);
    expect(net.clock.waitingTimers).toBe(0);
  });
});

describe('half-sent frames', () => {
  test('time out', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frame('incomplete').subarray(0, 7));
    await net.clock.advance(29_000);
    expect(client.closed).toBe(false);
    await net.clock.advance(2_000);
    expect(client.closed).toBe(true);
    expect(net.logger.messages('warn')[0]).toContain('did not send the rest in time');
  });

  test('time out when not even the size is whole', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, Buffer.from([0]));
    await net.clock.advance(32_000);
    expect(client.closed).toBe(true);
  });

  test('time out though bytes trickle in', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frame('x'.repeat(1000)).subarray(0, 100));
    for (let i = 0; i < 32; i++) {
      await net.exchange(client, Buffer.from('x'));
      await net.clock.advance(1_000);
    }
    expect(client.closed).toBe(true);
  });

  test('have all the time they need at a modest rate', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    const bytes = frame('x'.repeat(1_000_000));
    for (let at = 0; at < bytes.length; at += 10_000) {
      await net.exchange(client, bytes.subarray(at, at + 10_000));
      await net.clock.advance(4_000);
    }
    expect(textsOf(client.received)[0]).toHaveLength(1_000_000);
  });

  test('get their time anew with each frame', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    const bytes = frame('slow');
    let rest = bytes.subarray(0, 4);
    for (let i = 0; i < 5; i++) {
      await net.exchange(client, rest);
      await net.clock.advance(20_000);
      rest = Buffer.concat([bytes.subarray(4), bytes.subarray(0, 4)]);
    }
    expect(client.closed).toBe(false);
  });
});

describe('starting', () => {
  test('opens several listeners, and tells handlers which one a client dialled', async () => {
    const net = new NetworkFixture();
    const opened = await net.server.start([
      { name: 'PLAINTEXT', host: 'here', port: 0 },
      { name: 'INSIDE', host: 'here', port: 0 },
    ]);
    expect(opened.map(({ name }) => name)).toEqual(['PLAINTEXT', 'INSIDE']);
    await net.exchange(net.transport.connect(opened[1]?.port ?? 0), frame('a'));
    expect(net.connection?.listenerName).toBe('INSIDE');
  });

  test('opens all listeners or none', async () => {
    const net = new NetworkFixture();
    const starting = net.server.start([
      { name: 'PLAINTEXT', host: 'here', port: 9092 },
      { name: 'INSIDE', host: 'here', port: 9092 },
    ]);
    await expect(starting).rejects.toBeInstanceOf(ListenError);
    await expect(starting).rejects.toThrow('cannot listen on here:9092: the port is in use');
    expect(net.transport.connect(9092).closed).toBe(true);
  });
});

describe('stopping', () => {
  test('closes idle connections at once, a thousand as well, and accepts none', async () => {
    const net = await NetworkFixture.started();
    const clients = Array.from({ length: 1000 }, () => net.connect());
    await net.clock.settle();
    await net.server.stop();
    expect(clients.every(({ closed }) => closed)).toBe(true);
    expect(net.connect().closed).toBe(true);
    expect(net.clock.waitingTimers).toBe(0);
    expect(net.server.counters.connections).toBe(0);
  });

  test('without any connection is done at once', async () => {
    const net = await NetworkFixture.started();
    await net.server.stop();
    expect(net.clock.waitingTimers).toBe(0);
  });

  test('lets the request in processing finish, and handles none behind it', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frames('park', 'b'));
    const stopped = net.server.stop();
    await net.clock.advance(100);
    expect(client.closed).toBe(false);
    net.parked[0]?.answer('just in time');
    await stopped;
    expect(textsOf(client.received)).toEqual(['just in time']);
    expect(net.requests).toEqual(['park']);
  });

  test('cancels what is still parked after the grace period', async () => {
    const net = await NetworkFixture.started({ stopGraceMs: 500 });
    const client = net.connect();
    await net.exchange(client, frame('park'));
    let cancelled = false;
    net.parked[0]?.connection.onClose(() => {
      cancelled = true;
    });
    const stopped = net.server.stop();
    await net.clock.advance(500);
    await stopped;
    expect([client.closed, cancelled]).toEqual([true, true]);
    expect(net.clock.waitingTimers).toBe(0);
  });

  test('does not wait for a client that does not read', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    client.windowBytes = 0;
    client.stopReading();
    await net.exchange(client, frame('a'));
    const stopped = net.server.stop();
    await net.clock.advance(500);
    await stopped;
    expect(client.closed).toBe(true);
  });
});

describe('the counters', () => {
  test('tell connections, requests and bytes', async () => {
    const net = await NetworkFixture.started();
    const client = net.connect();
    await net.exchange(client, frames('abc', 'large 1000'));
    net.connect();
    expect(net.server.counters).toEqual({
      connections: 2,
      accepted: 2,
      refused: 0,
      requests: 2,
      bytesIn: 7 + 14,
      bytesOut: 7 + 1004,
    });
  });
});
