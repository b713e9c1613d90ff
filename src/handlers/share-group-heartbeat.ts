// ShareGroupHeartbeat (key 76): a member of a share group joins, lives on or leaves, and is told what it has
// (KIP-932). Served by the group's coordinator while `share.version` is 1.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { groupRequestContext } from '../coordinator/group/request-context.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { requireFeature } from '../dispatch/require-feature.ts';
import { SHARE_VERSION } from '../metadata/features.ts';
import { ShareGroupHeartbeat } from '../protocol/generated/share-group-heartbeat.ts';

/** The characters of a uuid as people write it. */
const LONGEST_MEMBER_ID = 36;

export const shareGroupHeartbeat = defineHandler(ShareGroupHeartbeat, {
  versions: [1, 1],

  handle(context, request) {
    requireFeature(context, SHARE_VERSION);
    const { length } = request.memberId;
    if (length === 0 || length > LONGEST_MEMBER_ID) throw new KafkaError(ErrorCode.INVALID_REQUEST);
    return context.shareGroups.heartbeat(groupRequestContext(context), request);
  },

  failure: (errorCode) => ({
    throttleTimeMs: 0,
    errorCode,
    memberEpoch: 0,
    heartbeatIntervalMs: 0,
  }),
});
