import { describe, expect, it } from 'vitest';
import { advertisedAddress } from '../../src/broker/advertised-address.ts';
import type { ListenerConfig } from '../../src/broker/config/listeners.ts';
import type { ClientConnection } from '../../src/dispatch/client-connection.ts';

function askedThrough(
  advertised: ListenerConfig['advertised'],
  dialled: Partial<ClientConnection> = {},
) {
  const listener = { name: 'PLAINTEXT', host: '', port: 9092, advertised };
  const connection = {
    listenerName: 'PLAINTEXT',
    localAddress: '10.0.0.3',
    localPort: 19_092,
    ...dialled,
  };
  return advertisedAddress([listener])(connection as ClientConnection);
}

describe('the address that a client is told', () => {
  it('is the one that it dialled, where none is set', () => {
    expect(askedThrough(null)).toEqual({ host: '10.0.0.3', port: 19_092 });
  });

  it.each([
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['fe80::ffff:1', 'fe80::ffff:1'],
  ])('shows %s as %s', (localAddress, host) => {
    expect(askedThrough(null, { localAddress }).host).toBe(host);
  });

  it('is the advertised one, where it is set', () => {
    const advertised = { host: 'kafka.example', port: 9094 };
    expect(askedThrough(advertised)).toEqual(advertised);
  });

  it('has the dialled host at an advertised port without a host', () => {
    expect(askedThrough({ host: '', port: 9094 })).toEqual({ host: '10.0.0.3', port: 9094 });
  });
});
