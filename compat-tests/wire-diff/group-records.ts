// What a group has stored in `__consumer_offsets`, in a form that is equal on both sides when the brokers agree.

import { partitionFor } from '../../src/coordinator/runtime/partition-for.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import type { RecordCodec } from '../../src/protocol/message.ts';
import {
  decodeRecordKey,
  decodeRecordValue,
  peekRecordType,
} from '../../src/protocol/record-bytes.ts';
import { batchesIn } from '../../src/record/batch-iterator.ts';
import { recordsOf } from '../../src/record/record.ts';
import { isRecord } from './difference.ts';
import type { Side } from './side.ts';

/** As many as the topic has by default. */
const OFFSETS_PARTITIONS = 50;

type KeyCodec = RecordCodec<{ readonly groupId: string }>;

/** The codecs of a record's key and value. */
export type RecordCodecs = readonly [key: KeyCodec, value: KeyCodec];

/** The records of a group, in order, without those that change nothing. */
export async function storedRecords(
  side: Side,
  groupId: string,
  codecs: readonly RecordCodecs[],
): Promise<unknown[]> {
  const partition = partitionFor(groupId, OFFSETS_PARTITIONS);
  const asked = { partition, fetchOffset: 0, partitionMaxBytes: 1_000_000 };
  const topics = [{ topic: '__consumer_offsets', partitions: [asked] }];
  const limits = { maxWaitMs: 0, minBytes: 0, maxBytes: 1_000_000 };
  const answer = await side.ask(Fetch, 12, { ...limits, topics } as never);
  const { records } = answer.responses[0]?.partitions[0] ?? {};
  const notes = [...batchesIn(records ?? Buffer.alloc(0))].flatMap((batch) =>
    [...recordsOf(batch)].flatMap(({ key, value }) => noteOf(groupId, codecs, [key, value])),
  );
  return inOrder(notes).filter(isChange);
}

interface Note {
  readonly record: string;
  readonly key: unknown;
  readonly value: unknown;
}

/** Records of one type that follow one another are each about another member, in the order of a hash table. */
function inOrder(notes: readonly Note[]): Note[] {
  const ordered: Note[] = [];
  for (let at = 0; at < notes.length; ) {
    const { record } = notes[at] as Note;
    const found = notes.findIndex((note, index) => index > at && note.record !== record);
    const end = found === -1 ? notes.length : found;
    const keyOf = ({ key }: Note) => JSON.stringify(key);
    ordered.push(...notes.slice(at, end).sort((a, b) => keyOf(a).localeCompare(keyOf(b))));
    at = end;
  }
  return ordered;
}

function noteOf(
  groupId: string,
  codecs: readonly RecordCodecs[],
  [key, value]: readonly [Buffer | null, Buffer | null],
): Note[] {
  const found = codecs.find(([{ type }]) => key !== null && type === peekRecordType(key));
  if (found === undefined || key === null) return [];
  const [keyCodec, valueCodec] = found;
  const keyMessage = decodeRecordKey(keyCodec, key);
  if (keyMessage.groupId !== groupId) return [];
  const plain = value && decodeRecordValue(valueCodec, value);
  return [{ record: valueCodec.name, key: keyMessage, value: sorted(plain) }];
}

/** Apache Kafka writes what it has written before when topics are forgotten of which nothing is known. */
function isChange(note: unknown, at: number, notes: readonly unknown[]): boolean {
  return JSON.stringify(note) !== JSON.stringify(notes[at - 1]);
}

/** Lists of a record come from hash tables; the hash of topics whose ids differ differs too. */
function sorted(value: unknown): unknown {
  if (typeof value === 'bigint') return value === 0n ? 'no topics' : 'a hash';
  if (Buffer.isBuffer(value)) return value;
  if (Array.isArray(value)) {
    return value.map(sorted).sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sorted(item)]));
}

/** Ids come by chance: topics of a chapter differ in how many partitions they have. */
function rank(item: unknown): string {
  return JSON.stringify(isRecord(item) && 'partitions' in item ? item.partitions : item);
}
