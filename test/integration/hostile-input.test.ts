// What clients may send that no client should: the broker answers or closes, and others do not notice.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSpecs } from '../../protocol-spec/generator/load.ts';
import { ErrorCode } from '../../src/base/error-code.ts';
import { allHandlers } from '../../src/handlers/all-handlers.ts';
import { ApiVersions } from '../../src/protocol/generated/api-versions.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import { encodeRequestFrame } from '../../src/protocol/request-frame.ts';
import { Dice, randomMessage } from '../protocol/random-message.ts';
import type { MemoryBroker } from '../support/memory-broker.ts';
import { startMemoryBroker } from '../support/memory-broker.ts';
import { WireClient } from '../support/wire-client.ts';

/** Rounds over all handlers and versions; a longer run is a matter of this number. */
const ROUNDS = Number(process.env.KLAMM_HOSTILE_ROUNDS ?? 6);
/** Requests that wait may wait this long in the test. */
const SHORT_WAIT_MS = 5;

let broker: MemoryBroker;

beforeEach(async () => {
  const topics = ['plain', 'other'].map((name) => ({
    name,
    partitions: 2,
    replicationFactor: 1,
    configs: new Map(),
  }));
  broker = await startMemoryBroker({ topics });
});

afterEach(() => broker.stop());

/** Random values, but names that lead somewhere often enough. */
function request(dice: Dice, message: Parameters<typeof randomMessage>[0], version: number) {
  const random = randomMessage(message, version, dice);
  return aim(random, dice) as Record<string, unknown>;
}

const AIMED: Readonly<Record<string, readonly unknown[]>> = {
  name: ['plain', 'other', '__consumer_offsets', 'retention.ms'],
  topic: ['plain', 'other'],
  groupId: ['g', 'h', ''],
  memberId: ['', 'm'],
  partition: [0, 1, 7, -1],
  partitionIndex: [0, 1, 7, -1],
  index: [0, 1, 9],
  resourceType: [2, 4, 8, 16, 32],
  resourceName: ['plain', '0', '', 'g'],
  sessionTimeoutMs: [6000, 30_000],
};

/** Waits are kept short, counts of partitions small: a test has no time for what is allowed. */
const BOUNDED: Readonly<Record<string, number>> = {
  maxWaitMs: SHORT_WAIT_MS,
  rebalanceTimeoutMs: SHORT_WAIT_MS,
  numPartitions: 3,
  count: 5,
  sessionTimeoutMs: 6000,
};

function aim(value: unknown, dice: Dice): unknown {
  if (Array.isArray(value)) return value.map((each) => aim(each, dice));
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value;
  const aimed = Object.entries(value).map(([key, field]) => {
    const choices = AIMED[key];
    const bound = BOUNDED[key];
    if (choices && typeof field === typeof choices[0] && !dice.oneIn(4)) {
      return [key, dice.pick(choices)];
    }
    if (bound !== undefined && typeof field === 'number') return [key, Math.min(field, bound)];
    return [key, aim(field, dice)];
  });
  return Object.fromEntries(aimed);
}

/** Resolves with whether the connection was still open after the answer. */
async function sendAndLook(frame: Buffer): Promise<'answered' | 'closed'> {
  const client = await WireClient.connect({ port: broker.port });
  const answer = client.exchange(frame).then(
    () => 'answered' as const,
    () => 'closed' as const,
  );
  const probe = encodeRequestFrame(
    ApiVersions,
    { apiVersion: 0, correlationId: 1, clientId: null },
    {},
  );
  const followed = client.exchange(probe).then(
    () => 'answered' as const,
    () => 'closed' as const,
  );
  const result = await Promise.race([answer, followed]);
  await client.close();
  return result;
}

async function expectHealthy(): Promise<void> {
  const client = await WireClient.connect({ port: broker.port });
  const { topics } = await client.send(Metadata, 12, { topics: null });
  expect(topics.map(({ name }) => name)).toEqual(expect.arrayContaining(['plain', 'other']));
  await client.close();
  expect(broker.logger.messages('error')).toEqual([]);
}

describe('requests of the right form and random content', () => {
  const messages = new Map(
    loadSpecs().flatMap((spec) => spec.messages.map((message) => [message.name, message])),
  );
  // These wait for others by design, or would remove what the others need.
  const withoutAnswer = new Set(['JoinGroup', 'SyncGroup', 'DeleteTopics']);
  const handlers = allHandlers.filter(({ api }) => !withoutAnswer.has(api.name));

  it.each(handlers.map((handler) => [handler.api.name, handler] as const))(
    '%s is answered or closed on, in every version',
    async (name, { api, versions }) => {
      const message = messages.get(`${name}Request`);
      if (!message) throw new Error(`no spec of ${name}Request`);
      const dice = new Dice(api.key + 1);
      let answered = 0;
      for (let round = 0; round < ROUNDS; round++) {
        for (let apiVersion = versions[0]; apiVersion <= versions[1]; apiVersion++) {
          const head = { apiVersion, correlationId: round, clientId: 'hostile' };
          const frame = encodeRequestFrame(api, head, request(dice, message, apiVersion));
          if ((await sendAndLook(frame)) === 'answered') answered++;
        }
      }
      expect(answered).toBeGreaterThan(0);
      await expectHealthy();
    },
  );
});

describe('bytes that are no request', () => {
  it.each([
    ['an empty frame', Buffer.alloc(4)],
    ['a negative size', Buffer.from([0xff, 0xff, 0xff, 0xff])],
    ['the largest size', Buffer.from([0x7f, 0xff, 0xff, 0xff])],
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['a TLS hello', Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3])],
    ['an unknown API key', Buffer.from([0, 0, 0, 10, 0x7f, 0xff, 0, 0, 0, 0, 0, 1, 0xff, 0xff])],
    ['a header that is cut off', Buffer.from([0, 0, 0, 5, 0, 3, 0, 1, 0])],
  ])('%s closes the connection with a line in the log', async (_what, bytes) => {
    const client = await WireClient.connect({ port: broker.port });
    client.write(bytes);
    await client.closed;
    expect(broker.logger.messages('warn')).toHaveLength(1);
    await expectHealthy();
  });

  it('is survived when it is random', async () => {
    const dice = new Dice(99);
    for (let round = 0; round < 200; round++) {
      const body = dice.bytes(8 + dice.below(120));
      body.writeInt16BE(dice.pick(allHandlers).api.key, 0);
      body.writeInt16BE(dice.below(14), 2);
      const size = Buffer.alloc(4);
      size.writeInt32BE(body.length);
      await sendAndLook(Buffer.concat([size, body]));
    }
    await expectHealthy();
  });
});

describe('ApiVersions', () => {
  it('lists exactly the handlers', async () => {
    const client = await WireClient.connect({ port: broker.port });
    const { errorCode, apiKeys } = await client.send(ApiVersions, 4, {
      clientSoftwareName: 'test',
      clientSoftwareVersion: '1',
    });
    expect(errorCode).toBe(ErrorCode.NONE);
    const served = allHandlers.map(({ api, versions }) => [api.key, versions[1]]);
    expect(apiKeys.map(({ apiKey, maxVersion }) => [apiKey, maxVersion])).toEqual(
      served.sort(([a], [b]) => Number(a) - Number(b)),
    );
    await client.close();
  });
});
