// The deadlines of one member of a consumer group: its session, and how long it may take to give partitions
// back. A member of the classic protocol has two more: to join again, and to ask for what it is assigned.

import type { Deadline } from '../../runtime/deadline.ts';

export class MemberTimers {
  /** No heartbeat came. */
  readonly session: Deadline;
  /** What the member was told to give back it has not given back. */
  readonly rebalance: Deadline;
  /** It was told to join again and has not. */
  readonly join: Deadline;
  /** It has joined and has not asked for its assignment. */
  readonly sync: Deadline;
  /** The member epoch in which `rebalance` was set. */
  rebalanceEpoch = 0;

  constructor(deadline: (reason: TimerReason) => Deadline) {
    this.session = deadline('session');
    this.rebalance = deadline('rebalance');
    this.join = deadline('join');
    this.sync = deadline('sync');
  }

  cancel(): void {
    for (const deadline of [this.session, this.rebalance, this.join, this.sync]) deadline.cancel();
  }
}

export type TimerReason = 'session' | 'rebalance' | 'join' | 'sync';
