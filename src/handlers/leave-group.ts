// LeaveGroup (key 13): members leave a classic group. Up to v2 it is one member, and its error is that of
// the response; v3 takes several, named by member id or by instance id alone (KIP-345); v4 is flexible,
// v5 adds the reason (KIP-800).

import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type { LeaveGroupResponseInput } from '../protocol/generated/leave-group.ts';
import { LeaveGroup } from '../protocol/generated/leave-group.ts';

/** The first version with several members. */
const SEVERAL_MEMBERS_VERSION = 3;

export const leaveGroup = defineHandler(LeaveGroup, {
  versions: [0, 5],

  handle({ apiVersion, groups }, request) {
    if (apiVersion >= SEVERAL_MEMBERS_VERSION) return groups.leaveGroup(request);
    const members = [{ memberId: request.memberId, groupInstanceId: null, reason: null }];
    return whenAnswered(groups.leaveGroup({ ...request, members }), (response) => ({
      errorCode: errorOfOne(response),
    }));
  },

  failure: (errorCode) => ({ errorCode, members: [] }),
});

function errorOfOne({ errorCode, members = [] }: LeaveGroupResponseInput): number {
  return errorCode === ErrorCode.NONE ? (members[0]?.errorCode ?? errorCode) : errorCode;
}
