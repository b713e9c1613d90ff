// A map that is never changed: `with` and `without` give another one that shares nearly everything with it.
// For images of many thousand topics, of which each change touches a few. Iteration has no order.

const BUCKETS = 512;

type Bucket<V> = ReadonlyMap<string, V>;

const NO_BUCKETS: readonly undefined[] = [];

export class ImmutableMap<V> implements Iterable<readonly [string, V]> {
  readonly #buckets: readonly (Bucket<V> | undefined)[];
  readonly size: number;

  private constructor(buckets: readonly (Bucket<V> | undefined)[], size: number) {
    this.#buckets = buckets;
    this.size = size;
  }

  static empty<V>(): ImmutableMap<V> {
    return new ImmutableMap<V>(NO_BUCKETS, 0);
  }

  get(key: string): V | undefined {
    return this.#buckets[bucketOf(key)]?.get(key);
  }

  has(key: string): boolean {
    return this.#buckets[bucketOf(key)]?.has(key) ?? false;
  }

  /** This map with these entries set (a value) or removed (undefined). */
  with(changes: Iterable<readonly [string, V | undefined]>): ImmutableMap<V> {
    const buckets = [...this.#buckets];
    const copied = new Map<number, Map<string, V>>();
    let size = this.size;
    for (const [key, value] of changes) {
      const at = bucketOf(key);
      const bucket = copied.get(at) ?? new Map(buckets[at]);
      copied.set(at, bucket);
      const before = bucket.size;
      if (value === undefined) bucket.delete(key);
      else bucket.set(key, value);
      size += bucket.size - before;
    }
    if (copied.size === 0) return this;
    for (const [at, bucket] of copied) buckets[at] = bucket;
    return new ImmutableMap(buckets, size);
  }

  *[Symbol.iterator](): Iterator<readonly [string, V]> {
    for (const bucket of this.#buckets) {
      if (bucket) yield* bucket;
    }
  }

  *keys(): Iterable<string> {
    for (const [key] of this) yield key;
  }

  *values(): Iterable<V> {
    for (const [, value] of this) yield value;
  }
}

/** From the last characters, which are those that differ among topics of one program. */
function bucketOf(key: string): number {
  let hash = key.length;
  for (let at = Math.max(0, key.length - 6); at < key.length; at++) {
    hash = (Math.imul(hash, 31) + key.charCodeAt(at)) | 0;
  }
  return (hash ^ (hash >>> 15)) & (BUCKETS - 1);
}
