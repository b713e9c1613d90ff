// Waiting for a group to become what a test needs, wherever one looks at it from.

import type { WaitOptions } from '../wait-until.ts';
import { waitUntil } from '../wait-until.ts';
import type { DescribedGroup } from './described-group.ts';
import type { GroupOffset } from './group-offsets.ts';

export interface GroupView extends DescribedGroup {
  readonly offsets: readonly GroupOffset[];
}

export abstract class WatchedGroup {
  readonly groupId: string;

  /** @internal */
  constructor(groupId: string) {
    this.groupId = groupId;
  }

  /** The group as it is now. */
  abstract view(): Promise<GroupView>;

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
   * Resolves once the group has committed something, and everything that the partitions hold which its members are
   * assigned or of which it has committed anything; in a share group, once everything is acknowledged. Throws
   * WaitTimeoutError.
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
    return `${topic}-${partition} at ${committed < 0 ? 'nothing' : committed} of ${end}`;
  });
  const where = lags.length === 0 ? 'nothing committed' : lags.join(', ');
  return `it is ${state} ${who}; ${where}`;
}
