// ShareFetch and ShareAcknowledge against a whole broker: who gets which records, what becomes of them, how
// sessions begin and end, and what a fetch waits for.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { produceTo } from '../broker/support/requests.ts';
import { TestBroker } from '../broker/support/test-broker.ts';
import {
  ACCEPT,
  beginGroup,
  configureGroup,
  REJECT,
  RELEASE,
  RENEW,
  ShareClient,
} from './support/share-client.ts';

const TOPIC = 't';
const LOCK_MS = 30_000;

async function started(options: { readonly startOffset?: number } = {}) {
  const broker = await TestBroker.started({ topics: `${TOPIC}:1` });
  const admin = broker.connect('admin');
  const topicId = await beginGroup(admin, TOPIC, options);
  const member = (name: string) => new ShareClient(broker, topicId, name);
  const produce = (...texts: string[]) => produceTo(admin, TOPIC, texts);
  return { broker, admin, topicId, member, produce };
}

describe('records', () => {
  it('go to one member at a time', async () => {
    const { member, produce } = await started();
    await produce('a', 'b', 'c');
    await produce('d');
    const [one, two] = [member('one'), member('two')];
    const { first } = await one.fetch({ maxRecords: 2 });
    expect(first).toMatchObject({ acquired: [[0, 2, 1]], values: ['0:a', '1:b', '2:c'] });
    expect((await two.fetch()).first).toMatchObject({ acquired: [[3, 3, 1]], values: ['3:d'] });
    expect((await one.fetch()).given).toEqual([]);
  });

  it('come to another member once they are released, and count their deliveries', async () => {
    const { member, produce } = await started();
    await produce('a', 'b', 'c');
    const [one, two] = [member('one'), member('two')];
    await one.fetch();
    expect(await one.acknowledge([[0, 2, [ACCEPT, RELEASE, REJECT]]])).toBe(ErrorCode.NONE);
    const { first } = await two.fetch();
    expect(first).toMatchObject({ acquired: [[1, 1, 2]], values: ['0:a', '1:b', '2:c'] });
    await two.acknowledge([[1, 1, ACCEPT]]);
    expect(await two.stored()).toMatchObject({
      startOffset: 1,
      stateBatches: [
        { firstOffset: 1, lastOffset: 1, deliveryState: 2, deliveryCount: 2 },
        { firstOffset: 2, lastOffset: 2, deliveryState: 4, deliveryCount: 1 },
      ],
    });
  });

  it('come back when their lock has ended, and go for good after so many deliveries', async () => {
    const { broker, admin, member, produce } = await started();
    await configureGroup(admin, { 'share.delivery.count.limit': '2' });
    await produce('a');
    const one = member('one');
    for (const deliveries of [1, 2]) {
      expect((await one.fetch()).first?.acquired).toEqual([[0, 0, deliveries]]);
      await broker.clock.advance(LOCK_MS);
    }
    expect((await one.fetch()).given).toEqual([]);
    expect(await one.stored()).toMatchObject({ startOffset: 0 });
    await produce('b');
    expect((await one.fetch()).first?.values).toEqual(['1:b']);
    await one.acknowledge([[1, 1, ACCEPT]]);
    expect(await one.stored()).toMatchObject({ startOffset: 1 });
  });

  it('stay with a member that renews its lock', async () => {
    const { broker, member, produce } = await started();
    await produce('a');
    const [one, two] = [member('one'), member('two')];
    await one.fetch();
    await broker.clock.advance(LOCK_MS - 1);
    const renewal = { isRenewAck: true, maxBytes: 0, minBytes: 0, maxRecords: 0, batchSize: 0 };
    expect((await one.fetch(renewal, [[0, 0, RENEW]])).first?.acknowledgeErrorCode).toBe(0);
    await broker.clock.advance(LOCK_MS - 1);
    expect((await two.fetch()).first?.acquired ?? []).toEqual([]);
    expect(await one.acknowledge([[0, 0, ACCEPT]])).toBe(ErrorCode.NONE);
  });

  it('are as many as a record limit says, where the batch has more', async () => {
    const { member, produce } = await started();
    await produce('a', 'b', 'c');
    const one = member('one');
    const limited = { maxRecords: 2, shareAcquireMode: 1 };
    expect((await one.fetch(limited)).first?.acquired).toEqual([[0, 1, 1]]);
    expect((await one.fetch(limited)).first?.acquired).toEqual([[2, 2, 1]]);
  });

  it('are what is stored after a kill: what was not acknowledged comes again', async () => {
    const { broker, topicId, member, produce } = await started();
    await produce('a', 'b');
    await produce('c', 'd');
    const one = member('one');
    await one.fetch();
    await one.acknowledge([[1, 2, ACCEPT]]);
    const after = new ShareClient(await broker.killed(), topicId, 'one');
    const { first } = await after.fetch();
    expect(first?.acquired).toEqual([
      [0, 0, 1],
      [3, 3, 1],
    ]);
    await after.acknowledge([
      [0, 0, ACCEPT],
      [3, 3, ACCEPT],
    ]);
    expect((await after.stored()).stateBatches).toEqual([
      { firstOffset: 0, lastOffset: 3, deliveryState: 2, deliveryCount: 1 },
    ]);
  });
});

describe('an acknowledgement is refused', () => {
  it('for records that the member does not have', async () => {
    const { broker, member, produce } = await started();
    await produce('a', 'b');
    const [one, two] = [member('one'), member('two')];
    await one.fetch();
    await two.fetch();
    expect(await two.acknowledge([[0, 0, ACCEPT]])).toBe(ErrorCode.INVALID_RECORD_STATE);
    expect(await one.acknowledge([[0, 5, ACCEPT]])).toBe(ErrorCode.INVALID_REQUEST);
    await broker.clock.advance(LOCK_MS);
    expect(await one.acknowledge([[0, 1, ACCEPT]])).toBe(ErrorCode.INVALID_RECORD_STATE);
  });

  it('as a whole: what was said before the mistake does not count either', async () => {
    const { member, produce } = await started();
    await produce('a', 'b');
    const one = member('one');
    await one.fetch();
    const mistaken = await one.acknowledge([
      [0, 0, ACCEPT],
      [0, 1, ACCEPT],
    ]);
    expect(mistaken).toBe(ErrorCode.INVALID_RECORD_STATE);
    expect(await one.acknowledge([[0, 1, ACCEPT]])).toBe(ErrorCode.NONE);
  });

  it('when it is not well formed', async () => {
    const { member, produce } = await started();
    await produce('a', 'b', 'c');
    const one = member('one');
    await one.fetch();
    for (const said of [
      [[1, 0, ACCEPT]],
      [[0, 2, [ACCEPT, ACCEPT]]],
      [[0, 0, 9]],
      [[0, 0, RENEW]],
      [[0, 0, []]],
    ] as const) {
      expect(await one.acknowledge(said)).toBe(ErrorCode.INVALID_REQUEST);
    }
    expect(await one.acknowledge([[0, 2, ACCEPT]])).toBe(ErrorCode.NONE);
  });
});

describe('a share session', () => {
  it('is asked for by its epoch', async () => {
    const { member } = await started();
    const one = member('one');
    expect((await one.fetch({ shareSessionEpoch: 3 })).errorCode).toBe(
      ErrorCode.SHARE_SESSION_NOT_FOUND,
    );
    expect((await one.fetch({ shareSessionEpoch: 0 })).errorCode).toBe(ErrorCode.NONE);
    expect((await one.fetch({ shareSessionEpoch: 4 })).errorCode).toBe(
      ErrorCode.INVALID_SHARE_SESSION_EPOCH,
    );
    expect((await one.fetch({ shareSessionEpoch: 1 })).errorCode).toBe(ErrorCode.NONE);
    expect(await one.acknowledge([], { epoch: 0 })).toBe(ErrorCode.INVALID_SHARE_SESSION_EPOCH);
    expect(await one.acknowledge([], { epoch: 2 })).toBe(ErrorCode.NONE);
  });

  it('gives back what the member has when it ends', async () => {
    const { member, produce } = await started();
    await produce('a', 'b');
    const [one, two] = [member('one'), member('two')];
    await one.fetch();
    expect(await one.acknowledge([[0, 0, ACCEPT]], { epoch: -1 })).toBe(ErrorCode.NONE);
    expect((await two.fetch()).first?.acquired).toEqual([[1, 1, 2]]);
    expect((await one.fetch({ shareSessionEpoch: 1 })).errorCode).toBe(
      ErrorCode.SHARE_SESSION_NOT_FOUND,
    );
  });

  it('ends with its connection', async () => {
    const { member, produce, broker } = await started();
    await produce('a');
    const [one, two] = [member('one'), member('two')];
    await two.fetch({ topics: [] });
    await one.fetch();
    one.client.stream.end();
    await broker.clock.settle();
    expect((await two.fetch()).first?.acquired).toEqual([[0, 0, 2]]);
  });

  it('is refused where there are too many, after the time that a fetch would have waited', async () => {
    const { broker } = await started();
    const full = await broker.restarted({ properties: { 'group.share.max.share.sessions': '1' } });
    const topicId = await beginGroup(full.connect(), TOPIC, { stateEpoch: 2 });
    const [one, two] = [
      new ShareClient(full, topicId, 'one'),
      new ShareClient(full, topicId, 'two'),
    ];
    await one.fetch();
    two.post({ maxWaitMs: 100 });
    expect(await two.client.hasAnswer()).toBe(false);
    await full.clock.advance(100);
    expect((await two.answer()).errorCode).toBe(ErrorCode.SHARE_SESSION_LIMIT_REACHED);
  });

  it('takes no acknowledgements with the request that opens it', async () => {
    const { member } = await started();
    const { errorCode } = await member('one').fetch({}, [[0, 0, ACCEPT]]);
    expect(errorCode).toBe(ErrorCode.INVALID_REQUEST);
  });
});

describe('a fetch waits', () => {
  it('until records are there', async () => {
    const { member, produce } = await started();
    const one = member('one');
    one.post({ maxWaitMs: 1000 });
    expect(await one.client.hasAnswer()).toBe(false);
    await produce('a');
    expect((await one.answer()).first?.values).toEqual(['0:a']);
  });

  it('until a lock ends', async () => {
    const { member, produce, broker } = await started();
    await produce('a');
    const [one, two] = [member('one'), member('two')];
    await one.fetch();
    two.post({ maxWaitMs: 2 * LOCK_MS });
    await broker.clock.advance(LOCK_MS - 1);
    expect(await two.client.hasAnswer()).toBe(false);
    await broker.clock.advance(1);
    expect((await two.answer()).first?.acquired).toEqual([[0, 0, 2]]);
  });

  it('until somebody releases records', async () => {
    const { member, produce } = await started();
    await produce('a');
    const [one, two] = [member('one'), member('two')];
    await one.fetch();
    two.post({ maxWaitMs: 1000 });
    expect(await two.client.hasAnswer()).toBe(false);
    await one.acknowledge([[0, 0, RELEASE]]);
    expect((await two.answer()).first?.acquired).toEqual([[0, 0, 2]]);
  });

  it('no longer than it says', async () => {
    const { member, broker } = await started();
    const one = member('one');
    one.post({ maxWaitMs: 1000 });
    await broker.clock.advance(1000);
    expect((await one.answer()).given).toMatchObject([{ errorCode: 0, acquired: [] }]);
  });
});

it('a group that has no state in the partition hears so', async () => {
  const { broker, topicId } = await started();
  const one = new ShareClient(broker, topicId, 'one');
  const { first } = await one.fetch({ groupId: 'strangers' });
  expect(first?.errorCode).toBe(ErrorCode.UNKNOWN_SERVER_ERROR);
});

it('a topic that is not known, and a partition that there is not, are told of', async () => {
  const { member, topicId } = await started();
  const one = member('one');
  const unknown = 'AAAAAAAAAAAAAAAAAAAAZg' as typeof topicId;
  const partition = (partitionIndex: number) => ({ partitionIndex, acknowledgementBatches: [] });
  const topics = [
    { topicId: unknown, partitions: [partition(0)] },
    { topicId, partitions: [partition(7)] },
  ];
  const { given } = await one.fetch({ topics });
  expect(given.map(({ errorCode }) => errorCode)).toEqual([
    ErrorCode.UNKNOWN_TOPIC_ID,
    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
  ]);
});

describe('a group without a start offset begins', () => {
  const HOUR_MS = 3_600_000;

  async function firstOf(reset: string) {
    const { broker, admin, member } = await started({ startOffset: -1 });
    await configureGroup(admin, { 'share.auto.offset.reset': reset });
    const at = (timestamp: number, text: string) => produceTo(admin, TOPIC, [text], { timestamp });
    const nowMs = broker.clock.wallMs();
    await at(nowMs - 2 * HOUR_MS, 'old');
    await at(nowMs - HOUR_MS / 2, 'young');
    const one = member('one');
    const before = (await one.fetch()).first?.values ?? [];
    await at(nowMs, 'new');
    const after = (await one.fetch()).first?.values ?? [];
    return [...before, ...after];
  }

  it('at the beginning of the log, at its end, or so long ago', async () => {
    expect(await firstOf('earliest')).toEqual(['0:old', '1:young', '2:new']);
    expect(await firstOf('latest')).toEqual(['2:new']);
    expect(await firstOf('by_duration:PT1H')).toEqual(['1:young', '2:new']);
    expect(await firstOf('by_duration:PT1M')).toEqual(['2:new']);
  });
});
