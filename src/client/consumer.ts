// Reads the partitions of a topic from given offsets on, without a group. Records of aborted and of open
// transactions are left out.

import { ErrorCode } from '../base/error-code.ts';
import type { Uuid } from '../base/uuid.ts';
import { Fetch } from '../protocol/generated/fetch.ts';
import { batchesIn } from '../record/batch-iterator.ts';
import type { LogRecord } from '../record/record.ts';
import { recordsOf } from '../record/record.ts';
import { answeredError, ClientError } from './client-error.ts';
import type { ClusterClient } from './cluster-client.ts';
import { CommittedBatches } from './committed-batches.ts';

const MAX_WAIT_MS = 500;
const PARTITION_BYTES = 1024 * 1024;
const READ_COMMITTED = 1;
const NO_SESSION_EPOCH = -1;
/** The first version of Fetch that names topics by id. */
const TOPIC_ID_VERSION = 13;

export interface ConsumedRecord extends LogRecord {
  readonly partition: number;
}

export interface Consumption {
  readonly topic: string;
  /** From where on, by partition; these partitions alone are read. */
  readonly from: ReadonlyMap<number, number>;
  /** Up to where, by partition; without it reading goes on until the caller stops. */
  readonly until?: ReadonlyMap<number, number> | undefined;
}

interface Position {
  offset: number;
  readonly until: number;
}

/** The records as they come; ends where `until` says. Throws ClientError. */
export async function* consume(
  client: ClusterClient,
  { topic, from, until }: Consumption,
): AsyncGenerator<ConsumedRecord> {
  const positions = new Map<number, Position>();
  for (const [partition, offset] of from) {
    positions.set(partition, { offset, until: until?.get(partition) ?? Number.POSITIVE_INFINITY });
  }
  for (;;) {
    for (const [partition, { offset, until: end }] of positions) {
      if (offset >= end) positions.delete(partition);
    }
    if (positions.size === 0) return;
    yield* fetchOnce(client, topic, positions);
  }
}

/** One round of fetches, at every leader. */
async function* fetchOnce(
  client: ClusterClient,
  topic: string,
  positions: ReadonlyMap<number, Position>,
): AsyncGenerator<ConsumedRecord> {
  const { brokers, topics } = await client.metadata([topic]);
  const described = topics[0];
  if (described === undefined) throw new ClientError(`topic ${topic}: the broker has said nothing`);
  const leaders = brokers.filter(({ nodeId }) =>
    described.partitions.some(
      ({ leaderId, partitionIndex }) => leaderId === nodeId && positions.has(partitionIndex),
    ),
  );
  for (const leader of leaders) {
    const led = described.partitions
      .filter(({ leaderId }) => leaderId === leader.nodeId)
      .map(({ partitionIndex }) => partitionIndex)
      .filter((partition) => positions.has(partition));
    const request = { name: topic, id: described.topicId, partitions: led };
    yield* fetchAt(client, leader, { ...request, waitMs: MAX_WAIT_MS / leaders.length }, positions);
  }
}

interface FetchedTopic {
  readonly name: string;
  readonly id: Uuid;
  readonly partitions: readonly number[];
  readonly waitMs: number;
}

async function* fetchAt(
  client: ClusterClient,
  leader: { readonly host: string; readonly port: number },
  { name, id, partitions, waitMs }: FetchedTopic,
  positions: ReadonlyMap<number, Position>,
): AsyncGenerator<ConsumedRecord> {
  const connection = await client.at(leader);
  const { errorCode, responses } = await connection.send(Fetch, (version) => ({
    maxWaitMs: Math.floor(waitMs),
    minBytes: 1,
    isolationLevel: READ_COMMITTED,
    ...(version >= SESSION_VERSION ? { sessionEpoch: NO_SESSION_EPOCH } : {}),
    topics: [
      {
        ...(version >= TOPIC_ID_VERSION ? { topicId: id } : { topic: name }),
        partitions: partitions.map((partition) => ({
          partition,
          fetchOffset: positions.get(partition)?.offset ?? 0,
          partitionMaxBytes: PARTITION_BYTES,
        })),
      },
    ],
  }));
  if (errorCode !== ErrorCode.NONE) throw answeredError(`topic ${name}`, errorCode as ErrorCode);
  for (const answer of responses.flatMap((response) => response.partitions)) {
    const position = positions.get(answer.partitionIndex);
    if (position === undefined) continue;
    if (answer.errorCode !== ErrorCode.NONE) {
      throw answeredError(`${name}-${answer.partitionIndex}`, answer.errorCode as ErrorCode);
    }
    yield* recordsIn(answer, position);
  }
}

/** The first version of Fetch with sessions (KIP-227). */
const SESSION_VERSION = 7;

interface FetchedPartition {
  readonly partitionIndex: number;
  readonly abortedTransactions:
    | readonly { readonly producerId: number; readonly firstOffset: number }[]
    | null;
  readonly records: Buffer | null;
}

function* recordsIn(
  { partitionIndex, abortedTransactions, records }: FetchedPartition,
  position: Position,
): Generator<ConsumedRecord> {
  const committed = new CommittedBatches(abortedTransactions ?? []);
  for (const batch of batchesIn(records ?? Buffer.alloc(0))) {
    if (committed.includes(batch)) {
      for (const record of recordsOf(batch)) {
        if (record.offset < position.offset || record.offset >= position.until) continue;
        yield { ...record, partition: partitionIndex };
      }
    }
    position.offset = Math.max(position.offset, batch.lastOffset + 1);
  }
}
