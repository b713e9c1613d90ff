// DeleteGroups: an empty group goes, with all that it has committed.

import { ErrorCode } from '../../base/error-code.ts';
import { toErrorCode } from '../../base/kafka-error.ts';
import type { DeletableGroupResultInput } from '../../protocol/generated/delete-groups.ts';
import type { Outcome } from '../runtime/coordinator-shard.ts';
import type { CoordinatorRecord } from '../runtime/partition-writer.ts';
import { kindOf } from './group-kinds.ts';
import type { GroupState } from './group-state.ts';
import { tombstonesOfGroup } from './offsets/offset-delete.ts';

/** Removes the groups; each gets an error code of its own. */
export function deleteGroups(
  state: GroupState,
  groupIds: readonly string[],
): Outcome<DeletableGroupResultInput[]> {
  const records: CoordinatorRecord[] = [];
  const response = groupIds.map((groupId) => {
    try {
      const group = state.group(groupId);
      const kind = kindOf(group);
      kind.admitDelete(group);
      records.push(...tombstonesOfGroup(state, groupId), ...kind.removal(state, group));
      return { groupId, errorCode: ErrorCode.NONE };
    } catch (error) {
      return { groupId, errorCode: toErrorCode(error) };
    }
  });
  return { records, response };
}
