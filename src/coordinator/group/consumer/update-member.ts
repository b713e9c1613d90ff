// The steps that every change of a member goes through, in this order: what it tells of itself is stored; if
// the group's subscription or its topics changed, the group has its next epoch; for that a new target is
// computed (update-target.ts); and the member takes one step towards it.

import { GROUP_ASSIGNS } from '../group-events.ts';
import { topicIdsOf } from '../modern/target-assignment.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import {
  currentRecord,
  groupEpochRecord,
  memberRecord,
  topicsTombstone,
} from './consumer-group-records.ts';
import type { ConsumerMember } from './consumer-member.ts';
import {
  areSameNames,
  isAtSamePoint,
  isDescribedLike,
  isReconciledTo,
  JOINING_EPOCH,
  regexOf,
} from './consumer-member.ts';
import type { GroupChange } from './group-change.ts';
import { stopRebalanceTimer, watchRevocation } from './member-deadlines.ts';
import type { ReportedPartitions } from './reconciliation.ts';
import { reconcile } from './reconciliation.ts';
import { subscribedNames } from './subscribed-names.ts';
import type { SubscribedTopics } from './subscribed-topics.ts';
import { subscriptionTypeOf } from './subscribed-topics.ts';
import type { RegexChange } from './update-regex.ts';
import { regexesWith, updateRegex } from './update-regex.ts';
import type { GroupEpoch, MemberStep, MemberTarget } from './update-target.ts';

export interface Subscription {
  readonly haveNamesChanged: boolean;
  readonly regexChange: RegexChange;
}

/** Stores what the member tells of itself, if that is anything new. Throws INVALID_REGULAR_EXPRESSION. */
export function updateSubscription(
  change: GroupChange,
  { before, after }: MemberStep,
): Subscription {
  const { groupId } = change.group;
  if (!isDescribedLike(before, after)) {
    change.records.push(memberRecord(groupId, after.memberId, after));
  }
  return {
    haveNamesChanged: !areSameNames(before.subscribedTopicNames, after.subscribedTopicNames),
    regexChange: updateRegex(change, before, after),
  };
}

/** The group's epoch after this step: the next one if `mustBump`, or if its topics are not what they were. */
export function updateGroupEpoch(
  change: GroupChange,
  { before, after }: MemberStep,
  mustBump: boolean,
): GroupEpoch {
  const { state, group, records } = change;
  if (!mustBump && !group.mustCheckTopics) {
    return { groupEpoch: group.groupEpoch, subscriptionType: () => group.subscriptionType };
  }
  const topics = topicsWith(group, before, after);
  const metadataHash = state.topicHashes.ofGroup(topics.names());
  const isBumped = mustBump || metadataHash !== group.metadataHash;
  const groupEpoch = group.groupEpoch + (isBumped ? 1 : 0);
  if (isBumped) records.push(groupEpochRecord(group.groupId, { epoch: groupEpoch, metadataHash }));
  if (isBumped) tellAssigns(change, before, mustBump);
  if (group.hasTopicsRecord) records.push(topicsTombstone(group.groupId));
  change.afterwards((live) => {
    live.mustCheckTopics = false;
  });
  const isNew =
    !group.members.has(after.memberId) &&
    (after.instanceId === null || group.staticMember(after.instanceId) === undefined);
  const memberCount = group.members.size + (isNew ? 1 : 0);
  const regexes = regexesWith(group, before, after);
  const subscriptionType = () => subscriptionTypeOf(topics, regexes, memberCount);
  return { groupEpoch, subscriptionType };
}

/** Who joins has been told of already. */
function tellAssigns(
  { state, group: { groupId: group } }: GroupChange,
  { memberId, memberEpoch }: ConsumerMember,
  hasSubscriptionChanged: boolean,
): void {
  if (memberEpoch === JOINING_EPOCH) return;
  const reason = hasSubscriptionChanged
    ? `member ${memberId} subscribes to something else`
    : 'its topics are not what they were';
  state.logger.info({ group, reason }, GROUP_ASSIGNS);
}

/** Takes the member one step towards its target, and watches over its time to give partitions back. */
export function reconcileMember(
  change: GroupChange,
  member: ConsumerMember,
  { epoch, target }: MemberTarget,
  told: {
    readonly hasSubscriptionChanged: boolean;
    readonly reported: ReportedPartitions | null;
  },
): ConsumerMember {
  const { state, group, records } = change;
  if (!told.hasSubscriptionChanged && isReconciledTo(member, epoch)) return member;
  const updated = reconcile(member, {
    ...told,
    targetEpoch: epoch,
    target,
    subscribedTopicIds: topicIdsOf(state.topics, subscribedNames(group, member)),
    isOwned: (topicId, partition) => group.isOwned(topicId, partition),
  });
  if (isAtSamePoint(member, updated)) return member;
  const { groupId } = group;
  records.push(currentRecord(groupId, updated.memberId, updated));
  if (updated.classic === null) {
    change.afterwards((live) => {
      if (updated.state === 'unrevoked-partitions') watchRevocation(state, live, updated);
      else stopRebalanceTimer(live, updated.memberId);
    });
  }
  return updated;
}

function topicsWith(
  group: ConsumerGroup,
  before: ConsumerMember,
  after: ConsumerMember,
): SubscribedTopics {
  const topics = group.topics.copy();
  topics.add(before.subscribedTopicNames, 'byName', -1);
  topics.add(after.subscribedTopicNames, 'byName', 1);
  const regex = regexOf(before);
  if (regex !== null && regex !== regexOf(after) && group.regexes.get(regex) === 1) {
    topics.add(group.resolvedRegexes.get(regex)?.topics ?? [], 'byRegex', -1);
  }
  return topics;
}
