// Randomness that a seed decides entirely: the same seed gives the same draws, on every machine. Not for
// secrets. The generator is sfc32 (Chris Doty-Humphrey's PractRand), seeded through splitmix32.

import type { Uuid } from '../base/uuid.ts';
import type { Random } from './random.ts';
import { drawUuid } from './random.ts';

export class SeededRandom implements Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number) {
    const next = splitmix32(seed);
    this.#a = next();
    this.#b = next();
    this.#c = next();
    // The first draws of close seeds resemble one another.
    for (let i = 0; i < 12; i++) this.#uint32();
  }

  fraction(): number {
    const high = this.#uint32() >>> 5;
    const low = this.#uint32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  bytes(count: number): Buffer {
    const drawn = Buffer.allocUnsafe(count);
    for (let i = 0; i < count; i++) drawn[i] = this.#uint32() & 0xff;
    return drawn;
  }

  uuid(): Uuid {
    return drawUuid((count) => this.bytes(count));
  }

  #uint32(): number {
    const drawn = (this.#a + this.#b + this.#counter++) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  }
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}
