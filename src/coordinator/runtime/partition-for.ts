// Which partition of a coordinator's topic owns a key. Clients and other brokers compute the same number.

import { javaStringHash } from './java-hash.ts';

/** The partition of `partitionCount` that owns the key. */
export function partitionFor(key: string, partitionCount: number): number {
  const hash = javaStringHash(key);
  // The one int that has no positive counterpart counts as 0, as in Apache Kafka.
  const positive = hash === -0x80000000 ? 0 : Math.abs(hash);
  return positive % partitionCount;
}
