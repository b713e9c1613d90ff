// What a cluster does not accept of topics beside bad names: names that metrics could not tell apart, and
// requests for more partitions than anybody can mean.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { MetadataImage } from './metadata-image.ts';

/** The topic in which Apache Kafka keeps its metadata; nobody may create it. */
export const CLUSTER_METADATA_TOPIC = '__cluster_metadata';

/** Partitions that one request may create. */
export const MAX_PARTITIONS_PER_REQUEST = 10_000;

/** Throws POLICY_VIOLATION when a request would create more partitions than one may. */
export function requirePartitionCount(count: number): void {
  if (count <= MAX_PARTITIONS_PER_REQUEST) return;
  throw new KafkaError(
    ErrorCode.POLICY_VIOLATION,
    'Excessively large number of partitions per request.',
  );
}

/** Whether a name has a character that metrics replace by another one. */
export function hasCollisionCharacters(name: string): boolean {
  return name.includes('.') || name.includes('_');
}

/** The name as metrics spell it: two topics with the same one could not be told apart. */
export function metricName(name: string): string {
  return name.replaceAll('.', '_');
}

/** Throws INVALID_TOPIC_EXCEPTION when an existing topic has the same name but for '.' and '_'. */
export function requireNoCollision(image: MetadataImage, name: string): void {
  if (!hasCollisionCharacters(name)) return;
  const other = image.topicsByMetricName.get(metricName(name));
  if (other === undefined || other.name === name) return;
  throw new KafkaError(
    ErrorCode.INVALID_TOPIC_EXCEPTION,
    `Topic '${name}' collides with existing topic: ${other.name}`,
  );
}
