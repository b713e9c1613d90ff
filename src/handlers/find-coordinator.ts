// FindCoordinator (key 10): the broker that coordinates a group. The first request creates the topic in
// which the coordinator keeps its state. v1 adds the kind of coordinator, v3 is flexible, v4 takes several
// keys (KIP-699), v6 knows share groups (KIP-932).
// Transactions and share groups have no coordinator here yet. A transactional client is shown this broker,
// which refuses its InitProducerId for good; it would ask for a coordinator for ever otherwise.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import { ErrorCode, errorName } from '../base/error-code.ts';
import { CONSUMER_OFFSETS_TOPIC } from '../base/internal-topics.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type { TopicImage } from '../metadata/metadata-image.ts';
import type { CoordinatorInput } from '../protocol/generated/find-coordinator.ts';
import { FindCoordinator } from '../protocol/generated/find-coordinator.ts';

/** The first version that takes several keys. */
const SEVERAL_KEYS_VERSION = 4;

const GROUP = 0;
const TRANSACTION = 1;

type Located = Omit<CoordinatorInput, 'key'>;

export const findCoordinator = defineHandler(FindCoordinator, {
  versions: [0, 6],

  handle(context, request) {
    const located = locate(context, request.keyType);
    return whenAnswered(located, (find) => {
      if (context.apiVersion < SEVERAL_KEYS_VERSION) {
        const answer = find(request.key);
        return { ...answer, errorMessage: errorName(answer.errorCode) };
      }
      return { coordinators: request.coordinatorKeys.map((key) => ({ ...find(key), key })) };
    });
  },
});

/** How keys of this type find their coordinator. */
function locate(context: HandlerContext, keyType: number): Answer<(key: string) => Located> {
  if (keyType === TRANSACTION) return () => here(context, context.metadata.image.controllerId);
  if (keyType !== GROUP) return () => nowhere(ErrorCode.INVALID_REQUEST);
  const topic = context.metadata.topic(CONSUMER_OFFSETS_TOPIC);
  if (topic !== undefined) return leaderOf(context, topic);
  return context.controller.ensureTopic(CONSUMER_OFFSETS_TOPIC).then(
    (created) => leaderOf(context, created),
    (error: unknown) => {
      if (!(error instanceof KafkaError)) throw error;
      return () => nowhere(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    },
  );
}

/** The coordinator of a group is the leader of the partition that owns it. */
function leaderOf(context: HandlerContext, topic: TopicImage): (groupId: string) => Located {
  return (groupId) => {
    const leader = topic.partitions[context.groups.partitionFor(groupId)]?.leader ?? -1;
    return leader < 0 ? nowhere(ErrorCode.COORDINATOR_NOT_AVAILABLE) : here(context, leader);
  };
}

function here(context: HandlerContext, nodeId: number): Located {
  const endpoint = context.advertisedEndpoint(context.connection);
  return { errorCode: ErrorCode.NONE, errorMessage: '', nodeId, ...endpoint };
}

function nowhere(errorCode: ErrorCode): Located {
  return { errorCode, errorMessage: '', nodeId: -1, host: '', port: -1 };
}
