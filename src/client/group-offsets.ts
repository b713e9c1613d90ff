// What groups have committed: how far they are behind, and committing for them.

import { ErrorCode } from '../base/error-code.ts';
import type { Uuid } from '../base/uuid.ts';
import { OffsetCommit } from '../protocol/generated/offset-commit.ts';
import { OffsetFetch } from '../protocol/generated/offset-fetch.ts';
import { answeredError } from './client-error.ts';
import type { ClusterClient } from './cluster-client.ts';
import type { GroupOffset } from './group-offset.ts';
import type { ListedGroup } from './groups.ts';
import { shareOffsets } from './share-offsets.ts';
import { describeTopics, offsetRanges } from './topics.ts';

/** The first version of OffsetFetch that takes several groups (KIP-709). */
const SEVERAL_GROUPS_VERSION = 8;
/** The first version of OffsetCommit that names topics by id. */
const TOPIC_ID_VERSION = 10;

export interface GroupLag {
  readonly topic: string;
  readonly partition: number;
  readonly committed: number;
  readonly end: number;
  readonly lag: number;
}

/** Who commits: a member, or somebody from outside while the group has none. */
export interface Committer {
  readonly groupId: string;
  readonly memberId: string;
  readonly generationId: number;
}

/** Somebody who is no member. */
export function outsider(groupId: string): Committer {
  return { groupId, memberId: '', generationId: -1 };
}

/** Where a group has got to, whatever its kind. Throws ClientError. */
export function groupOffsets(
  client: ClusterClient,
  { group, type }: Pick<ListedGroup, 'group' | 'type'>,
): Promise<GroupOffset[]> {
  return type === 'share' ? shareOffsets(client, group) : committedOffsets(client, group);
}

/** What a group has committed, and how far it is behind. Throws ClientError. */
export async function groupLag(
  client: ClusterClient,
  group: Pick<ListedGroup, 'group' | 'type'>,
): Promise<GroupLag[]> {
  return lagOf(client, await groupOffsets(client, group));
}

/** How far these offsets are from the ends of their partitions; topics that are gone are left out. */
async function lagOf(
  client: ClusterClient,
  committed: readonly GroupOffset[],
): Promise<GroupLag[]> {
  const names = await existing(client, [...new Set(committed.map(({ topic }) => topic))]);
  const topics = names.length === 0 ? [] : await describeTopics(client, names);
  const ends = new Map(
    (await offsetRanges(client, topics)).map(({ topic, partition, end }) => [
      `${topic}-${partition}`,
      end,
    ]),
  );
  return committed.flatMap(({ topic, partition, offset }) => {
    const end = ends.get(`${topic}-${partition}`);
    if (end === undefined) return [];
    return [{ topic, partition, committed: offset, end, lag: Math.max(0, end - offset) }];
  });
}

async function existing(client: ClusterClient, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const { topics } = await client.metadata(names);
  return topics.flatMap(({ name, errorCode }) =>
    name === null || errorCode === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION ? [] : [name],
  );
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
  const isById = topics.some(({ name }) => name === '');
  const names = isById ? await namesById(client) : new Map<string, string>();
  const offsets = topics.flatMap(({ name, partitions, ...topic }) => {
    const known = name === '' && 'topicId' in topic ? names.get(topic.topicId) : name;
    return partitions.map(({ partitionIndex, committedOffset }) => {
      return { topic: known ?? '', partition: partitionIndex, offset: committedOffset };
    });
  });
  return offsets.sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
}

/** Names by topic id, for answers that name topics by their ids alone. */
async function namesById(client: ClusterClient): Promise<ReadonlyMap<string, string>> {
  const { topics } = await client.metadata();
  return new Map(topics.map(({ topicId, name }) => [topicId as string, name ?? '']));
}

/** Commits offsets for a group. Throws ClientError, with the first error of a partition. */
export async function commitOffsets(
  client: ClusterClient,
  { groupId, memberId, generationId }: Committer,
  offsets: readonly GroupOffset[],
): Promise<void> {
  if (offsets.length === 0) return;
  const connection = await client.coordinator('group', groupId);
  const names = [...new Set(offsets.map(({ topic }) => topic))];
  const { topics: known } = await client.metadata(names);
  const ids = new Map(known.map(({ name, topicId }) => [name, topicId]));
  const answer = await connection.send(OffsetCommit, (version) => ({
    groupId,
    generationIdOrMemberEpoch: generationId,
    memberId,
    topics: names.map((name) => ({
      ...topicIn(version, name, ids.get(name)),
      partitions: offsets
        .filter(({ topic }) => topic === name)
        .map(({ partition, offset }) => ({
          partitionIndex: partition,
          committedOffset: offset,
          committedMetadata: '',
        })),
    })),
  }));
  for (const { partitions } of answer.topics) {
    for (const { errorCode, partitionIndex } of partitions) {
      if (errorCode === ErrorCode.NONE) continue;
      throw answeredError(`group ${groupId}, partition ${partitionIndex}`, errorCode as ErrorCode);
    }
  }
}

function topicIn(version: number, name: string, topicId: Uuid | undefined) {
  return version >= TOPIC_ID_VERSION && topicId !== undefined ? { topicId } : { name };
}
