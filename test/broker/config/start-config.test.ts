// Settings put together: flags over file over defaults, all checked before anything is touched.

import { describe, expect, it } from 'vitest';
import type { StartSettings } from '../../../src/broker/config/start-config.ts';
import { resolveStartConfig } from '../../../src/broker/config/start-config.ts';
import { StartError } from '../../../src/broker/start-error.ts';

function file(...lines: string[]): StartSettings {
  return { file: { path: 'server.properties', text: lines.join('\n') } };
}

describe('without any settings', () => {
  it('a broker listens on localhost:9092 and keeps its data in ./klamm-data', () => {
    const config = resolveStartConfig({});
    expect(config.listeners).toMatchObject([{ host: 'localhost', port: 9092 }]);
    expect(config).toMatchObject({ logDirectories: ['./klamm-data'], memory: false, nodeId: null });
    expect(config.notices).toEqual([]);
  });
});

describe('flags', () => {
  it('win over the file, and the file over the defaults', () => {
    const config = resolveStartConfig({
      ...file('num.partitions=2', 'message.max.bytes=100', 'listeners=PLAINTEXT://:9999'),
      set: ['num.partitions=3', 'num.partitions=4'],
      port: 0,
    });
    expect(config.properties.get('num.partitions')).toBe('4');
    expect(config.properties.get('message.max.bytes')).toBe('100');
    expect(config.listeners).toMatchObject([{ host: '', port: 0 }]);
    expect(config.properties.get('listeners')).toBe('PLAINTEXT://:0');
  });

  it('cannot choose between several listeners', () => {
    const several = file(
      'listeners=A://:1,B://:2',
      'listener.security.protocol.map=A:PLAINTEXT,B:PLAINTEXT',
    );
    expect(() => resolveStartConfig({ ...several, port: 0 })).toThrow(/^--port cannot tell/);
    expect(() => resolveStartConfig({ ...several, host: 'h' })).toThrow(/^--host cannot tell/);
  });

  it.each([
    ['retention', /'retention' is not of the form key=value/],
    ['=1', /not of the form/],
    ['log.retension.ms=1', /no property log.retension.ms, did you mean log.retention.ms\?/],
    ['complete.nonsense.of.a.key=1', /there is no property complete.nonsense.of.a.key$/],
    ['num.partitions=many', /--set: Invalid value many for configuration num.partitions/],
    ['num.partitions=0', /Value must be at least 1/],
  ])('--set %s is refused', (setting, message) => {
    expect(() => resolveStartConfig({ set: [setting] })).toThrow(StartError);
    expect(() => resolveStartConfig({ set: [setting] })).toThrow(message);
  });

  it('--set keeps what follows the first equals sign', () => {
    const setting = 'listener.security.protocol.map = PLAINTEXT:PLAINTEXT';
    const { properties } = resolveStartConfig({ set: [setting] });
    expect(properties.get('listener.security.protocol.map')).toBe('PLAINTEXT:PLAINTEXT');
  });
});

describe('a file', () => {
  it('may hold keys that Kafka does not know, each with a notice and the nearest name', () => {
    const config = resolveStartConfig(file('# mine', 'my.own.plugin.key=1', 'num.partition=3'));
    expect(config.notices).toEqual([
      'server.properties:2: there is no property my.own.plugin.key; it is ignored',
      'server.properties:3: there is no property num.partition, did you mean num.partitions?; it is ignored',
    ]);
    expect(config.properties.has('num.partition')).toBe(false);
  });

  it('is told once of all keys that have no effect here', () => {
    const config = resolveStartConfig(
      file('zookeeper.connect=x', 'num.io.threads=8', 'background.threads=1'),
    );
    expect(config.notices.at(-1)).toBe('without effect here: background.threads, num.io.threads');
  });

  it('with a value that is not valid is refused with its line', () => {
    expect(() => resolveStartConfig(file('', 'num.partitions=x'))).toThrow(
      /^server.properties:2: Invalid value x for configuration num.partitions/,
    );
  });

  it('with broken syntax is refused with its line', () => {
    expect(() => resolveStartConfig(file('a=\\u1'))).toThrow(/^server.properties: line 1: /);
  });
});

describe('the data directory', () => {
  it.each([
    [{ dataDirectory: '/a' }, '/a'],
    [{ set: ['log.dir=/b'] }, '/b'],
    [{ set: ['log.dir=/b', 'log.dirs=/c'] }, '/c'],
    [{ set: ['log.dirs=/a, /b'] }, '/a,/b'],
    [{ dataDirectory: '/a', set: ['log.dirs=/c'] }, '/a'],
  ])('with %j is %s', (settings: StartSettings, directory) => {
    expect(resolveStartConfig(settings).logDirectories.join()).toBe(directory);
  });

  it.each([
    [{ dataDirectory: '/a', memory: true }, /exclude each other/],
    [{ dataDirectory: '' }, /--data needs a directory/],
    [{ set: ['log.dirs=/a,,/b'] }, /has no name/],
    [{ set: ['log.dirs=/a,/b,/a'] }, /named twice/],
  ])('is refused with %j', (settings: StartSettings, message) => {
    expect(() => resolveStartConfig(settings)).toThrow(message);
  });
});

describe('the node id', () => {
  it('is node.id, or broker.id as it was called before', () => {
    expect(resolveStartConfig({ set: ['broker.id=7'] }).nodeId).toBe(7);
    expect(resolveStartConfig({ set: ['broker.id=7', 'node.id=3'] }).nodeId).toBe(3);
  });
});
