// ShareGroupDescribe (key 77): state, epochs, members and assignments of share groups (KIP-932).

import { undescribedShareGroup } from '../coordinator/group/share/share-group-queries.ts';
import { withOperations } from '../dispatch/group-operations.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { requireFeature } from '../dispatch/require-feature.ts';
import { SHARE_VERSION } from '../metadata/features.ts';
import { ShareGroupDescribe } from '../protocol/generated/share-group-describe.ts';

export const shareGroupDescribe = defineHandler(ShareGroupDescribe, {
  versions: [1, 1],

  async handle(context, { groupIds, includeAuthorizedOperations }) {
    requireFeature(context, SHARE_VERSION);
    const groups = await context.shareGroups.describeGroups(groupIds);
    return { throttleTimeMs: 0, groups: withOperations(groups, includeAuthorizedOperations) };
  },

  failure: (errorCode, { groupIds }) => ({
    throttleTimeMs: 0,
    groups: groupIds.map((groupId) => undescribedShareGroup(groupId, errorCode, null)),
  }),
});
