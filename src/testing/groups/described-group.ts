// What the coordinator says of a group, whatever kind it is of.

import type { Services } from '../../dispatch/services.ts';
import { assignedPartitions } from './assigned-partitions.ts';

export type GroupType = 'classic' | 'consumer' | 'share' | 'streams';

export interface GroupMember {
  readonly memberId: string;
  /** `group.instance.id`; null for a dynamic member. */
  readonly instanceId: string | null;
  readonly clientId: string;
  readonly host: string;
  /**
   * Partitions by topic; in a streams group the active tasks by subtopology. Empty for members whose assignment
   * is not a consumer's.
   */
  readonly assignment: Readonly<Record<string, readonly number[]>>;
}

export interface DescribedGroup {
  /** Null when there is no such group. */
  readonly type: GroupType | null;
  /** As `kafka-groups` and `kafka-consumer-groups --describe --state` name it; Dead when there is no such group. */
  readonly state: string;
  readonly members: readonly GroupMember[];
}

/** What every describing API says of a member. */
interface SaidMember {
  readonly memberId: string;
  readonly instanceId?: string | null | undefined;
  readonly clientId: string;
  readonly clientHost: string;
}

/** @internal What each describing API says of members, as a test sees it. */
export const MEMBERS = {
  classic: (
    members: readonly (Omit<SaidMember, 'instanceId'> & {
      readonly groupInstanceId?: string | null | undefined;
      readonly memberAssignment: Uint8Array;
    })[],
  ): GroupMember[] =>
    members.map(({ groupInstanceId: instanceId, memberAssignment, ...member }) =>
      memberOf({ ...member, instanceId }, assignedPartitions(Buffer.from(memberAssignment))),
    ),
  consumer: byTopicAssigned,
  share: byTopicAssigned,
  streams: (
    members: readonly (SaidMember & { readonly assignment: { readonly activeTasks: Tasks } })[],
  ): GroupMember[] =>
    members.map((member) => memberOf(member, bySubtopology(member.assignment.activeTasks))),
};

function byTopicAssigned(
  members: readonly (SaidMember & { readonly assignment: { readonly topicPartitions: Topics } })[],
): GroupMember[] {
  return members.map((member) => memberOf(member, byTopic(member.assignment.topicPartitions)));
}

type Describe = (services: Services, groupId: string) => Promise<readonly GroupMember[]>;

const DESCRIBE: Readonly<Record<GroupType, Describe>> = {
  async classic({ groups }, groupId) {
    const context = { apiVersion: 5, clientId: '', clientHost: '' };
    const [group] = await groups.describeGroups(context, [groupId]);
    return MEMBERS.classic(group?.members ?? []);
  },
  async consumer({ consumerGroups }, groupId) {
    const [group] = await consumerGroups.describeGroups([groupId]);
    return MEMBERS.consumer(group?.members ?? []);
  },
  async share({ shareGroups }, groupId) {
    const [group] = await shareGroups.describeGroups([groupId]);
    return MEMBERS.share(group?.members ?? []);
  },
  async streams({ streamsGroups }, groupId) {
    const [group] = await streamsGroups.describeGroups([groupId]);
    return MEMBERS.streams(group?.members ?? []);
  },
};

/** @internal */
export async function describeGroup(services: Services, groupId: string): Promise<DescribedGroup> {
  const { groups } = await services.groups.listGroups({ statesFilter: [], typesFilter: [] });
  const listed = groups.find((group) => group.groupId === groupId);
  if (listed === undefined) return { type: null, state: 'Dead', members: [] };
  const type = listed.groupType as GroupType;
  const members = await DESCRIBE[type](services, groupId);
  return { type, state: listed.groupState ?? '', members };
}

function memberOf(
  { memberId, instanceId = null, clientId, clientHost }: SaidMember,
  assignment: GroupMember['assignment'],
): GroupMember {
  return { memberId, instanceId, clientId, host: clientHost, assignment };
}

type Topics = readonly { readonly topicName: string; readonly partitions: readonly number[] }[];

function byTopic(assigned: Topics): Record<string, readonly number[]> {
  return Object.fromEntries(assigned.map(({ topicName, partitions }) => [topicName, partitions]));
}

type Tasks = readonly { readonly subtopologyId: string; readonly partitions: readonly number[] }[];

function bySubtopology(tasks: Tasks): Record<string, readonly number[]> {
  return Object.fromEntries(
    tasks.map(({ subtopologyId, partitions }) => [subtopologyId, partitions]),
  );
}
