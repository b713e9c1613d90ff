// SyncGroup (key 14): a member asks for its assignment, the leader brings everyone's. v3 adds static
// members (KIP-345), v4 is flexible, v5 has the protocol type and name, which must be given (KIP-559).

import { ErrorCode } from '../base/error-code.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type { SyncGroupRequest } from '../protocol/generated/sync-group.ts';
import { SyncGroup } from '../protocol/generated/sync-group.ts';

/** The first version that names the protocol. */
const PROTOCOL_VERSION = 5;

export const syncGroup = defineHandler(SyncGroup, {
  versions: [0, 5],

  handle({ apiVersion, groups }, request) {
    if (apiVersion >= PROTOCOL_VERSION && !namesProtocol(request)) {
      return { errorCode: ErrorCode.INCONSISTENT_GROUP_PROTOCOL, assignment: Buffer.alloc(0) };
    }
    return groups.syncGroup(request);
  },

  failure: (errorCode) => ({ errorCode, assignment: Buffer.alloc(0) }),
});

function namesProtocol({ protocolType, protocolName }: SyncGroupRequest): boolean {
  return protocolType !== null && protocolName !== null;
}
