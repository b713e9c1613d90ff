// A group seen from inside the broker: its members with what they are assigned, its offsets and its lag, and its
// history.

import type { Services } from '../../dispatch/services.ts';
import type { Observation } from '../observation.ts';
import { describeGroup } from './described-group.ts';
import type { GroupEvent } from './group-journal.ts';
import { groupOffsets } from './group-offsets.ts';
import type { GroupView } from './watched-group.ts';
import { WatchedGroup } from './watched-group.ts';
import { whyRebalanced } from './why-rebalanced.ts';

export class TestGroup extends WatchedGroup {
  readonly #services: () => Services;
  readonly #observation: Observation;

  /** @internal */
  constructor(groupId: string, services: () => Services, observation: Observation) {
    super(groupId);
    this.#services = services;
    this.#observation = observation;
  }

  override async view(): Promise<GroupView> {
    const services = this.#services();
    const described = await describeGroup(services, this.groupId);
    const { positions } = this.#observation;
    const offsets = await groupOffsets(services, this.groupId, described, positions);
    return { ...described, offsets };
  }

  /** What happened to the group, oldest first: who came and went, and why it rebalanced. */
  history(): readonly GroupEvent[] {
    return this.#observation.journal.of(this.groupId);
  }

  /** In a sentence, why the group rebalanced the last time. */
  whyRebalanced(): string {
    return whyRebalanced(this.groupId, this.history());
  }
}
