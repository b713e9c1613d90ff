// Where share groups begin to read, and moving that.

import { ErrorCode } from '../base/error-code.ts';
import { AlterShareGroupOffsets } from '../protocol/generated/alter-share-group-offsets.ts';
import { DescribeShareGroupOffsets } from '../protocol/generated/describe-share-group-offsets.ts';
import { answeredError } from './client-error.ts';
import type { ClusterClient } from './cluster-client.ts';
import type { GroupOffset } from './group-offset.ts';

/** The first offsets that a share group has not finished, by topic and partition. Throws ClientError. */
export async function shareOffsets(client: ClusterClient, groupId: string): Promise<GroupOffset[]> {
  const connection = await client.coordinator('group', groupId);
  const { groups } = await connection.send(DescribeShareGroupOffsets, {
    groups: [{ groupId, topics: null }],
  });
  const [group] = groups;
  if (group !== undefined && group.errorCode !== ErrorCode.NONE) {
    throw answeredError(`group ${groupId}`, group.errorCode as ErrorCode, group.errorMessage);
  }
  const offsets = (group?.topics ?? []).flatMap(({ topicName, partitions }) =>
    partitions
      // One that nobody has read yet has no offset.
      .filter(({ errorCode, startOffset }) => errorCode === ErrorCode.NONE && startOffset >= 0)
      .map(({ partitionIndex, startOffset }) => {
        return { topic: topicName, partition: partitionIndex, offset: startOffset };
      }),
  );
  return offsets.sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
}

/** Moves a share group without members. Throws ClientError, with the first error. */
export async function moveShareGroup(
  client: ClusterClient,
  groupId: string,
  offsets: readonly GroupOffset[],
): Promise<void> {
  const connection = await client.coordinator('group', groupId);
  const names = [...new Set(offsets.map(({ topic }) => topic))];
  const answer = await connection.send(AlterShareGroupOffsets, {
    groupId,
    topics: names.map((topicName) => ({
      topicName,
      partitions: offsets
        .filter(({ topic }) => topic === topicName)
        .map(({ partition, offset }) => ({ partitionIndex: partition, startOffset: offset })),
    })),
  });
  const results = [answer, ...answer.responses.flatMap(({ partitions }) => partitions)];
  for (const { errorCode, errorMessage } of results) {
    if (errorCode === ErrorCode.NONE) continue;
    throw answeredError(`group ${groupId}`, errorCode as ErrorCode, errorMessage);
  }
}
