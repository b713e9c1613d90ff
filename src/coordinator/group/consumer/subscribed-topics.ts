// The topics that a group subscribes to, counted: how many members name each, and how many of the group's
// regular expressions match it. A topic that nobody counts is not there.

import type { SubscriptionType } from '../assignor/partition-assignor.ts';

export interface SubscriptionCount {
  readonly byName: number;
  readonly byRegex: number;
}

const NONE: SubscriptionCount = { byName: 0, byRegex: 0 };

export class SubscribedTopics {
  private readonly counts: Map<string, SubscriptionCount>;

  constructor(counts: Iterable<readonly [string, SubscriptionCount]> = []) {
    this.counts = new Map(counts);
  }

  copy(): SubscribedTopics {
    return new SubscribedTopics(this.counts);
  }

  has(topic: string): boolean {
    return this.counts.has(topic);
  }

  names(): Iterable<string> {
    return this.counts.keys();
  }

  values(): Iterable<SubscriptionCount> {
    return this.counts.values();
  }

  /** Counts each topic once more, or once less. */
  add(topics: Iterable<string>, by: keyof SubscriptionCount, change: 1 | -1): void {
    for (const topic of topics) {
      const known = this.counts.get(topic) ?? NONE;
      const count = { ...known, [by]: known[by] + change };
      if (count.byName === 0 && count.byRegex === 0) this.counts.delete(topic);
      else this.counts.set(topic, count);
    }
  }
}

/**
 * Whether all members subscribe alike: to the same names, or all by one regular expression and none by name.
 * `regexes` says how many members subscribe by each.
 */
export function subscriptionTypeOf(
  topics: SubscribedTopics,
  regexes: ReadonlyMap<string, number>,
  memberCount: number,
): SubscriptionType {
  const [regexMembers] = regexes.values();
  if (regexMembers !== undefined && regexMembers !== memberCount) return 'heterogeneous';
  const isCommon = (count: SubscriptionCount): boolean =>
    regexMembers === undefined
      ? count.byName === memberCount
      : count.byRegex === 1 && count.byName === 0;
  for (const count of topics.values()) if (!isCommon(count)) return 'heterogeneous';
  return 'homogeneous';
}
