// One member of a share group, as it is stored. A value: a step makes a new one.

import type { Assignment } from '../assignor/partition-assignor.ts';

export interface ShareGroupMember {
  readonly memberId: string;
  /** The epoch of the assignment that the member was told; LEFT_EPOCH while its records are being removed. */
  readonly memberEpoch: number;
  /** What a member whose last answer was lost still says. */
  readonly previousMemberEpoch: number;
  /** `client.rack`; null when the client has none. */
  readonly rackId: string | null;
  readonly clientId: string;
  /** The address of the client, a slash before it. */
  readonly clientHost: string;
  /** Each once. */
  readonly subscribedTopicNames: readonly string[];
  readonly assigned: Assignment;
}

/** The epoch with which a member joins. */
export const JOINING_EPOCH = 0;

/** The epoch with which a member leaves. */
export const LEFT_EPOCH = -1;

const NO_EPOCH = -1;

/** A member of whom nothing is known but its id. */
export function newMember(memberId: string): ShareGroupMember {
  return {
    memberId,
    memberEpoch: JOINING_EPOCH,
    previousMemberEpoch: NO_EPOCH,
    rackId: null,
    clientId: '',
    clientHost: '',
    subscribedTopicNames: [],
    assigned: new Map(),
  };
}

/** Whether both subscribe to the same topics. */
export function subscribesLike(first: ShareGroupMember, second: ShareGroupMember): boolean {
  const names = new Set(first.subscribedTopicNames);
  const others = second.subscribedTopicNames;
  return names.size === others.length && others.every((name) => names.has(name));
}

/** Whether two members that subscribe alike have told the same of themselves. */
export function isDescribedLike(first: ShareGroupMember, second: ShareGroupMember): boolean {
  return (
    first.rackId === second.rackId &&
    first.clientId === second.clientId &&
    first.clientHost === second.clientHost
  );
}
