// Reads the partitions of a topic from given offsets on. Records of aborted and of open transactions are left out,
// unless uncommitted ones are wanted.

import { ErrorCode } from '../base/error-code.ts';
import type { Uuid } from '../base/uuid.ts';
import { Fetch } from '../protocol/generated/fetch.ts';
import { batchesIn } from '../record/batch-iterator.ts';
import type { LogRecord } from '../record/record.ts';
import { recordsOf } from '../record/record.ts';
import type { BrokerConnection } from './broker-connection.ts';
import { answeredError } from './client-error.ts';
import type { ClusterClient } from './cluster-client.ts';
import { CommittedBatches } from './committed-batches.ts';
import type { Isolation } from './isolation.ts';
import { ISOLATION_LEVELS } from './isolation.ts';
import { metadataOf } from './topic-lookup.ts';

const MAX_WAIT_MS = 500;
const PARTITION_BYTES = 1024 * 1024;
const NO_SESSION_EPOCH = -1;
/** The first version of Fetch with sessions (KIP-227). */
const SESSION_VERSION = 7;
/** The first version of Fetch that names topics by id. */
const TOPIC_ID_VERSION = 13;

export interface ConsumedRecord extends LogRecord {
  readonly partition: number;
}

export interface Consumption {
  readonly topic: string;
  readonly isolation: Isolation;
  /** From where on, by partition; these partitions alone are read. */
  readonly from: ReadonlyMap<number, number>;
  /** Up to where, by partition; without it there is no end. */
  readonly until?: ReadonlyMap<number, number> | undefined;
}

interface Position {
  offset: number;
  readonly until: number;
}

interface Leader {
  readonly connection: BrokerConnection;
  readonly partitions: readonly number[];
}

/** What one answer brings for a partition. */
interface FetchedPartition {
  readonly records: readonly ConsumedRecord[];
  readonly position: Position;
  readonly nextOffset: number;
}

export class PartitionReader {
  readonly #client: ClusterClient;
  readonly #topic: string;
  readonly #isolation: Isolation;
  readonly #positions = new Map<number, Position>();
  #topicId: Uuid = '' as Uuid;
  /** Null: to be looked up. */
  #leaders: readonly Leader[] | null = null;

  constructor(client: ClusterClient, { topic, isolation, from, until }: Consumption) {
    this.#client = client;
    this.#topic = topic;
    this.#isolation = isolation;
    for (const [partition, offset] of from) {
      const end = until?.get(partition) ?? Number.POSITIVE_INFINITY;
      this.#positions.set(partition, { offset, until: end });
    }
  }

  /** Whether everything that was wanted has been read. */
  get isAtEnd(): boolean {
    return this.#unread().length === 0;
  }

  /** The next offset to read, by partition. */
  get positions(): ReadonlyMap<number, number> {
    return new Map(Array.from(this.#positions, ([partition, { offset }]) => [partition, offset]));
  }

  /** The next records, after half a second none if none have come. Throws ClientError. */
  async next(): Promise<ConsumedRecord[]> {
    return this.#client.patiently(async (isAgain) => {
      if (isAgain) this.#leaders = null;
      this.#leaders ??= await this.#lookUp();
      const wanted = new Set(this.#unread());
      const asked = this.#leaders
        .map(({ connection, partitions }) => ({
          connection,
          partitions: partitions.filter((partition) => wanted.has(partition)),
        }))
        .filter(({ partitions }) => partitions.length > 0);
      const fetched = await Promise.all(asked.map((leader) => this.#fetchAt(leader)));
      // Positions move when all answers are there: what one failure takes along is read again.
      return fetched.flat().flatMap(({ records, position, nextOffset }) => {
        position.offset = nextOffset;
        return records;
      });
    });
  }

  #unread(): number[] {
    return [...this.#positions]
      .filter(([, { offset, until }]) => offset < until)
      .map(([partition]) => partition);
  }

  async #lookUp(): Promise<Leader[]> {
    const { brokers, topics } = await metadataOf(this.#client, [this.#topic]);
    const [topic] = topics;
    this.#topicId = topic?.topicId ?? this.#topicId;
    const leaders: Leader[] = [];
    let found = 0;
    for (const broker of brokers) {
      const partitions = (topic?.partitions ?? [])
        .filter(({ leaderId }) => leaderId === broker.nodeId)
        .map(({ partitionIndex }) => partitionIndex)
        .filter((partition) => this.#positions.has(partition));
      if (partitions.length === 0) continue;
      found += partitions.length;
      leaders.push({ connection: await this.#client.at(broker), partitions });
    }
    if (found === this.#positions.size) return leaders;
    throw answeredError(`topic ${this.#topic}`, ErrorCode.LEADER_NOT_AVAILABLE);
  }

  async #fetchAt({ connection, partitions }: Leader): Promise<FetchedPartition[]> {
    const { errorCode, responses } = await connection.send(
      Fetch,
      (version) => ({
        maxWaitMs: MAX_WAIT_MS,
        minBytes: 1,
        isolationLevel: ISOLATION_LEVELS[this.#isolation],
        ...(version >= SESSION_VERSION ? { sessionEpoch: NO_SESSION_EPOCH } : {}),
        topics: [
          {
            ...(version >= TOPIC_ID_VERSION ? { topicId: this.#topicId } : { topic: this.#topic }),
            partitions: partitions.map((partition) => ({
              partition,
              fetchOffset: this.#positions.get(partition)?.offset ?? 0,
              partitionMaxBytes: PARTITION_BYTES,
            })),
          },
        ],
      }),
      { patienceMs: MAX_WAIT_MS },
    );
    if (errorCode !== ErrorCode.NONE) {
      throw answeredError(`topic ${this.#topic}`, errorCode as ErrorCode);
    }
    return responses.flatMap(({ partitions: answers }) =>
      answers.flatMap((answer) => this.#take(answer)),
    );
  }

  #take(answer: AnsweredPartition): FetchedPartition[] {
    const position = this.#positions.get(answer.partitionIndex);
    if (position === undefined) return [];
    if (answer.errorCode !== ErrorCode.NONE) {
      const what = `${this.#topic}-${answer.partitionIndex}`;
      throw answeredError(what, answer.errorCode as ErrorCode);
    }
    return [recordsIn(answer, position)];
  }
}

/** The records as they come; ends where `until` says. Throws ClientError. */
export async function* consume(
  client: ClusterClient,
  consumption: Consumption,
): AsyncGenerator<ConsumedRecord> {
  const reader = new PartitionReader(client, consumption);
  while (!reader.isAtEnd) yield* await reader.next();
}

interface AnsweredPartition {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly abortedTransactions:
    | readonly { readonly producerId: number; readonly firstOffset: number }[]
    | null;
  readonly records: Buffer | null;
}

function recordsIn(answer: AnsweredPartition, position: Position): FetchedPartition {
  const { partitionIndex: partition, abortedTransactions } = answer;
  const committed = new CommittedBatches(abortedTransactions ?? []);
  const records: ConsumedRecord[] = [];
  let nextOffset = position.offset;
  for (const batch of batchesIn(answer.records ?? Buffer.alloc(0))) {
    if (committed.includes(batch)) {
      for (const record of recordsOf(batch)) {
        if (record.offset < position.offset || record.offset >= position.until) continue;
        records.push({ ...record, partition });
      }
    }
    nextOffset = Math.max(nextOffset, batch.lastOffset + 1);
  }
  return { records, position, nextOffset };
}
