// Reads the cluster metadata log of an Apache Kafka node, `__cluster_metadata-0`: the newest whole snapshot
// and the batches after it, as far as they are whole. Reads only, and knows nothing of what records mean.
// On a quorum of one voter everything that is whole in the log is committed.

import type { FileSystem } from '../platform/file-system.ts';
import type { LogRecord } from '../record/record.ts';
import { recordsOf } from '../record/record.ts';
import { BATCH_HEADER_SIZE, RecordBatch } from '../record/record-batch.ts';
import { MigrationError } from './migration-error.ts';

export const METADATA_DIRECTORY = '__cluster_metadata-0';
/** The records that a formatted directory starts its cluster with. */
export const BOOTSTRAP_FILE = 'bootstrap.checkpoint';

const SNAPSHOT = /^(\d{20})-(\d{10})\.checkpoint$/;
const SEGMENT = /^(\d{20})\.log$/;
const SNAPSHOT_FOOTER = 4;

/** A position in the metadata log. */
export interface OffsetAndEpoch {
  readonly offset: number;
  readonly epoch: number;
}

/** What takes the records: those of the cluster and those of the quorum itself. */
export interface MetadataLogReader {
  record(value: Buffer, offset: number): void;
  control(type: number, value: Buffer): void;
}

export interface MetadataLogSummary {
  /** The snapshot that was begun with; null without one. */
  readonly snapshot: OffsetAndEpoch | null;
  /** The offset after the last record, and the epoch of that record. */
  readonly end: OffsetAndEpoch;
  /** Bytes behind the last whole batch, which a crash left. */
  readonly tornBytes: number;
  /** Bytes behind the tear that look like whole batches: the log is damaged rather than torn. */
  readonly lostBytes: number;
}

/** Reads the log in this `__cluster_metadata-0` from its newest snapshot to its end. */
export function readMetadataLog(
  files: FileSystem,
  directory: string,
  reader: MetadataLogReader,
): MetadataLogSummary {
  const names = files.list(directory);
  const snapshot = newestSnapshot(files, directory, names);
  if (snapshot) readBatches(snapshot.bytes, { from: 0, reader });
  const from = snapshot?.id ?? { offset: 0, epoch: 0 };
  const log = readSegments(files, { directory, names, from }, reader);
  return { snapshot: snapshot?.id ?? null, ...log };
}

/** Reads `bootstrap.checkpoint`, or any other file in the form of a snapshot. */
export function readCheckpointFile(
  files: FileSystem,
  path: string,
  reader: MetadataLogReader,
): void {
  const bytes = files.readFile(path);
  if (!isWholeSnapshot(bytes)) throw new MigrationError(`${path} is damaged`);
  readBatches(bytes, { from: 0, reader });
}

interface Snapshot {
  readonly id: OffsetAndEpoch;
  readonly bytes: Buffer;
}

/** The newest one that is whole: one that is not was never finished, and the log reaches further back. */
function newestSnapshot(
  files: FileSystem,
  directory: string,
  names: readonly string[],
): Snapshot | null {
  for (const name of names.filter((candidate) => SNAPSHOT.test(candidate)).reverse()) {
    const [, offset, epoch] = SNAPSHOT.exec(name) ?? [];
    const bytes = files.readFile(`${directory}/${name}`);
    if (isWholeSnapshot(bytes)) {
      return { id: { offset: Number(offset), epoch: Number(epoch) }, bytes };
    }
  }
  return null;
}

/** A snapshot is whole when all of it is batches and the last record is its footer. */
function isWholeSnapshot(bytes: Buffer): boolean {
  let end = 0;
  let last: RecordBatch | null = null;
  for (const batch of wholeBatches(bytes)) {
    last = batch;
    end = batch.start + batch.sizeInBytes;
  }
  if (end !== bytes.length || !last?.isControl) return false;
  return [...recordsOf(last)].some((record) => controlTypeOf(record) === SNAPSHOT_FOOTER);
}

interface LogPlace {
  readonly directory: string;
  readonly names: readonly string[];
  /** Where the snapshot ends. */
  readonly from: OffsetAndEpoch;
}

function readSegments(
  files: FileSystem,
  { directory, names, from }: LogPlace,
  reader: MetadataLogReader,
): Omit<MetadataLogSummary, 'snapshot'> {
  const segments = segmentsAfter(names, from.offset);
  const first = segments[0]?.baseOffset ?? from.offset;
  if (first > from.offset) {
    throw new MigrationError(
      `${directory} has no whole snapshot: its log begins at offset ${first}, and nothing tells what was before`,
    );
  }
  let end = from;
  for (const [index, segment] of segments.entries()) {
    const bytes = files.readFile(`${directory}/${segment.name}`);
    const read = readBatches(bytes, { from: end.offset, reader });
    if (read.end) end = read.end;
    const tornBytes = bytes.length - read.wholeBytes;
    if (tornBytes === 0) continue;
    const later = segments.slice(index + 1).map(({ name }) => `${directory}/${name}`);
    const lostBytes = later.reduce((sum, path) => sum + files.stat(path).size, 0);
    return { end, tornBytes, lostBytes: lostBytes + wholeBytesAfter(bytes, read.wholeBytes) };
  }
  return { end, tornBytes: 0, lostBytes: 0 };
}

/** The segments that hold records from `offset` on, in their order. */
function segmentsAfter(names: readonly string[], offset: number) {
  const segments = names
    .filter((name) => SEGMENT.test(name))
    .map((name) => ({ name, baseOffset: Number(SEGMENT.exec(name)?.[1]) }));
  const next = segments.findIndex(({ baseOffset }) => baseOffset > offset);
  return segments.slice(Math.max(0, (next < 0 ? segments.length : next) - 1));
}

/** Hands out the records from offset `from` on, up to the first batch that is not whole. */
function readBatches(
  bytes: Buffer,
  { from, reader }: { readonly from: number; readonly reader: MetadataLogReader },
): { wholeBytes: number; end: OffsetAndEpoch | null } {
  let wholeBytes = 0;
  let end: OffsetAndEpoch | null = null;
  for (const batch of wholeBatches(bytes)) {
    wholeBytes = batch.start + batch.sizeInBytes;
    if (batch.nextOffset <= from) continue;
    for (const record of recordsOf(batch)) {
      if (record.offset < from || !record.value) continue;
      if (batch.isControl) reader.control(controlTypeOf(record), record.value);
      else reader.record(record.value, record.offset);
    }
    end = { offset: batch.nextOffset, epoch: batch.partitionLeaderEpoch };
  }
  return { wholeBytes, end };
}

function* wholeBatches(bytes: Buffer, from = 0): Generator<RecordBatch> {
  for (let at = from; bytes.length - at >= BATCH_HEADER_SIZE; ) {
    const batch = new RecordBatch(bytes, at);
    if (!batch.isIntact) return;
    yield batch;
    at += batch.sizeInBytes;
  }
}

/** What lies behind the tear and is a batch again; 0 for what a crash leaves. */
function wholeBytesAfter(bytes: Buffer, tear: number): number {
  const declared = bytes.length - tear >= BATCH_HEADER_SIZE ? new RecordBatch(bytes, tear) : null;
  const next = declared && declared.sizeInBytes > 0 ? tear + declared.sizeInBytes : bytes.length;
  let whole = 0;
  for (const batch of wholeBatches(bytes, next)) whole += batch.sizeInBytes;
  return whole;
}

/** The type in the key of a control record: int16 version, int16 type. */
function controlTypeOf({ key }: LogRecord): number {
  return key && key.length >= 4 ? key.readInt16BE(2) : -1;
}
