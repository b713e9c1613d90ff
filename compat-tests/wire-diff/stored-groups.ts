// What a broker has stored of one group: its records in `__consumer_offsets`, decoded, in their order.

import { ByteReader } from '../../src/base/byte-reader.ts';
import { partitionFor } from '../../src/coordinator/runtime/partition-for.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { GroupMetadataKey } from '../../src/protocol/generated/records/group-metadata-key.ts';
import { GroupMetadataValue } from '../../src/protocol/generated/records/group-metadata-value.ts';
import { OffsetCommitKey } from '../../src/protocol/generated/records/offset-commit-key.ts';
import { OffsetCommitValue } from '../../src/protocol/generated/records/offset-commit-value.ts';
import { batchesIn } from '../../src/record/batch-iterator.ts';
import { recordsOf } from '../../src/record/record.ts';
import type { Side } from './side.ts';

const TOPIC = '__consumer_offsets';
const PARTITIONS = 50;
const ENOUGH_BYTES = 10_000_000;

const OFFSET_COMMIT = 1;
const GROUP_METADATA = 2;
const KEY_VERSION = 0;

type Stored = NonNullable<ReturnType<typeof decoded>>;

/** Notes the records of a group: offsets and groups by their keys, tombstones as null. */
export async function compareStored(side: Side, groupId: string): Promise<void> {
  const partition = partitionFor(groupId, PARTITIONS);
  const asked = { partition, fetchOffset: 0, partitionMaxBytes: ENOUGH_BYTES };
  const topics = [{ topic: TOPIC, partitions: [asked] }];
  const limits = { maxWaitMs: 0, minBytes: 0, maxBytes: ENOUGH_BYTES };
  const answer = await side.ask(Fetch, 12, { ...limits, topics } as never);
  const { records } = answer.responses[0]?.partitions[0] ?? {};
  const stored: Stored[] = [];
  for (const batch of batchesIn(records ?? Buffer.alloc(0))) {
    for (const { key, value } of batch.isControl ? [] : recordsOf(batch)) {
      const record = key ? decoded(key, value, batch.isTransactional) : undefined;
      if (record?.key.group === groupId) stored.push(record);
    }
  }
  side.note(`records of ${groupId}`, tombstonesInOrder(stored));
}

/** Tombstones that follow one another come in the order of a hash table in Apache Kafka. */
function tombstonesInOrder(records: readonly Stored[]): Stored[] {
  const ordered: Stored[] = [];
  let run: Stored[] = [];
  const endRun = () => {
    ordered.push(...run.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)));
    run = [];
  };
  for (const record of records) {
    if (record.value === null) {
      run.push(record);
      continue;
    }
    endRun();
    ordered.push(record);
  }
  endRun();
  return ordered;
}

function rank({ type, key }: Stored): string {
  return JSON.stringify([type, key]);
}

function decoded(key: Buffer, value: Buffer | null, isTransactional: boolean) {
  const reader = new ByteReader(key);
  const type = reader.int16('type');
  const [keys, values] = CODECS[type] ?? [];
  if (keys === undefined || values === undefined) return undefined;
  return {
    type,
    isTransactional,
    key: keys.decode(reader, KEY_VERSION),
    ...content(value, values),
  };
}

function content(value: Buffer | null, codec: Codecs[1]) {
  if (value === null) return { version: null, value: null };
  const reader = new ByteReader(value);
  const version = reader.int16('version');
  const decodedValue: Timed = codec.decode(reader, version);
  const { commitTimestamp = 0, expireTimestamp = -1, ...message } = decodedValue;
  const retention = expireTimestamp === -1 ? null : expireTimestamp - commitTimestamp;
  return { version, value: { ...message, commitTimestamp, retention } };
}

interface Decoder<T> {
  decode(reader: ByteReader, version: number): T;
}

interface Timed {
  readonly commitTimestamp?: number;
  readonly expireTimestamp?: number;
}

type Codecs = readonly [Decoder<{ readonly group: string }>, Decoder<object>];

const CODECS: Readonly<Record<number, Codecs>> = {
  [OFFSET_COMMIT]: [OffsetCommitKey, OffsetCommitValue],
  [GROUP_METADATA]: [GroupMetadataKey, GroupMetadataValue],
};
