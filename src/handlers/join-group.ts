// JoinGroup (key 11): a member joins a group, or joins again for the next generation; answered when the
// generation begins. v0 has no rebalance timeout of its own; v4 sends a new member back for its id
// (KIP-394); v5 adds static members (KIP-345); v6 is flexible; v7 tells the protocol type (KIP-559);
// v8 adds the reason (KIP-800), v9 lets a static leader skip the assignment (KIP-814).

import { whenAnswered } from '../base/answer.ts';
import { groupRequestContext } from '../coordinator/group/request-context.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { JoinGroup } from '../protocol/generated/join-group.ts';

/** The first version in which there may be no protocol name. */
const NULLABLE_PROTOCOL_NAME_VERSION = 7;

export const joinGroup = defineHandler(JoinGroup, {
  versions: [0, 9],

  handle(context, request) {
    const { apiVersion, groups } = context;
    const rebalanceTimeoutMs =
      apiVersion === 0 ? request.sessionTimeoutMs : request.rebalanceTimeoutMs;
    const join = { ...request, rebalanceTimeoutMs };
    return whenAnswered(groups.joinGroup(groupRequestContext(context), join), (response) => ({
      ...response,
      protocolName: protocolNameOf(response.protocolName, apiVersion),
    }));
  },

  failure: (errorCode, { memberId }, { apiVersion }) => ({
    errorCode,
    protocolName: protocolNameOf(null, apiVersion),
    leader: '',
    memberId,
    members: [],
  }),
});

/** An empty name and none are the same to clients: null where the version has it. */
function protocolNameOf(name: string | null, apiVersion: number): string | null {
  return apiVersion < NULLABLE_PROTOCOL_NAME_VERSION ? (name ?? '') : name || null;
}
