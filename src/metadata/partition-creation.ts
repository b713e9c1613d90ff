// CreatePartitions, thought out: topics only grow, and new partitions have as many replicas as the first.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Random } from '../platform/random.ts';
import type {
  CreatePartitionsTopic,
  CreatePartitionsTopicResultInput,
} from '../protocol/generated/create-partitions.ts';
import type { MetaGuard, MetaOperation } from './meta-store.ts';
import { unchangedSince } from './meta-store.ts';
import type { MetadataImage, TopicImage } from './metadata-image.ts';
import type { MetadataPlan } from './metadata-plan.ts';
import type { PartitionRecord, TopicRecord } from './metadata-records.ts';
import { encodeRecord, partitionKey, topicKey } from './metadata-records.ts';
import { newPartition, placeReplicas, requireAssignable } from './replica-placement.ts';
import { requirePartitionCount } from './topic-rules.ts';

/** Plans the growth of these topics. */
export function planPartitionCreation(
  image: MetadataImage,
  random: Random,
  topics: readonly CreatePartitionsTopic[],
): MetadataPlan<CreatePartitionsTopicResultInput[]> {
  const names = topics.map(({ name }) => name);
  const duplicates = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  const answer: CreatePartitionsTopicResultInput[] = [...duplicates].map((name) => ({
    name,
    errorCode: ErrorCode.INVALID_REQUEST,
    errorMessage: 'Duplicate topic name.',
  }));
  const operations: MetaOperation[] = [];
  const guards: MetaGuard[] = [];
  for (const request of topics.filter(({ name }) => !duplicates.has(name))) {
    const topic = image.topicsByName.get(request.name);
    if (!topic) {
      answer.push(unknownTopic(request.name));
      continue;
    }
    try {
      operations.push(...growthOf(image, random, topic, request));
      guards.push(unchangedSince(topicKey(topic.id), topic.revision));
      answer.push({ name: request.name, errorCode: ErrorCode.NONE, errorMessage: null });
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      answer.push({ name: request.name, errorCode: error.code, errorMessage: error.message });
    }
  }
  return { answer, operations, guards };
}

const unknownTopic = (name: string): CreatePartitionsTopicResultInput => ({
  name,
  errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
  errorMessage: null,
});

function growthOf(
  image: MetadataImage,
  random: Random,
  topic: TopicImage,
  request: CreatePartitionsTopic,
): MetaOperation[] {
  const present = topic.partitions.length;
  const additional = requireGrowth(topic, request);
  requirePartitionCount(additional);
  const factor = topic.partitions[0]?.replicas.length ?? 1;
  for (const { brokerIds } of request.assignments ?? []) {
    requireAssignable(image, brokerIds, factor);
  }
  const replicas =
    request.assignments?.map(({ brokerIds }) => brokerIds) ??
    placeReplicas(image, random, additional, factor);
  const record = { name: topic.name, partitions: present + additional };
  return [
    { put: topicKey(topic.id), value: encodeRecord<TopicRecord>(record) },
    ...replicas.map((brokers, at) => ({
      put: partitionKey(topic.id, present + at),
      value: encodeRecord<PartitionRecord>(newPartition(image, brokers)),
    })),
  ];
}

/** How many partitions are to be added; throws when that is none or less. */
function requireGrowth(topic: TopicImage, { count, assignments }: CreatePartitionsTopic): number {
  const present = topic.partitions.length;
  if (count === present) {
    throw badCount(`Topic already has ${present} partition(s).`);
  }
  if (count < present) {
    throw badCount(
      `The topic ${topic.name} currently has ${present} partition(s); ${count} would not be an ` +
        'increase.',
    );
  }
  const additional = count - present;
  if (assignments && assignments.length !== additional) {
    throw new KafkaError(
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      `Attempted to add ${additional} additional partition(s), but only ${assignments.length} ` +
        'assignment(s) were specified.',
    );
  }
  return additional;
}

const badCount = (message: string): KafkaError =>
  new KafkaError(ErrorCode.INVALID_PARTITIONS, message);
