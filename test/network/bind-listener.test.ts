import { describe, expect, test } from 'vitest';
import { bindListener } from '../../src/network/bind-listener.ts';
import type { ListenOptions, StreamServer, Transport } from '../../src/platform/transport.ts';
import { ListenError } from '../../src/platform/transport.ts';

/** A transport that only remembers what is open, and fails as it is told. */
class Sockets implements Transport {
  readonly open: string[] = [];
  readonly #fail: (options: ListenOptions) => string | null;
  #nextPort = 40_000;

  constructor(fail: (options: ListenOptions) => string | null = () => null) {
    this.#fail = fail;
  }

  async listen(options: ListenOptions): Promise<StreamServer> {
    const code = this.#fail(options);
    if (code !== null) throw new ListenError(options, code);
    const port = options.port === 0 ? this.#nextPort++ : options.port;
    const name = `${options.host} ${port}`;
    this.open.push(name);
    const close = (): void => void this.open.splice(this.open.indexOf(name), 1);
    return { address: options.host, port, close };
  }
}

const nobody = (): null => null;

describe('a listener', () => {
  test('on localhost takes both loopback addresses, under one port', async () => {
    const sockets = new Sockets();
    const bound = await bindListener(sockets, { host: 'localhost', port: 0 }, nobody);
    expect(sockets.open).toEqual(['127.0.0.1 40000', '::1 40000']);
    expect(bound.port).toBe(40_000);
    bound.close();
    expect(sockets.open).toEqual([]);
  });

  test('on localhost looks for another free port when one of the pair is taken', async () => {
    const sockets = new Sockets(({ host, port }) =>
      host === '::1' && port < 40_003 ? 'EADDRINUSE' : null,
    );
    const bound = await bindListener(sockets, { host: 'localhost', port: 0 }, nobody);
    expect(bound.port).toBe(40_003);
    expect(sockets.open).toEqual(['127.0.0.1 40003', '::1 40003']);
  });

  test('on localhost gives up looking after a while', async () => {
    const sockets = new Sockets(({ host }) => (host === '::1' ? 'EADDRINUSE' : null));
    const binding = bindListener(sockets, { host: 'localhost', port: 0 }, nobody);
    await expect(binding).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(sockets.open).toEqual([]);
  });

  test('on a given port of localhost takes both addresses or none', async () => {
    const sockets = new Sockets(({ host }) => (host === '::1' ? 'EADDRINUSE' : null));
    const binding = bindListener(sockets, { host: 'localhost', port: 9092 }, nobody);
    await expect(binding).rejects.toThrow('cannot listen on localhost:9092: the port is in use');
    expect(sockets.open).toEqual([]);
  });

  test('names the host as it was given when the port is in use', async () => {
    const sockets = new Sockets(() => 'EADDRINUSE');
    const on = (host: string) => bindListener(sockets, { host, port: 9092 }, nobody);
    await expect(on('0.0.0.0')).rejects.toThrow(
      'cannot listen on 0.0.0.0:9092: the port is in use',
    );
    await expect(on('::1')).rejects.toThrow('cannot listen on [::1]:9092: the port is in use');
  });

  test.each(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])(
    'on a machine without IPv6 (%s) does without',
    async (code) => {
      const sockets = new Sockets(({ host }) => (host.includes(':') ? code : null));
      await bindListener(sockets, { host: 'localhost', port: 9092 }, nobody);
      await bindListener(sockets, { host: '0.0.0.0', port: 9093 }, nobody);
      expect(sockets.open).toEqual(['127.0.0.1 9092', '0.0.0.0 9093']);
    },
  );

  test.each(['', '0.0.0.0', '::', '[::]'])(
    'on %j takes every address of either kind',
    async (host) => {
      const sockets = new Sockets();
      await bindListener(sockets, { host, port: 9092 }, nobody);
      expect(sockets.open).toEqual([':: 9092']);
    },
  );

  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['[::1]', '::1'],
    ['broker.internal', 'broker.internal'],
  ])('on %s takes that address alone', async (host, taken) => {
    const sockets = new Sockets();
    await bindListener(sockets, { host, port: 9092 }, nobody);
    expect(sockets.open).toEqual([`${taken} 9092`]);
  });
});
