// Members go: they leave, or they are fenced because they were not heard of. The group has its next epoch, so
// that what they owned is given to others at the next heartbeat.

import type { Outcome } from '../../runtime/coordinator-shard.ts';
import type { GroupState } from '../group-state.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { count } from './consumer-group.ts';
import { groupEpochRecord, memberTombstones, regexRecord } from './consumer-group-records.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { regexOf } from './consumer-member.ts';
import { downgradeGroup, isDowngradedWithout } from './downgrade-group.ts';
import { GroupChange } from './group-change.ts';

/** Takes the members out of the group; if only classic members are left, it becomes a classic group. */
export function fenceMembers<R>(
  state: GroupState,
  group: ConsumerGroup,
  members: readonly ConsumerMember[],
  response: R,
): Outcome<R> {
  const change = new GroupChange(state, group);
  if (members.length === 0) return change.outcome(response);
  if (isDowngradedWithout(state, group, members)) {
    const rebalanceReason = 'downgraded because members left';
    return downgradeGroup(state, { group, leaving: members, rebalanceReason }, [], response);
  }
  const { groupId } = group;
  for (const { memberId } of members) change.records.push(...memberTombstones(groupId, memberId));

  const topics = group.topics.copy();
  for (const { subscribedTopicNames } of members) topics.add(subscribedTopicNames, 'byName', -1);
  for (const regex of regexesOnlyOf(group, members)) {
    change.records.push(regexRecord(groupId, regex, null));
    topics.add(group.resolvedRegexes.get(regex)?.topics ?? [], 'byRegex', -1);
  }
  const metadataHash = state.topicHashes.ofGroup(topics.names());
  change.records.push(groupEpochRecord(groupId, { epoch: group.groupEpoch + 1, metadataHash }));
  return change.outcome(response);
}

/** The regular expressions that nobody but these members subscribes by. */
function regexesOnlyOf(group: ConsumerGroup, members: readonly ConsumerMember[]): string[] {
  const counts = new Map<string, number>();
  for (const member of members) count(counts, regexOf(member), 1);
  return [...counts]
    .filter(([regex, own]) => group.regexes.get(regex) === own)
    .map(([regex]) => regex);
}
