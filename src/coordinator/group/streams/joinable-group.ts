// The group that a member joins: one that exists, a new one, or a new one in place of a classic group that is
// empty (an application that moves to the streams protocol while it is stopped).

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import { classicGroup } from '../classic/classic-group.ts';
import { groupRecord as classicRecord } from '../classic/classic-records.ts';
import type { GroupState } from '../group-state.ts';
import { requireStreamsGroup, StreamsGroup } from './streams-group.ts';

export interface JoinableGroup {
  /** Not in the state yet when it is new; replay puts another one there. */
  readonly group: StreamsGroup;
  readonly isNew: boolean;
  readonly records: readonly CoordinatorRecord[];
}

/** Throws KafkaError GROUP_ID_NOT_FOUND for other groups, GROUP_MAX_SIZE_REACHED when the group is full. */
export function joinableGroup(state: GroupState, groupId: string): JoinableGroup {
  const known = state.groups.get(groupId);
  const group = () => new StreamsGroup(groupId);
  if (known === undefined) return { group: group(), isNew: true, records: [] };
  if (classicGroup(known)?.isInState('Empty')) {
    return { group: group(), isNew: true, records: [classicRecord(groupId, null)] };
  }
  const existing = requireStreamsGroup(known, groupId);
  const { maxSize } = state.config.streams;
  if (existing.members.size < maxSize) {
    return { group: existing, isNew: false, records: [] };
  }
  throw new KafkaError(
    ErrorCode.GROUP_MAX_SIZE_REACHED,
    `The streams group has reached its maximum capacity of ${maxSize} members.`,
  );
}
