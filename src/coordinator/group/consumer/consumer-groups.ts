// Consumer groups among the kinds of groups: what loading, commits, deletion and expiry mean for them.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { AdmitPartition, GroupKind, OffsetCommitter, OffsetFetcher } from '../group-kind.ts';
import type { GroupState } from '../group-state.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { groupTombstones } from './consumer-group-records.ts';
import { CONSUMER_GROUP_RECORDS } from './consumer-group-replay.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { renewSession, watchRevocation } from './member-deadlines.ts';
import { requireMember } from './member-validation.ts';

/** The first version of OffsetCommit that a member of the consumer protocol may use. */
const MEMBER_EPOCH_VERSION = 9;

export const CONSUMER_GROUPS: GroupKind<ConsumerGroup> = {
  type: 'consumer',
  records: CONSUMER_GROUP_RECORDS,
  onLoaded,
  onUnloaded: (_state, group) => group.cancelTimers(),
  sessions: ({ timers }) => Array.from(timers, ([memberId, { session }]) => [memberId, session]),
  onTopicsChanged,
  admitCommit,
  admitFetch,
  admitDelete(group) {
    if (group.members.size > 0) throw new KafkaError(ErrorCode.NON_EMPTY_GROUP);
  },
  /** What members consume is known, so what they do not can go. */
  admitOffsetDelete: () => {},
  retentionStart:
    () =>
    ({ commitTimestampMs }) =>
      commitTimestampMs,
  isExpendable: (group) => group.members.size === 0,
  removal: (_state, group) => groupTombstones(group, [...group.members.keys()]),
};

/** Sessions of loaded members begin anew: nobody could send heartbeats meanwhile. */
function onLoaded(state: GroupState, group: ConsumerGroup): void {
  for (const member of group.members.values()) {
    renewSession(state, group, member);
    if (member.state === 'unrevoked-partitions' && member.classic === null) {
      watchRevocation(state, group, member);
    }
  }
}

/** The next heartbeat looks at the topics again. */
function onTopicsChanged(
  { topics: known }: GroupState,
  group: ConsumerGroup,
  topics: ReadonlySet<string>,
): void {
  for (const name of topics) {
    if (group.isSubscribedTo(name)) group.mustCheckTopics = true;
    else if (known.byName(name) !== undefined) group.mustResolveRegexes = true;
  }
}

/**
 * A member commits in its epoch, or in an older one what has been its own since then at least: the answer with
 * the new epoch may still be on its way (KIP-1251).
 */
function admitCommit(
  _state: GroupState,
  group: ConsumerGroup,
  committer: OffsetCommitter,
): AdmitPartition | undefined {
  const { memberId, instanceId, epoch, apiVersion, isTransactional } = committer;
  if (epoch < 0 && group.members.size === 0) return undefined;
  const isAnonymous = epoch === -1 && memberId === '' && instanceId === null;
  if (isTransactional && isAnonymous) return undefined;
  const member = requireMember(group, memberId);
  if (!isTransactional && member.classic === null && apiVersion < MEMBER_EPOCH_VERSION) {
    throw new KafkaError(
      ErrorCode.UNSUPPORTED_VERSION,
      'OffsetCommit version 9 or above must be used by members using the consumer group protocol',
    );
  }
  if (epoch === member.memberEpoch) return undefined;
  if (epoch > member.memberEpoch) throw staleEpoch(member, isTransactional);
  return (topicId, partition) => {
    const assignedIn = assignmentEpoch(member, topicId, partition);
    if (assignedIn === undefined || epoch < assignedIn) throw staleEpoch(member, isTransactional);
  };
}

function admitFetch(
  _state: GroupState,
  group: ConsumerGroup,
  { memberId, memberEpoch }: OffsetFetcher,
): void {
  if (memberId === null && memberEpoch < 0) return;
  const member = requireMember(group, memberId ?? '');
  if (memberEpoch !== member.memberEpoch) throw staleEpoch(member, false);
}

function assignmentEpoch(
  { assigned, pendingRevocation }: ConsumerMember,
  topicId: Uuid,
  partition: number,
): number | undefined {
  const epochs = assigned.get(topicId)?.get(partition);
  return epochs ?? pendingRevocation.get(topicId)?.get(partition);
}

/** A producer in a transaction knows generations only, as a member of the classic protocol does. */
function staleEpoch({ classic }: ConsumerMember, isTransactional: boolean): KafkaError {
  const isStale = classic === null && !isTransactional;
  return new KafkaError(isStale ? ErrorCode.STALE_MEMBER_EPOCH : ErrorCode.ILLEGAL_GENERATION);
}
