// FindCoordinator (key 10): the broker that coordinates a group or a transactional id. The first request
// creates the topic in which the coordinator keeps its state. v1 adds the kind of coordinator, v3 is
// flexible, v4 takes several keys (KIP-699), v6 knows share groups (KIP-932): a key is a share partition.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import { ErrorCode, errorName } from '../base/error-code.ts';
import {
  CONSUMER_OFFSETS_TOPIC,
  SHARE_GROUP_STATE_TOPIC,
  TRANSACTION_STATE_TOPIC,
} from '../base/internal-topics.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { parseShareKey } from '../coordinator/share/share-partition-key.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type { TopicImage } from '../metadata/metadata-image.ts';
import type { CoordinatorInput } from '../protocol/generated/find-coordinator.ts';
import { FindCoordinator } from '../protocol/generated/find-coordinator.ts';

/** The first version that takes several keys. */
const SEVERAL_KEYS_VERSION = 4;

const GROUP = 0;
const TRANSACTION = 1;
const SHARE = 2;

/** The first version that knows share groups. */
const SHARE_VERSION = 6;

/** The partition of a key that is none. */
const NO_PARTITION = -1;

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

  failure(errorCode, { coordinatorKeys }, { apiVersion }) {
    const located = nowhere(errorCode);
    if (apiVersion < SEVERAL_KEYS_VERSION) return located;
    return { coordinators: coordinatorKeys.map((key) => ({ ...located, key })) };
  },
});

type Find = (key: string) => Located;

/** Where the coordinators of one kind keep their state, and which partition of it owns a key. */
interface Home {
  readonly topicName: string;
  /** NO_PARTITION for a key that is none. */
  readonly partitionFor: (key: string) => number;
}

/** How keys of this type find their coordinator. */
function locate(context: HandlerContext, keyType: number): Answer<Find> {
  const home = homeOf(context, keyType);
  if (home === null) return () => nowhere(ErrorCode.INVALID_REQUEST);
  const topic = context.metadata.topic(home.topicName);
  if (topic !== undefined) return leaderOf(context, topic, home);
  return context.controller.ensureTopic(home.topicName).then(
    (created) => leaderOf(context, created, home),
    (error: unknown) => {
      if (!(error instanceof KafkaError)) throw error;
      return () => nowhere(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    },
  );
}

function homeOf(context: HandlerContext, keyType: number): Home | null {
  const { groups, transactions, shareStates, apiVersion } = context;
  switch (keyType) {
    case GROUP:
      return {
        topicName: CONSUMER_OFFSETS_TOPIC,
        partitionFor: (groupId) => groups.partitionFor(groupId),
      };
    case TRANSACTION:
      return {
        topicName: TRANSACTION_STATE_TOPIC,
        partitionFor: (transactionalId) => transactions.partitionFor(transactionalId),
      };
    case SHARE:
      if (apiVersion < SHARE_VERSION) return null;
      return {
        topicName: SHARE_GROUP_STATE_TOPIC,
        partitionFor: (text) => {
          const key = parseShareKey(text);
          return key === null ? NO_PARTITION : shareStates.partitionFor(key);
        },
      };
    default:
      return null;
  }
}

/** The coordinator of a key is the leader of the partition that owns it. */
function leaderOf(context: HandlerContext, topic: TopicImage, { partitionFor }: Home): Find {
  return (key) => {
    const partition = partitionFor(key);
    if (partition === NO_PARTITION) return nowhere(ErrorCode.INVALID_REQUEST);
    const leader = topic.partitions[partition]?.leader ?? -1;
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
