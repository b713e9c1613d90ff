// AlterPartitionReassignments, thought out: which brokers hold a partition. As long as there is one broker,
// every assignment that is valid is the present one, so a reassignment is done as soon as it is asked for
// and none is ever in progress.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { MetadataImage } from './metadata-image.ts';
import { requireAssignable } from './replica-placement.ts';

/** Where a partition is to be; null takes a reassignment back. */
export interface ReassignmentTarget {
  readonly topic: string;
  readonly partition: number;
  readonly replicas: readonly number[] | null;
}

/** Throws KafkaError unless the partition is where it is asked to be. */
export function checkReassignment(
  image: MetadataImage,
  { topic: name, partition: index, replicas }: ReassignmentTarget,
): void {
  const topic = image.topicsByName.get(name);
  if (!topic) throw unknown(`Unable to find a topic named ${name}.`);
  const partition = topic.partitions[index];
  if (!partition) throw unknown(`Unable to find partition ${name}:${index}.`);
  if (replicas === null) throw new KafkaError(ErrorCode.NO_REASSIGNMENT_IN_PROGRESS);
  requireAssignable(image, replicas, null);
  if (replicas.join() === partition.replicas.join()) return;
  const message = 'Replicas are not moved between brokers.';
  throw new KafkaError(ErrorCode.INVALID_REPLICA_ASSIGNMENT, message);
}

const unknown = (message: string): KafkaError =>
  new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, message);
