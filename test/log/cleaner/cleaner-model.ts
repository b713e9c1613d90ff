// What a compacted log must be, said without saying how: the records that were written, which of them are
// committed, and what may be missing of them after cleaning.

import { expect } from 'vitest';
import type { PartitionLog } from '../../../src/log/partition-log.ts';
import { readEndTxnMarker } from '../../../src/record/control-record.ts';
import { recordsOf } from '../../../src/record/record.ts';
import { RecordBatch } from '../../../src/record/record-batch.ts';

export interface ModelRecord {
  readonly offset: number;
  readonly timestamp: number;
  /** Null for a transaction marker, and for a record without a key. */
  readonly key: string | null;
  readonly value: string | null;
  /** Of its transaction; null outside one. */
  readonly producerId: number | null;
  readonly marker: 'ABORT' | 'COMMIT' | null;
}

/** The records of a batch at its place in the log. */
export function modelRecords(batch: RecordBatch): ModelRecord[] {
  return [...recordsOf(batch)].map((record) => ({
    offset: record.offset,
    timestamp: record.timestamp,
    key: batch.isControl ? null : (record.key?.toString('hex') ?? null),
    value: record.value?.toString('hex') ?? null,
    producerId: batch.isTransactional ? batch.producerId : null,
    marker: batch.isControl ? (readEndTxnMarker(record)?.type ?? null) : null,
  }));
}

/** The records that are in the log, whatever has become of their transactions. */
export function recordsIn(log: PartitionLog): ModelRecord[] {
  return [...log.batches()].flatMap(modelRecords);
}

/** The records before `end` of no transaction or a committed one, told from the markers after them. */
export function committed(written: readonly ModelRecord[], end: number): ModelRecord[] {
  const open = new Map<number, ModelRecord[]>();
  const found: ModelRecord[] = [];
  for (const record of written) {
    const { producerId, marker } = record;
    if (producerId === null) found.push(record);
    else if (marker === null) open.set(producerId, [...(open.get(producerId) ?? []), record]);
    else {
      if (marker === 'COMMIT') found.push(...(open.get(producerId) ?? []));
      open.delete(producerId);
    }
  }
  return found.filter(({ offset }) => offset < end).sort((a, b) => a.offset - b.offset);
}

/** What a consumer with read_committed gets: as clients do it, with the list of aborted transactions. */
export function consumed(log: PartitionLog, end: number): ModelRecord[] {
  const aborted = log
    .abortedTransactions(log.logStartOffset, end)
    .sort((a, b) => a.firstOffset - b.firstOffset);
  const skipped = new Set<number>();
  const found: ModelRecord[] = [];
  for (const batch of log.batches()) {
    if (batch.baseOffset >= end) break;
    while (aborted[0] && aborted[0].firstOffset <= batch.lastOffset) {
      skipped.add(aborted.shift()?.producerId ?? -1);
    }
    const records = modelRecords(batch);
    if (batch.isControl) {
      if (records[0]?.marker === 'ABORT') skipped.delete(batch.producerId);
    } else if (!batch.isTransactional || !skipped.has(batch.producerId)) {
      found.push(...records);
    }
  }
  return found;
}

/** The value of each key that has one. */
export function table(records: readonly ModelRecord[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const { key, value } of records) {
    if (key === null) continue;
    if (value === null) values.delete(key);
    else values.set(key, value);
  }
  return new Map([...values].sort(([a], [b]) => a.localeCompare(b)));
}

/** What every log must be, cleaned or not, given all that was ever written to it. */
export function expectSound(log: PartitionLog, written: readonly ModelRecord[]): void {
  const byOffset = new Map(written.map((record) => [record.offset, record]));
  const stableEnd = log.lastStableOffset(log.logEndOffset);
  const remaining = recordsIn(log);
  for (const record of remaining) expect(record).toEqual(byOffset.get(record.offset));
  const read = consumed(log, stableEnd);
  const expected = committed(written, stableEnd);
  expect(table(read)).toEqual(table(expected));
  const mayBeRead = new Set(expected.map(({ offset }) => offset));
  expect(read.filter(({ offset }) => !mayBeRead.has(offset))).toEqual([]);
  expectFindable(log, remaining);
  log.checkInvariants();
}

/** What is true of the part that was cleaned, and of the part that was not. */
export function expectCleaned(log: PartitionLog, written: readonly ModelRecord[]): void {
  const cleanedTo = log.cleaning.cleanedTo ?? 0;
  const remaining = recordsIn(log);
  const untouched = written.filter(({ offset }) => offset >= cleanedTo);
  expect(remaining.filter(({ offset }) => offset >= cleanedTo)).toEqual(untouched);
  const newest = new Map<string | null, number>();
  for (const { key, offset } of committed(written, cleanedTo)) newest.set(key, offset);
  for (const { key, offset, marker } of remaining) {
    if (offset < cleanedTo && marker === null) expect(newest.get(key)).toBe(offset);
  }
}

/** Every offset and every timestamp leads to where a look at everything would lead. */
function expectFindable(log: PartitionLog, remaining: readonly ModelRecord[]): void {
  const places = [...log.batches()].map(({ baseOffset, nextOffset }) => ({
    baseOffset,
    nextOffset,
  }));
  const request = { maxBytes: 1, maxOffset: log.logEndOffset, minOneBatch: true };
  for (let fetchOffset = log.logStartOffset; fetchOffset < log.logEndOffset; fetchOffset++) {
    const { records } = log.read({ ...request, fetchOffset });
    const expected = places.find(({ nextOffset }) => nextOffset > fetchOffset);
    if (!expected) continue;
    const bytes = Buffer.alloc(records.byteLength);
    records.readInto(bytes, 0);
    expect(new RecordBatch(bytes).baseOffset).toBe(expected.baseOffset);
  }
  for (const { timestamp } of remaining) {
    const expected = remaining.find((record) => record.timestamp >= timestamp);
    expect(log.offsetForTimestamp(timestamp)?.offset).toBe(expected?.offset);
  }
}
