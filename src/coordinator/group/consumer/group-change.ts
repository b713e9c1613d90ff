// A change of one consumer group in the making: the group as it is (or as it is about to be, when the first
// records make it), the records so far, and what is to follow once they are stored.

import type { Outcome } from '../../runtime/coordinator-shard.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { GroupState } from '../group-state.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { consumerGroup } from './consumer-group.ts';

type Follower = (group: ConsumerGroup) => void;

export class GroupChange {
  readonly state: GroupState;
  readonly group: ConsumerGroup;
  readonly records: CoordinatorRecord[];
  private readonly followers: Follower[] = [];

  constructor(state: GroupState, group: ConsumerGroup, records: CoordinatorRecord[] = []) {
    this.state = state;
    this.group = group;
    this.records = records;
  }

  /** Runs with the group as the records have left it, if they have left it. */
  afterwards(follower: Follower): void {
    this.followers.push(follower);
  }

  outcome<R>(response: R | Promise<R>): Outcome<R> {
    return { records: this.records, response, stored: () => this.follow() };
  }

  private follow(): void {
    const group = consumerGroup(this.state.groups.get(this.group.groupId));
    if (group !== undefined) for (const follower of this.followers) follower(group);
  }
}
