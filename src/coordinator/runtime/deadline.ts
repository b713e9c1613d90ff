// Timeouts that are pushed back far more often than they fire (a member's session, renewed by each heartbeat).
// Pushing one back only moves a number; it is looked at again when the time is up that was set before. A shard
// may have a hundred thousand of them, so they share one timer.
// Invariant: a deadline that is set is in the heap, to be looked at no later than it expires.

import { KafkaError } from '../../base/kafka-error.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Effects, ShardScheduler } from './coordinator-shard.ts';
import type { HeapEntry } from './deadline-heap.ts';
import { DeadlineHeap, NO_PLACE } from './deadline-heap.ts';

/** After this time what could not be stored is tried again, in milliseconds. */
const RETRY_MS = 500;

/** Not set. Like all times here a small integer, which takes no memory beside its object. */
const NEVER = -1;

export class Deadline implements HeapEntry {
  /** Of the heap alone. */
  place = NO_PLACE;
  dueMs = NEVER;
  /** Of the deadlines alone: milliseconds of the monotonic clock, or NEVER. */
  expiresAtMs = NEVER;
  readonly expire: () => Effects;
  private readonly deadlines: Deadlines;

  /** `expire` runs as an operation of the shard, and again a little later when it fails. */
  constructor(deadlines: Deadlines, expire: () => Effects) {
    this.deadlines = deadlines;
    this.expire = expire;
  }

  /** Whether it will expire. */
  get isSet(): boolean {
    return this.expiresAtMs !== NEVER;
  }

  /** Expires `delayMs` milliseconds from now, whatever was set before. */
  reset(delayMs: number): void {
    this.deadlines.reset(this, delayMs);
  }

  /** Expires at once, if it is set. */
  expireNow(): void {
    this.deadlines.expireNow(this);
  }

  /** Never expires unless it is reset again. */
  cancel(): void {
    this.deadlines.cancel(this);
  }
}

export interface DeadlinesOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly scheduler: Pick<ShardScheduler, 'execute'>;
}

/** The deadlines of one shard. */
export class Deadlines {
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly scheduler: Pick<ShardScheduler, 'execute'>;
  private readonly heap = new DeadlineHeap<Deadline>();
  private timer: Timer | null = null;
  private timerAtMs = NEVER;

  constructor({ clock, logger, scheduler }: DeadlinesOptions) {
    this.clock = clock;
    this.logger = logger;
    this.scheduler = scheduler;
  }

  reset(deadline: Deadline, delayMs: number): void {
    deadline.expiresAtMs = Math.ceil(this.clock.monotonicMs() + delayMs);
    if (deadline.place !== NO_PLACE && deadline.dueMs <= deadline.expiresAtMs) return;
    this.heap.remove(deadline);
    this.lookWhenExpired(deadline);
    this.arm();
  }

  cancel(deadline: Deadline): void {
    deadline.expiresAtMs = NEVER;
    this.heap.remove(deadline);
    this.arm();
  }

  expireNow(deadline: Deadline): void {
    if (!deadline.isSet) return;
    this.cancel(deadline);
    this.expire(deadline);
  }

  private lookWhenExpired(deadline: Deadline): void {
    deadline.dueMs = deadline.expiresAtMs;
    this.heap.add(deadline);
  }

  /** Makes the timer fire for the first deadline; one that fires too early does no harm. */
  private arm(): void {
    const { first } = this.heap;
    if (first === undefined) {
      this.timer?.cancel();
      this.timer = null;
      return;
    }
    if (this.timer !== null && this.timerAtMs <= first.dueMs) return;
    this.timer?.cancel();
    this.timerAtMs = first.dueMs;
    const delayMs = Math.max(0, first.dueMs - this.clock.monotonicMs());
    this.timer = this.clock.setTimer(delayMs, () => this.look());
  }

  /** Expires what is due now, each as an operation of its own. */
  private look(): void {
    this.timer = null;
    const nowMs = this.clock.monotonicMs();
    try {
      for (let { first } = this.heap; first && first.dueMs <= nowMs; { first } = this.heap) {
        this.heap.remove(first);
        if (first.expiresAtMs > nowMs) this.lookWhenExpired(first);
        else this.expire(first);
      }
    } finally {
      this.arm();
    }
  }

  private expire(deadline: Deadline): void {
    deadline.expiresAtMs = NEVER;
    try {
      this.scheduler.execute(() => {
        const effects = deadline.expire();
        const settle = (error: KafkaError | null): void => {
          effects.settle?.(error);
          if (error !== null) this.tryAgain(deadline, error);
        };
        return { ...effects, settle };
      });
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      this.tryAgain(deadline, error);
    }
  }

  private tryAgain(deadline: Deadline, error: KafkaError): void {
    this.logger.warn({ err: error }, 'what follows a missed deadline failed');
    if (!deadline.isSet) this.reset(deadline, RETRY_MS);
  }
}
