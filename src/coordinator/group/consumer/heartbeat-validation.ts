// What can be said of a ConsumerGroupHeartbeat without knowing its group, in Apache Kafka's words and order.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { ConsumerGroupHeartbeatRequest } from '../../../protocol/generated/consumer-group-heartbeat.ts';
import { assignorNames } from './assignors.ts';
import { JOINING_EPOCH, LEFT_EPOCH, STATIC_LEFT_EPOCH } from './consumer-member.ts';

/** The first version in which clients make their member ids themselves (KIP-1082). */
const OWN_MEMBER_ID_VERSION = 1;

/** Throws INVALID_REQUEST or UNSUPPORTED_ASSIGNOR. */
export function validateHeartbeat(
  request: ConsumerGroupHeartbeatRequest,
  apiVersion: number,
  assignors: readonly string[],
): void {
  const { memberEpoch: epoch, serverAssignor } = request;
  if (apiVersion >= OWN_MEMBER_ID_VERSION || epoch > JOINING_EPOCH || epoch === LEFT_EPOCH) {
    requireText(request.memberId, "MemberId can't be empty.");
  }
  requireText(request.groupId, "GroupId can't be empty.");
  requireText(request.instanceId, "InstanceId can't be empty.");
  requireText(request.rackId, "RackId can't be empty.");
  if (epoch === JOINING_EPOCH) validateJoin(request);
  if (epoch === STATIC_LEFT_EPOCH && request.instanceId === null) {
    throw invalid("InstanceId can't be null.");
  }
  if (epoch < STATIC_LEFT_EPOCH) throw invalid('MemberEpoch is invalid.');
  const supported = assignorNames(assignors);
  if (serverAssignor !== null && !supported.includes(serverAssignor)) {
    throw new KafkaError(
      ErrorCode.UNSUPPORTED_ASSIGNOR,
      `ServerAssignor ${serverAssignor} is not supported. Supported assignors: ${supported.join(', ')}.`,
    );
  }
}

/** Who joins says everything; an empty list of topics is an answer too. */
function validateJoin(request: ConsumerGroupHeartbeatRequest): void {
  if (request.rebalanceTimeoutMs === -1) {
    throw invalid('RebalanceTimeoutMs must be provided in first request.');
  }
  if (request.topicPartitions?.length !== 0) {
    throw invalid('TopicPartitions must be empty when (re-)joining.');
  }
  if (request.subscribedTopicNames === null && request.subscribedTopicRegex === null) {
    throw invalid(
      'Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.',
    );
  }
}

function requireText(value: string | null, problem: string): void {
  if (value !== null && value.trim() === '') throw invalid(problem);
}

function invalid(problem: string): KafkaError {
  return new KafkaError(ErrorCode.INVALID_REQUEST, problem);
}
