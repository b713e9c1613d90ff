// Random messages by the spec: nulls, empties, extremes, fields left out, tagged fields nobody knows. The
// same seed gives the same message.

import type { Field, Message, Struct } from '../../protocol-spec/generator/model.ts';
import type { VersionRange } from '../../protocol-spec/generator/versions.ts';
import { INT64_MAX, INT64_MIN } from '../../src/base/int64.ts';
import { uuidFromBytes, ZERO_UUID } from '../../src/base/uuid.ts';

/** A stream of numbers that a seed decides. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** An integer in [0, limit). */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  oneIn(chances: number): boolean {
    return this.below(chances) === 0;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  bytes(count: number): Buffer {
    const bytes = Buffer.alloc(count);
    for (let i = 0; i < count; i++) bytes[i] = this.below(256);
    return bytes;
  }
}

type Fields = Record<string, unknown>;

const RANGES: Readonly<Record<string, readonly [min: number, max: number]>> = {
  int8: [-128, 127],
  int16: [-32768, 32767],
  uint16: [0, 65535],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
};

const ALPHABETS = ['abcXYZ019-._', 'aé漢\0z😀'].map((text) => [...text]);

/** A random message as its codec's input. */
export function randomMessage(message: Message, version: number, dice: Dice): Fields {
  return randomStruct(message, message.root, { version, dice, depth: 0 });
}

interface Place {
  readonly version: number;
  readonly dice: Dice;
  readonly depth: number;
}

function randomStruct(message: Message, struct: Struct, place: Place): Fields {
  const { version, dice } = place;
  const fields: Fields = {};
  for (const field of struct.fields) {
    if (!isIn(field.versions, version)) continue;
    const mayBeLeftOut = field.tag !== null || field.default !== null;
    if (mayBeLeftOut && dice.oneIn(4)) continue;
    fields[field.name] = randomValue(message, field, place);
  }
  if (version >= message.flexibleFrom && dice.oneIn(4)) {
    fields.unknownTaggedFields = randomTags(struct, dice);
  }
  return fields;
}

function isIn(range: VersionRange | null, version: number): boolean {
  return range !== null && range.from <= version && version <= range.to;
}

function randomTags(struct: Struct, dice: Dice): { tag: number; data: Buffer }[] {
  const known = struct.fields.filter((field) => field.tag !== null).length;
  const first = known + dice.below(dice.pick([3, 100, 2 ** 20]));
  const gap = 1 + dice.below(200);
  const tags = Array.from({ length: 1 + dice.below(2) }, (_, index) => first + index * gap);
  return tags.map((tag) => ({ tag, data: dice.bytes(dice.below(dice.oneIn(4) ? 200 : 9)) }));
}

function randomValue(message: Message, field: Field, place: Place): unknown {
  const { dice, depth, version } = place;
  if (isIn(field.nullable, version) && dice.oneIn(4)) return null;
  if (!field.isArray) return randomElement(message, field, place);
  const length = dice.oneIn(60) && !field.struct ? dice.below(300) : dice.below(depth < 2 ? 4 : 3);
  return Array.from({ length }, () => randomElement(message, field, place));
}

function randomElement(message: Message, field: Field, place: Place): unknown {
  const { dice, depth } = place;
  if (field.struct) return randomStruct(message, field.struct, { ...place, depth: depth + 1 });
  switch (field.type) {
    case 'bool':
      return dice.oneIn(2);
    case 'int64':
      return randomInt64(dice);
    case 'hash64':
      return dice.bytes(8).readBigInt64BE();
    case 'float64':
      return dice.pick([
        0,
        -0,
        1.5,
        Number.MAX_VALUE,
        Number.NEGATIVE_INFINITY,
        dice.below(1e9) / 7,
      ]);
    case 'uuid':
      return dice.oneIn(5) ? ZERO_UUID : uuidFromBytes(dice.bytes(16));
    case 'string':
      return randomText(dice);
    case 'bytes':
    case 'records':
      return dice.bytes(dice.below(dice.oneIn(50) ? 3000 : 20));
    default:
      return randomInteger(field.type, dice);
  }
}

function randomInteger(type: string, dice: Dice): number {
  const [min, max] = RANGES[type] as readonly [number, number];
  if (dice.oneIn(4)) return dice.pick([min, max, 0, min < 0 ? -1 : 1]);
  return min + dice.below(max - min + 1);
}

function randomInt64(dice: Dice): number {
  if (dice.oneIn(4)) {
    return dice.pick([INT64_MIN, INT64_MAX, 0, -1, Number.MAX_SAFE_INTEGER, -(2 ** 53)]);
  }
  const size = 2 ** (1 + dice.below(52));
  return dice.below(size) * (dice.oneIn(2) ? 1 : -1) + 0;
}

function randomText(dice: Dice): string {
  const alphabet = dice.pick(ALPHABETS);
  const length = dice.oneIn(100) ? dice.below(5000) : dice.below(30);
  return Array.from({ length }, () => dice.pick(alphabet)).join('');
}
