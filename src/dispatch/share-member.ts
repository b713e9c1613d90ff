// What the requests of a share group's members ask of who sends them, before anything else: that there are share
// groups in this cluster (`share.version`), and that group and member have names.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { SHARE_VERSION } from '../metadata/features.ts';
import type { HandlerContext } from './handler.ts';
import { requireFeature } from './require-feature.ts';

/** The length of a uuid as people write it. */
const MAX_MEMBER_ID_LENGTH = 36;

export interface ShareMember {
  readonly groupId: string;
  readonly memberId: string;
}

/** Throws UNSUPPORTED_VERSION, INVALID_REQUEST. */
export function requireShareMember(
  context: HandlerContext,
  { groupId, memberId }: { readonly groupId: string | null; readonly memberId: string | null },
): ShareMember {
  requireFeature(context, SHARE_VERSION);
  const isNamed = memberId !== null && memberId !== '' && memberId.length <= MAX_MEMBER_ID_LENGTH;
  if (groupId === null || !isNamed) throw new KafkaError(ErrorCode.INVALID_REQUEST);
  return { groupId, memberId };
}

/** The leader of a partition that is not led here, as far as it is known. */
export interface CurrentLeader {
  readonly leaderId: number;
  readonly leaderEpoch: number;
}

const NO_LEADER: CurrentLeader = { leaderId: 0, leaderEpoch: 0 };

/** Whom a member is to ask instead, where the error says that this broker is the wrong one. */
export function currentLeaderOf(
  { metadata }: HandlerContext,
  errorCode: number,
  { topic, partition }: { readonly topic: string | null; readonly partition: number },
): CurrentLeader {
  const isElsewhere =
    errorCode === ErrorCode.NOT_LEADER_OR_FOLLOWER || errorCode === ErrorCode.FENCED_LEADER_EPOCH;
  const image = isElsewhere && topic !== null ? metadata.partition(topic, partition) : undefined;
  return image === undefined
    ? NO_LEADER
    : { leaderId: image.leader, leaderEpoch: image.leaderEpoch };
}

/** The endpoints of the leaders that an answer names. */
export function endpointsOf(context: HandlerContext, leaders: Iterable<CurrentLeader>) {
  const ids = new Set<number>();
  for (const leader of leaders) if (leader !== NO_LEADER) ids.add(leader.leaderId);
  // With one broker every leader is reached where this client has reached it.
  return [...ids].map((nodeId) => {
    return { nodeId, ...context.advertisedEndpoint(context.connection), rack: null };
  });
}
