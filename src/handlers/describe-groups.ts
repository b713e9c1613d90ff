// DescribeGroups (key 15): state, protocol and members of classic groups. v3 adds the authorized
// operations (KIP-430), v4 the instance ids of static members (KIP-345), v5 is flexible, v6 says
// GROUP_ID_NOT_FOUND of a group that does not exist (KIP-1043); before, such a group is Dead.

import { groupRequestContext } from '../coordinator/group/request-context.ts';
import { withOperations } from '../dispatch/group-operations.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { DescribeGroups } from '../protocol/generated/describe-groups.ts';

export const describeGroups = defineHandler(DescribeGroups, {
  versions: [0, 6],

  async handle(context, request) {
    const groups = await context.groups.describeGroups(
      groupRequestContext(context),
      request.groups,
    );
    return { groups: withOperations(groups, request.includeAuthorizedOperations) };
  },

  failure: (errorCode, request) => ({
    groups: request.groups.map((groupId) => ({
      errorCode,
      groupId,
      groupState: '',
      protocolType: '',
      protocolData: '',
      members: [],
    })),
  }),
});
