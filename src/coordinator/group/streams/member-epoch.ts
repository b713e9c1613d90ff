// Whether a member speaks of the epoch that it is in. Who is behind by one, and owns nothing that it should
// not, may have missed an answer and is let in; anybody else has to give everything up and join again.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { StreamsMember } from './streams-member.ts';
import type { Tasks } from './tasks.ts';
import { areTasksWithin } from './tasks.ts';
import { JOIN_EPOCH } from './validate-heartbeat.ts';

/** Throws KafkaError FENCED_MEMBER_EPOCH. `owned` is null when the member does not say what it has. */
export function requireMemberEpoch(
  { memberEpoch, previousMemberEpoch, assigned }: StreamsMember,
  received: number,
  owned: Tasks | null,
): void {
  if (received === JOIN_EPOCH || received === memberEpoch) return;
  if (received > memberEpoch) throw fenced('greater', received, memberEpoch);
  const missedAnswer = received === previousMemberEpoch && owned !== null;
  if (missedAnswer && areTasksWithin(owned, assigned)) return;
  throw fenced('smaller', received, memberEpoch);
}

function fenced(comparison: string, received: number, known: number): KafkaError {
  return new KafkaError(
    ErrorCode.FENCED_MEMBER_EPOCH,
    `The streams group member has a ${comparison} member epoch (${received}) than the one known by ` +
      `the group coordinator (${known}). The member must abandon all its partitions and rejoin.`,
  );
}
