// What a group is at the moment, whatever its kind: its state, its members and what each of them reads.

import { ErrorCode } from '../base/error-code.ts';
import { MalformedMessageError } from '../base/malformed-message-error.ts';
import { ConsumerGroupDescribe } from '../protocol/generated/consumer-group-describe.ts';
import { DescribeGroups } from '../protocol/generated/describe-groups.ts';
import { ConsumerProtocolAssignment } from '../protocol/generated/records/consumer-protocol-assignment.ts';
import { ShareGroupDescribe } from '../protocol/generated/share-group-describe.ts';
import { StreamsGroupDescribe } from '../protocol/generated/streams-group-describe.ts';
import { decodeRecordValue } from '../protocol/record-bytes.ts';
import type { BrokerConnection } from './broker-connection.ts';
import { answeredError, ClientError } from './client-error.ts';
import type { ClusterClient } from './cluster-client.ts';
import type { ListedGroup } from './groups.ts';

export interface GroupDescription {
  readonly group: string;
  /** `classic`, `consumer`, `share` or `streams`. */
  readonly type: string;
  readonly state: string;
  /** How partitions are shared out; empty where the group does not say. */
  readonly assignor: string;
  readonly members: readonly MemberDescription[];
}

export interface MemberDescription {
  readonly member: string;
  readonly client: string;
  readonly host: string;
  readonly assigned: readonly AssignedTopic[];
}

export interface AssignedTopic {
  /** Of a Streams group: the subtopology, whose tasks have the numbers of partitions. */
  readonly topic: string;
  readonly partitions: readonly number[];
}

/** What all answers have in common. */
interface AnsweredGroup {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly groupState: string;
  readonly members: readonly AnsweredMember[];
}

interface AnsweredMember {
  readonly memberId: string;
  readonly clientId: string;
  readonly clientHost: string;
}

/** Throws ClientError. */
export async function describeGroup(
  client: ClusterClient,
  { group, type }: Pick<ListedGroup, 'group' | 'type'>,
): Promise<GroupDescription> {
  const connection = await client.coordinator('group', group);
  const described = await (DESCRIBERS[type] ?? describeClassic)(connection, group);
  return { group, type, ...described };
}

type Described = Omit<GroupDescription, 'group' | 'type'>;

/** How each kind of group is asked for. */
const DESCRIBERS: Readonly<
  Record<string, (connection: BrokerConnection, group: string) => Promise<Described>>
> = {
  consumer: describeConsumer,
  share: describeShare,
  streams: describeStreams,
};

async function describeClassic(connection: BrokerConnection, group: string): Promise<Described> {
  const { groups } = await connection.send(DescribeGroups, { groups: [group] });
  const found = required(group, groups[0]);
  return {
    state: found.groupState,
    assignor: found.protocolData,
    members: found.members.map((member) =>
      memberOf(member, assignedOf(Buffer.from(member.memberAssignment))),
    ),
  };
}

async function describeConsumer(connection: BrokerConnection, group: string): Promise<Described> {
  const { groups } = await connection.send(ConsumerGroupDescribe, {
    groupIds: [group],
    includeAuthorizedOperations: false,
  });
  const found = required(group, groups[0]);
  return {
    state: found.groupState,
    assignor: found.assignorName,
    members: found.members.map((member) => memberOf(member, topicsOf(member.assignment))),
  };
}

async function describeShare(connection: BrokerConnection, group: string): Promise<Described> {
  const { groups } = await connection.send(ShareGroupDescribe, {
    groupIds: [group],
    includeAuthorizedOperations: false,
  });
  const found = required(group, groups[0]);
  return {
    state: found.groupState,
    assignor: found.assignorName,
    members: found.members.map((member) => memberOf(member, topicsOf(member.assignment))),
  };
}

async function describeStreams(connection: BrokerConnection, group: string): Promise<Described> {
  const { groups } = await connection.send(StreamsGroupDescribe, {
    groupIds: [group],
    includeAuthorizedOperations: false,
  });
  const found = required(group, groups[0]);
  return {
    state: found.groupState,
    assignor: '',
    members: found.members.map((member) =>
      memberOf(
        member,
        member.assignment.activeTasks.map(({ subtopologyId, partitions }) => {
          return { topic: subtopologyId, partitions };
        }),
      ),
    ),
  };
}

function required<Group extends AnsweredGroup>(name: string, group: Group | undefined): Group {
  if (group === undefined) throw new ClientError(`group ${name}: the broker has said nothing`);
  if (group.errorCode === ErrorCode.NONE) return group;
  throw answeredError(`group ${name}`, group.errorCode as ErrorCode, group.errorMessage);
}

function memberOf(
  { memberId, clientId, clientHost }: AnsweredMember,
  assigned: readonly AssignedTopic[],
): MemberDescription {
  // Java brokers print an address with a slash before it.
  return { member: memberId, client: clientId, host: clientHost.replace(/^\//, ''), assigned };
}

function topicsOf({
  topicPartitions,
}: {
  readonly topicPartitions: readonly {
    readonly topicName: string;
    readonly partitions: readonly number[];
  }[];
}): AssignedTopic[] {
  return topicPartitions.map(({ topicName, partitions }) => ({ topic: topicName, partitions }));
}

/** What the leader of a classic group has given a member; nothing where that is no consumer's assignment. */
function assignedOf(assignment: Buffer): AssignedTopic[] {
  if (assignment.length === 0) return [];
  try {
    const { assignedPartitions } = decodeRecordValue(ConsumerProtocolAssignment, assignment);
    return assignedPartitions.map(({ topic, partitions }) => ({ topic, partitions }));
  } catch (error) {
    if (error instanceof MalformedMessageError) return [];
    throw error;
  }
}
