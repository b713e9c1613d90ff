// DeleteGroups: an empty group goes, with all that it has committed.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError, toErrorCode } from '../../base/kafka-error.ts';
import type { DeletableGroupResultInput } from '../../protocol/generated/delete-groups.ts';
import type { Outcome } from '../runtime/coordinator-shard.ts';
import type { CoordinatorRecord } from '../runtime/partition-writer.ts';
import { groupRecord } from './group-records.ts';
import type { GroupState } from './group-state.ts';
import { tombstonesOfGroup } from './offset-delete.ts';

/** Removes the groups; each gets an error code of its own. */
export function deleteGroups(
  state: GroupState,
  groupIds: readonly string[],
): Outcome<DeletableGroupResultInput[]> {
  const records: CoordinatorRecord[] = [];
  const response = groupIds.map((groupId) => {
    try {
      if (!state.group(groupId).isInState('Empty')) throw new KafkaError(ErrorCode.NON_EMPTY_GROUP);
      records.push(...tombstonesOfGroup(state, groupId), groupRecord(groupId, null));
      return { groupId, errorCode: ErrorCode.NONE };
    } catch (error) {
      return { groupId, errorCode: toErrorCode(error) };
    }
  });
  return { records, response };
}
