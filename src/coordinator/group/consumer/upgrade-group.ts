// A classic group of consumers becomes a consumer group when the first member of the consumer protocol joins
// it (KIP-848): its members go on as members of the classic protocol, with what they have been assigned.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import { MalformedMessageError } from '../../../base/malformed-message-error.ts';
import type { ClassicGroup } from '../classic/classic-group.ts';
import type { ClassicMember } from '../classic/classic-member.ts';
import { groupRecord } from '../classic/classic-records.ts';
import { joinFailed, syncFailed } from '../classic/failed-responses.ts';
import type { GroupState } from '../group-state.ts';
import { ConsumerGroup } from './consumer-group.ts';
import {
  currentRecord,
  groupEpochRecord,
  memberRecord,
  targetEpochRecord,
  targetRecord,
} from './consumer-group-records.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { distinctNames, newConsumerMember } from './consumer-member.ts';
import { partitionsById, readAssignment, readSubscription } from './embedded-protocol.ts';
import { GroupChange } from './group-change.ts';
import { renewSession } from './member-deadlines.ts';
import type { ReportedPartitions } from './reconciliation.ts';

/** Begins the change that makes it a consumer group. Throws GROUP_ID_NOT_FOUND when it cannot be one. */
export function upgradeGroup(state: GroupState, classic: ClassicGroup): GroupChange {
  const problem = whyNotUpgraded(state, classic);
  if (problem !== null) throw refused(classic, problem);
  const group = converted(state, classic);
  const change = new GroupChange(state, group, [
    groupRecord(classic.groupId, null),
    ...recordsOf(group),
  ]);
  change.afterwards((live) => {
    sendBack(classic);
    for (const { memberId } of group.members.values()) {
      const member = live.members.get(memberId);
      if (member !== undefined) renewSession(state, live, member);
    }
    state.logger.info({ group: classic.groupId }, 'the classic group is a consumer group now');
  });
  return change;
}

function whyNotUpgraded({ config }: GroupState, classic: ClassicGroup): string | null {
  const { migrationPolicy, maxSize } = config.consumer;
  const mayUpgrade = migrationPolicy === 'upgrade' || migrationPolicy === 'bidirectional';
  if (!mayUpgrade) return 'online upgrade is disabled.';
  if (!classic.usesConsumerProtocol) {
    return 'the group does not use the consumer embedded protocol.';
  }
  const isTooLarge = classic.members.size > maxSize;
  return isTooLarge ? 'the group size exceeds the consumer group maximum size.' : null;
}

function converted(state: GroupState, classic: ClassicGroup): ConsumerGroup {
  const group = new ConsumerGroup(classic.groupId);
  group.groupEpoch = classic.generation;
  group.assignmentEpoch = classic.generation;
  for (const member of classic.members) {
    const partitions = assignedTo(state, classic, member);
    group.setMember(convertedMember(classic, member, partitions));
    const target = partitions.map(({ topicId, partitions: own }) => {
      return [topicId, [...own].sort((first, second) => first - second)] as const;
    });
    group.targetAssignment.set(member.memberId, new Map(target));
  }
  group.metadataHash = state.topicHashes.ofGroup(group.topics.names());
  return group;
}

/** What the member was assigned last; nothing if it has never asked. */
function assignedTo(
  { topics }: GroupState,
  classic: ClassicGroup,
  { assignment }: ClassicMember,
): ReportedPartitions {
  if (assignment.length === 0) return [];
  const { assignedPartitions, userData } = readable(classic, () => readAssignment(assignment));
  if (userData !== null && userData.length > 0) {
    throw refused(
      classic,
      'an unsupported custom assignor is in use. Please refer to the documentation or switch to a default assignor before re-attempting the upgrade.',
    );
  }
  return partitionsById(topics, assignedPartitions);
}

function convertedMember(
  classic: ClassicGroup,
  member: ClassicMember,
  partitions: ReportedPartitions,
): ConsumerMember {
  const { memberId, protocols, sessionTimeoutMs } = member;
  const { generation, protocolName } = classic;
  // Before its first generation a group has not chosen among the protocols.
  const metadata = member.metadataFor(protocolName) ?? protocols[0]?.metadata ?? Buffer.alloc(0);
  const { topics, rackId } = readable(classic, () => readSubscription(metadata));
  const assigned = partitions.map(({ topicId, partitions: own }) => {
    return [topicId, new Map(own.map((partition) => [partition, generation]))] as const;
  });
  return {
    ...newConsumerMember(memberId),
    memberEpoch: generation,
    previousMemberEpoch: generation,
    instanceId: member.instanceId,
    rackId: rackId === '' ? null : rackId,
    rebalanceTimeoutMs: member.rebalanceTimeoutMs,
    clientId: member.clientId,
    clientHost: member.clientHost,
    subscribedTopicNames: distinctNames(topics),
    classic: { sessionTimeoutMs, supportedProtocols: protocols },
    assigned: new Map(assigned),
  };
}

function recordsOf(group: ConsumerGroup) {
  const { groupId, groupEpoch: epoch, metadataHash, assignmentEpoch } = group;
  const members = [...group.members];
  return [
    ...members.map(([memberId, member]) => memberRecord(groupId, memberId, member)),
    groupEpochRecord(groupId, { epoch, metadataHash }),
    ...members.map(([memberId]) =>
      targetRecord(groupId, memberId, group.targetAssignment.get(memberId) ?? new Map()),
    ),
    targetEpochRecord(groupId, { assignmentEpoch, assignmentTimestamp: group.assignedAtMs }),
    ...members.map(([memberId, member]) => currentRecord(groupId, memberId, member)),
  ];
}

/** Whoever waited for the classic group's rebalance comes again, to the consumer group. */
function sendBack(classic: ClassicGroup): void {
  for (const member of classic.members) {
    const code = ErrorCode.REBALANCE_IN_PROGRESS;
    classic.members.answerJoin(member, joinFailed(code, member.memberId));
    classic.members.answerSync(member, syncFailed(code));
  }
}

function readable<R>(classic: ClassicGroup, read: () => R): R {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MalformedMessageError)) throw error;
    throw refused(classic, 'the embedded consumer protocol is malformed.');
  }
}

function refused({ groupId }: ClassicGroup, reason: string): KafkaError {
  return new KafkaError(
    ErrorCode.GROUP_ID_NOT_FOUND,
    `Cannot upgrade classic group ${groupId} to consumer group because ${reason}`,
  );
}
