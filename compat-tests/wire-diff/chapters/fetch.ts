// Fetch: where a read begins and ends, limits, waiting, isolation, epochs, and what cannot be read.

import { uuidFromBytes } from '../../../src/base/uuid.ts';
import { DeleteRecords } from '../../../src/protocol/generated/delete-records.ts';
import type { FetchRequestInput } from '../../../src/protocol/generated/fetch.ts';
import { Fetch } from '../../../src/protocol/generated/fetch.ts';
import { batchOf } from '../batches.ts';
import type { FetchPartition } from '../fetch-from.ts';
import { fetchRequest } from '../fetch-from.ts';
import { produce } from '../produce-to.ts';
import type { Chapter, Side } from '../side.ts';

const VERSIONS = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
const NO_SUCH_ID = uuidFromBytes(Buffer.alloc(16, 9));
const WAIT_MS = 250;
const THREE = ['one', 'two', 'three'];

export const fetchChapter: Chapter = {
  title: 'fetch',

  async run(side) {
    await side.newTopic('read', { partitions: 3 });
    await side.newTopic('empty');
    for (let index = 0; index < 4; index++) {
      await produce(side, { topic: 'read', records: batchOf(THREE) });
      await produce(side, { topic: 'read', records: batchOf(THREE), partition: 1 });
    }
    for (const version of VERSIONS) await everyVersion(side, version);
    await offsets(side);
    await limits(side);
    await epochs(side);
    await strangers(side);
    await waiting(side);
    await afterDeletion(side);
  },
};

type Change = Partial<FetchRequestInput>;

function send(side: Side, name: string, partition: Partial<FetchPartition>, change: Change = {}) {
  const request = { ...fetchRequest(side, 'read', partition), ...change };
  return side.compare(name, Fetch, 18, request);
}

async function everyVersion(side: Side, version: number): Promise<void> {
  const ask = (name: string, request: FetchRequestInput) =>
    side.compare(name, Fetch, version, request);
  const whole = fetchRequest(side, 'read', {}, { partition: 1 }, { partition: 2 });
  await ask('three partitions', whole);
  await ask('read committed', { ...whole, isolationLevel: 1 });
  await ask('the end', fetchRequest(side, 'read', { fetchOffset: 12 }));
  await ask('beyond the end', fetchRequest(side, 'read', { fetchOffset: 13 }));
  await ask('an empty partition', fetchRequest(side, 'empty', {}));
  await ask('no such partition', fetchRequest(side, 'read', { partition: 9 }, { partition: -1 }));
  await ask('no topics', { ...whole, topics: [] });
  await ask('no partitions', fetchRequest(side, 'read'));
  const unknown = { topic: 'no-such-topic', topicId: NO_SUCH_ID };
  const topics = whole.topics.map((topic) => ({ ...topic, ...unknown }));
  await ask('no such topic', { ...whole, topics });
  await ask('known and unknown', { ...whole, topics: [...whole.topics, ...topics] });
  const swapped = whole.topics.map((topic) => ({ ...topic, topicId: side.idOf('empty') }));
  await ask('the id of another topic', { ...whole, topics: swapped });
}

async function offsets(side: Side): Promise<void> {
  for (const fetchOffset of [0, 1, 2, 3, 5, 11, 12, 13, -1, -2, 2 ** 62]) {
    await send(side, `from ${fetchOffset}`, { fetchOffset });
  }
  await unknownFirst(side);
  await send(side, 'a log start offset', { logStartOffset: 7 });
  await send(
    side,
    'a partition twice, other offsets',
    {},
    {
      topics: fetchRequest(side, 'read', { fetchOffset: 0 }, { fetchOffset: 9 }).topics,
    },
  );
  const [topic] = fetchRequest(side, 'read', { fetchOffset: 9 }).topics;
  const [other] = fetchRequest(side, 'read', { partition: 1, fetchOffset: 9 }).topics;
  const [empty] = fetchRequest(side, 'empty', {}).topics;
  if (topic && other && empty) {
    await send(side, 'a topic twice', {}, { topics: [topic, other] });
    await send(side, 'a topic twice, another between', {}, { topics: [topic, empty, other] });
    await send(side, 'in another order', {}, { topics: [empty, other] });
  }
}

async function limits(side: Side): Promise<void> {
  const batch = batchOf(THREE).length;
  for (const bytes of [0, 1, batch - 1, batch, batch + 1, 2 * batch, 3 * batch - 1, -1]) {
    await send(side, `${bytes} of a partition`, { partitionMaxBytes: bytes });
    await send(side, `${bytes} of a partition, inside`, {
      partitionMaxBytes: bytes,
      fetchOffset: 4,
    });
    await send(side, `${bytes} in all`, {}, { maxBytes: bytes });
    const all = fetchRequest(side, 'read', {}, { partition: 1 }, { partition: 2 }).topics;
    await send(side, `${bytes} in all, three partitions`, {}, { maxBytes: bytes, topics: all });
    const small = fetchRequest(
      side,
      'read',
      { partitionMaxBytes: bytes },
      { partition: 1, partitionMaxBytes: bytes },
    ).topics;
    await send(side, `${bytes} of two partitions`, {}, { topics: small });
    const behind = fetchRequest(
      side,
      'read',
      { partition: 2 },
      { partition: 0, partitionMaxBytes: bytes },
    ).topics;
    await send(side, `${bytes} after an empty one`, {}, { topics: behind });
  }
}

async function epochs(side: Side): Promise<void> {
  for (const currentLeaderEpoch of [-1, 0, 1, 5, -2]) {
    for (const version of [9, 12, 18]) {
      const request = fetchRequest(side, 'read', { currentLeaderEpoch, fetchOffset: 9 });
      await side.compare(`leader epoch ${currentLeaderEpoch}`, Fetch, version, request);
    }
  }
  for (const lastFetchedEpoch of [-1, 0, 1, 7]) {
    for (const fetchOffset of [0, 4, 12, 13, 50]) {
      const name = `last fetched epoch ${lastFetchedEpoch} at ${fetchOffset}`;
      await send(side, name, { lastFetchedEpoch, fetchOffset });
      await send(
        side,
        `${name}, empty`,
        {},
        {
          topics: fetchRequest(side, 'empty', { lastFetchedEpoch, fetchOffset }).topics,
        },
      );
    }
  }
}

async function strangers(side: Side): Promise<void> {
  for (const version of [4, 12, 14]) {
    for (const replicaId of [0, 1, 77, -2, -3]) {
      const request = { ...fetchRequest(side, 'read', { fetchOffset: 9 }), replicaId };
      await side.compare(`replica ${replicaId}`, Fetch, version, request);
    }
  }
  for (const replicaId of [0, 1, 77, -2, -3]) {
    const replicaState = { replicaId, replicaEpoch: -1 };
    await send(side, `replica ${replicaId}`, { fetchOffset: 9 }, { replicaState });
  }
  for (const isolationLevel of [2, -1]) {
    await send(side, `isolation level ${isolationLevel}`, { fetchOffset: 9 }, { isolationLevel });
  }
  await send(side, 'a rack', { fetchOffset: 9 }, { rackId: 'somewhere' });
  await send(side, 'another cluster', { fetchOffset: 9 }, { clusterId: 'elsewhere' });
}

/** What waits for its time, and what is answered at once. */
async function waiting(side: Side): Promise<void> {
  const batch = batchOf(THREE).length;
  const wait = async (name: string, partition: Partial<FetchPartition>, change: Change = {}) => {
    const startedAt = performance.now();
    const limits = { maxWaitMs: WAIT_MS, minBytes: 1, ...change };
    await send(side, `waiting: ${name}`, partition, limits);
    const waited = performance.now() - startedAt > WAIT_MS * 0.8;
    side.note(`waiting: ${name}: whether`, waited ? 'waited' : 'answered at once');
  };
  const end = { fetchOffset: 12 };
  await wait('at the end', end);
  await wait('at the end, no bytes wanted', end, { minBytes: 0 });
  await wait('negative bytes wanted', end, { minBytes: -1 });
  await wait('no time', end, { maxWaitMs: 0 });
  await wait('negative time', end, { maxWaitMs: -1 });
  await wait('more than there is', {}, { minBytes: 1_000_000 });
  await wait('what there is', {}, { minBytes: 4 * batch });
  await wait('one more than there is', {}, { minBytes: 4 * batch + 1 });
  await wait('more than may be', {}, { minBytes: 4 * batch, maxBytes: batch });
  await wait('more than the partition may', { partitionMaxBytes: batch }, { minBytes: 2 * batch });
  await wait('first batch too large', { partitionMaxBytes: 1 }, { minBytes: 2 });
  await wait('nothing may be', {}, { minBytes: 1, maxBytes: 0 });
  await wait('no topics', {}, { topics: [] });
  await wait('an unknown partition', { partition: 9 });
  await wait('beyond the end', { fetchOffset: 99 });
  await wait('another leader epoch', { ...end, currentLeaderEpoch: 3 });
  await wait('diverging', { fetchOffset: 50, lastFetchedEpoch: 0 });
  const mixed = fetchRequest(side, 'read', end, { partition: 9 }).topics;
  await wait('the end and an unknown partition', {}, { topics: mixed });
  await wakes(side, 'one byte', { minBytes: 1, records: batchOf(['x']) });
  await wakes(side, 'a batch larger than the limit', { minBytes: 1, records: batchOf(THREE) });
  await wakes(side, 'not enough', { minBytes: 100_000, records: batchOf(['x']) });
}

async function wakes(
  side: Side,
  name: string,
  { minBytes, records }: { readonly minBytes: number; readonly records: Buffer },
): Promise<void> {
  const topic = `wakes-${name.replaceAll(' ', '-')}`;
  await side.newTopic(topic);
  const other = side.another();
  const startedAt = performance.now();
  const request = fetchRequest(side, topic, { partitionMaxBytes: 70 });
  const limits = { maxWaitMs: 2 * WAIT_MS, minBytes };
  const answer = other.compare(`woken by ${name}`, Fetch, 18, { ...request, ...limits });
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS / 5));
  await produce(side, { topic, records });
  await answer;
  const waited = performance.now() - startedAt > 2 * WAIT_MS * 0.8;
  side.note(`woken by ${name}: whether`, waited ? 'waited' : 'woken');
  await other.hangUp();
}

async function afterDeletion(side: Side): Promise<void> {
  const partitions = [{ partitionIndex: 0, offset: 7 }];
  const topics = [{ name: 'read', partitions }];
  await side.compare('before a fetch', DeleteRecords, 2, { topics, timeoutMs: 5_000 });
  for (const fetchOffset of [0, 6, 7, 8, 12]) {
    await send(side, `start at 7, from ${fetchOffset}`, { fetchOffset });
    await send(side, `start at 7, with an epoch, from ${fetchOffset}`, {
      fetchOffset,
      lastFetchedEpoch: 0,
    });
  }
}

async function unknownFirst(side: Side): Promise<void> {
  const whole = fetchRequest(side, 'read', { fetchOffset: 9 });
  const [topic] = whole.topics;
  const unknown = { topicId: NO_SUCH_ID, partitions: topic?.partitions ?? [] };
  const topics = [unknown, ...whole.topics];
  await side.compare('unknown and known', Fetch, 18, { ...whole, topics });
}
