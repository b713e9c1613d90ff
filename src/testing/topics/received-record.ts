// A record as a test sees it, what a test may look for in it, and waiting for such records, wherever they are read
// from.

import { isDeepStrictEqual } from 'node:util';
import type { LogRecord } from '../../record/record.ts';
import type { WaitOptions } from '../wait-until.ts';
import { waitUntil } from '../wait-until.ts';

/** A record of a topic. Texts are UTF-8. */
export interface ReceivedRecord {
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The `client.id` of the producer; null when it has none or is not known, as of what was there at the start. */
  readonly clientId: string | null;
  /** Of an idempotent or transactional producer. */
  readonly producerId: number | null;
}

const MOST_SHOWN = 5;

function shown(records: readonly ReceivedRecord[]): string {
  const texts = records.slice(-MOST_SHOWN).map(({ partition, offset, key, value }) => {
    return `${partition}:${offset} ${key ?? 'null'}=${value ?? 'null'}`;
  });
  return records.length > MOST_SHOWN ? `…, ${texts.join(', ')}` : texts.join(', ') || 'none';
}

/** What a record must have: the fields that are given, or what a function says. */
export type RecordMatch = Partial<ReceivedRecord> | ((record: ReceivedRecord) => boolean);

/** @internal */
export function matches(record: ReceivedRecord, match: RecordMatch): boolean {
  if (typeof match === 'function') return match(record);
  return Object.entries(match).every(([name, wanted]) =>
    isDeepStrictEqual(record[name as keyof ReceivedRecord], wanted),
  );
}

/** @internal */
export interface AwaitedRecords {
  readonly topic: string;
  /** All records that are there now. */
  look(): readonly ReceivedRecord[] | Promise<readonly ReceivedRecord[]>;
  readonly count: number;
  readonly match: RecordMatch;
}

/** @internal The records that match, once there are at least so many. Throws WaitTimeoutError. */
export async function awaitRecords(
  { topic, look, count, match }: AwaitedRecords,
  wait: WaitOptions,
): Promise<ReceivedRecord[]> {
  const suitable = (records: readonly ReceivedRecord[]) =>
    records.filter((record) => matches(record, match));
  const describe = (records: readonly ReceivedRecord[]) =>
    `topic ${topic} did not receive ${count} such records, but ${suitable(records).length} of ${records.length}: ${shown(records)}`;
  const isMet = (records: readonly ReceivedRecord[]) => suitable(records).length >= count;
  return suitable(await waitUntil({ look, isMet, describe }, wait));
}

/** @internal What is in the record itself. */
export function decoded(
  partition: number,
  record: LogRecord,
): Omit<ReceivedRecord, 'clientId' | 'producerId'> {
  const { offset, timestamp, key, value, headers } = record;
  const texts = headers.map((header) => [header.key, header.value?.toString() ?? '']);
  return {
    partition,
    offset,
    timestamp,
    key: key?.toString() ?? null,
    value: value?.toString() ?? null,
    headers: Object.fromEntries(texts),
  };
}
