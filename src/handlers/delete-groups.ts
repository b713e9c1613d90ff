// DeleteGroups (key 42): removes empty groups with all their offsets (KIP-229), and share groups with the state
// of their partitions (KIP-932): the state first, so that a group is there to go on with when that fails. v2 is
// flexible.

import { ErrorCode } from '../base/error-code.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { DeleteGroups } from '../protocol/generated/delete-groups.ts';

export const deleteGroups = defineHandler(DeleteGroups, {
  versions: [0, 2],

  async handle(context, request) {
    const groupIds = [...new Set(request.groupsNames)];
    const results = await Promise.all(groupIds.map((groupId) => deleteGroup(context, groupId)));
    return { throttleTimeMs: 0, results: results.flat() };
  },

  failure: (errorCode, { groupsNames }) => ({
    throttleTimeMs: 0,
    results: groupsNames.map((groupId) => ({ groupId, errorCode })),
  }),
});

async function deleteGroup({ groups, shareGroups }: HandlerContext, groupId: string) {
  const errorCode = await shareGroups.deleteStates(groupId);
  return errorCode === ErrorCode.NONE ? groups.deleteGroups([groupId]) : [{ groupId, errorCode }];
}
