// ConsumerGroupDescribe (key 69): state, epochs and members of consumer groups (KIP-848). v1 says which protocol
// each member speaks (KIP-1099).

import { undescribedConsumerGroup } from '../coordinator/group/consumer/describe-consumer-group.ts';
import { withOperations } from '../dispatch/group-operations.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { requireGroupProtocol } from '../dispatch/require-group-protocol.ts';
import { GROUP_VERSION } from '../metadata/features.ts';
import { ConsumerGroupDescribe } from '../protocol/generated/consumer-group-describe.ts';

export const consumerGroupDescribe = defineHandler(ConsumerGroupDescribe, {
  versions: [0, 1],

  async handle(context, { groupIds, includeAuthorizedOperations }) {
    requireGroupProtocol(context, 'consumer', GROUP_VERSION);
    const groups = await context.consumerGroups.describeGroups(groupIds);
    return { throttleTimeMs: 0, groups: withOperations(groups, includeAuthorizedOperations) };
  },

  failure: (errorCode, { groupIds }) => ({
    throttleTimeMs: 0,
    groups: groupIds.map((groupId) => undescribedConsumerGroup(groupId, errorCode, null)),
  }),
});
