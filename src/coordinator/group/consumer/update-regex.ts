// A member subscribes by another regular expression than before; and when those of a group are looked at
// again. All of a group's are looked at together, so that what they find causes one rebalance.

import type { ConsumerGroup } from './consumer-group.ts';
import { count } from './consumer-group.ts';
import { regexRecord } from './consumer-group-records.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { regexOf } from './consumer-member.ts';
import type { GroupChange } from './group-change.ts';
import { compileRegex } from './regex-engine.ts';
import { resolveRegexes } from './resolve-regexes.ts';

/** `resolved`: what the new one matches is known, so the group's assignment can follow at once. */
export type RegexChange = 'none' | 'changed' | 'resolved';

/** Two looks at the topics are at least this far apart. */
const MIN_REFRESH_INTERVAL_MS = 10_000;

/** After this long they are looked at even if no topic has come: some may have gone. */
const MAX_REFRESH_INTERVAL_MS = 10 * 60_000;

/** Notes the change, and lets the topics be looked at if it is time. Throws INVALID_REGULAR_EXPRESSION. */
export function updateRegex(
  change: GroupChange,
  before: ConsumerMember,
  after: ConsumerMember,
): RegexChange {
  const { state, group } = change;
  const next = regexOf(after);
  const isFirst = next !== null && !group.regexes.has(next);
  const regexChange = replaceRegex(change, before, after);
  const regexes = regexesWith(group, before, after);
  if (regexes.size > 0 && (isFirst || group.regexes.size > 0) && mustResolve(change, regexes)) {
    change.afterwards((live) => resolveRegexes(state, live, [...regexes.keys()]));
  }
  return regexChange;
}

/** How many members will subscribe by each regular expression. */
export function regexesWith(
  group: ConsumerGroup,
  before: ConsumerMember,
  after: ConsumerMember,
): ReadonlyMap<string, number> {
  const regexes = new Map(group.regexes);
  count(regexes, regexOf(before), -1);
  count(regexes, regexOf(after), 1);
  return regexes;
}

function replaceRegex(
  { group, records }: GroupChange,
  before: ConsumerMember,
  after: ConsumerMember,
): RegexChange {
  if (before.subscribedTopicRegex === after.subscribedTopicRegex) return 'none';
  const last = regexOf(before);
  const next = regexOf(after);
  if (last !== null && group.regexes.get(last) === 1) {
    records.push(regexRecord(group.groupId, last, null));
  }
  if (next === null) return last === null ? 'changed' : 'resolved';
  if (!group.regexes.has(next)) {
    compileRegex(next);
    return 'changed';
  }
  return group.resolvedRegexes.has(next) ? 'resolved' : 'changed';
}

function mustResolve({ state, group }: GroupChange, regexes: ReadonlyMap<string, number>): boolean {
  if (group.isResolving) return false;
  const [known] = group.resolvedRegexes.values();
  const sinceMs = state.clock.wallMs() - (known?.timestampMs ?? Number.NEGATIVE_INFINITY);
  if (sinceMs <= MIN_REFRESH_INTERVAL_MS) return false;
  return (
    regexes.size !== group.resolvedRegexes.size ||
    group.mustResolveRegexes ||
    sinceMs > MAX_REFRESH_INTERVAL_MS
  );
}
