// The coordinator of consumer groups (KIP-848) as handlers see it: it validates what needs no group, and turns
// what is refused into the answer that the API has for it.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import type { KafkaError } from '../base/kafka-error.ts';
import type { DescribedGroupInput } from '../protocol/generated/consumer-group-describe.ts';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponseInput,
} from '../protocol/generated/consumer-group-heartbeat.ts';
import { consumerGroupHeartbeat } from './group/consumer/consumer-group-heartbeat.ts';
import {
  describeConsumerGroup,
  undescribedConsumerGroup,
} from './group/consumer/describe-consumer-group.ts';
import { validateHeartbeat } from './group/consumer/heartbeat-validation.ts';
import { isRegexEngineLoaded, loadRegexEngine } from './group/consumer/regex-engine.ts';
import type { GroupRequestContext } from './group/request-context.ts';
import type { GroupShards } from './group-shards.ts';
import { messageOf } from './group-shards.ts';

export class ConsumerGroupCoordinator {
  readonly #shards: GroupShards;

  constructor(shards: GroupShards) {
    this.#shards = shards;
  }

  heartbeat(
    context: GroupRequestContext,
    request: ConsumerGroupHeartbeatRequest,
  ): Answer<ConsumerGroupHeartbeatResponseInput> {
    return this.#shards.answer(
      () => {
        validateHeartbeat(request, context.apiVersion, this.#shards.config.consumer.assignors);
        const needsEngine = Boolean(request.subscribedTopicRegex) && !isRegexEngineLoaded();
        return whenAnswered(needsEngine ? loadRegexEngine() : undefined, () =>
          this.#shards.write(request.groupId, (state) =>
            consumerGroupHeartbeat(state, context, request),
          ),
        );
      },
      (error) => heartbeatFailed(error),
    );
  }

  /** The groups in the order of their ids. */
  describeGroups(groupIds: readonly string[]): Promise<DescribedGroupInput[]> {
    return this.#shards.describeEach(groupIds, describeConsumerGroup, (groupId, refusal) =>
      undescribedConsumerGroup(groupId, refusal.code, messageOf(refusal)),
    );
  }
}

function heartbeatFailed(error: KafkaError): ConsumerGroupHeartbeatResponseInput {
  return {
    throttleTimeMs: 0,
    errorCode: error.code,
    errorMessage: messageOf(error),
    memberEpoch: 0,
    heartbeatIntervalMs: 0,
  };
}
