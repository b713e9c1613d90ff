// Which partition of a coordinator's topic owns a key. Clients and other brokers compute the same number,
// so the hash is Java's own: 31 * h + UTF-16 unit, in 32 bits.

/** `String.hashCode()` of Java. */
export function javaStringHash(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) {
    hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  }
  return hash;
}

/** The partition of `partitionCount` that owns the key. */
export function partitionFor(key: string, partitionCount: number): number {
  const hash = javaStringHash(key);
  // The one int that has no positive counterpart counts as 0, as in Apache Kafka.
  const positive = hash === -0x80000000 ? 0 : Math.abs(hash);
  return positive % partitionCount;
}
