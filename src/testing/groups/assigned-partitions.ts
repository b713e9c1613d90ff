// What a member of a classic group of consumers is assigned, out of the bytes that its leader made.

import { ByteReader } from '../../base/byte-reader.ts';
import { MalformedMessageError } from '../../base/malformed-message-error.ts';
import { ConsumerProtocolAssignment } from '../../protocol/generated/records/consumer-protocol-assignment.ts';

/** Partitions by topic; nothing for bytes that are no consumer's assignment. */
export function assignedPartitions(assignment: Buffer): Record<string, number[]> {
  if (assignment.length === 0) return {};
  try {
    const reader = new ByteReader(assignment);
    reader.int16('version');
    // The fields of version 0 are the common beginning of all versions.
    const { assignedPartitions: topics } = ConsumerProtocolAssignment.decode(reader, 0);
    return Object.fromEntries(topics.map(({ topic, partitions }) => [topic, partitions]));
  } catch (error) {
    if (error instanceof MalformedMessageError) return {};
    throw error;
  }
}
