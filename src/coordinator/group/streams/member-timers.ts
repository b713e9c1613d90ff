// The timeouts of a group's members: the session, which every heartbeat renews, and the time that a member has
// to give up tasks. They go with the member.

import type { Timer } from '../../../platform/clock.ts';
import type { Deadline } from '../../runtime/deadline.ts';

export class MemberTimers {
  private readonly sessions = new Map<string, Deadline>();
  private readonly revocations = new Map<string, Timer>();

  /** The member's session, made by `create` when there is none. */
  session(memberId: string, create: () => Deadline): Deadline {
    const known = this.sessions.get(memberId);
    if (known !== undefined) return known;
    const session = create();
    this.sessions.set(memberId, session);
    return session;
  }

  /** Replaces the time that the member has to give up tasks; null when there is nothing to give up. */
  setRevocation(memberId: string, timer: Timer | null): void {
    this.revocations.get(memberId)?.cancel();
    if (timer === null) this.revocations.delete(memberId);
    else this.revocations.set(memberId, timer);
  }

  cancel(memberId: string): void {
    this.sessions.get(memberId)?.cancel();
    this.sessions.delete(memberId);
    this.setRevocation(memberId, null);
  }

  cancelAll(): void {
    for (const memberId of [...this.memberIds()]) this.cancel(memberId);
  }

  /** Whoever has a timer. */
  memberIds(): Set<string> {
    return new Set([...this.sessions.keys(), ...this.revocations.keys()]);
  }
}
