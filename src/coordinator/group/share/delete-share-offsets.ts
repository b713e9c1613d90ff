// DeleteShareGroupOffsets (KIP-932) and the share of it that DeleteGroups has: the state of a share group's
// partitions goes. What goes is noted first, so that whoever comes after an interruption can go on with it;
// then the share coordinator deletes, and then it is noted that it is gone.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { Uuid } from '../../../base/uuid.ts';
import { ZERO_UUID } from '../../../base/uuid.ts';
import type {
  DeleteShareGroupOffsetsRequest,
  DeleteShareGroupOffsetsResponseTopicInput,
} from '../../../protocol/generated/delete-share-group-offsets.ts';
import type { Outcome } from '../../runtime/coordinator-shard.ts';
import type { GroupState } from '../group-state.ts';
import type { GroupTopic } from '../group-topics.ts';
import { ShareGroup } from './share-group.ts';
import { statePartitionsRecord } from './share-group-records.ts';
import { requireShareGroup } from './share-group-validation.ts';
import type { NamedPartitions, NamedPartitionsById, StatePartitions } from './state-partitions.ts';
import {
  allPartitions,
  beginDeleting,
  deleteEverything,
  endDeleting,
  NO_STATE_PARTITIONS,
  union,
} from './state-partitions.ts';

export interface ShareDeletion {
  /** Topics about which nothing is known here. */
  readonly refused: readonly DeleteShareGroupOffsetsResponseTopicInput[];
  /** What the share coordinator has to delete. */
  readonly partitions: NamedPartitionsById;
}

/** Notes the topics as going. Throws KafkaError GROUP_ID_NOT_FOUND, NON_EMPTY_GROUP. */
export function beginOffsetDeletion(
  state: GroupState,
  { groupId, topics }: DeleteShareGroupOffsetsRequest,
): Outcome<ShareDeletion> {
  const group = requireShareGroup(state, groupId);
  requireEmpty(group);
  const refused: DeleteShareGroupOffsetsResponseTopicInput[] = [];
  const partitions = new Map<Uuid, NamedPartitions>();
  for (const { topicName } of topics) {
    const topic = state.topics.byName(topicName);
    const going = topic && partitionsToDelete(group.statePartitions, topic);
    if (going) partitions.set(topic.topicId, { name: topicName, partitions: going });
    // A group of which nothing was ever initialized has nothing to say about topics.
    else if (hasHistory(group)) refused.push(unknownTopic(topicName));
  }
  const names = new Map([...partitions].map(([topicId, { name }]) => [topicId, name]));
  const after = beginDeleting(group.statePartitions, names);
  const records = partitions.size === 0 ? [] : [statePartitionsRecord(groupId, after)];
  return { records, response: { refused, partitions } };
}

/** Notes that the state of these topics is gone. */
export function endOffsetDeletion(
  state: GroupState,
  groupId: string,
  topicIds: readonly Uuid[],
): Outcome<undefined> {
  const group = state.groups.get(groupId);
  if (!(group instanceof ShareGroup) || topicIds.length === 0) {
    return { records: [], response: undefined };
  }
  const after = endDeleting(group.statePartitions, topicIds);
  return { records: [statePartitionsRecord(groupId, after)], response: undefined };
}

/**
 * Notes all that a group has as going, because the group is to be deleted; answers with it. A group of another
 * kind, or none, has nothing. Topics that are gone have taken their states along, also those of which the group
 * has not been told. Throws KafkaError NON_EMPTY_GROUP.
 */
export function beginGroupDeletion(
  state: GroupState,
  groupId: string,
): Outcome<NamedPartitionsById> {
  const group = state.groups.get(groupId);
  if (!(group instanceof ShareGroup)) return { records: [], response: new Map() };
  requireEmpty(group);
  const { initialized, initializing, deleting } = group.statePartitions;
  const retried = [...deleting.keys()]
    .map((topicId) => state.topics.byId(topicId))
    .filter((topic) => topic !== undefined);
  const leftBehind = new Map(
    retried.map(({ topicId, name, partitions }) => [
      topicId,
      { name, partitions: allPartitions(partitions) },
    ]),
  );
  const known = [...union(union(initialized, initializing), leftBehind)];
  const all = new Map(known.filter(([topicId]) => state.topics.byId(topicId) !== undefined));
  if (all.size === 0) return { records: [], response: all };
  return { records: [statePartitionsRecord(groupId, deleteEverything(all))], response: all };
}

/** What has a state, or still had one when it was deleted before; null when nothing has. */
function partitionsToDelete(
  { initialized, deleting }: StatePartitions,
  { topicId, partitions }: GroupTopic,
): ReadonlySet<number> | null {
  const known = initialized.get(topicId)?.partitions;
  if (known !== undefined) return known;
  return deleting.has(topicId) ? allPartitions(partitions) : null;
}

function hasHistory({ statePartitions }: ShareGroup): boolean {
  return statePartitions !== NO_STATE_PARTITIONS;
}

function requireEmpty({ members }: ShareGroup): void {
  if (members.size > 0) {
    throw new KafkaError(ErrorCode.NON_EMPTY_GROUP, 'The group is not empty.');
  }
}

function unknownTopic(topicName: string): DeleteShareGroupOffsetsResponseTopicInput {
  return {
    topicName,
    topicId: ZERO_UUID,
    errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
    errorMessage: 'The group has no offsets of this topic.',
  };
}
