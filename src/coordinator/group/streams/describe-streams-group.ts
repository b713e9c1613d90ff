// StreamsGroupDescribe: what a Streams group looks like from outside.

import type { ErrorCode as Code } from '../../../base/error-code.ts';
import { ErrorCode } from '../../../base/error-code.ts';
import type {
  AssignmentInput,
  DescribedGroupInput,
  MemberInput,
  SubtopologyInput,
  TopicInfoInput,
  TopologyInput,
} from '../../../protocol/generated/streams-group-describe.ts';
import type { GroupState } from '../group-state.ts';
import type { StreamsGroup } from './streams-group.ts';
import { requireStreamsGroup } from './streams-group.ts';
import type { StreamsMember } from './streams-member.ts';
import type { HeldTasks, Tasks } from './tasks.ts';
import { NO_TASKS, taskIds } from './tasks.ts';

/** Throws KafkaError GROUP_ID_NOT_FOUND. */
export function describeStreamsGroup(state: GroupState, groupId: string): DescribedGroupInput {
  const group = requireStreamsGroup(state.group(groupId), groupId);
  return {
    errorCode: ErrorCode.NONE,
    groupId,
    groupState: group.state,
    groupEpoch: group.epoch,
    assignmentEpoch: group.target.epoch,
    topology: topologyOf(group),
    members: Array.from(group.members.values(), (member) => describeMember(group, member)),
  };
}

/** The description of a group that is not told. */
export function undescribedStreamsGroup(
  groupId: string,
  errorCode: Code,
  errorMessage: string | null = null,
): DescribedGroupInput {
  return {
    errorCode,
    errorMessage,
    groupId,
    groupState: '',
    groupEpoch: 0,
    assignmentEpoch: 0,
    topology: null,
    members: [],
  };
}

/** With the internal topics as they are once the topology fits the topics, else as the members told it. */
function topologyOf({ topology, configured }: StreamsGroup): TopologyInput | null {
  if (topology === null) return null;
  const { epoch } = topology;
  if (configured?.problem === null && configured.subtopologies !== null) {
    const subtopologies = [...configured.subtopologies.values()].map((subtopology) =>
      inOrder({
        ...subtopology,
        repartitionSourceTopics: subtopology.repartitionSourceTopics.map(describeConfigured),
        stateChangelogTopics: subtopology.stateChangelogTopics.map(describeConfigured),
      }),
    );
    return { epoch, subtopologies };
  }
  const subtopologies = [...topology.subtopologies].sort(byKey((it) => it.subtopologyId));
  return { epoch, subtopologies: subtopologies.map(inOrder) };
}

function describeConfigured({
  configs,
  ...topic
}: {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: TopicInfoInput['topicConfigs'];
}): TopicInfoInput {
  return { ...topic, topicConfigs: configs };
}

function inOrder(subtopology: SubtopologyInput): SubtopologyInput {
  return {
    subtopologyId: subtopology.subtopologyId,
    sourceTopics: [...subtopology.sourceTopics].sort(),
    repartitionSinkTopics: [...subtopology.repartitionSinkTopics].sort(),
    repartitionSourceTopics: [...subtopology.repartitionSourceTopics].sort(byKey((it) => it.name)),
    stateChangelogTopics: [...subtopology.stateChangelogTopics].sort(byKey((it) => it.name)),
  };
}

function describeMember(group: StreamsGroup, member: StreamsMember): MemberInput {
  const { memberId, memberEpoch, instanceId, rackId, clientId, clientHost } = member;
  const { topologyEpoch, processId, userEndpoint, clientTags, assigned } = member;
  return {
    memberId,
    memberEpoch,
    instanceId,
    rackId,
    clientId,
    clientHost,
    topologyEpoch,
    processId,
    userEndpoint,
    clientTags,
    taskOffsets: [],
    taskEndOffsets: [],
    assignment: describeTasks(assigned),
    targetAssignment: describeTasks(group.targets.get(memberId) ?? NO_TASKS),
    isClassic: false,
  };
}

function describeTasks({ active, standby, warmup }: Tasks | HeldTasks): AssignmentInput {
  return {
    activeTasks: taskIds(active),
    standbyTasks: taskIds(standby),
    warmupTasks: taskIds(warmup),
  };
}

function byKey<T>(keyOf: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => (keyOf(a) < keyOf(b) ? -1 : 1);
}
