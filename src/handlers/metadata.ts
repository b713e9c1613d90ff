// Metadata (key 3): brokers, and topics with their partitions and leaders. All topics (null; in v0 an empty
// list), none, some by name, or from v12 on by id (KIP-516). Topics that do not exist are created when the
// client (v4) and the broker allow it, and are usable in this very answer. v8-10 tell cluster operations
// (KIP-430); v13 has an error of its own.

import { ErrorCode } from '../base/error-code.ts';
import { isInternalTopic } from '../base/internal-topics.ts';
import { KafkaError, toErrorCode } from '../base/kafka-error.ts';
import { topicNameProblem } from '../base/topic-name.ts';
import type { Uuid } from '../base/uuid.ts';
import { ZERO_UUID } from '../base/uuid.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { viewerOf } from '../dispatch/viewer.ts';
import {
  ALL_CLUSTER_OPERATIONS,
  ALL_TOPIC_OPERATIONS,
  NOT_ASKED_FOR,
} from '../metadata/allowed-operations.ts';
import { viewBrokers, viewPartition } from '../metadata/cluster-view.ts';
import type { TopicImage } from '../metadata/metadata-image.ts';
import type {
  MetadataRequest,
  MetadataResponseInput,
  MetadataResponseTopicInput,
} from '../protocol/generated/metadata.ts';
import { Metadata } from '../protocol/generated/metadata.ts';

const FIRST_WITH_TOPIC_IDS = 12;
/** Before this version a listener that the leader lacks was told as a missing leader. */
const FIRST_WITH_LISTENER_NOT_FOUND = 6;

export const metadata = defineHandler(Metadata, {
  versions: [0, 13],

  handle(context, request) {
    requireNamesOrIds(context, request);
    const missing = creatableTopics(context, request);
    if (missing.length === 0) return answer(context, request, new Map());
    return createAll(context, missing).then((failures) => answer(context, request, failures));
  },

  failure: (errorCode, { topics }) => ({
    throttleTimeMs: 0,
    brokers: [],
    clusterId: null,
    controllerId: -1,
    topics: (topics ?? []).map(({ name, topicId }) => {
      return { errorCode, name: name ?? '', topicId, isInternal: false, partitions: [] };
    }),
    errorCode,
  }),
});

function requireNamesOrIds({ apiVersion }: HandlerContext, { topics }: MetadataRequest): void {
  if (apiVersion >= FIRST_WITH_TOPIC_IDS) return;
  for (const { name, topicId } of topics ?? []) {
    if (name === null) throw badRequest(`Topic name can not be null for version ${apiVersion}`);
    if (topicId !== ZERO_UUID) {
      throw badRequest(`Topic IDs are not supported in requests for version ${apiVersion}`);
    }
  }
}

const badRequest = (message: string): KafkaError =>
  new KafkaError(ErrorCode.INVALID_REQUEST, message);

const wantsAll = ({ apiVersion }: HandlerContext, { topics }: MetadataRequest): boolean =>
  topics === null || (apiVersion === 0 && topics.length === 0);

/** The ids that are asked for; names do not count beside them. */
const idsOf = ({ topics }: MetadataRequest): Uuid[] => [
  ...new Set((topics ?? []).map(({ topicId }) => topicId).filter((id) => id !== ZERO_UUID)),
];

const namesOf = ({ topics }: MetadataRequest): string[] => [
  ...new Set((topics ?? []).map(({ name }) => name).filter((name) => name !== null)),
];

/** Names without a topic that this request brings into being. */
function creatableTopics(context: HandlerContext, request: MetadataRequest): string[] {
  const allowed =
    request.allowAutoTopicCreation && context.configs.brokerConfig().autoCreateTopicsEnable;
  if (!allowed || wantsAll(context, request) || idsOf(request).length > 0) return [];
  return namesOf(request).filter(
    (name) => topicNameProblem(name) === null && !context.metadata.topic(name),
  );
}

/** Creates these topics; what keeps one from being created is told by its name. */
async function createAll(
  { controller }: HandlerContext,
  names: readonly string[],
): Promise<ReadonlyMap<string, ErrorCode>> {
  const failures = new Map<string, ErrorCode>();
  const create = async (name: string) => {
    try {
      await controller.ensureTopic(name);
    } catch (error) {
      failures.set(name, toErrorCode(error));
    }
  };
  await Promise.all(names.map(create));
  return failures;
}

function answer(
  context: HandlerContext,
  request: MetadataRequest,
  failures: ReadonlyMap<string, ErrorCode>,
): MetadataResponseInput {
  const { image } = context.metadata;
  const viewer = viewerOf(context);
  const brokers = viewBrokers(image, viewer);
  const wantsClusterOperations = request.includeClusterAuthorizedOperations;
  return {
    throttleTimeMs: 0,
    brokers: brokers.map(({ id, host, port, rack }) => ({ nodeId: id, host, port, rack })),
    clusterId: context.metadata.clusterId,
    // Any broker forwards what only the controller may do, so this one is as good as another.
    controllerId: brokers.some(({ id }) => id === viewer.nodeId) ? viewer.nodeId : -1,
    topics: topicRows(context, request, failures),
    clusterAuthorizedOperations: wantsClusterOperations ? ALL_CLUSTER_OPERATIONS : NOT_ASKED_FOR,
    errorCode: ErrorCode.NONE,
  };
}

type Row = MetadataResponseTopicInput;

/** Topics that exist stand before those that do not. */
function topicRows(
  context: HandlerContext,
  request: MetadataRequest,
  failures: ReadonlyMap<string, ErrorCode>,
): Row[] {
  const { metadata: current } = context;
  if (wantsAll(context, request)) {
    return current.topics().map((topic) => topicRow(context, request, topic));
  }
  const ids = idsOf(request);
  const unknownIds = ids.filter((id) => !current.topicById(id));
  const names = ids.length > 0 ? [] : namesOf(request);
  const found = [
    ...ids.map((id) => current.topicById(id)),
    ...names.map((name) => current.topic(name)),
  ]
    .filter((topic) => topic !== undefined)
    .map((topic) => topicRow(context, request, topic));
  const missing = names
    .filter((name) => !current.topic(name))
    .map((name) => missingRow(request, name, failures.get(name)));
  return [...unknownIds.map(unknownIdRow), ...found, ...missing];
}

const operationsShown = (request: MetadataRequest): number =>
  request.includeTopicAuthorizedOperations ? ALL_TOPIC_OPERATIONS : NOT_ASKED_FOR;

function topicRow(context: HandlerContext, request: MetadataRequest, topic: TopicImage): Row {
  const { image } = context.metadata;
  const viewer = viewerOf(context);
  return {
    errorCode: ErrorCode.NONE,
    name: topic.name,
    topicId: topic.id,
    isInternal: isInternalTopic(topic.name),
    partitions: topic.partitions.map((partition) => {
      const view = viewPartition(image, viewer, partition);
      return { ...view, errorCode: partitionError(context, view.errorCode) };
    }),
    topicAuthorizedOperations: operationsShown(request),
  };
}

function partitionError({ apiVersion }: HandlerContext, code: ErrorCode): ErrorCode {
  const isOld = apiVersion < FIRST_WITH_LISTENER_NOT_FOUND;
  return isOld && code === ErrorCode.LISTENER_NOT_FOUND ? ErrorCode.LEADER_NOT_AVAILABLE : code;
}

function missingRow(request: MetadataRequest, name: string, failure: ErrorCode | undefined): Row {
  const isNameless = topicNameProblem(name) !== null;
  const errorCode = isNameless
    ? ErrorCode.INVALID_TOPIC_EXCEPTION
    : (failure ?? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  return {
    errorCode,
    name,
    topicId: ZERO_UUID,
    isInternal: isInternalTopic(name),
    partitions: [],
    topicAuthorizedOperations: operationsShown(request),
  };
}

const unknownIdRow = (topicId: Uuid): Row => ({
  errorCode: ErrorCode.UNKNOWN_TOPIC_ID,
  name: null,
  topicId,
  isInternal: false,
  partitions: [],
  topicAuthorizedOperations: NOT_ASKED_FOR,
});
