// Java's own hashing of strings, where it decides what clients see: the partition of a key, and who comes
// first in a hash table.

/** `String.hashCode()` of Java: 31 * h + UTF-16 unit, in 32 bits. */
export function javaStringHash(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) {
    hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  }
  return hash;
}

const SMALLEST_TABLE = 16;
const LOAD_FACTOR = 0.75;

/** The keys in the order in which a `HashMap` of Java, filled in the given order, iterates over them. */
export function javaHashOrder(keys: readonly string[]): string[] {
  let buckets = SMALLEST_TABLE;
  while (keys.length > buckets * LOAD_FACTOR) buckets *= 2;
  const bucketOf = (key: string) => {
    const hash = javaStringHash(key);
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  };
  // Sorting is stable: keys of one bucket stay in the order in which they came.
  return keys.toSorted((a, b) => bucketOf(a) - bucketOf(b));
}
