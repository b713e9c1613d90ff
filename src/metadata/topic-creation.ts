// CreateTopics, thought out: each topic is checked as Apache Kafka's controller checks it, in its order,
// and either created entirely or not at all. A failing topic does not keep its neighbours from being
// created. Writing and answering are the controller's.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { requireTopicName } from '../base/topic-name.ts';
import type { Random } from '../platform/random.ts';
import type {
  CreatableTopicInput,
  CreatableTopicResultInput,
} from '../protocol/generated/create-topics.ts';
import type { ConfigService } from './config-service.ts';
import type { ConfigTexts } from './configs/broker-properties.ts';
import { describeNewTopic } from './configs/config-description.ts';
import { checkTopicConfigs } from './configs/config-validation.ts';
import type { MetaGuard, MetaOperation } from './meta-store.ts';
import { absent } from './meta-store.ts';
import type { MetadataImage } from './metadata-image.ts';
import type { MetadataPlan } from './metadata-plan.ts';
import type {
  ConfigRecord,
  PartitionRecord,
  TopicNameRecord,
  TopicRecord,
} from './metadata-records.ts';
import {
  configRecordKey,
  encodeRecord,
  partitionKey,
  topicKey,
  topicNameKey,
} from './metadata-records.ts';
import { newPartition, placeReplicas, requireAssignable } from './replica-placement.ts';
import {
  CLUSTER_METADATA_TOPIC,
  requireNoCollision,
  requirePartitionCount,
} from './topic-rules.ts';

/** Asks for the broker's default, of partitions or of replicas. */
export const USE_DEFAULT = -1;

export interface TopicCreationContext {
  readonly image: MetadataImage;
  readonly configs: ConfigService;
  readonly random: Random;
}

type CreationPlan = MetadataPlan<CreatableTopicResultInput[]>;

/** Plans the creation of these topics. Throws POLICY_VIOLATION when they have too many partitions. */
export function planTopicCreation(
  context: TopicCreationContext,
  topics: readonly CreatableTopicInput[],
): CreationPlan {
  requirePartitionCount(totalPartitions(context, topics));
  const names = topics.map(({ name }) => name);
  const duplicates = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  const refused = (name: string) => duplicates.has(name) || name === CLUSTER_METADATA_TOPIC;
  const operations: MetaOperation[] = [];
  const guards: MetaGuard[] = [];
  const answer: CreatableTopicResultInput[] = [];
  for (const topic of topics.filter(({ name }) => !refused(name))) {
    try {
      const created = createTopic(context, topic);
      operations.push(...created.operations);
      guards.push(...created.guards);
      answer.push(created.answer);
    } catch (error) {
      answer.push(failedTopic(topic.name, error));
    }
  }
  for (const name of duplicates)
    answer.push(failedTopic(name, badRequest('Duplicate topic name.')));
  if (names.includes(CLUSTER_METADATA_TOPIC) && !duplicates.has(CLUSTER_METADATA_TOPIC)) {
    const reason = `Creation of internal topic ${CLUSTER_METADATA_TOPIC} is prohibited.`;
    answer.push(failedTopic(CLUSTER_METADATA_TOPIC, badRequest(reason)));
  }
  return { answer, operations, guards };
}

const badRequest = (message: string): KafkaError =>
  new KafkaError(ErrorCode.INVALID_REQUEST, message);

/** The result of a topic that is not created; what is not the client's failure is thrown again. */
function failedTopic(name: string, error: unknown): CreatableTopicResultInput {
  if (!(error instanceof KafkaError)) throw error;
  return { name, errorCode: error.code, errorMessage: error.message };
}

function totalPartitions(
  { configs }: TopicCreationContext,
  topics: readonly CreatableTopicInput[],
): number {
  return topics.reduce((total, { assignments, numPartitions }) => {
    if (assignments.length > 0) return total + assignments.length;
    const wanted =
      numPartitions === USE_DEFAULT ? configs.brokerConfig().numPartitions : numPartitions;
    return total + Math.max(0, wanted);
  }, 0);
}

function createTopic(
  context: TopicCreationContext,
  topic: CreatableTopicInput,
): MetadataPlan<CreatableTopicResultInput> {
  const { image, configs } = context;
  requireFreeName(image, topic.name);
  const overrides = configTexts(topic);
  if (overrides.size > 0) checkTopicConfigs(topic.name, overrides, configs);
  const replicas = replicasOf(context, topic);
  const id = context.random.uuid();
  const operations: MetaOperation[] = [
    { put: topicNameKey(topic.name), value: encodeRecord<TopicNameRecord>({ id }) },
    {
      put: topicKey(id),
      value: encodeRecord<TopicRecord>({ name: topic.name, partitions: replicas.length }),
    },
    ...replicas.map((brokers, partition) => ({
      put: partitionKey(id, partition),
      value: encodeRecord<PartitionRecord>(newPartition(image, brokers)),
    })),
  ];
  if (overrides.size > 0) {
    const values = Object.fromEntries(overrides);
    const put = configRecordKey({ type: 'topic', name: topic.name });
    operations.push({ put, value: encodeRecord<ConfigRecord>({ values }) });
  }
  const answer = {
    name: topic.name,
    topicId: id,
    errorCode: ErrorCode.NONE,
    errorMessage: null,
    numPartitions: replicas.length,
    replicationFactor: replicas[0]?.length ?? 0,
    configs: describeNewTopic(configs.brokerProperties(), overrides),
  };
  return { answer, operations, guards: [absent(topicNameKey(topic.name))] };
}

function requireFreeName(image: MetadataImage, name: string): void {
  if (image.topicsByName.has(name)) {
    throw new KafkaError(ErrorCode.TOPIC_ALREADY_EXISTS, `Topic '${name}' already exists.`);
  }
  requireTopicName(name);
  requireNoCollision(image, name);
}

function configTexts(topic: CreatableTopicInput): ConfigTexts {
  const unset = topic.configs.filter(({ value }) => value === null).map(({ name }) => name);
  if (unset.length > 0) {
    const message = `Null value not supported for topic configs: ${unset.join(',')}`;
    throw new KafkaError(ErrorCode.INVALID_CONFIG, message);
  }
  return new Map(topic.configs.map(({ name, value }) => [name, value ?? '']));
}

/** The replicas of every partition, placed by hand or by the cluster. */
function replicasOf(
  context: TopicCreationContext,
  topic: CreatableTopicInput,
): (readonly number[])[] {
  if (topic.assignments.length > 0) return assignedReplicas(context.image, topic);
  const { numPartitions, replicationFactor } = topic;
  if (replicationFactor < USE_DEFAULT || replicationFactor === 0) {
    throw new KafkaError(
      ErrorCode.INVALID_REPLICATION_FACTOR,
      'Replication factor must be larger than 0, or -1 to use the default value.',
    );
  }
  if (numPartitions < USE_DEFAULT || numPartitions === 0) {
    throw new KafkaError(
      ErrorCode.INVALID_PARTITIONS,
      'Number of partitions was set to an invalid non-positive value.',
    );
  }
  const defaults = context.configs.brokerConfig();
  const count = numPartitions === USE_DEFAULT ? defaults.numPartitions : numPartitions;
  const factor =
    replicationFactor === USE_DEFAULT ? defaults.defaultReplicationFactor : replicationFactor;
  return placedReplicas(context, count, factor);
}

function placedReplicas(
  { image, random }: TopicCreationContext,
  count: number,
  factor: number,
): number[][] {
  try {
    return placeReplicas(image, random, count, factor);
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    const message = `Unable to replicate the partition ${factor} time(s): ${error.message}`;
    throw new KafkaError(error.code, message);
  }
}

function assignedReplicas(image: MetadataImage, topic: CreatableTopicInput): (readonly number[])[] {
  const assigned = 'A manual partition assignment was specified, but';
  if (topic.replicationFactor !== USE_DEFAULT) {
    throw badRequest(`${assigned} replication factor was not set to -1.`);
  }
  if (topic.numPartitions !== USE_DEFAULT) {
    throw badRequest(`${assigned} numPartitions was not set to -1.`);
  }
  const byPartition = new Map<number, readonly number[]>();
  let factor: number | null = null;
  for (const { partitionIndex, brokerIds } of topic.assignments) {
    if (byPartition.has(partitionIndex)) {
      throw badAssignment(
        `Found multiple manual partition assignments for partition ${partitionIndex}`,
      );
    }
    requireAssignable(image, brokerIds, factor);
    factor = brokerIds.length;
    byPartition.set(partitionIndex, brokerIds);
  }
  return Array.from({ length: byPartition.size }, (_, partition) => {
    const replicas = byPartition.get(partition);
    if (replicas) return replicas;
    throw badAssignment('partitions should be a consecutive 0-based integer sequence');
  });
}

const badAssignment = (message: string): KafkaError =>
  new KafkaError(ErrorCode.INVALID_REPLICA_ASSIGNMENT, message);
