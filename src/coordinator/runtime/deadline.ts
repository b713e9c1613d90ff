// A timeout that is pushed back far more often than it fires (a member's session, renewed by each
// heartbeat). Pushing it back only moves a number; the timer is set again when it fires too early.

import type { Clock, Timer } from '../../platform/clock.ts';
import type { Effects, ShardScheduler } from './coordinator-shard.ts';
import { NO_EFFECTS } from './coordinator-shard.ts';

export class Deadline {
  private readonly clock: Clock;
  private readonly scheduler: ShardScheduler;
  private readonly expire: () => Effects;
  private timer: Timer | null = null;
  private timerAtMs = 0;
  private expiresAtMs = Number.POSITIVE_INFINITY;

  /** `expire` runs as an operation of the shard. */
  constructor(clock: Clock, scheduler: ShardScheduler, expire: () => Effects) {
    this.clock = clock;
    this.scheduler = scheduler;
    this.expire = expire;
  }

  /** Whether it will expire. */
  get isSet(): boolean {
    return this.expiresAtMs !== Number.POSITIVE_INFINITY;
  }

  /** Expires `delayMs` milliseconds from now, whatever was set before. */
  reset(delayMs: number): void {
    this.expiresAtMs = this.clock.monotonicMs() + delayMs;
    if (this.timer !== null && this.timerAtMs <= this.expiresAtMs) return;
    this.timer?.cancel();
    this.arm(delayMs);
  }

  /** Never expires unless it is reset again. */
  cancel(): void {
    this.timer?.cancel();
    this.timer = null;
    this.expiresAtMs = Number.POSITIVE_INFINITY;
  }

  private arm(delayMs: number): void {
    this.timerAtMs = this.clock.monotonicMs() + delayMs;
    this.timer = this.scheduler.schedule(delayMs, () => this.fire());
  }

  private fire(): Effects {
    this.timer = null;
    const leftMs = this.expiresAtMs - this.clock.monotonicMs();
    if (leftMs > 0) {
      if (leftMs !== Number.POSITIVE_INFINITY) this.arm(leftMs);
      return NO_EFFECTS;
    }
    this.expiresAtMs = Number.POSITIVE_INFINITY;
    return this.expire();
  }
}
