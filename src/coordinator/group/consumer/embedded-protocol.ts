// What members of the classic protocol say to each other through the group: the subscription in a JoinGroup
// and the assignment in a SyncGroup, as all clients of Apache Kafka write them. A group that has members of
// both protocols reads the one and writes the other.

import { ByteReader } from '../../../base/byte-reader.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { ConsumerProtocolAssignment as AssignmentMessage } from '../../../protocol/generated/records/consumer-protocol-assignment.ts';
import { ConsumerProtocolAssignment } from '../../../protocol/generated/records/consumer-protocol-assignment.ts';
import type { ConsumerProtocolSubscription as SubscriptionMessage } from '../../../protocol/generated/records/consumer-protocol-subscription.ts';
import { ConsumerProtocolSubscription } from '../../../protocol/generated/records/consumer-protocol-subscription.ts';
import type { Codec } from '../../../protocol/message.ts';
import { encodeRecordValue } from '../../../protocol/record-bytes.ts';
import type { GroupTopics } from '../group-topics.ts';
import type { ReportedPartitions } from './reconciliation.ts';

/** The latest version that is known; what comes after is read as far as that goes. */
const LATEST_VERSION = ConsumerProtocolSubscription.maxVersion;

/** Throws MalformedMessageError. */
export function readSubscription(bytes: Buffer): SubscriptionMessage {
  return read(ConsumerProtocolSubscription, bytes);
}

/** Throws MalformedMessageError. */
export function readAssignment(bytes: Buffer): AssignmentMessage {
  return read(ConsumerProtocolAssignment, bytes);
}

/** The version in which a member speaks, and in which it is to be spoken to. Throws MalformedMessageError. */
export function versionOf(subscription: Buffer): number {
  const version = new ByteReader(subscription).int16('version');
  return Math.min(Math.max(version, 0), LATEST_VERSION);
}

/** What a member is assigned, in its version; topics that are gone are left out. */
export function writeAssignment(
  topics: GroupTopics,
  assigned: Iterable<readonly [Uuid, Iterable<number>]>,
  version: number,
): Buffer {
  const assignedPartitions = Array.from(assigned, ([topicId, partitions]) => {
    const name = topics.byId(topicId)?.name;
    return name === undefined ? null : { topic: name, partitions: [...partitions] };
  }).filter((topic) => topic !== null);
  const message = { assignedPartitions, userData: null };
  return encodeRecordValue(ConsumerProtocolAssignment, message, version);
}

/** Partitions by the ids of their topics; topics that are gone are left out. */
export function partitionsById(
  topics: GroupTopics,
  named: readonly { readonly topic: string; readonly partitions: readonly number[] }[],
): ReportedPartitions {
  return named.flatMap(({ topic, partitions }) => {
    const topicId = topics.byName(topic)?.topicId;
    return topicId === undefined ? [] : [{ topicId, partitions }];
  });
}

function read<M extends I, I>(codec: Codec<M, I>, bytes: Buffer): M {
  const version = versionOf(bytes);
  const reader = new ByteReader(bytes);
  reader.int16('version');
  return codec.decode(reader, version);
}
