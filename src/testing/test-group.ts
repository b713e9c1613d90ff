// A group seen from the broker's side: its members with what they are assigned, its offsets and its lag, and
// waiting for it to become what a test needs.

import type { Services } from '../dispatch/services.ts';
import type { DescribedGroup } from './described-group.ts';
import { describeGroup } from './described-group.ts';
import type { GroupEvent, GroupJournal } from './group-journal.ts';
import type { GroupOffset } from './group-offsets.ts';
import { groupOffsets } from './group-offsets.ts';
import type { WaitOptions } from './wait-until.ts';
import { waitUntil } from './wait-until.ts';
import { whyRebalanced } from './why-rebalanced.ts';

export interface GroupView extends DescribedGroup {
  readonly offsets: readonly GroupOffset[];
}

export class TestGroup {
  readonly groupId: string;
  readonly #services: () => Services;
  readonly #journal: GroupJournal;

  /** @internal */
  constructor(groupId: string, services: () => Services, journal: GroupJournal) {
    this.groupId = groupId;
    this.#services = services;
    this.#journal = journal;
  }

  /** The group as it is now. */
  async view(): Promise<GroupView> {
    const services = this.#services();
    const described = await describeGroup(services, this.groupId);
    return { ...described, offsets: await groupOffsets(services, this.groupId, described.type) };
  }

  /** What happened to the group, oldest first: who came and went, and why it rebalanced. */
  history(): readonly GroupEvent[] {
    return this.#journal.of(this.groupId);
  }

  /** In a sentence, why the group rebalanced the last time. */
  whyRebalanced(): string {
    return whyRebalanced(this.groupId, this.history());
  }

  /** Resolves once the group is Stable, with so many members if told. Throws WaitTimeoutError. */
  stable({
    members,
    ...wait
  }: WaitOptions & { readonly members?: number } = {}): Promise<GroupView> {
    const wanted = members === undefined ? 'stable' : `stable with ${members} members`;
    return this.#until(
      wanted,
      (view) => view.state === 'Stable' && view.members.length === (members ?? view.members.length),
      wait,
    );
  }

  /** Resolves once the group has no members. Throws WaitTimeoutError. */
  empty(wait: WaitOptions = {}): Promise<GroupView> {
    return this.#until('empty', ({ state }) => state === 'Empty' || state === 'Dead', wait);
  }

  /**
   * Resolves once the group has committed everything that the partitions hold of which it has committed anything;
   * in a share group, once everything is acknowledged. Throws WaitTimeoutError.
   */
  lagZero(wait: WaitOptions = {}): Promise<GroupView> {
    const isMet = ({ offsets }: GroupView) =>
      offsets.length > 0 && offsets.every(({ lag }) => lag === 0);
    return this.#until('without lag', isMet, wait);
  }

  #until(
    wanted: string,
    isMet: (view: GroupView) => boolean,
    wait: WaitOptions,
  ): Promise<GroupView> {
    const describe = (view: GroupView) =>
      `group ${this.groupId} did not become ${wanted}: ${describeView(view)}`;
    return waitUntil({ look: () => this.view(), isMet, describe }, wait);
  }
}

/** @internal The group in a sentence. */
export function describeView({ state, members, offsets }: GroupView): string {
  const names = members.map(({ clientId, memberId }) => `${clientId} (${memberId})`).join(', ');
  const who = members.length === 0 ? 'without members' : `with the members ${names}`;
  const lags = offsets.map(({ topic, partition, committed, end }) => {
    return `${topic}-${partition} at ${committed} of ${end}`;
  });
  const where = lags.length === 0 ? 'nothing committed' : lags.join(', ');
  return `it is ${state} ${who}; ${where}`;
}
