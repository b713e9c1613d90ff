// Topics were deleted: share groups forget that their partitions had a state.

import type { Uuid } from '../../../base/uuid.ts';
import type { Effects } from '../../runtime/coordinator-shard.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { GroupState } from '../group-state.ts';
import { ShareGroup } from './share-group.ts';
import { statePartitionsRecord } from './share-group-records.ts';
import { forgetTopics } from './state-partitions.ts';

export function forgetShareTopics(state: GroupState, topicIds: ReadonlySet<Uuid>): Effects {
  const records: CoordinatorRecord[] = [];
  for (const group of state.groups.values()) {
    if (!(group instanceof ShareGroup)) continue;
    const after = forgetTopics(group.statePartitions, topicIds);
    if (after !== group.statePartitions) records.push(statePartitionsRecord(group.groupId, after));
  }
  return { records, atomic: false };
}
