// A consumer group becomes a classic one when only members of the classic protocol are left in it: they go on
// with what they are meant to have, and rebalance among themselves (KIP-848).

import { assert } from '../../../base/assert.ts';
import type { Outcome } from '../../runtime/coordinator-shard.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { ClassicGroup } from '../classic/classic-group.ts';
import { classicGroup } from '../classic/classic-group.ts';
import { ClassicMember, EMPTY_BYTES } from '../classic/classic-member.ts';
import { groupRecord } from '../classic/classic-records.ts';
import { CONSUMER_PROTOCOL_TYPE } from '../classic/consumer-subscription.ts';
import { GroupMembers } from '../classic/group-members.ts';
import { prepareRebalance, renewSession } from '../classic/rebalance.ts';
import type { GroupState } from '../group-state.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { groupTombstones } from './consumer-group-records.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { versionOf, writeAssignment } from './embedded-protocol.ts';

/** Whether the group is to become a classic one once these members have gone. */
export function isDowngradedWithout(
  { config }: GroupState,
  group: ConsumerGroup,
  leaving: readonly ConsumerMember[],
): boolean {
  const { migrationPolicy } = config.consumer;
  const classicLeaving = leaving.filter(({ classic }) => classic !== null).length;
  const left = group.members.size - leaving.length;
  return (
    group.classicMemberCount - classicLeaving === left &&
    left > 0 &&
    left <= config.maxGroupSize &&
    (migrationPolicy === 'downgrade' || migrationPolicy === 'bidirectional')
  );
}

/** Whether it is to become one when a classic member takes the place of this static member. */
export function isDowngradedByReplacing(
  { config }: GroupState,
  group: ConsumerGroup,
  replaced: ConsumerMember,
): boolean {
  const { migrationPolicy } = config.consumer;
  return (
    group.classicMemberCount === group.members.size - 1 &&
    replaced.classic === null &&
    group.members.size <= config.maxGroupSize &&
    (migrationPolicy === 'downgrade' || migrationPolicy === 'bidirectional')
  );
}

/** A classic member takes the place of a static member that is still in the group as it was. */
export interface Replacement {
  readonly replaced: ConsumerMember;
  readonly joining: ConsumerMember;
}

export interface Downgrade {
  readonly group: ConsumerGroup;
  /** They are in the group and will not be. */
  readonly leaving: readonly ConsumerMember[];
  readonly replacement?: Replacement;
  /** Why the classic group is to rebalance at once; null: it need not. */
  readonly rebalanceReason: string | null;
}

/** The records that make it a classic group, after `records`; and what follows. */
export function downgradeGroup<R>(
  state: GroupState,
  downgrade: Downgrade,
  records: readonly CoordinatorRecord[],
  response: R,
): Outcome<R> {
  const { group, replacement, rebalanceReason } = downgrade;
  const { groupId } = group;
  const memberIds = Array.from(group.members.keys(), (memberId) =>
    memberId === replacement?.replaced.memberId ? replacement.joining.memberId : memberId,
  );
  const members = classicMembers(state, downgrade);
  const stored = {
    protocolType: CONSUMER_PROTOCOL_TYPE,
    generation: group.groupEpoch,
    protocolName: members.selectProtocol(),
    leaderId: members.leaderId,
    stateTimestampMs: state.clock.wallMs(),
    members: [] as ReturnType<ClassicMember['toStored']>[],
  };
  for (const member of members) {
    assignTarget(state, downgrade, member, stored.protocolName);
    stored.members.push(member.toStored(stored.protocolName, member.assignment));
  }
  return {
    records: [...records, ...groupTombstones(group, memberIds), groupRecord(groupId, stored)],
    response,
    stored: () => {
      const live = classicGroup(state.groups.get(groupId));
      if (live !== undefined) goOn(state, live, members, rebalanceReason);
    },
  };
}

function classicMembers(
  { logger }: GroupState,
  { group, leaving, replacement }: Downgrade,
): GroupMembers {
  const members = new GroupMembers();
  const left = new Set(leaving.map(({ memberId }) => memberId));
  for (const member of group.members.values()) {
    if (left.has(member.memberId) || member.memberId === replacement?.replaced.memberId) continue;
    members.insert(classicMember(member));
  }
  if (replacement !== undefined) members.insert(classicMember(replacement.joining));
  logger.info({ group: group.groupId }, 'the consumer group becomes a classic group');
  return members;
}

function classicMember(member: ConsumerMember): ClassicMember {
  const { classic } = member;
  assert(classic !== null, 'only members of the classic protocol are left');
  return new ClassicMember({
    memberId: member.memberId,
    instanceId: member.instanceId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    rebalanceTimeoutMs: member.rebalanceTimeoutMs,
    sessionTimeoutMs: classic.sessionTimeoutMs,
    protocols: classic.supportedProtocols,
  });
}

/** What it is meant to have, in words that it understands; a successor has what was meant for the replaced. */
function assignTarget(
  { topics }: GroupState,
  { group, replacement }: Downgrade,
  member: ClassicMember,
  protocolName: string,
): void {
  const isSuccessor = member.memberId === replacement?.joining.memberId;
  const holder = isSuccessor ? replacement.replaced.memberId : member.memberId;
  const version = versionOf(member.metadataFor(protocolName) ?? EMPTY_BYTES);
  member.assignment = writeAssignment(topics, group.targetAssignment.get(holder) ?? [], version);
}

/** The group that its record has made knows one protocol of each member; the members offer more. */
function goOn(
  state: GroupState,
  live: ClassicGroup,
  members: GroupMembers,
  rebalanceReason: string | null,
): void {
  for (const member of live.members) {
    const offered = members.get(member.memberId);
    if (offered !== undefined) live.members.update(member, offered);
    renewSession(state, live, member);
  }
  if (rebalanceReason === null) return;
  const effects = prepareRebalance(state, live, rebalanceReason);
  assert(effects.records.length === 0, 'nobody has joined the rebalance yet');
}
