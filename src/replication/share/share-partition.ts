// A partition as one share group sees it, on its leader: who has which records, for how long, how often they
// were handed out. What members have said is stored before it counts; what could not be stored goes back.
// A share partition that was fenced is of no use any more: whoever needs it makes a new one, which reads what
// is stored.

import { assert } from '../../base/assert.ts';
import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type {
  SharePersister,
  ShareStateRead,
  ShareStateVerdict,
} from '../../base/share-persister.ts';
import type { StateBatch } from '../../base/share-state.ts';
import { DeliveryState, UNINITIALIZED_START_OFFSET } from '../../base/share-state.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Partition } from '../partition.ts';
import type { AcknowledgementBatch } from './acknowledgement.ts';
import { acknowledge } from './acknowledgement.ts';
import type { AcquiredRecords, Acquisition } from './acquisition.ts';
import { acquire } from './acquisition.ts';
import { NO_LOCK } from './in-flight-batch.ts';
import { InFlightRecords } from './in-flight-records.ts';
import type { ShareGroupSettings } from './share-group-settings.ts';
import { startOffsetOf } from './share-start.ts';
import { StateChange } from './state-change.ts';

export interface SharePartitionOptions {
  readonly groupId: string;
  readonly partition: Partition;
  readonly persister: SharePersister;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: () => ShareGroupSettings;
}

/** What an acquisition takes beside what the share partition knows itself. */
export type WantedRecords = Pick<
  Acquisition,
  'memberId' | 'isRecordLimit' | 'batchSize' | 'maxRecords' | 'fetchOffset' | 'batches'
>;

export class SharePartition {
  readonly groupId: string;
  readonly partition: Partition;
  readonly leaderEpoch: number;
  readonly records = new InFlightRecords();
  readonly #options: SharePartitionOptions;
  readonly #watchers = new Set<() => void>();
  #state: 'empty' | 'loading' | 'active' | 'fenced' = 'empty';
  #loading: Promise<KafkaError | null> | null = null;
  #stateEpoch = 0;
  #loadFailure: KafkaError | null = null;
  #timer: Timer | null = null;
  #timerAtMs = NO_LOCK;

  constructor(options: SharePartitionOptions) {
    this.groupId = options.groupId;
    this.partition = options.partition;
    this.leaderEpoch = options.partition.leaderEpoch;
    this.#options = options;
  }

  get isActive(): boolean {
    return this.#state === 'active';
  }

  get isFenced(): boolean {
    return this.#state === 'fenced';
  }

  /** Why what is stored could not be read; null when that is not so. */
  get loadFailure(): KafkaError | null {
    return this.#loadFailure;
  }

  /** Reads what is stored, once; answers why it could not, or null. What failed is fenced. */
  load(): Promise<KafkaError | null> | KafkaError | null {
    if (this.#state === 'active') return null;
    if (this.#loading !== null) return this.#loading;
    if (this.#state === 'fenced') return this.#loadFailure;
    this.#state = 'loading';
    const { partition, leaderEpoch } = this;
    const asked = { topicId: partition.topicId, partition: partition.index, leaderEpoch };
    const answer = this.#options.persister.read(this.groupId, [asked]);
    if (!(answer instanceof Promise)) return this.#loaded(answer[0]);
    this.#loading = answer.then(([read]) => {
      const failure = this.#loaded(read);
      this.wake();
      return failure;
    });
    return this.#loading;
  }

  /** From where the log is to be read; null when no more records may be in flight. */
  fetchOffset(): number | null {
    if (!this.isActive) return null;
    this.records.moveToLogStart(this.partition.logStartOffset);
    const { maxInFlight } = this.#options.settings();
    return this.records.hasRoom(maxInFlight) ? this.records.nextFetchOffset() : null;
  }

  /** Hands records to a member. */
  acquire(wanted: WantedRecords): AcquiredRecords[] {
    if (!this.isActive) return [];
    const { maxDeliveryCount, maxInFlight, lockDurationMs } = this.#options.settings();
    const lockedUntilMs = this.#nowMs() + lockDurationMs;
    const limits = { maxDeliveryCount, maxInFlight, lockedUntilMs };
    const acquired = acquire(this.records, { ...wanted, ...limits });
    if (acquired.length > 0) this.#expireAt(lockedUntilMs);
    return acquired;
  }

  /** Records that nobody may see (an aborted transaction's) are given up after they were acquired. */
  archiveAcquired(firstOffset: number, lastOffset: number): void {
    this.records.archive(firstOffset, lastOffset, DeliveryState.ACQUIRED);
    this.records.advanceStart();
  }

  /** Answers why the acknowledgement failed, or null once it is stored. */
  acknowledge(
    memberId: string,
    batches: readonly AcknowledgementBatch[],
  ): Promise<KafkaError | null> | KafkaError | null {
    const { maxDeliveryCount, isRenewEnabled, lockDurationMs } = this.#options.settings();
    const lockedUntilMs = this.#nowMs() + lockDurationMs;
    const said = { memberId, batches, maxDeliveryCount, isRenewEnabled, lockedUntilMs };
    const change = new StateChange();
    try {
      acknowledge(this.records, said, change);
    } catch (error) {
      this.#finish(change, false);
      if (error instanceof KafkaError) return error;
      throw error;
    }
    return this.#store(change);
  }

  /** Takes back all that a member has; answers why that failed, or null once it is stored. */
  release(memberId: string): Promise<KafkaError | null> | KafkaError | null {
    const change = new StateChange();
    this.records.release(memberId, this.#options.settings(), change);
    return this.#store(change);
  }

  /** Calls `wake` when records may have become available, or the share partition is of no use any more. */
  watch(wake: () => void): () => void {
    this.#watchers.add(wake);
    return () => this.#watchers.delete(wake);
  }

  /** Nothing is handed out any more; whoever waits is woken. */
  fence(): void {
    this.#state = 'fenced';
    this.#timer?.cancel();
    this.#timer = null;
    this.wake();
  }

  wake(): void {
    for (const wake of [...this.#watchers]) wake();
  }

  #loaded(read: ShareStateRead | undefined): KafkaError | null {
    this.#loading = null;
    assert(read !== undefined, 'who asks about one partition is answered about it');
    if (this.isFenced) return new KafkaError(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    try {
      const failure = failureOf(read.errorCode, read.errorMessage);
      if (failure !== null) throw failure;
      const isNew = read.startOffset === UNINITIALIZED_START_OFFSET;
      const { startsAt } = this.#options.settings();
      const nowMs = this.#options.clock.wallMs();
      const start = isNew ? startOffsetOf(this.partition, startsAt, nowMs) : read.startOffset;
      this.#stateEpoch = read.stateEpoch;
      this.records.load(start, read.stateBatches);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      this.#loadFailure = error;
      this.fence();
      return error;
    }
    this.#state = 'active';
    return null;
  }

  #store(change: StateChange): Promise<KafkaError | null> | KafkaError | null {
    if (change.isEmpty) return null;
    const written = this.#write(change.batches);
    if (!(written instanceof Promise)) return this.#stored(change, written);
    return written.then((failure) => this.#stored(change, failure));
  }

  #stored(change: StateChange, failure: KafkaError | null): KafkaError | null {
    this.#finish(change, failure === null);
    this.wake();
    return failure;
  }

  #finish(change: StateChange, isStored: boolean): void {
    const limits = this.#options.settings();
    this.records.finish(change, { isStored, nowMs: this.#nowMs(), limits });
  }

  /** Stores states; answers why that failed, or null. */
  #write(stateBatches: readonly StateBatch[]): Promise<KafkaError | null> | KafkaError | null {
    const { partition, leaderEpoch, records } = this;
    const written = this.#options.persister.write(this.groupId, [
      {
        topicId: partition.topicId,
        partition: partition.index,
        stateEpoch: this.#stateEpoch,
        leaderEpoch,
        startOffset: records.startOffset,
        deliveryCompleteCount: records.completeCount,
        stateBatches,
      },
    ]);
    return written instanceof Promise ? written.then(failureOfOne) : failureOfOne(written);
  }

  /** Sees to it that locks are looked at by this time. */
  #expireAt(atMs: number): void {
    if (this.#timer !== null && this.#timerAtMs <= atMs) return;
    this.#timer?.cancel();
    this.#timerAtMs = atMs;
    this.#timer = this.#options.clock.setTimer(atMs - this.#nowMs(), () => this.#expireLocks());
  }

  /** A lock that has ended has ended, whether that can be stored or not: the next write says so again. */
  #expireLocks(): void {
    this.#timer = null;
    const nowMs = this.#nowMs();
    const expired = this.records.expireLocks(nowMs, this.#options.settings());
    const next = this.records.nextLockEnd(nowMs);
    if (next !== NO_LOCK) this.#expireAt(next);
    if (expired.length === 0) return;
    const written = this.#write(expired);
    const over = (failure: KafkaError | null) => {
      if (failure !== null) this.#warn(failure, 'what ended with a lock could not be stored');
      this.records.advanceStart();
      this.wake();
    };
    if (written instanceof Promise) void written.then(over);
    else over(written);
    if (written instanceof Promise) this.wake();
  }

  #warn(error: KafkaError, message: string): void {
    const { topic, index } = this.partition;
    this.#options.logger.warn(
      { groupId: this.groupId, topic, partition: index, err: error },
      message,
    );
  }

  #nowMs(): number {
    return this.#options.clock.monotonicMs();
  }
}

const AS_THE_MEMBER_IS_TOLD: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  [ErrorCode.NOT_COORDINATOR, ErrorCode.COORDINATOR_NOT_AVAILABLE],
  [ErrorCode.COORDINATOR_NOT_AVAILABLE, ErrorCode.COORDINATOR_NOT_AVAILABLE],
  [ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, ErrorCode.COORDINATOR_NOT_AVAILABLE],
  [ErrorCode.GROUP_ID_NOT_FOUND, ErrorCode.GROUP_ID_NOT_FOUND],
  [ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
  [ErrorCode.FENCED_LEADER_EPOCH, ErrorCode.NOT_LEADER_OR_FOLLOWER],
  [ErrorCode.FENCED_STATE_EPOCH, ErrorCode.NOT_LEADER_OR_FOLLOWER],
]);

function failureOfOne([verdict]: readonly ShareStateVerdict[]): KafkaError | null {
  assert(verdict !== undefined, 'who asks about one partition is answered about it');
  return failureOf(verdict.errorCode, verdict.errorMessage);
}

/** What the coordinator refuses, in the words that members understand. */
function failureOf(code: ErrorCode, message: string | null): KafkaError | null {
  if (code === ErrorCode.NONE) return null;
  const told = AS_THE_MEMBER_IS_TOLD.get(code) ?? ErrorCode.UNKNOWN_SERVER_ERROR;
  return message === null ? new KafkaError(told) : new KafkaError(told, message);
}
