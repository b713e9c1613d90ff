// Configs that change while a broker runs reach what they are about at once.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { DescribeLogDirs } from '../../src/protocol/generated/describe-log-dirs.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { JoinGroup } from '../../src/protocol/generated/join-group.ts';
import { alter, commitOffset, produceTo } from './support/requests.ts';
import { TestBroker } from './support/test-broker.ts';

describe('a config that changes', () => {
  it('of a topic reaches its logs', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    const client = broker.connect();
    await produceTo(client, 'orders', ['a']);
    await alter(client, { topic: 'orders' }, ['max.message.bytes', '100']);
    const refused = await produceTo(client, 'orders', ['x'.repeat(200)]);
    expect(refused.errorCode).toBe(ErrorCode.MESSAGE_TOO_LARGE);
    await alter(client, { topic: 'orders' }, ['max.message.bytes', null]);
    const taken = await produceTo(client, 'orders', ['x'.repeat(200)]);
    expect(taken.errorCode).toBe(ErrorCode.NONE);
  });

  it('of the brokers is the default of all topics', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    const client = broker.connect();
    await produceTo(client, 'orders', ['a']);
    expect(await alter(client, 'brokers', ['message.max.bytes', '100'])).toBe(ErrorCode.NONE);
    const refused = await produceTo(client, 'orders', ['x'.repeat(200)]);
    expect(refused.errorCode).toBe(ErrorCode.MESSAGE_TOO_LARGE);
  });

  it('limits connections, and no longer when it is taken back', async () => {
    const broker = await TestBroker.started();
    const client = broker.connect();
    expect(await alter(client, 'brokers', ['max.connections', '2'])).toBe(ErrorCode.NONE);
    const second = broker.connect();
    expect(second.stream.closed).toBe(false);
    expect(broker.connect().stream.closed).toBe(true);
    await alter(client, 'brokers', ['max.connections', null]);
    expect(broker.connect().stream.closed).toBe(false);
  });

  it('limits connections of one address, but for those that are named', async () => {
    const properties = {
      'max.connections.per.ip': '1',
      'max.connections.per.ip.overrides': '10.0.0.7:2',
    };
    const broker = await TestBroker.started({ properties });
    const open = (address: string) => !broker.transport.connect(broker.port, { address }).closed;
    expect([open('10.0.0.6'), open('10.0.0.6')]).toEqual([true, false]);
    expect([open('10.0.0.7'), open('10.0.0.7'), open('10.0.0.7')]).toEqual([true, true, false]);
  });
});

describe('a config of groups', () => {
  it('holds from the start, and cannot be changed while the broker runs', async () => {
    const name = 'group.max.session.timeout.ms';
    const broker = await TestBroker.started({ properties: { [name]: '9000' } });
    const client = broker.connect();
    await client.send(FindCoordinator, 4, { keyType: 0, coordinatorKeys: ['g'] });
    const joined = async (sessionTimeoutMs: number) => {
      const protocols = [{ name: 'range', metadata: Buffer.alloc(0) }];
      const group = { groupId: 'g', memberId: '', protocolType: 'consumer', protocols };
      client.post(JoinGroup, 3, { ...group, sessionTimeoutMs, rebalanceTimeoutMs: 1000 });
      await broker.clock.advance(1);
      return (await client.answer(JoinGroup, 3)).errorCode;
    };
    expect(await joined(9001)).toBe(ErrorCode.INVALID_SESSION_TIMEOUT);
    expect(await joined(9000)).toBe(ErrorCode.NONE);
    expect(await alter(client, 'brokers', [name, '10000'])).toBe(ErrorCode.INVALID_REQUEST);
  });
});

describe('connections.max.idle.ms', () => {
  it.each([
    ['5000', true],
    ['-1', false],
  ])('of %s closes a silent connection: %s', async (limit, closes) => {
    const properties = { 'connections.max.idle.ms': limit };
    const broker = await TestBroker.started({ properties });
    const client = broker.connect();
    await commitOffset(client, 'g', 1);
    await broker.clock.advance(4000);
    expect(client.stream.closed).toBe(false);
    await broker.clock.advance(3_600_000);
    expect(client.stream.closed).toBe(closes);
  });
});

describe('a relative data directory', () => {
  it('is absolute to clients', async () => {
    const broker = await TestBroker.started({ directories: ['./somewhere'] });
    const { results } = await broker.connect().send(DescribeLogDirs, 4, { topics: null });
    expect(results[0]?.logDir).toMatch(/^\/.*\/somewhere$/);
  });
});
