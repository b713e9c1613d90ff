// Streams groups as handlers see them (KIP-1071): one method per API, request in, response out. What is missing
// of an application's internal topics is created beside its heartbeats.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import type { ErrorCode } from '../base/error-code.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { DescribedGroupInput } from '../protocol/generated/streams-group-describe.ts';
import type {
  StatusInput,
  StreamsGroupHeartbeatRequest,
  StreamsGroupHeartbeatResponseInput,
} from '../protocol/generated/streams-group-heartbeat.ts';
import type { GroupRequestContext } from './group/request-context.ts';
import {
  describeStreamsGroup,
  undescribedStreamsGroup,
} from './group/streams/describe-streams-group.ts';
import { bareResponse } from './group/streams/heartbeat-response.ts';
import type { InternalTopicCreator } from './group/streams/internal-topic-creation.ts';
import { InternalTopicCreation } from './group/streams/internal-topic-creation.ts';
import type { StreamsHeartbeatResult } from './group/streams/streams-heartbeat.ts';
import { streamsHeartbeat } from './group/streams/streams-heartbeat.ts';
import { StreamsStatus } from './group/streams/topic-problem.ts';
import { validateStreamsHeartbeat } from './group/streams/validate-heartbeat.ts';
import type { GroupShards } from './group-shards.ts';
import { messageOf } from './group-shards.ts';

/** Failed creations that a status names. */
const MAX_NAMED_FAILURES = 3;

export interface StreamsGroupCoordinatorOptions {
  readonly shards: GroupShards;
  readonly topicCreator: InternalTopicCreator;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class StreamsGroupCoordinator {
  private readonly shards: GroupShards;
  private readonly internalTopics: InternalTopicCreation;

  constructor({ shards, topicCreator, clock, logger }: StreamsGroupCoordinatorOptions) {
    this.shards = shards;
    this.internalTopics = new InternalTopicCreation(topicCreator, clock, logger);
  }

  heartbeat(
    context: GroupRequestContext,
    request: StreamsGroupHeartbeatRequest,
  ): Answer<StreamsGroupHeartbeatResponseInput> {
    return this.shards.answer(
      () => {
        validateStreamsHeartbeat(request);
        return whenAnswered(
          this.shards.write(request.groupId, (state) => streamsHeartbeat(state, context, request)),
          (result) => this.createMissingTopics(result),
        );
      },
      (error) => heartbeatFailed(error.code, messageOf(error)),
    );
  }

  /** In the order of the ids. */
  describeGroups(groupIds: readonly string[]): Promise<DescribedGroupInput[]> {
    return this.shards.describeEach(groupIds, describeStreamsGroup, (groupId, refusal) =>
      undescribedStreamsGroup(groupId, refusal.code, messageOf(refusal)),
    );
  }

  /** Starts what is missing, and adds to the answer what has failed before. */
  private createMissingTopics({
    response,
    missingTopics,
  }: StreamsHeartbeatResult): StreamsGroupHeartbeatResponseInput {
    if (missingTopics.length === 0) return response;
    const failures = [...this.internalTopics.failuresOf(missingTopics)];
    this.internalTopics.start(missingTopics, 2 * response.heartbeatIntervalMs);
    if (failures.length === 0) return response;
    const named = failures
      .slice(0, MAX_NAMED_FAILURES)
      .map(([topic, reason]) => `${topic} (${reason})`)
      .join(', ');
    const rest = failures.length - MAX_NAMED_FAILURES;
    const detail = rest > 0 ? `${named} and ${rest} more` : named;
    const told = ({ statusCode, statusDetail }: StatusInput): StatusInput =>
      statusCode === StreamsStatus.MISSING_INTERNAL_TOPICS
        ? { statusCode, statusDetail: `${statusDetail}; Creation failed: ${detail}.` }
        : { statusCode, statusDetail };
    return { ...response, status: response.status?.map(told) ?? null };
  }
}

/** The answer that reports this error. */
export function heartbeatFailed(
  errorCode: ErrorCode,
  errorMessage: string | null,
): StreamsGroupHeartbeatResponseInput {
  return { ...bareResponse('', 0), errorCode, errorMessage };
}
