// Why a group rebalanced, in a sentence, out of what happened to it.

import {
  GROUP_ASSIGNS,
  GROUP_PREPARES,
  MEMBER_JOINS,
  MEMBER_LEAVES,
  MEMBER_TAKEN_OUT,
} from '../../coordinator/group/group-events.ts';
import type { GroupEvent } from './group-journal.ts';

const CAUSES: ReadonlySet<string> = new Set([
  GROUP_ASSIGNS,
  GROUP_PREPARES,
  MEMBER_JOINS,
  MEMBER_LEAVES,
  MEMBER_TAKEN_OUT,
]);

/** A sentence about the last rebalance among these events, which are in their order. */
export function whyRebalanced(groupId: string, events: readonly GroupEvent[]): string {
  const causes = events.filter(({ event }) => CAUSES.has(event));
  const prepared = causes.findLastIndex(({ event }) => event === GROUP_PREPARES);
  // Whoever comes to a classic group, or leaves it, is in the reason that it gives.
  const [cause, ...after] = causes.slice(prepared >= 0 ? prepared : -1);
  if (cause === undefined) return `group ${groupId} has not rebalanced`;
  const late = after
    .filter(({ event }) => event === MEMBER_TAKEN_OUT)
    .map((event) => `; ${sentenceOf(event)}`);
  const at = new Date(cause.atMs).toISOString();
  return `group ${groupId} rebalanced at ${at}: ${sentenceOf(cause)}${late.join('')}`;
}

function sentenceOf({ event, details }: GroupEvent): string {
  const { member, clientId, reason } = details;
  switch (event) {
    case MEMBER_JOINS:
      return `member ${member} of client ${clientId} joined`;
    case MEMBER_LEAVES:
      return `member ${member} left${reason === undefined ? '' : ` (reason: ${reason})`}`;
    case MEMBER_TAKEN_OUT:
      return `member ${member} was taken out, since ${reason}`;
    default:
      return String(reason);
  }
}
