// Matchers for groups as `await group.view()` shows them, for Vitest and Jest.

import type { GroupView } from '../groups/watched-group.ts';
import { describeView } from '../groups/watched-group.ts';
import type { MatcherResult } from './record-matchers.ts';

/** `expect.extend(groupMatchers)`. */
export const groupMatchers = {
  /** The group is Stable, with so many members if told. */
  toBeStable(group: GroupView, members?: number): MatcherResult {
    const pass =
      group.state === 'Stable' && group.members.length === (members ?? group.members.length);
    return resultOf(
      pass,
      members === undefined ? 'stable' : `stable with ${members} members`,
      group,
    );
  },

  /** The group has no members. */
  toBeEmpty(group: GroupView): MatcherResult {
    return resultOf(group.members.length === 0, 'without members', group);
  },

  /** So many records are still to come, in all partitions together or in those of a topic. */
  toHaveLag(group: GroupView, lag: number, topic?: string): MatcherResult {
    const offsets = group.offsets.filter((offset) => topic === undefined || offset.topic === topic);
    const there = offsets.reduce((sum, offset) => sum + offset.lag, 0);
    const where = topic === undefined ? '' : ` in topic ${topic}`;
    return resultOf(there === lag, `${lag} records behind${where}`, group);
  },
};

function resultOf(pass: boolean, wanted: string, group: GroupView): MatcherResult {
  const verb = pass ? 'expected a group that is not' : 'expected a group that is';
  return { pass, message: () => `${verb} ${wanted}; ${describeView(group)}` };
}
