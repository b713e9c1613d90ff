// What names the state of a share partition: group, topic id and partition. As text (`group:topicId:partition`)
// it is what FindCoordinator is asked for, and what decides which partition of `__share_group_state` owns it.

import type { TopicIdPartition } from '../../base/share-state.ts';
import { parseUuid } from '../../base/uuid.ts';

export interface SharePartitionKey extends TopicIdPartition {
  readonly groupId: string;
}

/** The key as FindCoordinator names it; one and the same for equal keys. */
export function shareKeyText({ groupId, topicId, partition }: SharePartitionKey): string {
  return `${groupId}:${topicId}:${partition}`;
}

/** Reads a key from the right, as the group may contain colons; null when it is none. */
export function parseShareKey(text: string): SharePartitionKey | null {
  const match = /^(.*):([^:]*):([+-]?\d+)$/s.exec(text);
  if (match === null) return null;
  const [, groupId = '', topic = '', index = ''] = match;
  const topicId = parseUuid(topic);
  const partition = Number(index);
  const isInt32 = partition >= -0x80000000 && partition <= 0x7fffffff;
  return topicId === null || !isInt32 || groupId.trim() === ''
    ? null
    : { groupId, topicId, partition };
}
