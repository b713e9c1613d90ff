// Which partition a key belongs to, as Kafka's own clients decide it: murmur2 over the key, so that a record
// written here stands where an application's stands.

const SEED = 0x9747b28c | 0;
const M = 0x5bd1e995;
const R = 24;

/** The partition of a key among so many. */
export function partitionForKey(key: Buffer, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}

/** Austin Appleby's MurmurHash2 in the form that Kafka uses, as a signed number of 32 bits. */
export function murmur2(bytes: Buffer): number {
  const { length } = bytes;
  let hash = SEED ^ length;
  const whole = length & ~3;
  for (let at = 0; at < whole; at += 4) {
    const word = Math.imul(bytes.readInt32LE(at), M);
    hash = Math.imul(hash, M) ^ Math.imul(word ^ (word >>> R), M);
  }
  const rest = length - whole;
  for (let at = rest - 1; at >= 0; at--) hash ^= (bytes[whole + at] as number) << (8 * at);
  if (rest > 0) hash = Math.imul(hash, M);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, M);
  return hash ^ (hash >>> 15);
}
