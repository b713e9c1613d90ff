// Fetch sessions (KIP-227): how they begin, what an incremental answer leaves out, how they end.

import { uuidFromBytes, ZERO_UUID } from '../../../src/base/uuid.ts';
import { DeleteTopics } from '../../../src/protocol/generated/delete-topics.ts';
import type { FetchRequestInput } from '../../../src/protocol/generated/fetch.ts';
import { Fetch } from '../../../src/protocol/generated/fetch.ts';
import { batchOf } from '../batches.ts';
import { fetchRequest } from '../fetch-from.ts';
import { produce } from '../produce-to.ts';
import type { Chapter, Side } from '../side.ts';

const NO_SUCH_ID = uuidFromBytes(Buffer.alloc(16, 9));

export const fetchSessions: Chapter = {
  title: 'fetch-sessions',

  async run(side) {
    for (const version of [7, 12, 13, 18]) {
      const topic = `session-${version}`;
      await side.newTopic(topic, { partitions: 3 });
      for (const partition of [0, 1]) {
        await produce(side, { topic, records: batchOf(['one', 'two']), partition });
      }
      await aLife(side, version, topic);
      await refusals(side, version, topic);
      await unknownTopics(side, version, topic);
    }
    await mixedVersions(side);
    await deletedTopic(side);
  },
};

async function aLife(side: Side, version: number, topic: string): Promise<void> {
  const ask = (name: string, request: FetchRequestInput) =>
    side.compare(name, Fetch, version, request);
  const whole = fetchRequest(side, topic, {}, { partition: 1 }, { partition: 2 });
  const opened = await ask('opens', { ...whole, sessionId: 0, sessionEpoch: 0 });
  const sessionId = opened?.sessionId ?? 0;
  const nothing = { ...whole, topics: [], sessionId };
  await ask('goes on without a word', { ...nothing, sessionEpoch: 1 });
  const moved = fetchRequest(side, topic, { fetchOffset: 2 }, { partition: 1, fetchOffset: 2 });
  await ask('moves on', { ...moved, sessionId, sessionEpoch: 2 });
  await ask('has no news', { ...nothing, sessionEpoch: 3 });
  await produce(side, { topic, records: batchOf(['three']), partition: 1 });
  await ask('has news of one', { ...nothing, sessionEpoch: 4 });
  await ask('has the same news again', { ...nothing, sessionEpoch: 5 });
  const wrong = fetchRequest(side, topic, { partition: 2, fetchOffset: 99 }, { partition: 9 });
  await ask('asks for what is not there', { ...wrong, sessionId, sessionEpoch: 6 });
  await ask('hears of it again', { ...nothing, sessionEpoch: 7 });
  const forgotten = [{ topic, topicId: side.idOf(topic), partitions: [1, 2, 9] }];
  await ask('forgets', { ...nothing, sessionEpoch: 8, forgottenTopicsData: forgotten });
  await ask('goes on with one', { ...nothing, sessionEpoch: 9 });
  await ask('another epoch', { ...nothing, sessionEpoch: 12 });
  await ask('the same epoch again', { ...nothing, sessionEpoch: 9 });
  await ask('the right epoch', { ...nothing, sessionEpoch: 10 });
  const last = [{ topic, topicId: side.idOf(topic), partitions: [0] }];
  await ask('forgets the last', { ...nothing, sessionEpoch: 11, forgottenTopicsData: last });
  await ask('is gone', { ...nothing, sessionEpoch: 12 });
  const again = await ask('opens another', { ...whole, sessionId: 0, sessionEpoch: 0 });
  const second = { ...whole, sessionId: again?.sessionId ?? 0 };
  await ask('opens a third in place of it', { ...second, sessionEpoch: 0 });
  await ask('the second is gone', { ...second, topics: [], sessionEpoch: 1 });
  const third = await ask('opens a fourth', { ...whole, sessionId: 0, sessionEpoch: 0 });
  const closing = { ...whole, topics: [], sessionId: third?.sessionId ?? 0 };
  await ask('closes', { ...closing, sessionEpoch: -1 });
  await ask('is closed', { ...closing, sessionEpoch: 1 });
}

async function refusals(side: Side, version: number, topic: string): Promise<void> {
  const whole = fetchRequest(side, topic, {});
  const cases = [
    [12345, 1],
    [0, 1],
    [0, -1],
    [0, -2],
    [12345, -1],
    [12345, 0],
    [-5, 0],
    [-5, 3],
    [12345, -7],
  ];
  for (const [sessionId = 0, sessionEpoch = 0] of cases) {
    const request = { ...whole, sessionId, sessionEpoch };
    await side.compare(`session ${sessionId}, epoch ${sessionEpoch}`, Fetch, version, request);
  }
  const empty = { ...whole, topics: [], sessionId: 0, sessionEpoch: 0 };
  await side.compare('a session of nothing', Fetch, version, empty);
}

async function unknownTopics(side: Side, version: number, topic: string): Promise<void> {
  const whole = fetchRequest(side, topic, { fetchOffset: 2 });
  const strange = { topic: 'no-such-topic', topicId: NO_SUCH_ID };
  const topics = [...whole.topics, ...whole.topics.map((each) => ({ ...each, ...strange }))];
  const request = { ...whole, topics, sessionId: 0, sessionEpoch: 0 };
  const opened = await side.compare('opens with an unknown topic', Fetch, version, request);
  const nothing = { ...whole, topics: [], sessionId: opened?.sessionId ?? 0 };
  await side.compare('unknown topic again', Fetch, version, { ...nothing, sessionEpoch: 1 });
  const forgottenTopicsData = [{ ...strange, partitions: [0] }];
  await side.compare('forgets the unknown topic', Fetch, version, {
    ...nothing,
    sessionEpoch: 2,
    forgottenTopicsData,
  });
  await side.compare('without it', Fetch, version, { ...nothing, sessionEpoch: 3 });
}

/** A session begun with names cannot go on with ids, nor the other way. */
async function mixedVersions(side: Side): Promise<void> {
  const whole = fetchRequest(side, 'session-13', {});
  for (const [from, to] of [
    [12, 13],
    [13, 12],
  ] as const) {
    const opened = await side.compare(`opens for v${to}`, Fetch, from, {
      ...whole,
      sessionEpoch: 0,
    });
    const sessionId = opened?.sessionId ?? 0;
    const next = { ...whole, sessionId, sessionEpoch: 1 };
    await side.compare(`goes on after v${from}`, Fetch, to, next);
    await side.compare(`goes on without topics after v${from}`, Fetch, to, { ...next, topics: [] });
    await side.compare(`goes back after v${to}`, Fetch, from, { ...next, topics: [] });
  }
}

async function deletedTopic(side: Side): Promise<void> {
  await side.newTopic('leaves');
  const whole = fetchRequest(side, 'leaves', {});
  const opened = await side.compare('opens on a topic that leaves', Fetch, 18, {
    ...whole,
    sessionEpoch: 0,
  });
  const topics = [{ name: 'leaves', topicId: ZERO_UUID }];
  await side.ask(DeleteTopics, 6, { topics, timeoutMs: 5_000 });
  await side.untilGone('leaves');
  const next = { ...whole, topics: [], sessionId: opened?.sessionId ?? 0 };
  for (const sessionEpoch of [1, 2]) {
    await side.compare(`topic gone, epoch ${sessionEpoch}`, Fetch, 18, { ...next, sessionEpoch });
  }
}
