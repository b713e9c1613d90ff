// Fetch sessions from end to end (KIP-227): requests that name only what changed, answers that hold only
// what is new. The rules of the session cache itself are tested with it.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import type { Uuid } from '../../src/base/uuid.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import type { FetchRequestInput, FetchResponse } from '../../src/protocol/generated/fetch.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { batchOf, DataPath, isSettled, valuesIn } from './support/data-path.ts';

/** What a session's client asks: [partition, offset] each. */
type Asked = readonly (readonly [partition: number, fetchOffset: number])[];

class SessionClient {
  sessionId = 0;
  epoch = 0;
  readonly #path: DataPath;
  readonly #version: number;
  readonly #topicId: Uuid;

  constructor(path: DataPath, version = 12, topicId: Uuid = ZERO_UUID) {
    this.#path = path;
    this.#version = version;
    this.#topicId = topicId;
  }

  async fetch(asked: Asked, change: Partial<FetchRequestInput> = {}): Promise<FetchResponse> {
    const partitions = asked.map(([partition, fetchOffset]) => {
      return { partition, fetchOffset, partitionMaxBytes: 100_000 };
    });
    const response = await this.#path.send(Fetch, this.#version, {
      maxWaitMs: 0,
      minBytes: 1,
      sessionId: this.sessionId,
      sessionEpoch: this.epoch,
      topics: partitions.length > 0 ? [{ ...this.#topic, partitions }] : [],
      ...change,
    });
    this.sessionId = response.sessionId;
    this.epoch += 1;
    return response;
  }

  forget(...partitions: number[]): Promise<FetchResponse> {
    return this.fetch([], { forgottenTopicsData: [{ ...this.#topic, partitions }] });
  }

  get #topic() {
    return { topic: 'orders', topicId: this.#topicId };
  }
}

/** `partition: values` of what was answered. */
function newsIn({ responses }: FetchResponse): string[] {
  return responses.flatMap(({ partitions }) =>
    partitions.map(({ partitionIndex, errorCode, records }) => {
      const told = errorCode === 0 ? valuesIn(records).join(' ') : `error ${errorCode}`;
      return `${partitionIndex}: ${told}`.trim();
    }),
  );
}

async function start(partitions = 3): Promise<DataPath> {
  const path = await DataPath.start();
  await path.topic('orders', { partitions });
  return path;
}

describe('a fetch session', () => {
  it.each([7, 11, 12, 13, 18])('tells only what is new, in v%i', async (version) => {
    const path = await start();
    const { topicId } = path.partition('orders');
    const client = new SessionClient(path, version, version >= 13 ? topicId : ZERO_UUID);
    const first = await client.fetch([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
    expect(newsIn(first)).toEqual(['0:', '1:', '2:']);
    expect(client.sessionId).toBeGreaterThan(0);
    expect(newsIn(await client.fetch([]))).toEqual([]);
    path.partition('orders', 1).append(batchOf(['a']), 'client');
    expect(newsIn(await client.fetch([]))).toEqual(['1: 0:a']);
    expect(newsIn(await client.fetch([[1, 1]]))).toEqual([]);
  });

  it('tells of a moved log start', async () => {
    const path = await start(1);
    path.partition('orders').append(batchOf(['a', 'b']), 'client');
    const client = new SessionClient(path);
    await client.fetch([[0, 2]]);
    path.partition('orders').advanceLogStartOffset(1);
    expect(newsIn(await client.fetch([]))).toEqual(['0:']);
  });

  it('gives every partition its turn when each alone fills the answer', async () => {
    const path = await start();
    const full = batchOf(['x'.repeat(500)]).length;
    for (let index = 0; index < 3; index++) {
      path.partition('orders', index).append(batchOf(['x'.repeat(500)]), 'client');
    }
    const client = new SessionClient(path);
    const served = new Set<number>();
    const note = ({ responses }: FetchResponse) => {
      for (const { partitions } of responses) {
        for (const { partitionIndex, records } of partitions) {
          if (records && records.length > 0) served.add(partitionIndex);
        }
      }
    };
    note(
      await client.fetch(
        [
          [0, 0],
          [1, 0],
          [2, 0],
        ],
        { maxBytes: full },
      ),
    );
    note(await client.fetch([], { maxBytes: full }));
    note(await client.fetch([], { maxBytes: full }));
    note(await client.fetch([], { maxBytes: full }));
    expect([...served].sort()).toEqual([0, 1, 2]);
  });

  it('waits for all its partitions, though the request names none', async () => {
    const path = await start();
    const client = new SessionClient(path);
    await client.fetch([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
    const answer = client.fetch([], { maxWaitMs: 1000 });
    expect(await isSettled(answer)).toBe(false);
    path.partition('orders', 2).append(batchOf(['a']), 'client');
    expect(newsIn(await answer)).toEqual(['2: 0:a']);
  });

  it('leaves out what was forgotten', async () => {
    const path = await start();
    const client = new SessionClient(path);
    await client.fetch([
      [0, 0],
      [1, 0],
    ]);
    await client.forget(1);
    path.partition('orders', 1).append(batchOf(['a']), 'client');
    expect(newsIn(await client.fetch([]))).toEqual([]);
  });

  it('repeats an error until it is gone, and then tells of the partition', async () => {
    const path = await start(1);
    const client = new SessionClient(path);
    await client.fetch([
      [0, 0],
      [1, 0],
    ]);
    const error = `1: error ${ErrorCode.UNKNOWN_TOPIC_OR_PARTITION}`;
    expect(newsIn(await client.fetch([]))).toEqual([error]);
    await path.controller.createPartitions([{ name: 'orders', count: 2, assignments: null }]);
    expect(newsIn(await client.fetch([]))).toEqual(['1:']);
    expect(newsIn(await client.fetch([]))).toEqual([]);
  });

  it('with another epoch or id is an error of the whole request', async () => {
    const path = await start(1);
    const client = new SessionClient(path);
    await client.fetch([[0, 0]]);
    const { sessionId } = client;
    const wrongEpoch = await client.fetch([], { sessionEpoch: 7 });
    expect(wrongEpoch).toMatchObject({
      errorCode: ErrorCode.INVALID_FETCH_SESSION_EPOCH,
      responses: [],
    });
    const wrongId = await client.fetch([], { sessionId: sessionId + 1, sessionEpoch: 1 });
    expect(wrongId.errorCode).toBe(ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
    const ended = await client.fetch([[0, 0]], { sessionId, sessionEpoch: -1 });
    expect(ended).toMatchObject({ errorCode: ErrorCode.NONE, sessionId: 0 });
    const gone = await client.fetch([], { sessionId, sessionEpoch: 1 });
    expect(gone.errorCode).toBe(ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
  });

  it('does not go from names to ids', async () => {
    const path = await start(1);
    const byName = new SessionClient(path, 12);
    await byName.fetch([[0, 0]]);
    const byId = new SessionClient(path, 13, path.partition('orders').topicId);
    byId.sessionId = byName.sessionId;
    byId.epoch = 1;
    const { errorCode } = await byId.fetch([]);
    expect(errorCode).toBe(ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR);
  });

  it('by ids says that a deleted topic is unknown, also when its name comes back', async () => {
    const path = await start(1);
    const { topicId } = path.partition('orders');
    const client = new SessionClient(path, 13, topicId);
    await client.fetch([[0, 0]]);
    await path.deleteTopic('orders');
    const gone = newsIn(await client.fetch([]))[0];
    expect(gone).toMatch(/^0: error/);
    await path.topic('orders');
    expect(newsIn(await client.fetch([]))[0]).toMatch(/^0: error/);
  });
});
