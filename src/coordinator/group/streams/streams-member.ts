// One member of a Streams group (a stream thread) as the log knows it: what it told about itself, and the
// tasks that it has. Values are never changed; a record makes a new one.

import type { HeldTasks } from './tasks.ts';
import { NO_TASKS } from './tasks.ts';

/** How far a member is on the way to its target; the numbers are those of the record. */
export const StreamsMemberState = {
  /** Has what it should have, as far as it knows. */
  STABLE: 1,
  /** Was told to give tasks up, and has not yet said that it did. */
  UNREVOKED_TASKS: 2,
  /** Waits for tasks that others have not given up yet. */
  UNRELEASED_TASKS: 3,
} as const;

/** What a member tells about itself. */
export interface StreamsMemberMetadata {
  readonly instanceId: string | null;
  readonly rackId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly rebalanceTimeoutMs: number;
  readonly topologyEpoch: number;
  readonly processId: string;
  readonly userEndpoint: { readonly host: string; readonly port: number } | null;
  readonly clientTags: readonly { readonly key: string; readonly value: string }[];
}

/** What the coordinator has given a member. */
export interface StreamsMemberAssignment {
  readonly memberEpoch: number;
  readonly previousMemberEpoch: number;
  /** One of StreamsMemberState, or what a later version may have written. */
  readonly state: number;
  readonly assigned: HeldTasks;
  readonly pendingRevocation: HeldTasks;
}

export interface StreamsMember extends StreamsMemberMetadata, StreamsMemberAssignment {
  readonly memberId: string;
}

export const NO_ASSIGNMENT: StreamsMemberAssignment = {
  memberEpoch: 0,
  previousMemberEpoch: 0,
  state: StreamsMemberState.STABLE,
  assigned: NO_TASKS,
  pendingRevocation: NO_TASKS,
};

/** A member of which nothing is known yet. */
export function newStreamsMember(memberId: string): StreamsMember {
  return {
    memberId,
    instanceId: null,
    rackId: null,
    clientId: '',
    clientHost: '',
    rebalanceTimeoutMs: -1,
    topologyEpoch: -1,
    processId: '',
    userEndpoint: null,
    clientTags: [],
    ...NO_ASSIGNMENT,
  };
}

/** Whether the member has exactly what the assignment of this epoch gives it. */
export function isReconciledTo(member: StreamsMember, assignmentEpoch: number): boolean {
  return member.state === StreamsMemberState.STABLE && member.memberEpoch === assignmentEpoch;
}
