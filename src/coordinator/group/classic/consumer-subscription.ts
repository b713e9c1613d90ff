// The one thing that the coordinator reads of a consumer's own metadata: the topics it subscribes to.
// They are the common beginning of all versions (version, then the topics), so no version is refused.

import { ByteReader } from '../../../base/byte-reader.ts';
import { MalformedMessageError } from '../../../base/malformed-message-error.ts';

/** The protocol type of consumers; only their metadata is understood. */
export const CONSUMER_PROTOCOL_TYPE = 'consumer';

/** A topic name takes two bytes of length at least. */
const MIN_TOPIC_BYTES = 2;

/** The subscribed topics, or null when the bytes are not a consumer's subscription. */
export function parseSubscribedTopics(metadata: Buffer): readonly string[] | null {
  try {
    const reader = new ByteReader(metadata);
    reader.int16('version');
    const count = reader.arrayLength(false, 'topics', MIN_TOPIC_BYTES);
    return Array.from({ length: count }, () => reader.string('topic'));
  } catch (error) {
    if (error instanceof MalformedMessageError) return null;
    throw error;
  }
}
