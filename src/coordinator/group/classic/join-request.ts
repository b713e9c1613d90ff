// A JoinGroup on its way through the group.

import type {
  JoinGroupRequest,
  JoinGroupResponseInput,
} from '../../../protocol/generated/join-group.ts';
import type { Parked } from '../../runtime/parked.ts';
import type { GroupRequestContext } from '../request-context.ts';
import type { MemberProtocol, MemberUpdate } from './classic-member.ts';

export interface Join {
  readonly context: GroupRequestContext;
  readonly request: JoinGroupRequest;
  readonly protocols: readonly MemberProtocol[];
  readonly parked: Parked<JoinGroupResponseInput>;
}

/** A name that is offered twice counts once, with the metadata that came first. */
export function distinctProtocols({ protocols }: JoinGroupRequest): readonly MemberProtocol[] {
  const names = new Set<string>();
  return protocols.filter(({ name }) => !names.has(name) && names.add(name));
}

/** What a JoinGroup changes of a member that is there already. */
export function updateOf({ request, protocols }: Join): MemberUpdate {
  const { rebalanceTimeoutMs, sessionTimeoutMs } = request;
  return { protocols, rebalanceTimeoutMs, sessionTimeoutMs };
}

/** Why the client says it joins (KIP-800). */
export function reasonOf({ request }: Join): string {
  return `client reason: ${request.reason ? request.reason : 'not provided'}`;
}
