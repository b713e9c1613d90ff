// ShareAcknowledge (key 79): a member of a share group says what became of records that it has (KIP-932). Share
// session epoch -1 ends its session and gives back what it has left. v2 lets it renew its locks (KIP-1222) and
// tells how long they last.

import { whenAnswered } from '../base/answer.ts';
import { byTopic } from '../dispatch/by-topic.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type { Acknowledged } from '../dispatch/share-acknowledgements.ts';
import { acknowledgeAll } from '../dispatch/share-acknowledgements.ts';
import type { ShareMember } from '../dispatch/share-member.ts';
import { currentLeaderOf, endpointsOf, requireShareMember } from '../dispatch/share-member.ts';
import type { ShareAcknowledgeResponseInput } from '../protocol/generated/share-acknowledge.ts';
import { ShareAcknowledge } from '../protocol/generated/share-acknowledge.ts';
import { FINAL_SHARE_EPOCH } from '../replication/share/share-session.ts';

export const shareAcknowledge = defineHandler(ShareAcknowledge, {
  versions: [1, 2],

  handle(context, request) {
    const member = requireShareMember(context, request);
    const { groupId, memberId } = member;
    const { shareSessionEpoch, isRenewAck, topics } = request;
    context.shares.sessions.acknowledge(groupId, memberId, shareSessionEpoch);
    const answered = acknowledgeAll(context, { ...member, isRenewAck }, topics);
    return whenAnswered(answered, (partitions) => {
      if (shareSessionEpoch === FINAL_SHARE_EPOCH) context.shares.endSession(groupId, memberId);
      return respond(context, member, partitions);
    });
  },

  failure: (errorCode) => ({
    throttleTimeMs: 0,
    errorCode,
    acquisitionLockTimeoutMs: 0,
    responses: [],
    nodeEndpoints: [],
  }),
});

function respond(
  context: HandlerContext,
  { groupId }: ShareMember,
  acknowledged: readonly Acknowledged[],
): ShareAcknowledgeResponseInput {
  const partitions = acknowledged.map(({ topicId, partitionIndex, errorCode, errorMessage }) => {
    const place = { topic: context.metadata.topicName(topicId), partition: partitionIndex };
    const currentLeader = currentLeaderOf(context, errorCode, place);
    return { topicId, partitionIndex, errorCode, errorMessage, currentLeader };
  });
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    acquisitionLockTimeoutMs: context.shares.settings(groupId).lockDurationMs,
    responses: byTopic(partitions),
    nodeEndpoints: endpointsOf(
      context,
      partitions.map(({ currentLeader }) => currentLeader),
    ),
  };
}
