// ShareGroupHeartbeat (key 76): a member of a share group joins, lives on or leaves, and is told what it has
// (KIP-932). Served by the group's coordinator while `share.version` is 1.

import { groupRequestContext } from '../coordinator/group/request-context.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { requireShareMember } from '../dispatch/share-member.ts';
import { ShareGroupHeartbeat } from '../protocol/generated/share-group-heartbeat.ts';

export const shareGroupHeartbeat = defineHandler(ShareGroupHeartbeat, {
  versions: [1, 1],

  handle(context, request) {
    requireShareMember(context, request);
    return context.shareGroups.heartbeat(groupRequestContext(context), request);
  },

  failure: (errorCode) => ({
    throttleTimeMs: 0,
    errorCode,
    memberEpoch: 0,
    heartbeatIntervalMs: 0,
  }),
});
