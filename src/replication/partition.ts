// One partition that this broker leads: its log, its leader epoch, its high watermark, and who waits for
// it to grow. The log opens on first use, so that a partition nobody touches costs no file and no time.
// Invariant: logStartOffset ≤ lastStableOffset ≤ highWatermark ≤ logEndOffset.

import { assert } from '../base/assert.ts';
import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Uuid } from '../base/uuid.ts';
import type { EpochEnd } from '../log/leader-epochs.ts';
import type { AppendInfo, PartitionLog } from '../log/partition-log.ts';
import type { FutureLogStatus } from '../log/partition-moves.ts';
import type { PartitionName } from '../log/partition-name.ts';
import type { AppendTerms } from '../log/producer-state.ts';
import type { TransactionalClaim, VerificationGuard } from '../log/producer-verification.ts';
import type { AppendOrigin } from '../record/produced-batch.ts';

/** How far a reader may see: its own commitments decide (KIP-98). */
export type Isolation = 'read_uncommitted' | 'read_committed' | 'log_end';

/** The leader epoch of a request that does not check it. */
export const NO_LEADER_EPOCH = -1;

/** What an append brings along that belongs to a transaction. */
export type TransactionTerms = Pick<AppendTerms, 'guard' | 'transactionVersion'>;

/** Of an append whose transaction nobody was asked about: it may continue one, not begin one. */
export const NOT_VERIFIED: TransactionTerms = { guard: null };

/** Of an append that need not be verified. */
export const VERIFICATION_OFF: TransactionTerms = {};

export interface PartitionIdentity {
  readonly topic: string;
  readonly topicId: Uuid;
  readonly index: number;
}

/** What the metadata say of where a partition's log is. */
export interface LogAssignment {
  /** The id of its log directory; ZERO_UUID: none yet. */
  readonly directoryId: Uuid;
  /** Whether the partition was created just now, so that no directory can hold it yet. */
  readonly isNew: boolean;
}

/** Where the logs of partitions are: the log directories, seen from above. */
export interface PartitionLogs {
  /** Opens (creates, recovers) the log of a partition. KAFKA_STORAGE_ERROR while its directory is offline. */
  open(identity: PartitionIdentity): PartitionLog;
  /** A partition is hosted from now on: settles which log directory is its own. */
  host(identity: PartitionIdentity, assignment: LogAssignment): void;
  /** The absolute path of the log directory that holds the partition, or will; null: it is offline. */
  directoryOf(identity: PartitionIdentity): string | null;
  /** Bytes of a partition's segments, whether its log is open or not. */
  sizeOf(identity: PartitionIdentity): number;
  /** Whether retention may have anything to delete in a log that is not open; it is not opened for that. */
  mayHaveDeletable(identity: PartitionIdentity): boolean;
  /**
   * Moves a partition to another log directory while it is served; `onMoved` is called in the turn in which
   * its log is another one. Throws LOG_DIR_NOT_FOUND, KAFKA_STORAGE_ERROR, INVALID_REPLICA_ASSIGNMENT,
   * INVALID_TOPIC_EXCEPTION.
   */
  move(identity: PartitionIdentity, path: string, onMoved: () => void): void;
  /** Says where a partition goes that does not exist yet. Throws as `move` does. */
  prefer(partition: PartitionName, path: string): void;
  /** Where a partition is on its way to; null when it is not. */
  futureOf(identity: PartitionIdentity): FutureLogStatus | null;
  /** Notes on the disks where the logs start now. Throws KAFKA_STORAGE_ERROR. */
  noteLogStartOffsets(): void;
  /** Removes the log of a partition that is no more; files go in the background. */
  remove(identity: PartitionIdentity): void;
}

export class Partition {
  readonly topic: string;
  readonly topicId: Uuid;
  readonly index: number;
  #leaderEpoch: number;
  #log: PartitionLog | null = null;
  #highWatermark = 0;
  #deleted = false;
  #waitingEnded = false;
  /** The flush that answers to appends wait for (`flush.messages`); null: none is under way. */
  #flushing: Promise<void> | null = null;
  readonly #logs: PartitionLogs;
  readonly #watchers = new Set<() => void>();

  constructor(identity: PartitionIdentity, leaderEpoch: number, logs: PartitionLogs) {
    this.topic = identity.topic;
    this.topicId = identity.topicId;
    this.index = identity.index;
    this.#leaderEpoch = leaderEpoch;
    this.#logs = logs;
  }

  /** The log, opened and recovered when this is the first use. KAFKA_STORAGE_ERROR while its directory is offline. */
  get log(): PartitionLog {
    if (this.#log) return this.#log;
    if (this.#deleted) throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    this.#log = this.#logs.open(this);
    this.#highWatermark = this.#log.settledEndOffset;
    if (this.#highWatermark < this.#log.logEndOffset) this.#noteFlush(this.#log.flush());
    return this.#log;
  }

  /** The log, when something has used it since the start. */
  get openedLog(): PartitionLog | null {
    return this.#log;
  }

  /** Bytes of all segments; asking does not open the log. */
  get sizeInBytes(): number {
    return this.#log?.sizeInBytes ?? this.#logs.sizeOf(this);
  }

  /** The absolute path of the log directory that the partition belongs to; null: it is offline. */
  get logDirectory(): string | null {
    return this.#logs.directoryOf(this);
  }

  get leaderEpoch(): number {
    return this.#leaderEpoch;
  }

  /** This broker leads it in this epoch from now on; whoever waits with an older one is told. */
  lead(leaderEpoch: number): void {
    if (leaderEpoch === this.#leaderEpoch) return;
    this.#leaderEpoch = leaderEpoch;
    this.#wake();
  }

  get highWatermark(): number {
    void this.log;
    return this.#highWatermark;
  }

  get logStartOffset(): number {
    return this.log.logStartOffset;
  }

  get lastStableOffset(): number {
    return this.log.lastStableOffset(this.highWatermark);
  }

  /** The offset before which a reader of this isolation may read. */
  endOffset(isolation: Isolation): number {
    if (isolation === 'log_end') return this.log.logEndOffset;
    return isolation === 'read_committed' ? this.lastStableOffset : this.highWatermark;
  }

  /** Appends record batches (views into the frame are used before this returns) and wakes who waits. */
  append(
    records: Buffer,
    origin: AppendOrigin,
    { guard, transactionVersion }: TransactionTerms = NOT_VERIFIED,
  ): AppendInfo {
    const terms = { leaderEpoch: this.#leaderEpoch, origin, guard, transactionVersion };
    const info = this.log.append(records, terms);
    if (info.flushed) this.#noteFlush(info.flushed);
    if (!info.duplicate) this.#advanceHighWatermark();
    return info;
  }

  /**
   * Prepares an append in a transaction: the guard to ask its coordinator with, null when the transaction is
   * open here already. Throws INVALID_PRODUCER_EPOCH.
   */
  startVerification(claim: TransactionalClaim): VerificationGuard | null {
    return this.log.startVerification(claim);
  }

  /**
   * Resolves once all records up to this offset are committed, and on the device where `flush.messages`
   * asks for that; undefined when they are already. Rejects with KAFKA_STORAGE_ERROR.
   */
  committed(lastOffset: number): Promise<void> | undefined {
    if (lastOffset < this.#highWatermark) return undefined;
    assert(lastOffset < this.log.logEndOffset, 'what is committed was appended');
    if (this.#flushing) return this.#flushing;
    const message = `${this.topic}-${this.index} could not be flushed`;
    return Promise.reject(new KafkaError(ErrorCode.KAFKA_STORAGE_ERROR, message));
  }

  /** Where a leader epoch ends in this log; null when that is not known (KIP-279). */
  endOffsetForEpoch(epoch: number): EpochEnd | null {
    // The leader's own epoch begins where the log ended when it became the leader, written to or not.
    if (epoch === this.#leaderEpoch)
      return { leaderEpoch: epoch, endOffset: this.log.logEndOffset };
    return this.log.endOffsetForEpoch(epoch);
  }

  /** The leader epoch of the record at this offset, or of the one that it will be given to; null: not known. */
  epochAt(offset: number): number | null {
    return offset >= this.log.logEndOffset ? this.#leaderEpoch : this.log.epochAt(offset);
  }

  /** Refuses a request that was made for another leader epoch (KIP-320). */
  requireLeaderEpoch(currentLeaderEpoch: number): void {
    if (currentLeaderEpoch === NO_LEADER_EPOCH || currentLeaderEpoch === this.#leaderEpoch) return;
    throw new KafkaError(
      currentLeaderEpoch < this.#leaderEpoch
        ? ErrorCode.FENCED_LEADER_EPOCH
        : ErrorCode.UNKNOWN_LEADER_EPOCH,
    );
  }

  /** Moves the log start offset forward (DeleteRecords); returns the low watermark over all replicas. */
  advanceLogStartOffset(offset: number): number {
    if (offset > this.highWatermark) throw new KafkaError(ErrorCode.OFFSET_OUT_OF_RANGE);
    this.log.advanceLogStartOffset(offset);
    this.#wake();
    return this.log.logStartOffset;
  }

  /** Deletes the segments that retention has no use for; a log that cannot have any is not opened. */
  deleteOldSegments(nowMs: number): number {
    if (this.#deleted || (!this.#log && !this.#logs.mayHaveDeletable(this))) return 0;
    return this.log.deleteOldSegments(nowMs, this.highWatermark);
  }

  /** Moves it to another log directory; see PartitionLogs. */
  moveTo(path: string): void {
    this.#logs.move(this, path, () => {
      // The next use opens it where it is now.
      this.#log = null;
    });
  }

  /** The log directory that it is on its way to; null when it is not. */
  get future(): FutureLogStatus | null {
    return this.#logs.futureOf(this);
  }

  /** Calls `wake` whenever readers may see more or the partition is gone; returns how to stop. */
  watch(wake: () => void): () => void {
    this.#watchers.add(wake);
    return () => this.#watchers.delete(wake);
  }

  /** Removes the partition with its log; whoever waits on it hears of it. */
  delete(): void {
    this.#deleted = true;
    this.#log = null;
    this.endWaiting();
    this.#logs.remove(this);
  }

  /** Whoever waits on this partition is answered with what there is: it is gone, or the broker stops. */
  endWaiting(): void {
    this.#waitingEnded = true;
    this.#wake();
  }

  get waitingEnded(): boolean {
    return this.#waitingEnded;
  }

  checkInvariants(): void {
    const log = this.#log;
    if (!log) return;
    const stable = log.lastStableOffset(this.#highWatermark);
    assert(log.logStartOffset <= stable, 'the log starts after its last stable offset');
    assert(stable <= this.#highWatermark, 'the last stable offset is beyond the high watermark');
    assert(this.#highWatermark <= log.logEndOffset, 'the high watermark is beyond the log end');
  }

  #noteFlush(flushed: Promise<void>): void {
    this.#flushing = flushed;
    const over = () => {
      if (this.#flushing === flushed) this.#flushing = null;
      this.#advanceHighWatermark();
    };
    flushed.then(over, over);
  }

  /** The only replica is in sync with itself: what it holds is committed, once it is flushed as asked. */
  #advanceHighWatermark(): void {
    const settled = this.#log?.settledEndOffset ?? 0;
    if (settled <= this.#highWatermark) return;
    this.#highWatermark = settled;
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#watchers) wake();
  }
}
