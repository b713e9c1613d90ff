// What a consumer asks between its assignment and its first record, as requests over a bare connection: what its
// group has committed, where the partition begins, and the records there.

import { Fetch } from '../../../src/protocol/generated/fetch.ts';
import { ListOffsets } from '../../../src/protocol/generated/list-offsets.ts';
import { OffsetFetch } from '../../../src/protocol/generated/offset-fetch.ts';
import type { WireClient } from '../../../test/support/wire-client.ts';
import type { Subscription } from './classic-member.ts';

/** The newest versions that name topics instead of their ids. */
const OFFSET_FETCH_VERSION = 9;
const FETCH_VERSION = 12;
const LIST_OFFSETS_VERSION = 9;
const EARLIEST = -2;
const NONE_COMMITTED = -1;
const MAX_BYTES = 1_000_000;

/** Resolves with the first records of partition 0, for a group that has committed nothing. */
export async function firstRecords(
  client: WireClient,
  { groupId, topic }: Subscription,
): Promise<Buffer> {
  const { groups } = await client.send(OffsetFetch, OFFSET_FETCH_VERSION, {
    groups: [{ groupId, topics: [{ name: topic, partitionIndexes: [0] }] }],
    requireStable: true,
  });
  const committed = groups[0]?.topics[0]?.partitions[0]?.committedOffset;
  if (committed !== NONE_COMMITTED) throw new Error(`a new group has committed ${committed}`);
  const fetchOffset = await earliestOffset(client, topic);
  const { responses } = await client.send(Fetch, FETCH_VERSION, {
    maxWaitMs: 500,
    minBytes: 1,
    sessionEpoch: -1,
    topics: [{ topic, partitions: [{ partition: 0, fetchOffset, partitionMaxBytes: MAX_BYTES }] }],
  });
  const records = responses[0]?.partitions[0]?.records;
  if (!records?.length) throw new Error('the partition has no records');
  return records;
}

async function earliestOffset(client: WireClient, name: string): Promise<number> {
  const { topics } = await client.send(ListOffsets, LIST_OFFSETS_VERSION, {
    replicaId: -1,
    topics: [{ name, partitions: [{ partitionIndex: 0, timestamp: EARLIEST }] }],
  });
  return topics[0]?.partitions[0]?.offset ?? Number.NaN;
}
