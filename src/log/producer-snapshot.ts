// The file in which a partition's producers outlive the process: Apache Kafka's `ProducerSnapshot`, version
// 1. int16 version, CRC-32C of what follows it, int32 count, then fixed entries of 46 bytes.

import { crc32c } from '../base/crc32c.ts';
import { readInt64, writeInt64 } from '../base/int64-bytes.ts';
import { NO_SEQUENCE } from '../record/record-batch.ts';
import type { AppendedBatch } from './producer-entry.ts';
import { ProducerEntry } from './producer-entry.ts';

const VERSION = 1;
const CRC_AT = 2;
const ENTRIES_AT = 6;
const HEADER_SIZE = 10;
const ENTRY_SIZE = 8 + 2 + 4 + 8 + 4 + 8 + 4 + 8;

/** The bytes of a snapshot. */
export function encodeSnapshot(entries: Iterable<ProducerEntry>): Buffer {
  const all = [...entries];
  const bytes = Buffer.allocUnsafe(HEADER_SIZE + all.length * ENTRY_SIZE);
  bytes.writeInt16BE(VERSION, 0);
  bytes.writeInt32BE(all.length, ENTRIES_AT);
  let at = HEADER_SIZE;
  for (const entry of all) {
    const { newest } = entry;
    writeInt64(bytes, at, entry.producerId);
    bytes.writeInt16BE(entry.producerEpoch, at + 8);
    bytes.writeInt32BE(entry.lastSequence, at + 10);
    writeInt64(bytes, at + 14, newest?.lastOffset ?? -1);
    bytes.writeInt32BE(newest ? newest.lastOffset - newest.firstOffset : 0, at + 22);
    writeInt64(bytes, at + 26, entry.lastTimestamp);
    bytes.writeInt32BE(entry.coordinatorEpoch, at + 34);
    writeInt64(bytes, at + 38, entry.transactionStart);
    at += ENTRY_SIZE;
  }
  bytes.writeUInt32BE(crc32c(bytes.subarray(ENTRIES_AT)), CRC_AT);
  return bytes;
}

/** The producers in a snapshot; null when it is damaged. */
export function decodeSnapshot(bytes: Buffer): ProducerEntry[] | null {
  if (bytes.length < HEADER_SIZE || bytes.readInt16BE(0) !== VERSION) return null;
  if (bytes.readUInt32BE(CRC_AT) !== crc32c(bytes.subarray(ENTRIES_AT))) return null;
  const count = bytes.readInt32BE(ENTRIES_AT);
  if (bytes.length !== HEADER_SIZE + count * ENTRY_SIZE) return null;
  const entries: ProducerEntry[] = [];
  for (let at = HEADER_SIZE; at < bytes.length; at += ENTRY_SIZE) {
    const fields = {
      producerId: readInt64(bytes, at),
      producerEpoch: bytes.readInt16BE(at + 8),
      lastTimestamp: readInt64(bytes, at + 26),
      coordinatorEpoch: bytes.readInt32BE(at + 34),
      transactionStart: Math.max(readInt64(bytes, at + 38), -1),
    };
    entries.push(ProducerEntry.restore(fields, readNewest(bytes, at)));
  }
  return entries;
}

function readNewest(bytes: Buffer, at: number): AppendedBatch | null {
  const lastSequence = bytes.readInt32BE(at + 10);
  const lastOffset = readInt64(bytes, at + 14);
  const offsetDelta = bytes.readInt32BE(at + 22);
  if (lastOffset < 0) return null;
  return {
    firstSequence: decrementSequence(lastSequence, offsetDelta),
    lastSequence,
    firstOffset: lastOffset - offsetDelta,
    lastOffset,
    timestamp: readInt64(bytes, at + 26),
  };
}

function decrementSequence(sequence: number, decrement: number): number {
  if (sequence === NO_SEQUENCE) return NO_SEQUENCE;
  return sequence >= decrement ? sequence - decrement : sequence - decrement + 2 ** 31;
}
