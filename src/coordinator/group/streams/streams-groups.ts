// Streams groups among the kinds of groups: what loading, commits, deletion and expiry mean for them.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { AdmitPartition, GroupKind, OffsetCommitter, OffsetFetcher } from '../group-kind.ts';
import type { GroupState } from '../group-state.ts';
import { STREAMS_GROUP_RECORDS } from './replay-streams.ts';
import type { StreamsGroup } from './streams-group.ts';
import type { StreamsMember } from './streams-member.ts';
import {
  assignmentRecord,
  groupRecord,
  memberRecord,
  targetEpochRecord,
  targetRecord,
  topologyRecord,
} from './streams-records.ts';
import { renewSession, timeRevocation } from './streams-sessions.ts';

/** The first version of OffsetCommit that knows member epochs (KIP-848). */
const MEMBER_EPOCH_VERSION = 9;

export const STREAMS_GROUPS: GroupKind<StreamsGroup> = {
  type: 'streams',
  records: STREAMS_GROUP_RECORDS,
  onLoaded,
  onUnloaded: (_state, group) => group.cancelTimers(),
  sessions: ({ timers }) => Array.from(timers, ([memberId, { session }]) => [memberId, session]),
  onTopicsChanged,
  admitCommit,
  admitFetch,
  admitDelete({ isEmpty }) {
    if (!isEmpty) throw new KafkaError(ErrorCode.NON_EMPTY_GROUP);
  },
  admitOffsetDelete: () => {},
  retentionStart: () => (committed) => committed.commitTimestampMs,
  isExpendable: ({ isEmpty }) => isEmpty,
  removal,
};

/** Sessions of loaded members begin anew: nobody could send heartbeats meanwhile. */
function onLoaded(state: GroupState, group: StreamsGroup): void {
  for (const member of group.members.values()) {
    renewSession(state, group, member.memberId);
    timeRevocation(state, group, member);
  }
}

/** The next heartbeat of any member looks again. */
function onTopicsChanged(
  _state: GroupState,
  group: StreamsGroup,
  topics: ReadonlySet<string>,
): void {
  for (const topic of group.topology?.requiredTopics ?? []) {
    if (topics.has(topic)) group.mustLookAtTopics = true;
  }
}

/**
 * A member commits in its epoch, or in an older one what its active tasks have read since then at least: the
 * answer with the new epoch may still be on its way (KIP-1251).
 */
function admitCommit(
  { topics }: GroupState,
  group: StreamsGroup,
  committer: OffsetCommitter,
): AdmitPartition | undefined {
  const { memberId, instanceId, epoch, apiVersion, isTransactional } = committer;
  if (epoch < 0 && group.isEmpty) return undefined;
  const isAnonymous = epoch === -1 && memberId === '' && instanceId === null;
  if (isTransactional && isAnonymous) return undefined;
  const member = group.member(memberId);
  if (!isTransactional && apiVersion < MEMBER_EPOCH_VERSION) {
    throw new KafkaError(
      ErrorCode.UNSUPPORTED_VERSION,
      'OffsetCommit version 9 or above must be used by members using the streams group protocol',
    );
  }
  if (epoch === member.memberEpoch) return undefined;
  // A producer in a transaction knows generations only.
  const code = isTransactional ? ErrorCode.ILLEGAL_GENERATION : ErrorCode.STALE_MEMBER_EPOCH;
  if (epoch > member.memberEpoch) throw new KafkaError(code);
  return (topicId, partition) => {
    const topic = topics.byId(topicId);
    const reader = topic && group.topology?.readerOf(topic.name);
    const assignedIn =
      reader === undefined ? undefined : assignmentEpoch(member, reader, partition);
    if (assignedIn === undefined || epoch < assignedIn) throw new KafkaError(code);
  };
}

function assignmentEpoch(
  { assigned, pendingRevocation }: StreamsMember,
  subtopologyId: string,
  partition: number,
): number | undefined {
  const epochs = assigned.active.get(subtopologyId);
  return epochs?.get(partition) ?? pendingRevocation.active.get(subtopologyId)?.get(partition);
}

function admitFetch(
  _state: GroupState,
  group: StreamsGroup,
  { memberId, memberEpoch }: OffsetFetcher,
): void {
  if (memberId === null && memberEpoch < 0) return;
  const member = group.member(memberId ?? '');
  if (member.memberEpoch !== memberEpoch) throw new KafkaError(ErrorCode.STALE_MEMBER_EPOCH);
}

function removal(_state: GroupState, { groupId, members }: StreamsGroup): CoordinatorRecord[] {
  const memberIds = [...members.keys()];
  return [
    ...memberIds.map((memberId) => assignmentRecord(groupId, memberId, null)),
    ...memberIds.map((memberId) => targetRecord(groupId, memberId, null)),
    targetEpochRecord(groupId, null),
    ...memberIds.map((memberId) => memberRecord(groupId, memberId, null)),
    groupRecord(groupId, null),
    topologyRecord(groupId, null),
  ];
}
