// The fewest bytes that one element of a list can take: what bounds the length that a list may claim.

import { untagged } from './code.ts';
import type { Field, Struct } from './model.ts';

export const FIXED_BYTES: Readonly<Record<string, number>> = {
  bool: 1,
  int8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  hash64: 8,
  float64: 8,
  uuid: 16,
};

/** At least 1, so that no list is longer than the bytes that are left. */
export function elementBytes(field: Field): number {
  if (!field.struct) return FIXED_BYTES[field.type] ?? 1;
  return Math.max(1, structBytes(field.struct));
}

function structBytes(struct: Struct): number {
  let fewest = Number.POSITIVE_INFINITY;
  for (let version = struct.versions.from; version <= struct.versions.to; version++) {
    let bytes = 0;
    for (const field of untagged(struct)) {
      if (version < field.versions.from || version > field.versions.to) continue;
      bytes += fieldBytes(field);
    }
    fewest = Math.min(fewest, bytes);
  }
  return fewest;
}

function fieldBytes(field: Field): number {
  if (field.isArray || field.nullable) return 1;
  return field.struct ? structBytes(field.struct) : (FIXED_BYTES[field.type] ?? 1);
}
