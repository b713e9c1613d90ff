// The deadlines of one member: its session, which every heartbeat renews, and how long it may take to give
// tasks up.

import type { Deadline } from '../../runtime/deadline.ts';

export type TimerReason = 'session' | 'revocation';

export class MemberTimers {
  /** No heartbeat came. */
  readonly session: Deadline;
  /** What the member was told to give up it has not given up. */
  readonly revocation: Deadline;
  /** The member epoch in which `revocation` was set. */
  revocationEpoch = 0;

  constructor(deadline: (reason: TimerReason) => Deadline) {
    this.session = deadline('session');
    this.revocation = deadline('revocation');
  }

  cancel(): void {
    this.session.cancel();
    this.revocation.cancel();
  }
}
