// Replays the records of a metadata log into the state of its cluster. Invariant: the records of a metadata
// transaction count together or not at all. A record of a type or version that is not known ends the replay:
// passing it over would bring a cluster that never was.

import { ByteReader } from '../base/byte-reader.ts';
import { MalformedMessageError } from '../base/malformed-message-error.ts';
import { AbortTransactionRecord } from '../protocol/generated/records/abort-transaction-record.ts';
import { BeginTransactionRecord } from '../protocol/generated/records/begin-transaction-record.ts';
import { EndTransactionRecord } from '../protocol/generated/records/end-transaction-record.ts';
import { KRaftVersionRecord } from '../protocol/generated/records/k-raft-version-record.ts';
import { VotersRecord } from '../protocol/generated/records/voters-record.ts';
import { peekMetadataRecord } from '../protocol/record-bytes.ts';
import { ClusterState } from './cluster-state.ts';
import type { MetadataLogReader } from './metadata-log.ts';
import { MigrationError } from './migration-error.ts';
import { RECORD_APPLIERS } from './record-appliers.ts';

const KRAFT_VERSION = 5;
const KRAFT_VOTERS = 6;

export class MetadataReplay implements MetadataLogReader {
  readonly state = new ClusterState();
  /** How many records were replayed, those of the quorum apart. */
  records = 0;
  /** The records of a transaction that has not ended; null outside of one. */
  #open: Buffer[] | null = null;

  /** Records of a transaction that never ended: they count for nothing. */
  get unfinishedRecords(): number {
    return this.#open?.length ?? 0;
  }

  record(value: Buffer, offset: number): void {
    this.records += 1;
    try {
      this.#take(value, peekMetadataRecord(value).type);
    } catch (error) {
      if (!(error instanceof MalformedMessageError)) throw error;
      throw new MigrationError(
        `the metadata record at offset ${offset} cannot be read: ${error.message}`,
        [],
        { cause: error },
      );
    }
  }

  control(type: number, value: Buffer): void {
    if (type === KRAFT_VERSION) {
      this.state.kraftVersion = KRaftVersionRecord.decode(new ByteReader(value), 0).kRaftVersion;
    } else if (type === KRAFT_VOTERS) {
      this.state.voters = VotersRecord.decode(new ByteReader(value), 0).voters;
    }
  }

  #take(value: Buffer, type: number): void {
    if (type === BeginTransactionRecord.type) {
      this.#open = [];
    } else if (type === AbortTransactionRecord.type) {
      this.#open = null;
    } else if (type === EndTransactionRecord.type) {
      const records = this.#open ?? [];
      this.#open = null;
      for (const record of records) this.#apply(record);
    } else if (this.#open) {
      this.#open.push(Buffer.from(value));
    } else {
      this.#apply(value);
    }
  }

  #apply(value: Buffer): void {
    const { type, version } = peekMetadataRecord(value);
    const apply = RECORD_APPLIERS.get(type);
    if (!apply)
      throw new MalformedMessageError('type', `${type} (version ${version}) is not known`);
    apply(this.state, value);
  }
}
