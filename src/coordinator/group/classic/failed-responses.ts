// The answers to JoinGroup and SyncGroup that say no more than why.

import type { ErrorCode } from '../../../base/error-code.ts';
import type { JoinGroupResponseInput } from '../../../protocol/generated/join-group.ts';
import type { SyncGroupResponseInput } from '../../../protocol/generated/sync-group.ts';
import { EMPTY_BYTES } from './classic-member.ts';

export function joinFailed(errorCode: ErrorCode, memberId: string): JoinGroupResponseInput {
  return {
    errorCode,
    generationId: -1,
    protocolType: null,
    protocolName: null,
    leader: '',
    memberId,
    members: [],
  };
}

export function syncFailed(errorCode: ErrorCode): SyncGroupResponseInput {
  return { errorCode, protocolType: null, protocolName: null, assignment: EMPTY_BYTES };
}
