// Runs state machines on the partitions of one internal topic. Each partition is a shard with one queue of
// operations: the event loop is the queue, since an operation (decide, append, replay, settle) runs to its
// end in one turn. A response leaves once every record written so far is committed, reads included, so
// nobody sees a state that may still vanish.
// Invariant: the stored part of a shard equals the replay of its partition from the beginning.

import { assert } from '../../base/assert.ts';
import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { CommitWaiters } from './commit-waiters.ts';
import { toCoordinatorError } from './coordinator-errors.ts';
import type { CoordinatorShard, Effects, Outcome, ShardScheduler } from './coordinator-shard.ts';
import { LoadQueue } from './load-queue.ts';
import { Parked } from './parked.ts';
import type {
  CoordinatorBatch,
  PartitionWriter,
  StoredEntry,
  TransactionMarker,
} from './partition-writer.ts';
import { NO_PRODUCER_ID } from './partition-writer.ts';
import { ShardLoad } from './shard-load.ts';

/** Records of one batch when an operation may be spread over several. */
const RECORDS_PER_BATCH = 500;

/** Records that are replayed in the turn in which somebody asks for what is not loaded. */
const RECORDS_AT_ONCE = 10_000;

/** What is left of them. */
interface LoadBudget {
  records: number;
}

/** How long clients of a broker that has just started are left alone before loading begins. */
const QUIET_MS = 100;

/** How long a partition that could not be loaded is left alone. */
const LOAD_RETRY_MS = 1000;

export interface CoordinatorRuntimeOptions<S extends CoordinatorShard> {
  /** The topic's name, for the log. */
  readonly topic: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly writer: PartitionWriter;
  /** How long an answer waits for its records to be committed, in milliseconds. */
  readonly commitTimeoutMs: () => number;
  createShard(partition: number, scheduler: ShardScheduler): S;
}

interface Slot<S> {
  readonly partition: number;
  readonly waiters: CommitWaiters;
  shard: S;
  state: 'loading' | 'active' | 'failed' | 'closed';
  /** The offset of the last record appended or loaded; -1 when there is none. */
  lastOffset: number;
  retryAtMs: number;
  isRunning: boolean;
  readonly load: ShardLoad;
  /** Somebody has asked for it. */
  isWanted: boolean;
  /** Answered when loading has ended, well or not. */
  readonly loaded: Parked<void>;
}

export class CoordinatorRuntime<S extends CoordinatorShard> {
  private readonly options: CoordinatorRuntimeOptions<S>;
  private readonly slots = new Map<number, Slot<S>>();
  private readonly loads: LoadQueue;
  private loadTimer: Timer | null = null;
  private isStopped = false;

  constructor(options: CoordinatorRuntimeOptions<S>) {
    this.options = options;
    this.loads = new LoadQueue(options.clock);
  }

  /**
   * Loads every partition that this broker leads and has not loaded yet, in the background: what their state
   * does by itself (sessions, retention, decided transactions) goes on though nobody asks. Empty ones are left
   * until somebody does.
   */
  loadAll(): void {
    if (this.isStopped) return;
    this.loadTimer ??= this.options.clock.setTimer(QUIET_MS, () => {
      this.loadTimer = null;
      this.queueAll();
    });
  }

  /**
   * Runs an operation on a partition's shard. Throws (or rejects with) KafkaError: NOT_COORDINATOR,
   * COORDINATOR_LOAD_IN_PROGRESS, what the operation throws, or why its records were not stored.
   */
  write<R>(partition: number, operation: (shard: S) => Outcome<R>): R | Promise<R> {
    const slot = this.activeSlot(partition);
    return this.answer(slot, this.execute(slot, operation));
  }

  /** Ends a producer's transaction in a partition, by a marker. Throws as `write` does. */
  completeTransaction(partition: number, marker: TransactionMarker): void | Promise<void> {
    const slot = this.activeSlot(partition);
    this.alone(slot, () => this.appendMarker(slot, marker));
    return this.committed(slot, undefined);
  }

  /** Runs a query on a partition's shard; it may change nothing that is stored. Throws as `write` does. */
  read<R>(partition: number, query: (shard: S) => R): R | Promise<R> {
    const slot = this.activeSlot(partition);
    return this.answer(slot, query(slot.shard));
  }

  /** The query's answer of every partition that this broker leads and that holds anything. */
  async readAll<R>(query: (shard: S) => R): Promise<R[]> {
    const partitions = this.partitionsInUse();
    const budget = { records: RECORDS_AT_ONCE };
    for (const partition of partitions) this.slot(partition, budget);
    return Promise.all(partitions.map((partition) => this.read(partition, query)));
  }

  /** Runs an operation on every such partition, after those still loading are there. */
  async writeAll(operation: (shard: S) => Effects): Promise<void> {
    for (const partition of this.partitionsInUse()) {
      try {
        await this.slot(partition).loaded.answered;
        await this.write(partition, (shard) => ({ ...operation(shard), response: undefined }));
      } catch (error) {
        if (!(error instanceof KafkaError)) throw error;
        this.options.logger.warn({ ...this.fields(partition), err: error }, 'operation failed');
      }
    }
  }

  /** Tells every loaded shard something that changes nothing stored. */
  forEachLoaded(tell: (shard: S) => void): void {
    for (const slot of this.slots.values()) if (slot.state === 'active') tell(slot.shard);
  }

  /** Gives a partition up (leadership went elsewhere): parked requests are answered NOT_COORDINATOR. */
  unload(partition: number): void {
    const slot = this.slots.get(partition);
    if (slot === undefined) return;
    this.slots.delete(partition);
    const wasActive = slot.state === 'active';
    if (slot.state === 'loading') slot.loaded.answer();
    slot.state = 'closed';
    this.loads.remove(slot.load);
    if (wasActive) slot.shard.onUnloaded();
    slot.waiters.rejectAll(new KafkaError(ErrorCode.NOT_COORDINATOR));
  }

  /** Gives every partition up, as `unload` does. */
  unloadAll(): void {
    for (const partition of [...this.slots.keys()]) this.unload(partition);
  }

  /** Gives every partition up for good; whoever comes after is told COORDINATOR_NOT_AVAILABLE. */
  stop(): void {
    this.isStopped = true;
    this.loadTimer?.cancel();
    this.unloadAll();
  }

  private queueAll(): void {
    for (const partition of this.ledPartitions()) {
      if (this.slots.has(partition) || this.isEmpty(partition)) continue;
      const slot = this.newSlot(partition);
      this.slots.set(partition, slot);
      this.loads.add(slot.load);
    }
  }

  private ledPartitions(): number[] {
    const { writer } = this.options;
    const all = Array.from({ length: writer.partitionCount() }, (_, partition) => partition);
    return all.filter((partition) => writer.leads?.(partition) ?? true);
  }

  /** The partitions that this broker leads, but for those that are empty and that nobody has asked for. */
  private partitionsInUse(): number[] {
    if (this.isStopped) throw new KafkaError(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    return this.ledPartitions().filter(
      (partition) => this.slots.has(partition) || !this.isEmpty(partition),
    );
  }

  private isEmpty(partition: number): boolean {
    try {
      return this.options.writer.isEmpty(partition);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      // Why it cannot be read is told when it is loaded.
      return false;
    }
  }

  private activeSlot(partition: number): Slot<S> {
    const slot = this.slot(partition);
    if (slot.state === 'active') return slot;
    const isLoading = slot.state === 'loading';
    throw new KafkaError(
      isLoading ? ErrorCode.COORDINATOR_LOAD_IN_PROGRESS : ErrorCode.NOT_COORDINATOR,
    );
  }

  /** The partition's slot; one that is not loaded, or could not be a while ago, loads before any other. */
  private slot(partition: number, budget: LoadBudget = { records: RECORDS_AT_ONCE }): Slot<S> {
    if (this.isStopped) throw new KafkaError(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    const { writer, clock } = this.options;
    const slot = this.slots.get(partition);
    const isRetry = slot?.state === 'failed' && clock.monotonicMs() >= slot.retryAtMs;
    if (slot !== undefined && !isRetry) return this.wanted(slot, budget);
    if (partition >= writer.partitionCount() || writer.leads?.(partition) === false) {
      throw new KafkaError(ErrorCode.NOT_COORDINATOR);
    }
    const opened = this.newSlot(partition);
    this.slots.set(partition, opened);
    return this.wanted(opened, budget);
  }

  /** A partition that somebody asks for is active when this returns, unless it is a large one. */
  private wanted(slot: Slot<S>, budget: LoadBudget): Slot<S> {
    if (slot.state !== 'loading' || slot.isWanted) return slot;
    const { load } = slot;
    slot.isWanted = true;
    const before = load.replayed;
    if (load.advance(budget.records)) this.loads.remove(load);
    else this.loads.prefer(load);
    budget.records -= load.replayed - before;
    return slot;
  }

  private newSlot(partition: number): Slot<S> {
    const { clock, commitTimeoutMs, createShard } = this.options;
    const base = {
      partition,
      waiters: new CommitWaiters(clock, commitTimeoutMs),
      state: 'loading' as const,
      lastOffset: -1,
      retryAtMs: 0,
      isRunning: false,
      isWanted: false,
      loaded: new Parked<void>(),
    };
    const scheduler: ShardScheduler = {
      schedule: (delayMs, operation) => this.schedule(slot, delayMs, operation),
      execute: (operation) => this.executeNow(slot, operation),
    };
    const load = this.newLoad(partition, () => slot);
    const slot: Slot<S> = { ...base, load, shard: createShard(partition, scheduler) };
    return slot;
  }

  private newLoad(partition: number, slotOf: () => Slot<S>): ShardLoad {
    const { clock, logger, writer } = this.options;
    return new ShardLoad({
      entries: () => writer.read(partition),
      replay: (entry) => {
        const slot = slotOf();
        replay(slot.shard, entry);
        slot.lastOffset = entry.offset;
      },
      onLoaded: () => {
        const slot = slotOf();
        slot.state = 'active';
        slot.shard.onLoaded();
        slot.loaded.answer();
      },
      onFailed: (error) => {
        const slot = slotOf();
        slot.state = 'failed';
        slot.retryAtMs = clock.monotonicMs() + LOAD_RETRY_MS;
        slot.loaded.answer();
        logger.error({ ...this.fields(partition), err: error }, 'loading failed');
      },
    });
  }

  private schedule(slot: Slot<S>, delayMs: number, operation: () => Effects): Timer {
    return this.options.clock.setTimer(delayMs, () => {
      try {
        this.executeNow(slot, operation);
      } catch (error) {
        if (!(error instanceof KafkaError)) throw error;
        this.options.logger.warn(
          { ...this.fields(slot.partition), err: error },
          'timed operation failed',
        );
      }
    });
  }

  private executeNow(slot: Slot<S>, operation: () => Effects): void {
    if (slot.state !== 'active') return;
    void this.execute(slot, () => ({ ...operation(), response: undefined }));
  }

  private execute<R>(slot: Slot<S>, operation: (shard: S) => Outcome<R>): R | Promise<R> {
    const { outcome, failure } = this.alone(slot, () => {
      const decided = operation(slot.shard);
      const failed = this.store(slot, decided);
      decided.settle?.(failed);
      if (failed === null) decided.stored?.();
      return { outcome: decided, failure: failed };
    });
    if (failure === null) this.whenCommitted(slot, outcome.committed);
    else if (outcome.settle === undefined) throw failure;
    return outcome.response;
  }

  /** Runs what may run only while nothing else does on this shard. */
  private alone<R>(slot: Slot<S>, run: () => R): R {
    assert(!slot.isRunning, 'operations of one partition run one after the other');
    slot.isRunning = true;
    try {
      return run();
    } finally {
      slot.isRunning = false;
    }
  }

  private whenCommitted(slot: Slot<S>, then: (() => void) | undefined): void {
    if (then === undefined) return;
    const commit = this.options.writer.committed(slot.partition, slot.lastOffset);
    if (commit === undefined) {
      then();
      return;
    }
    const fields = this.fields(slot.partition);
    const ifStillActive = () => {
      if (slot.state === 'active') then();
    };
    commit.then(ifStillActive).catch((error: unknown) => {
      this.options.logger.error({ ...fields, err: error }, 'what follows a commit failed');
    });
  }

  /** Appends and replays the records; returns why they were not appended, or null. */
  private store<R>(slot: Slot<S>, outcome: Outcome<R>): KafkaError | null {
    const { records, atomic, producer } = outcome;
    const step = atomic === false ? RECORDS_PER_BATCH : Math.max(records.length, 1);
    const timestampMs = this.options.clock.wallMs();
    try {
      for (let at = 0; at < records.length; at += step) {
        const batch = { records: records.slice(at, at + step), timestampMs, producer };
        this.appendAndReplay(slot, batch);
      }
      return null;
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      this.options.logger.warn({ ...this.fields(slot.partition), err: error }, 'append failed');
      return toCoordinatorError(error);
    }
  }

  private appendAndReplay(slot: Slot<S>, batch: CoordinatorBatch): void {
    const { records, timestampMs } = batch;
    const lastOffset = this.options.writer.append(slot.partition, batch);
    const baseOffset = lastOffset - records.length + 1;
    assert(baseOffset > slot.lastOffset, 'offsets of a partition only grow');
    slot.lastOffset = lastOffset;
    const producerId = batch.producer?.producerId ?? NO_PRODUCER_ID;
    records.forEach(({ key, value }, at) => {
      slot.shard.replay({ offset: baseOffset + at, timestampMs, key, value, producerId });
    });
  }

  private appendMarker(slot: Slot<S>, marker: TransactionMarker): void {
    const { writer, clock } = this.options;
    const offset = writer.appendMarker(slot.partition, marker, clock.wallMs());
    assert(offset > slot.lastOffset, 'offsets of a partition only grow');
    slot.lastOffset = offset;
    const { producerId, isCommit } = marker;
    replay(slot.shard, { offset, producerId, isCommit });
  }

  private answer<R>(slot: Slot<S>, response: R | Promise<R>): R | Promise<R> {
    if (response instanceof Promise) return response.then((given) => this.committed(slot, given));
    return this.committed(slot, response);
  }

  /** Holds a response back until everything that this partition wrote is committed. */
  private committed<R>(slot: Slot<S>, response: R): R | Promise<R> {
    if (slot.lastOffset < 0 || slot.state !== 'active') return response;
    const commit = this.options.writer.committed(slot.partition, slot.lastOffset);
    return commit === undefined ? response : slot.waiters.wait(commit).then(() => response);
  }

  private fields(partition: number): { topic: string; partition: number } {
    return { topic: this.options.topic, partition };
  }
}

function replay(shard: CoordinatorShard, entry: StoredEntry): void {
  if ('key' in entry) shard.replay(entry);
  else shard.replayMarker?.(entry);
}
