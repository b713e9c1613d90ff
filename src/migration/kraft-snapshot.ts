// Writes a snapshot of a cluster metadata log, as `kafka-storage format` and the quorum write them: a header,
// the quorum's version and voters, the records, a footer.

import { ByteWriter } from '../base/byte-writer.ts';
import type { Uuid } from '../base/uuid.ts';
import { KRaftVersionRecord } from '../protocol/generated/records/k-raft-version-record.ts';
import { SnapshotFooterRecord } from '../protocol/generated/records/snapshot-footer-record.ts';
import { SnapshotHeaderRecord } from '../protocol/generated/records/snapshot-header-record.ts';
import { VotersRecord } from '../protocol/generated/records/voters-record.ts';
import type { RecordCodec } from '../protocol/message.ts';
import type { NewRecord } from '../record/record-batch-builder.ts';
import { buildBatch } from '../record/record-batch-builder.ts';

/** Types in the keys of control records. */
const CONTROL = {
  SNAPSHOT_HEADER: 3,
  SNAPSHOT_FOOTER: 4,
  KRAFT_VERSION: 5,
  KRAFT_VOTERS: 6,
} as const;
const KEY_BYTES = 4;
/** Well below the 8 MiB that a batch of the metadata log may have. */
const RECORDS_IN_A_BATCH = 500;

/** The only voter of a quorum. */
export interface SingleVoter {
  readonly id: number;
  readonly directoryId: Uuid;
  readonly listener: string;
  readonly host: string;
  readonly port: number;
}

export interface SnapshotContent {
  readonly epoch: number;
  readonly timestampMs: number;
  /** The voter of a quorum that knows its voters from its log (`kraft.version` 1); null otherwise. */
  readonly voter: SingleVoter | null;
  readonly records: readonly Buffer[];
}

/** The bytes of a snapshot. */
export function kraftSnapshot({ epoch, timestampMs, voter, records }: SnapshotContent): Buffer {
  const header = { version: 0, lastContainedLogTimestamp: timestampMs };
  const opening = [control(CONTROL.SNAPSHOT_HEADER, SnapshotHeaderRecord, header)];
  if (voter) {
    opening.push(
      control(CONTROL.KRAFT_VERSION, KRaftVersionRecord, { version: 0, kRaftVersion: 1 }),
      control(CONTROL.KRAFT_VOTERS, VotersRecord, votersOf(voter)),
    );
  }
  const batches: Buffer[] = [];
  let baseOffset = 0;
  const add = (batch: readonly NewRecord[], isControl: boolean) => {
    const place = { baseOffset, partitionLeaderEpoch: epoch, timestamp: timestampMs };
    batches.push(buildBatch({ records: batch, isControl, ...place }));
    baseOffset += batch.length;
  };
  add(opening, true);
  for (let at = 0; at < records.length; at += RECORDS_IN_A_BATCH) {
    add(
      records.slice(at, at + RECORDS_IN_A_BATCH).map((value) => ({ value })),
      false,
    );
  }
  add([control(CONTROL.SNAPSHOT_FOOTER, SnapshotFooterRecord, { version: 0 })], true);
  return Buffer.concat(batches);
}

function votersOf({ id, directoryId, listener, host, port }: SingleVoter) {
  const endpoints = [{ name: listener, host, port }];
  const kRaftVersionFeature = { minSupportedVersion: 0, maxSupportedVersion: 1 };
  return {
    version: 0,
    voters: [{ voterId: id, voterDirectoryId: directoryId, endpoints, kRaftVersionFeature }],
  };
}

function control<M extends I, I>(type: number, codec: RecordCodec<M, I>, message: I): NewRecord {
  const key = Buffer.alloc(KEY_BYTES);
  key.writeInt16BE(type, 2);
  const writer = new ByteWriter(Buffer.allocUnsafe(codec.size(message, codec.maxVersion)));
  codec.encode(writer, message, codec.maxVersion);
  return { key, value: writer.buffer };
}
