// The partitions that are being loaded, one after the other, a slice in each turn of the event loop, so that
// requests for others are served in between. What somebody waits for comes first, and in larger slices.

import type { Clock, Timer } from '../../platform/clock.ts';
import type { ShardLoad } from './shard-load.ts';

/** Records replayed in one turn when nobody waits for them: a fraction of a millisecond. */
const RECORDS_PER_TURN = 250;

/** The same for a partition that somebody has asked for: a few milliseconds. */
const WANTED_RECORDS_PER_TURN = 2_500;

export class LoadQueue {
  private readonly clock: Clock;
  private readonly wanted: ShardLoad[] = [];
  private readonly others: ShardLoad[] = [];
  private timer: Timer | null = null;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Puts a load at the end. */
  add(load: ShardLoad): void {
    this.others.push(load);
    this.timer ??= this.clock.setTimer(0, () => this.turn());
  }

  /** Puts a load before those that nobody asks for, whether it was in the queue or not. */
  prefer(load: ShardLoad): void {
    this.forget(load);
    this.wanted.push(load);
    this.timer ??= this.clock.setTimer(0, () => this.turn());
  }

  /** Goes on without a load that is over, or that nobody wants any more. */
  remove(load: ShardLoad): void {
    this.forget(load);
    if (this.next !== undefined) return;
    this.timer?.cancel();
    this.timer = null;
  }

  private get next(): ShardLoad | undefined {
    return this.wanted[0] ?? this.others[0];
  }

  private forget(load: ShardLoad): void {
    for (const loads of [this.wanted, this.others]) {
      const at = loads.indexOf(load);
      if (at >= 0) loads.splice(at, 1);
    }
  }

  private turn(): void {
    this.timer = null;
    const load = this.next;
    const count = load === this.wanted[0] ? WANTED_RECORDS_PER_TURN : RECORDS_PER_TURN;
    if (load?.advance(count)) this.forget(load);
    if (this.next !== undefined) this.timer ??= this.clock.setTimer(0, () => this.turn());
  }
}
