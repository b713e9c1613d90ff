// What the log tells of a group's members and of its reasons to rebalance, in the same words whatever kind the
// group is of: whoever explains a rebalance reads these lines.

import type { Logger } from '../../platform/logger.ts';

interface Told {
  readonly logger: Logger;
}

export const MEMBER_JOINS = 'member joins';
export const MEMBER_LEAVES = 'member leaves';
/** The group has done it by itself: nobody asked for it. */
export const MEMBER_TAKEN_OUT = 'member is taken out';
/** A classic group asks its members to join again. */
export const GROUP_PREPARES = 'group prepares to rebalance';
/** A group of the newer protocols has something to assign anew, and not because of who came or went. */
export const GROUP_ASSIGNS = 'group assigns anew';

/** A member whose time has run out: its session, or the time to join, to sync or to give something back. */
export function tellTakenOut(
  { logger }: Told,
  group: string,
  member: string,
  reason: string,
): void {
  logger.info({ group, member, reason }, MEMBER_TAKEN_OUT);
}

export function tellJoins({ logger }: Told, group: string, member: string, clientId: string): void {
  logger.info({ group, member, clientId }, MEMBER_JOINS);
}
