// ConsumerGroupHeartbeat (key 68): a member of a consumer group joins, stays, leaves, and learns what it is
// assigned (KIP-848). v1 subscribes by regular expressions too, and clients make their member ids themselves
// (KIP-1082). UNSUPPORTED_VERSION while the cluster's `group.version` is 0.

import { groupRequestContext } from '../coordinator/group/request-context.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { requireGroupProtocol } from '../dispatch/require-group-protocol.ts';
import { GROUP_VERSION } from '../metadata/features.ts';
import { ConsumerGroupHeartbeat } from '../protocol/generated/consumer-group-heartbeat.ts';

export const consumerGroupHeartbeat = defineHandler(ConsumerGroupHeartbeat, {
  versions: [0, 1],

  handle(context, request) {
    requireGroupProtocol(context, 'consumer', GROUP_VERSION);
    return context.consumerGroups.heartbeat(groupRequestContext(context), request);
  },

  failure: (errorCode) => ({
    throttleTimeMs: 0,
    errorCode,
    memberEpoch: 0,
    heartbeatIntervalMs: 0,
  }),
});
