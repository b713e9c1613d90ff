// What a StreamsGroupHeartbeat request must look like, whatever the group is. The order of checks and the
// messages are Apache Kafka's; what 4.3 does not serve yet is refused as there.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { StreamsGroupHeartbeatRequest } from '../../../protocol/generated/streams-group-heartbeat.ts';

/** The epoch of who joins. Below are those of who leaves: for good (-1), or for a while (-2). */
export const JOIN_EPOCH = 0;
const LEAVE_FOR_A_WHILE_EPOCH = -2;

type Check = readonly [
  isBroken: (request: StreamsGroupHeartbeatRequest) => boolean,
  message: string,
];

const isBlank = (value: string | null): boolean => value?.trim() === '';
const isJoin = ({ memberEpoch }: StreamsGroupHeartbeatRequest): boolean =>
  memberEpoch === JOIN_EPOCH;
/** Of the lists of tasks, some are there and some are not. */
const ONE_OF_THREE = 'If one task-type is non-null, all must be non-null.';

const CHECKS: readonly Check[] = [
  [({ instanceId }) => instanceId !== null, 'Static membership is not yet supported.'],
  [({ taskOffsets }) => taskOffsets !== null, 'TaskOffsets are not supported yet.'],
  [({ taskEndOffsets }) => taskEndOffsets !== null, 'TaskEndOffsets are not supported yet.'],
  [
    ({ warmupTasks }) => warmupTasks !== null && warmupTasks.length > 0,
    'WarmupTasks are not supported yet.',
  ],
  [hasSourceRegex, 'Regular expressions for source topics are not supported yet.'],
  [({ memberId }) => isBlank(memberId), "MemberId can't be empty."],
  [({ groupId }) => isBlank(groupId), "GroupId can't be empty."],
  [({ rackId }) => isBlank(rackId), "RackId can't be empty."],
  [
    (request) => isJoin(request) && request.rebalanceTimeoutMs === -1,
    'RebalanceTimeoutMs must be provided in first request.',
  ],
  [
    (request) => isJoin(request) && request.activeTasks?.length !== 0,
    'ActiveTasks must be empty when (re-)joining.',
  ],
  [
    (request) => isJoin(request) && request.standbyTasks?.length !== 0,
    'StandbyTasks must be empty when (re-)joining.',
  ],
  [
    (request) => isJoin(request) && request.warmupTasks?.length !== 0,
    'WarmupTasks must be empty when (re-)joining.',
  ],
  [
    (request) => isJoin(request) && request.topology === null,
    'Topology must be non-null when (re-)joining.',
  ],
  // Who leaves for a while is a static member, and those were refused above unless they do not say so.
  [({ memberEpoch }) => memberEpoch === LEAVE_FOR_A_WHILE_EPOCH, "InstanceId can't be null."],
];

const LAST_CHECKS: readonly Check[] = [
  [
    ({ activeTasks, standbyTasks, warmupTasks }) =>
      new Set([activeTasks, standbyTasks, warmupTasks].map((tasks) => tasks === null)).size > 1,
    ONE_OF_THREE,
  ],
  [
    (request) => !isJoin(request) && request.topology !== null,
    'Topology can only be provided when (re-)joining.',
  ],
  [hasTagTwice, 'A client tag is given twice.'],
];

/** Throws KafkaError INVALID_REQUEST or STREAMS_INVALID_TOPOLOGY. */
export function validateStreamsHeartbeat(request: StreamsGroupHeartbeatRequest): void {
  apply(CHECKS, request);
  if (isJoin(request)) {
    requireSoundTopology(request);
    requireDistinctSubtopologies(request);
  }
  if (request.memberEpoch < LEAVE_FOR_A_WHILE_EPOCH) {
    throw invalid(
      `MemberEpoch is ${request.memberEpoch}, but must be greater than or equal to -2.`,
    );
  }
  apply(LAST_CHECKS, request);
}

function apply(checks: readonly Check[], request: StreamsGroupHeartbeatRequest): void {
  for (const [isBroken, message] of checks) if (isBroken(request)) throw invalid(message);
}

function hasSourceRegex({ topology }: StreamsGroupHeartbeatRequest): boolean {
  return (
    topology?.subtopologies.some(({ sourceTopicRegex }) => sourceTopicRegex.length > 0) === true
  );
}

function hasTagTwice({ clientTags }: StreamsGroupHeartbeatRequest): boolean {
  const keys = clientTags?.map(({ key }) => key) ?? [];
  return new Set(keys).size < keys.length;
}

/** Epochs begin at 0; changelogs have as many partitions as there are tasks, and nobody may say otherwise. */
function requireSoundTopology({ topology }: StreamsGroupHeartbeatRequest): void {
  if (topology !== null && topology.epoch < 0) {
    throw new KafkaError(
      ErrorCode.STREAMS_INVALID_TOPOLOGY,
      `A topology cannot have the epoch ${topology.epoch}.`,
    );
  }
  for (const { stateChangelogTopics } of topology?.subtopologies ?? []) {
    for (const { name, partitions } of stateChangelogTopics) {
      if (partitions === 0) continue;
      throw new KafkaError(
        ErrorCode.STREAMS_INVALID_TOPOLOGY,
        `Changelog topic ${name} must have an undefined partition count, but it is set to ${partitions}.`,
      );
    }
  }
}

function requireDistinctSubtopologies({ topology }: StreamsGroupHeartbeatRequest): void {
  const ids = topology?.subtopologies.map(({ subtopologyId }) => subtopologyId) ?? [];
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice === undefined) return;
  throw new KafkaError(
    ErrorCode.STREAMS_INVALID_TOPOLOGY,
    `Subtopology ${twice} is listed more than once.`,
  );
}

function invalid(message: string): KafkaError {
  return new KafkaError(ErrorCode.INVALID_REQUEST, message);
}
