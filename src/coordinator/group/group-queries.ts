// DescribeGroups and ListGroups: what the groups of a shard look like from outside.

import { ErrorCode } from '../../base/error-code.ts';
import type { DescribedGroupInput } from '../../protocol/generated/describe-groups.ts';
import type { ListedGroupInput, ListGroupsRequest } from '../../protocol/generated/list-groups.ts';
import type { ClassicGroup } from './classic/classic-group.ts';
import { classicGroup } from './classic/classic-group.ts';
import { EMPTY_BYTES } from './classic/classic-member.ts';
import type { GroupState } from './group-state.ts';

/** The first version that says GROUP_ID_NOT_FOUND; before, a group that does not exist is Dead. */
const GROUP_ID_NOT_FOUND_VERSION = 6;

export function describeGroup(
  state: GroupState,
  groupId: string,
  apiVersion: number,
): DescribedGroupInput {
  const known = state.groups.get(groupId);
  const group = classicGroup(known);
  if (group !== undefined) return describe(group);
  const problem = known === undefined ? 'not found' : 'is not a classic group';
  return apiVersion >= GROUP_ID_NOT_FOUND_VERSION
    ? undescribed(groupId, ErrorCode.GROUP_ID_NOT_FOUND, `Group ${groupId} ${problem}.`)
    : { ...undescribed(groupId, ErrorCode.NONE), groupState: 'Dead' };
}

/** The description of a group that is not told. */
export function undescribed(
  groupId: string,
  errorCode: ErrorCode,
  errorMessage: string | null = null,
): DescribedGroupInput {
  const groupState = errorCode === ErrorCode.GROUP_ID_NOT_FOUND ? 'Dead' : '';
  return {
    errorCode,
    errorMessage,
    groupId,
    groupState,
    protocolType: '',
    protocolData: '',
    members: [],
  };
}

/** Metadata and protocol are told of a stable group only: before, they may still change. */
function describe(group: ClassicGroup): DescribedGroupInput {
  const protocolName = group.isInState('Stable') ? group.protocolName : null;
  return {
    errorCode: ErrorCode.NONE,
    groupId: group.groupId,
    groupState: group.state,
    protocolType: group.protocolType ?? '',
    protocolData: protocolName ?? '',
    members: Array.from(group.members, (member) => ({
      memberId: member.memberId,
      groupInstanceId: member.instanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      memberMetadata: member.metadataFor(protocolName) ?? EMPTY_BYTES,
      memberAssignment: member.assignment,
    })),
  };
}

/** The groups in the wanted states and of the wanted types; no wish means all. Case does not matter. */
export function listGroups(state: GroupState, request: ListGroupsRequest): ListedGroupInput[] {
  const states = new Set(request.statesFilter.map((name) => name.toLowerCase().trim()));
  const types = new Set(request.typesFilter.map((name) => name.toLowerCase()));
  const listed: ListedGroupInput[] = [];
  for (const { groupId, protocolType, state: groupState, type } of state.groups.values()) {
    if (types.size > 0 && !types.has(type)) continue;
    if (states.size > 0 && !states.has(groupState.toLowerCase())) continue;
    listed.push({ groupId, protocolType: protocolType ?? '', groupState, groupType: type });
  }
  return listed;
}
