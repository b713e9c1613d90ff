// Classic groups among the kinds of groups: what loading, commits, deletion and expiry mean for them.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { AdmitPartition, GroupKind, OffsetCommitter, RetentionStart } from '../group-kind.ts';
import type { GroupState } from '../group-state.ts';
import type { ClassicGroup } from './classic-group.ts';
import { CLASSIC_GROUP_RECORDS, groupRecord } from './classic-records.ts';
import { joinFailed, syncFailed } from './failed-responses.ts';
import { existingMember, requireMember } from './member-validation.ts';
import { prepareRebalance, renewSession } from './rebalance.ts';

export const CLASSIC_GROUPS: GroupKind<ClassicGroup> = {
  type: 'classic',
  records: CLASSIC_GROUP_RECORDS,
  onLoaded,
  onUnloaded,
  sessions: ({ members }) => Array.from(members, ({ memberId, session }) => [memberId, session]),
  admitCommit,
  /** Anyone may look at the offsets of a classic group. */
  admitFetch: () => {},
  admitDelete(group) {
    if (!group.isInState('Empty')) throw new KafkaError(ErrorCode.NON_EMPTY_GROUP);
  },
  /** While members are there whose subscriptions are not understood, everything may be in use. */
  admitOffsetDelete(group) {
    if (group.isInState('Empty') || group.usesConsumerProtocol) return;
    throw new KafkaError(ErrorCode.NON_EMPTY_GROUP);
  },
  retentionStart,
  isExpendable: (group) => group.isInState('Empty'),
  removal: (_state, { groupId }) => [groupRecord(groupId, null)],
};

/** Sessions of loaded members begin anew: nobody could send heartbeats meanwhile. */
function onLoaded(state: GroupState, group: ClassicGroup): void {
  for (const member of group.members) renewSession(state, group, member);
  if (group.members.size > state.config.maxGroupSize) {
    prepareRebalance(state, group, 'the group is larger than group.max.size');
  }
}

function onUnloaded(_state: GroupState, group: ClassicGroup): void {
  group.cancelTimers();
  for (const member of group.members) {
    group.members.answerJoin(member, joinFailed(ErrorCode.NOT_COORDINATOR, member.memberId));
    group.members.answerSync(member, syncFailed(ErrorCode.NOT_COORDINATOR));
  }
  group.transitionTo('Dead');
}

/** All partitions are a member's to commit: which are its own only the members know. */
function admitCommit(
  state: GroupState,
  group: ClassicGroup,
  committer: OffsetCommitter,
): AdmitPartition | undefined {
  const { memberId, instanceId, epoch: generation, isTransactional } = committer;
  if (generation < 0 && group.isInState('Empty')) return undefined;
  const isAnonymous = generation < 0 && memberId === '' && instanceId === null;
  if (isAnonymous && isTransactional) return undefined;
  if (isAnonymous) throw new KafkaError(ErrorCode.UNKNOWN_MEMBER_ID);
  requireMember(group, memberId, instanceId);
  if (generation !== group.generation) throw new KafkaError(ErrorCode.ILLEGAL_GENERATION);
  // A rebalance under way does not matter to a transaction: the generation fences its producer.
  if (isTransactional) return undefined;
  if (group.isInState('CompletingRebalance')) throw new KafkaError(ErrorCode.REBALANCE_IN_PROGRESS);
  renewSession(state, group, existingMember(group, memberId));
  return undefined;
}

function retentionStart(group: ClassicGroup): RetentionStart | null {
  const sinceCommit: RetentionStart = ({ commitTimestampMs }) => commitTimestampMs;
  if (group.protocolType === null) return sinceCommit;
  if (group.isInState('Empty')) {
    const { stateTimestampMs } = group;
    return stateTimestampMs === -1 ? sinceCommit : () => stateTimestampMs;
  }
  const knowsTopics = group.usesConsumerProtocol && group.knowsSubscribedTopics;
  return knowsTopics && group.isInState('Stable') ? sinceCommit : null;
}
