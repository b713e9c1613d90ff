// The topics that a share group subscribes to, as they are now.

import type { GroupState } from '../group-state.ts';
import type { GroupTopic } from '../group-topics.ts';
import { groupHash, topicHash } from '../modern/metadata-hash.ts';

/** Those of the topics that exist. */
export function existingTopics({ topics }: GroupState, names: Iterable<string>): GroupTopic[] {
  return Array.from(names, (name) => topics.byName(name)).filter((topic) => topic !== undefined);
}

/** What changes when one of the topics comes, goes or grows; 0 when there are none. */
export function hashOfTopics(state: GroupState, names: Iterable<string>): bigint {
  const topics = existingTopics(state, names);
  return groupHash(new Map(topics.map((topic) => [topic.name, topicHash(topic)])));
}
