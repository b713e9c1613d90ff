// Generated from protocol-spec/records/files/producer-snapshot.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec } from '../../../protocol/codec-support.ts';
import { sizeOfList } from '../../../protocol/codec-sizes.ts';

export interface ProducerSnapshot {
  crc: number;
  producerEntries: ProducerEntry[];
}

export interface ProducerSnapshotInput {
  readonly crc: number;
  readonly producerEntries: readonly ProducerEntryInput[];
}

export interface ProducerEntry {
  producerId: number;
  epoch: number;
  lastSequence: number;
  lastOffset: number;
  /** lastOffset minus the first offset of the last batch */
  offsetDelta: number;
  timestamp: number;
  coordinatorEpoch: number;
  /** -1: no open transaction */
  currentTxnFirstOffset: number;
}

export interface ProducerEntryInput {
  readonly producerId: number;
  readonly epoch: number;
  readonly lastSequence: number;
  readonly lastOffset: number;
  readonly offsetDelta: number;
  readonly timestamp: number;
  readonly coordinatorEpoch: number;
  readonly currentTxnFirstOffset: number;
}

/** The producers that a partition remembers, in a file `<offset>.snapshot`. An int16 version stands before it; the CRC32C covers everything behind the crc. Versions 1. */
export const ProducerSnapshot: RecordCodec<ProducerSnapshot, ProducerSnapshotInput> = {
  name: 'ProducerSnapshot',
  type: -1,
  minVersion: 1,
  maxVersion: 1,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ProducerSnapshot', { decode: decodeProducerSnapshot, encode: encodeProducerSnapshot, size: sizeProducerSnapshot }),
};

function decodeProducerSnapshot(r: ByteReader, v: number): ProducerSnapshot {
  const crc = r.uint32('crc');
  const producerEntries: ProducerEntry[] = [];
  const producerEntriesLength = r.arrayLength(false, 'producerEntries', 46);
  try {
    while (producerEntries.length < producerEntriesLength) producerEntries.push(decodeProducerEntry(r, v));
  } catch (error) {
    throw inField(error, 'producerEntries', producerEntries.length);
  }
  return { crc, producerEntries };
}

function encodeProducerSnapshot(w: ByteWriter, m: ProducerSnapshotInput, v: number): void {
  w.uint32(m.crc);
  {
    const value = m.producerEntries;
    w.arrayLength(false, value.length);
    for (const element of value) encodeProducerEntry(w, element, v);
  }
}

function sizeProducerSnapshot(m: ProducerSnapshotInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(false, m.producerEntries, v, sizeProducerEntry);
  return bytes;
}

function decodeProducerEntry(r: ByteReader, _v: number): ProducerEntry {
  const producerId = r.int64('producerId');
  const epoch = r.int16('epoch');
  const lastSequence = r.int32('lastSequence');
  const lastOffset = r.int64('lastOffset');
  const offsetDelta = r.int32('offsetDelta');
  const timestamp = r.int64('timestamp');
  const coordinatorEpoch = r.int32('coordinatorEpoch');
  const currentTxnFirstOffset = r.int64('currentTxnFirstOffset');
  return { producerId, epoch, lastSequence, lastOffset, offsetDelta, timestamp, coordinatorEpoch, currentTxnFirstOffset };
}

function encodeProducerEntry(w: ByteWriter, m: ProducerEntryInput, _v: number): void {
  w.int64(m.producerId);
  w.int16(m.epoch);
  w.int32(m.lastSequence);
  w.int64(m.lastOffset);
  w.int32(m.offsetDelta);
  w.int64(m.timestamp);
  w.int32(m.coordinatorEpoch);
  w.int64(m.currentTxnFirstOffset);
}

function sizeProducerEntry(_m: ProducerEntryInput, _v: number): number {
  return 46;
}
