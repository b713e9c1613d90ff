// Listeners: names, addresses, protocols and what is advertised.

import { describe, expect, it } from 'vitest';
import { hostPort } from '../../../src/base/host-port.ts';
import { formatListeners, resolveListeners } from '../../../src/broker/config/listeners.ts';
import { StartError } from '../../../src/broker/start-error.ts';

function resolve(properties: Record<string, string>) {
  return resolveListeners(new Map(Object.entries(properties)));
}

describe('listeners', () => {
  it('are localhost:9092 alone unless told otherwise', () => {
    expect(resolve({})).toEqual([
      { name: 'PLAINTEXT', host: 'localhost', port: 9092, advertised: null },
    ]);
  });

  it.each([
    ['PLAINTEXT://:9092', '', 9092],
    ['plaintext://127.0.0.1:0', '127.0.0.1', 0],
    ['PLAINTEXT://[::1]:65535', '::1', 65_535],
    [' PLAINTEXT://my-host.example_1:1 ', 'my-host.example_1', 1],
  ])('reads %s', (listeners, host, port) => {
    expect(resolve({ listeners })).toEqual([{ name: 'PLAINTEXT', host, port, advertised: null }]);
  });

  it('have names of their own when the map gives each a protocol', () => {
    const listeners = 'INSIDE://:19092,OUTSIDE://:9092';
    const map = 'INSIDE:PLAINTEXT,outside:plaintext';
    const resolved = resolve({ listeners, 'listener.security.protocol.map': map });
    expect(resolved.map(({ name }) => name)).toEqual(['INSIDE', 'OUTSIDE']);
    expect(formatListeners(resolved)).toBe(listeners);
  });

  it('of controllers are left out', () => {
    const listeners = 'PLAINTEXT://:9092,CONTROLLER://:9093';
    const properties = { listeners, 'controller.listener.names': 'CONTROLLER' };
    expect(resolve(properties).map(({ name }) => name)).toEqual(['PLAINTEXT']);
  });

  it('of controllers alone are no broker', () => {
    const listeners = 'CONTROLLER://:9093';
    expect(() => resolve({ listeners, 'controller.listener.names': 'CONTROLLER' })).toThrow(
      /has none for clients/,
    );
  });

  it.each([
    [{ listeners: 'localhost:9092' }, /'localhost:9092' is not of the form NAME:\/\/host:port/],
    [{ listeners: 'PLAINTEXT://h:65536' }, /not of the form/],
    [{ listeners: 'PLAINTEXT://h:' }, /not of the form/],
    [{ listeners: '' }, /has none for clients/],
    [{ listeners: 'PLAINTEXT://a:1,PLAINTEXT://b:2' }, /gives PLAINTEXT twice/],
    [{ listeners: 'SSL://:9093' }, /the listener SSL asks for SSL, and only PLAINTEXT is served/],
    [{ listeners: 'EXTERNAL://:9093' }, /no protocol for the listener EXTERNAL/],
    [
      { listeners: 'A://:1', 'listener.security.protocol.map': 'A:PLAINTXT' },
      /no protocol PLAINTXT; did you mean PLAINTEXT\?/,
    ],
    [{ listeners: 'A://:1', 'listener.security.protocol.map': 'A' }, /not of the form NAME:PROT/],
  ])('refuse %j', (properties: Record<string, string>, message) => {
    expect(() => resolve(properties)).toThrow(StartError);
    expect(() => resolve(properties)).toThrow(message);
  });

  it('may share a port between IPv4 and IPv6, and no other way', () => {
    const map = { 'listener.security.protocol.map': 'A:PLAINTEXT,B:PLAINTEXT' };
    expect(resolve({ listeners: 'A://0.0.0.0:9092,B://[::1]:9092', ...map })).toHaveLength(2);
    expect(() => resolve({ listeners: 'A://h:9092,B://i:9092', ...map })).toThrow(
      /port 9092 twice/,
    );
  });
});

describe('advertised.listeners', () => {
  it('tell what clients connect to', () => {
    const resolved = resolve({
      listeners: 'PLAINTEXT://:9092',
      'advertised.listeners': 'PLAINTEXT://broker.example:19092',
    });
    expect(resolved[0]?.advertised).toEqual({ host: 'broker.example', port: 19_092 });
  });

  it.each([
    ['PLAINTEXT://0.0.0.0:9092', /clients cannot connect to 0.0.0.0/],
    ['PLAINTEXT://[::]:9092', /clients cannot connect to ::/],
    ['PLAINTEXT://h:0', /needs a port/],
    ['EXTERNAL://h:9092', /names EXTERNAL, which listeners does not/],
    ['PLAINTEXT://a:1,PLAINTEXT://b:2', /gives PLAINTEXT twice/],
  ])('refuse %s', (advertised, message) => {
    expect(() => resolve({ 'advertised.listeners': advertised })).toThrow(message);
  });
});

it('an IPv6 address is written in brackets', () => {
  expect(hostPort('::1', 9092)).toBe('[::1]:9092');
  expect(hostPort('localhost', 9092)).toBe('localhost:9092');
});
