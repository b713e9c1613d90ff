// Which brokers a new partition's replicas go to, chosen by the cluster or by the one who asks.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Uuid } from '../base/uuid.ts';
import { ZERO_UUID } from '../base/uuid.ts';
import type { Random } from '../platform/random.ts';
import type { BrokerImage, MetadataImage } from './metadata-image.ts';
import { activeBrokers, NO_BROKER } from './metadata-image.ts';
import type { PartitionRecord } from './metadata-records.ts';

/** Replicas of each of `count` partitions, leaders spread over the brokers. */
export function placeReplicas(
  image: MetadataImage,
  random: Random,
  count: number,
  replicationFactor: number,
): number[][] {
  const brokers = activeBrokers(image)
    .filter(hasOpenDirectory)
    .map(({ id }) => id);
  if (brokers.length === 0) {
    throw new KafkaError(
      ErrorCode.INVALID_REPLICATION_FACTOR,
      `Unable to replicate the partition ${replicationFactor} time(s): All brokers are currently ` +
        'fenced, or have all their log directories cordoned.',
    );
  }
  if (replicationFactor > brokers.length) {
    throw new KafkaError(
      ErrorCode.INVALID_REPLICATION_FACTOR,
      `The target replication factor of ${replicationFactor} cannot be reached because only ` +
        `${brokers.length} broker(s) are registered or some brokers have all their log ` +
        'directories cordoned.',
    );
  }
  const first = random.below(brokers.length);
  return Array.from({ length: count }, (_, partition) =>
    Array.from(
      { length: replicationFactor },
      (_, replica) => brokers[(first + partition + replica) % brokers.length] as number,
    ),
  );
}

/** Whether a new partition may go to one of its log directories. */
function hasOpenDirectory({ logDirectories, cordonedLogDirectories = [] }: BrokerImage): boolean {
  const cordoned = new Set(cordonedLogDirectories);
  return cordoned.size === 0 || logDirectories.some((id) => !cordoned.has(id));
}

/** Throws INVALID_REPLICA_ASSIGNMENT unless these replicas can be a partition's. */
export function requireAssignable(
  image: MetadataImage,
  replicas: readonly number[],
  replicationFactor: number | null,
): void {
  if (replicas.length === 0) throw badAssignment('includes an empty replica list.');
  const seen = new Set<number>();
  for (const id of [...replicas].sort((a, b) => a - b)) {
    if (!image.brokers.has(id)) {
      throw badAssignment(`includes broker ${id}, but no such broker is registered.`);
    }
    if (seen.has(id)) throw badAssignment(`includes the broker ${id} more than once.`);
    seen.add(id);
  }
  if (replicationFactor !== null && replicas.length !== replicationFactor) {
    throw badAssignment(
      `includes a partition with ${replicas.length} replica(s), but this is not consistent with ` +
        `previous partitions, which have ${replicationFactor} replica(s).`,
    );
  }
}

function badAssignment(reason: string): KafkaError {
  return new KafkaError(
    ErrorCode.INVALID_REPLICA_ASSIGNMENT,
    `The manual partition assignment ${reason}`,
  );
}

/** A new partition on these replicas: the first one that is active leads it. */
export function newPartition(image: MetadataImage, replicas: readonly number[]): PartitionRecord {
  const active = new Set(activeBrokers(image).map(({ id }) => id));
  const isr = replicas.filter((id) => active.has(id));
  return {
    leader: isr[0] ?? NO_BROKER,
    leaderEpoch: 0,
    partitionEpoch: 0,
    replicas,
    isr,
    elr: [],
    lastKnownElr: [],
    addingReplicas: [],
    removingReplicas: [],
    directories: replicas.map((id) => directoryOf(image, id)),
  };
}

/** A broker with several log directories chooses among them itself and says so later (KIP-858). */
function directoryOf(image: MetadataImage, brokerId: number): Uuid {
  const directories = image.brokers.get(brokerId)?.logDirectories ?? [];
  return directories.length === 1 ? (directories[0] as Uuid) : ZERO_UUID;
}
