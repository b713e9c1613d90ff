// What consumers write into the opaque bytes of the classic protocol, as Java's consumer does.

import { ByteWriter } from '../../../src/base/byte-writer.ts';
import { ConsumerProtocolAssignment } from '../../../src/protocol/generated/records/consumer-protocol-assignment.ts';
import { ConsumerProtocolSubscription } from '../../../src/protocol/generated/records/consumer-protocol-subscription.ts';
import type { Codec } from '../../../src/protocol/message.ts';

const SUBSCRIPTION_VERSION = 3;
const ASSIGNMENT_VERSION = 3;
const VERSION_BYTES = 2;

export function subscriptionTo(topic: string): Buffer {
  const message = { topics: [topic], userData: null };
  return withVersion(ConsumerProtocolSubscription, message, SUBSCRIPTION_VERSION);
}

export function assignmentOf(topic: string, partitions: readonly number[]): Buffer {
  const message = { assignedPartitions: [{ topic, partitions: [...partitions] }], userData: null };
  return withVersion(ConsumerProtocolAssignment, message, ASSIGNMENT_VERSION);
}

function withVersion<M extends I, I>(codec: Codec<M, I>, message: I, version: number): Buffer {
  const writer = new ByteWriter(Buffer.alloc(VERSION_BYTES + codec.size(message, version)));
  writer.int16(version);
  codec.encode(writer, message, version);
  return writer.buffer;
}
