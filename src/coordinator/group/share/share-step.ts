// What a heartbeat of a share group's member works on, and what follows from it.

import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { Assignment } from '../assignor/partition-assignor.ts';
import type { GroupState } from '../group-state.ts';
import type { ShareGroup } from './share-group.ts';
import type { ShareGroupMember } from './share-group-member.ts';
import type { NamedPartitionsById } from './state-partitions.ts';

/** The group as it is stored, the member as it is from now on, and the records so far. */
export interface HeartbeatStep {
  readonly state: GroupState;
  readonly group: ShareGroup;
  readonly member: ShareGroupMember;
  readonly records: CoordinatorRecord[];
}

/** What follows from a heartbeat. */
export interface ShareHeartbeat {
  readonly answer: {
    readonly memberId: string;
    readonly memberEpoch: number;
    /** 0 for a member that has left. */
    readonly heartbeatIntervalMs: number;
    /** Null: as before. */
    readonly assigned: Assignment | null;
  };
  /** Partitions that are to get a state; null when none is. */
  readonly initialize: ShareInitialization | null;
}

/** Partitions that are noted as initializing and have to be initialized by the share coordinator now. */
export interface ShareInitialization {
  readonly groupId: string;
  readonly stateEpoch: number;
  readonly partitions: NamedPartitionsById;
}
