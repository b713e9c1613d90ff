// The newest offset of each key, within a bound of memory: 24 bytes a key, its hash and the offset, and not
// the key itself. It grows with what it holds, up to its limit. Nothing is ever taken out of it.
// Invariant: at most `loadFactor` of the slots are in use, so that a search ends.

import { assert } from '../../base/assert.ts';
import type { KeyHash } from './key-hash.ts';
import { HASH_WORDS } from './key-hash.ts';

/** Bytes of an entry. */
export const OFFSET_MAP_ENTRY_SIZE = 24;

const WORDS = OFFSET_MAP_ENTRY_SIZE / 4;
const FIRST_SLOTS = 1024;
/** Old and new table are there at once while it grows: the old one is a quarter of the limit at most. */
const GROWTH = 4;
/** No table is larger, whatever the limit: Apache Kafka's bound for one cleaner. */
const MAX_BYTES = 0x7fffffff;
const WORD = 2 ** 32;
const NOT_FOUND = -1;

export interface OffsetMapLimits {
  /** Bytes of all entries. */
  readonly maxBytes: number;
  /** Part of the slots that may be in use, above 0 and below 1. */
  readonly loadFactor: number;
}

export class OffsetMap {
  readonly #hash: KeyHash;
  readonly #loadFactor: number;
  readonly #maxSlots: number;
  #slots: number;
  #words: Int32Array;
  #size = 0;

  constructor(hash: KeyHash, { maxBytes, loadFactor }: OffsetMapLimits) {
    this.#hash = hash;
    this.#loadFactor = loadFactor;
    this.#maxSlots = slotsWithin(maxBytes);
    assert(this.#maxSlots * loadFactor >= 1, 'an offset map holds at least one key');
    this.#slots = Math.min(this.#maxSlots, primeAtMost(FIRST_SLOTS));
    this.#words = new Int32Array(this.#slots * WORDS);
  }

  /** How many keys it holds. */
  get size(): number {
    return this.#size;
  }

  /** Whether it takes no more keys. */
  get isFull(): boolean {
    return this.#size >= Math.floor(this.#maxSlots * this.#loadFactor);
  }

  /** Part of all the slots that there may be that are in use. */
  get utilization(): number {
    return this.#size / this.#maxSlots;
  }

  /** Takes note of the newest offset of a key; it must not be full. */
  put(bytes: Uint8Array, at: number, length: number, offset: number): void {
    assert(!this.isFull, 'an offset map takes keys until it is full');
    assert(offset >= 0, 'offsets are not negative');
    if (this.#size >= Math.floor(this.#slots * this.#loadFactor)) this.#grow();
    this.#hash.hash(bytes, at, length);
    const slot = this.#find(this.#hash.words, 0);
    if (!this.#isUsed(slot)) {
      this.#words.set(this.#hash.words, slot);
      this.#size++;
    }
    // One more, so that an entry in use is never all zeros.
    this.#words[slot + HASH_WORDS] = Math.floor((offset + 1) / WORD);
    this.#words[slot + HASH_WORDS + 1] = ((offset + 1) % WORD) | 0;
  }

  /** The newest offset of a key; -1 when it is not in here. */
  get(bytes: Uint8Array, at: number, length: number): number {
    this.#hash.hash(bytes, at, length);
    const slot = this.#find(this.#hash.words, 0);
    if (!this.#isUsed(slot)) return NOT_FOUND;
    const high = this.#words[slot + HASH_WORDS] as number;
    const low = this.#words[slot + HASH_WORDS + 1] as number;
    return high * WORD + (low >>> 0) - 1;
  }

  /** Where the entry with this hash stands, or the free place where it belongs. */
  #find(hash: Int32Array, hashAt: number): number {
    const words = this.#words;
    const first = hash[hashAt] as number;
    const second = hash[hashAt + 1] as number;
    const third = hash[hashAt + 2] as number;
    const fourth = hash[hashAt + 3] as number;
    // The number of slots is prime: whatever the step, every slot is reached.
    const step = 1 + ((second >>> 0) % (this.#slots - 1 || 1));
    let slot = (first >>> 0) % this.#slots;
    for (;;) {
      const place = slot * WORDS;
      if (!this.#isUsed(place)) return place;
      if (
        words[place] === first &&
        words[place + 1] === second &&
        words[place + 2] === third &&
        words[place + 3] === fourth
      ) {
        return place;
      }
      slot = (slot + step) % this.#slots;
    }
  }

  #isUsed(place: number): boolean {
    return this.#words[place + HASH_WORDS] !== 0 || this.#words[place + HASH_WORDS + 1] !== 0;
  }

  #grow(): void {
    const old = this.#words;
    const wanted = Math.min(this.#maxSlots, this.#slots * GROWTH);
    this.#slots = primeAtMost(wanted);
    this.#words = new Int32Array(this.#slots * WORDS);
    for (let place = 0; place < old.length; place += WORDS) {
      if (old[place + HASH_WORDS] === 0 && old[place + HASH_WORDS + 1] === 0) continue;
      const to = this.#find(old, place);
      for (let word = 0; word < WORDS; word++) this.#words[to + word] = old[place + word] as number;
    }
  }
}

function slotsWithin(maxBytes: number): number {
  const slots = Math.floor(Math.min(maxBytes, MAX_BYTES) / OFFSET_MAP_ENTRY_SIZE);
  return slots < 2 ? slots : primeAtMost(slots);
}

/** The greatest prime that is not above `limit`, which is 2 or more. */
function primeAtMost(limit: number): number {
  for (let candidate = limit; ; candidate--) if (isPrime(candidate)) return candidate;
}

function isPrime(value: number): boolean {
  for (let divisor = 2; divisor * divisor <= value; divisor++) {
    if (value % divisor === 0) return false;
  }
  return value >= 2;
}
