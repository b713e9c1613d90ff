// How often it is computed anew what the members of a group are meant to have.

import type { GroupState } from '../group-state.ts';

/**
 * Whether the last computation, at this wall clock time in milliseconds (0: there was none), is long enough ago.
 * An interval of 0 allows one at any time.
 */
export function isTimeToAssign(
  { clock }: Pick<GroupState, 'clock'>,
  assignedAtMs: number,
  intervalMs: number,
): boolean {
  return assignedAtMs === 0 || intervalMs === 0 || clock.wallMs() >= assignedAtMs + intervalMs;
}
