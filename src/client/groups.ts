// Which groups there are, and removing them.

import { ErrorCode } from '../base/error-code.ts';
import { nearestOf } from '../base/nearest.ts';
import { DeleteGroups } from '../protocol/generated/delete-groups.ts';
import { ListGroups } from '../protocol/generated/list-groups.ts';
import { answeredError, ClientError } from './client-error.ts';
import type { ClusterClient } from './cluster-client.ts';

export interface ListedGroup {
  readonly group: string;
  /** `classic` where the broker is older than types. */
  readonly type: string;
  readonly protocol: string;
  /** Empty where the broker is older than states in lists. */
  readonly state: string;
}

/** All groups, by name. Throws ClientError. */
export async function listGroups(client: ClusterClient): Promise<ListedGroup[]> {
  const { brokers } = await client.metadata([]);
  const listed: ListedGroup[] = [];
  for (const broker of brokers) {
    const connection = await client.at(broker);
    const answer = await connection.send(ListGroups, { statesFilter: [], typesFilter: [] });
    if (answer.errorCode !== ErrorCode.NONE) {
      throw answeredError('the list of groups', answer.errorCode as ErrorCode);
    }
    for (const { groupId, groupType, protocolType, groupState } of answer.groups) {
      const type = groupType === '' ? 'classic' : groupType.toLowerCase();
      listed.push({ group: groupId, type, protocol: protocolType, state: groupState });
    }
  }
  return listed.sort((a, b) => (a.group < b.group ? -1 : 1));
}

/** The group of this name; null when there is none. Throws ClientError. */
export async function findGroup(client: ClusterClient, name: string): Promise<ListedGroup | null> {
  const groups = await listGroups(client);
  return groups.find(({ group }) => group === name) ?? null;
}

/** The group of this name. Throws ClientError when there is none, with the one that may be meant. */
export async function requireGroup(client: ClusterClient, name: string): Promise<ListedGroup> {
  const groups = await listGroups(client);
  const found = groups.find(({ group }) => group === name);
  if (found !== undefined) return found;
  const nearest = nearestOf(
    name,
    groups.map(({ group }) => group),
  );
  const hint = nearest === null ? '' : `; did you mean ${nearest}?`;
  throw new ClientError(`there is no group ${name}${hint}`, ErrorCode.GROUP_ID_NOT_FOUND);
}

/** Removes a group without members. Throws ClientError. */
export async function deleteGroup(client: ClusterClient, groupId: string): Promise<void> {
  const connection = await client.coordinator('group', groupId);
  const { results } = await connection.send(DeleteGroups, { groupsNames: [groupId] });
  const errorCode = results[0]?.errorCode ?? ErrorCode.NONE;
  if (errorCode !== ErrorCode.NONE) throw answeredError(`group ${groupId}`, errorCode as ErrorCode);
}
