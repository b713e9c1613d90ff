// What a client asks and does about groups.

import { ErrorCode } from '../base/error-code.ts';
import type { Uuid } from '../base/uuid.ts';
import { ZERO_UUID } from '../base/uuid.ts';
import { DeleteGroups } from '../protocol/generated/delete-groups.ts';
import { ListGroups } from '../protocol/generated/list-groups.ts';
import { OffsetCommit } from '../protocol/generated/offset-commit.ts';
import { OffsetFetch } from '../protocol/generated/offset-fetch.ts';
import { answeredError } from './client-error.ts';
import type { ClusterClient } from './cluster-client.ts';
import { describeTopics, offsetRanges } from './topics.ts';

/** The first version of OffsetFetch that takes several groups (KIP-709). */
const SEVERAL_GROUPS_VERSION = 8;
/** The first version of OffsetCommit that names topics by id. */
const TOPIC_ID_VERSION = 10;

export interface ListedGroup {
  readonly group: string;
  /** `classic` where the broker is older than types. */
  readonly type: string;
  readonly protocol: string;
  /** Empty where the broker is older than states in lists. */
  readonly state: string;
}

export interface GroupLag {
  readonly topic: string;
  readonly partition: number;
  readonly committed: number;
  readonly end: number;
  readonly lag: number;
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
      const type = groupType === '' ? 'classic' : groupType;
      listed.push({ group: groupId, type, protocol: protocolType, state: groupState });
    }
  }
  return listed.sort((a, b) => (a.group < b.group ? -1 : 1));
}

/** What a group has committed, and how far it is behind. Throws ClientError. */
export async function groupLag(client: ClusterClient, groupId: string): Promise<GroupLag[]> {
  const committed = await committedOffsets(client, groupId);
  const names = [...new Set(committed.map(({ topic }) => topic))];
  const topics = names.length === 0 ? [] : await describeTopics(client, names);
  const ends = new Map(
    (await offsetRanges(client, topics)).map(({ topic, partition, end }) => [
      `${topic}-${partition}`,
      end,
    ]),
  );
  return committed.map(({ topic, partition, offset }) => {
    const end = ends.get(`${topic}-${partition}`) ?? offset;
    return { topic, partition, committed: offset, end, lag: Math.max(0, end - offset) };
  });
}

export interface GroupOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** What a group has committed, by topic and partition. Throws ClientError. */
export async function committedOffsets(
  client: ClusterClient,
  groupId: string,
): Promise<GroupOffset[]> {
  const connection = await client.coordinator('group', groupId);
  const asked = { groupId, memberId: null, memberEpoch: -1, topics: null };
  const answer = await connection.send(OffsetFetch, (version) =>
    version >= SEVERAL_GROUPS_VERSION ? { groups: [asked] } : { groupId, topics: null },
  );
  const { errorCode, topics } = answer.groups[0] ?? answer;
  if (errorCode !== ErrorCode.NONE) throw answeredError(`group ${groupId}`, errorCode as ErrorCode);
  const names = await topicNames(
    client,
    topics.some(({ name }) => name === ''),
  );
  const offsets = topics.flatMap(({ name, partitions, ...topic }) => {
    const known = name === '' && 'topicId' in topic ? names.get(topic.topicId) : name;
    return partitions.map(({ partitionIndex, committedOffset }) => {
      return { topic: known ?? '', partition: partitionIndex, offset: committedOffset };
    });
  });
  return offsets.sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
}

/** Names by topic id, where answers name topics by their ids alone. */
async function topicNames(
  client: ClusterClient,
  areNeeded: boolean,
): Promise<ReadonlyMap<string, string>> {
  if (!areNeeded) return new Map();
  const { topics } = await client.metadata();
  return new Map(topics.map(({ topicId, name }) => [topicId as string, name ?? '']));
}

/** Commits offsets for a group without members. Throws ClientError. */
export async function resetOffsets(
  client: ClusterClient,
  groupId: string,
  offsets: readonly GroupOffset[],
): Promise<void> {
  const connection = await client.coordinator('group', groupId);
  const { topics: known } = await client.metadata([...new Set(offsets.map(({ topic }) => topic))]);
  const topics = known.map(({ name, topicId }) => ({
    name: name ?? '',
    topicId,
    partitions: offsets
      .filter(({ topic }) => topic === name)
      .map(({ partition, offset }) => ({
        partitionIndex: partition,
        committedOffset: offset,
        committedLeaderEpoch: -1,
        committedMetadata: '',
      })),
  }));
  const answer = await connection.send(OffsetCommit, (version) => ({
    groupId,
    generationIdOrMemberEpoch: -1,
    memberId: '',
    groupInstanceId: null,
    retentionTimeMs: -1,
    topics: topics.map((topic) => (version >= TOPIC_ID_VERSION ? topic : withoutId(topic))),
  }));
  for (const { partitions } of answer.topics) {
    for (const { errorCode, partitionIndex } of partitions) {
      if (errorCode === ErrorCode.NONE) continue;
      throw answeredError(`group ${groupId}, partition ${partitionIndex}`, errorCode as ErrorCode);
    }
  }
}

function withoutId<T extends { readonly topicId: Uuid }>(topic: T): T {
  return { ...topic, topicId: ZERO_UUID };
}

/** Removes a group without members. Throws ClientError. */
export async function deleteGroup(client: ClusterClient, groupId: string): Promise<void> {
  const connection = await client.coordinator('group', groupId);
  const { results } = await connection.send(DeleteGroups, { groupsNames: [groupId] });
  const errorCode = results[0]?.errorCode ?? ErrorCode.NONE;
  if (errorCode !== ErrorCode.NONE) throw answeredError(`group ${groupId}`, errorCode as ErrorCode);
}
