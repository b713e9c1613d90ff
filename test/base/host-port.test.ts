// Addresses as people write them.

import { expect, it } from 'vitest';
import { hostPort, parseHostPort } from '../../src/base/host-port.ts';

it.each([
  ['localhost:9092', 'localhost', 9092],
  ['10.0.0.1', '10.0.0.1', 9999],
  ['[::1]:80', '::1', 80],
  ['[fe80::1%eth0]', 'fe80::1%eth0', 9999],
])('%s is host %s, port %i', (text, host, port) => {
  expect(parseHostPort(text, 9999)).toEqual({ host, port });
});

it.each(['', ':9092', 'a:b', 'a:65536', '::1', '[::1', 'a b:1'])('%j is no address', (text) => {
  expect(parseHostPort(text, 9092)).toBeNull();
});

it.each(['localhost:9092', '[::1]:9092'])('%s is written as it was read', (text) => {
  const { host = '', port = 0 } = parseHostPort(text, 1) ?? {};
  expect(hostPort(host, port)).toBe(text);
});
