import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import type { Uuid } from '../../src/base/uuid.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { SeededRandom } from '../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import type { FetchNews, FetchTarget } from '../../src/replication/fetch-session.ts';
import {
  FINAL_EPOCH,
  INITIAL_EPOCH,
  nextSessionEpoch,
} from '../../src/replication/fetch-session.ts';
import type {
  FetchContext,
  FetchSessionRequest,
} from '../../src/replication/fetch-session-cache.ts';
import { FetchSessionCache } from '../../src/replication/fetch-session-cache.ts';

const TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAEQ' as Uuid;

function target(
  topic: string | null,
  partition: number,
  change: Partial<FetchTarget> = {},
): FetchTarget {
  return {
    topic,
    topicId: ZERO_UUID,
    partition,
    currentLeaderEpoch: -1,
    fetchOffset: 0,
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    maxBytes: 1000,
    ...change,
  };
}

function news(change: Partial<FetchNews> = {}): FetchNews {
  return {
    errorCode: ErrorCode.NONE,
    highWatermark: 10,
    logStartOffset: 0,
    recordsBytes: 0,
    diverging: false,
    ...change,
  };
}

const NO_NAMES = () => null;

function setup(limits = { maxSessions: 2, minEvictionMs: 120_000 }) {
  const clock = new VirtualClock();
  const cache = new FetchSessionCache(clock, new SeededRandom(1), limits);
  const open = (request: Partial<FetchSessionRequest>): FetchContext =>
    cache.open(
      {
        sessionId: 0,
        sessionEpoch: INITIAL_EPOCH,
        usesTopicIds: false,
        targets: [],
        forgotten: [],
        ...request,
      },
      NO_NAMES,
    );
  /** Opens a session over these partitions, each answered with the same news. */
  const create = (...targets: FetchTarget[]) =>
    open({ targets }).answer(targets.map((each) => [each, news()] as const)).sessionId;
  return { clock, cache, open, create };
}

describe('a fetch session', () => {
  it('is made by a full request and then answers with what is new only', () => {
    const { open, create } = setup();
    const [a, b] = [target('a', 0), target('b', 0)];
    const sessionId = create(a, b);
    const second = open({ sessionId, sessionEpoch: 1 });
    expect(second.targets).toEqual([a, b]);
    const answer = second.answer([
      [a, news()],
      [b, news({ highWatermark: 11 })],
    ]);
    expect(answer).toMatchObject({ errorCode: ErrorCode.NONE, sessionId });
    expect(answer.results.map(([{ topic }]) => topic)).toEqual(['b']);
  });

  it.each([
    ['records', { recordsBytes: 5 }],
    ['a new log start offset', { logStartOffset: 3 }],
    ['an error', { errorCode: ErrorCode.OFFSET_OUT_OF_RANGE }],
    ['a diverging epoch', { diverging: true }],
  ])('answers a partition that has %s', (_what, change) => {
    const { open, create } = setup();
    const a = target('a', 0);
    const sessionId = create(a);
    const answer = open({ sessionId, sessionEpoch: 1 }).answer([[a, news(change)]]);
    expect(answer.results).toHaveLength(1);
  });

  it('sends a partition again once its error is gone', () => {
    const { open, create } = setup();
    const a = target('a', 0);
    const sessionId = create(a);
    const failed = news({ errorCode: ErrorCode.KAFKA_STORAGE_ERROR });
    open({ sessionId, sessionEpoch: 1 }).answer([[a, failed]]);
    expect(open({ sessionId, sessionEpoch: 2 }).answer([[a, news()]]).results).toHaveLength(1);
    expect(open({ sessionId, sessionEpoch: 3 }).answer([[a, news()]]).results).toHaveLength(0);
  });

  it('adds, changes and forgets partitions as the request says', () => {
    const { open, create } = setup();
    const sessionId = create(target('a', 0), target('b', 0));
    const changed = target('a', 0, { fetchOffset: 7 });
    const added = target('c', 1);
    const { targets } = open({
      sessionId,
      sessionEpoch: 1,
      targets: [changed, added],
      forgotten: [target('b', 0)],
    });
    expect(targets).toEqual([changed, added]);
  });

  it('serves last what sent records last', () => {
    const { open, create } = setup();
    const [a, b] = [target('a', 0), target('b', 0)];
    const sessionId = create(a, b);
    open({ sessionId, sessionEpoch: 1 }).answer([
      [a, news({ recordsBytes: 9 })],
      [b, news()],
    ]);
    const { targets } = open({ sessionId, sessionEpoch: 2 });
    expect(targets.map(({ topic }) => topic)).toEqual(['b', 'a']);
  });

  it('gives a topic id its name as soon as it is known', () => {
    const { cache, open } = setup();
    const unknown = target(null, 0, { topicId: TOPIC_ID });
    const { sessionId } = open({ usesTopicIds: true, targets: [unknown] }).answer([
      [unknown, news()],
    ]);
    const request = { sessionId, sessionEpoch: 1, usesTopicIds: true, targets: [], forgotten: [] };
    expect(cache.open(request, () => 'late').targets[0]?.topic).toBe('late');
  });

  it('ends when its last partition is forgotten', () => {
    const { cache, open, create } = setup();
    const sessionId = create(target('a', 0));
    const context = open({ sessionId, sessionEpoch: 1, forgotten: [target('a', 0)] });
    expect(context.answer([]).sessionId).toBe(0);
    expect(cache.size).toBe(0);
  });

  it('ends by a request with the final epoch, which is still answered in full', () => {
    const { cache, open, create } = setup();
    const a = target('a', 0);
    const sessionId = create(a);
    const answer = open({ sessionId, sessionEpoch: FINAL_EPOCH, targets: [a] }).answer([
      [a, news()],
    ]);
    expect(answer).toMatchObject({ sessionId: 0, results: [[a, news()]] });
    expect(cache.size).toBe(0);
  });
});

describe('a request that does not fit its session', () => {
  it('is told that the session is not known', () => {
    const context = setup().open({ sessionId: 99, sessionEpoch: 1 });
    expect(context.answer([])).toEqual({
      errorCode: ErrorCode.FETCH_SESSION_ID_NOT_FOUND,
      sessionId: 0,
      results: [],
    });
  });

  it.each([[2], [7]])('is told that session epoch %i is wrong', (sessionEpoch) => {
    const { open, create } = setup();
    const sessionId = create(target('a', 0));
    expect(open({ sessionId, sessionEpoch }).errorCode).toBe(ErrorCode.INVALID_FETCH_SESSION_EPOCH);
  });

  it('may not change between topic names and topic ids', () => {
    const { open, create } = setup();
    const sessionId = create(target('a', 0));
    const context = open({ sessionId, sessionEpoch: 1, usesTopicIds: true });
    expect(context.errorCode).toBe(ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR);
  });

  it('is refused when another request overtook it', () => {
    const { open, create } = setup();
    const a = target('a', 0);
    const sessionId = create(a);
    const slow = open({ sessionId, sessionEpoch: 1 });
    open({ sessionId, sessionEpoch: 2 });
    expect(slow.answer([[a, news({ recordsBytes: 1 })]])).toEqual({
      errorCode: ErrorCode.INVALID_FETCH_SESSION_EPOCH,
      sessionId,
      results: [],
    });
  });
});

describe('the cache of fetch sessions', () => {
  it('gives no session while it is full of young ones', () => {
    const { create, cache } = setup();
    create(target('a', 0));
    create(target('b', 0));
    expect(create(target('c', 0))).toBe(0);
    expect(cache.size).toBe(2);
  });

  it('gives up the session that was unused for longest', async () => {
    const { clock, open, create } = setup();
    const old = create(target('a', 0));
    const used = create(target('b', 0));
    await clock.advance(120_001);
    open({ sessionId: used, sessionEpoch: 1 });
    expect(create(target('c', 0))).not.toBe(0);
    expect(open({ sessionId: old, sessionEpoch: 1 }).errorCode).toBe(
      ErrorCode.FETCH_SESSION_ID_NOT_FOUND,
    );
    expect(open({ sessionId: used, sessionEpoch: 2 }).errorCode).toBe(ErrorCode.NONE);
  });

  it('gives up an old, smaller session for a larger one', async () => {
    const { clock, open, create } = setup({ maxSessions: 1, minEvictionMs: 120_000 });
    const small = create(target('a', 0));
    await clock.advance(120_001);
    open({ sessionId: small, sessionEpoch: 1 });
    expect(create(target('b', 0), target('b', 1))).not.toBe(0);
    expect(open({ sessionId: small, sessionEpoch: 2 }).errorCode).not.toBe(ErrorCode.NONE);
  });

  it('wraps session epochs past the largest one to 1, never to "new session"', () => {
    expect(nextSessionEpoch(0x7fffffff)).toBe(1);
  });
});
