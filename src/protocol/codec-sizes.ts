// The sizes that the generated codecs add up: of lists, bytes, structs that may be null, tagged sections.

import {
  sizeOfCompactString,
  sizeOfLength,
  sizeOfString,
  sizeOfUnsignedVarint,
} from '../base/byte-writer.ts';
import type { UnknownTaggedField } from './message.ts';

/** Bytes or records behind their length; null is a length alone. */
export function sizeOfBytes(
  flexible: boolean,
  value: { readonly byteLength: number } | null,
): number {
  if (value === null) return sizeOfLength(flexible, -1);
  return sizeOfLength(flexible, value.byteLength) + value.byteLength;
}

/** A list of elements of one size each. */
export function sizeOfFixedList(
  flexible: boolean,
  value: readonly unknown[] | null,
  elementBytes: number,
): number {
  if (value === null) return sizeOfLength(flexible, -1);
  return sizeOfLength(flexible, value.length) + value.length * elementBytes;
}

/** A list of structs. */
export function sizeOfList<T>(
  flexible: boolean,
  value: readonly T[] | null,
  version: number,
  size: (element: T, version: number) => number,
): number {
  if (value === null) return sizeOfLength(flexible, -1);
  let bytes = sizeOfLength(flexible, value.length);
  for (const element of value) bytes += size(element, version);
  return bytes;
}

export function sizeOfStrings(flexible: boolean, value: readonly string[] | null): number {
  if (value === null) return sizeOfLength(flexible, -1);
  let bytes = sizeOfLength(flexible, value.length);
  for (const element of value)
    bytes += flexible ? sizeOfCompactString(element) : sizeOfString(element);
  return bytes;
}

/** A struct that may be null: one byte says whether it is there. */
export function sizeOfNullable<T>(
  value: T | null,
  version: number,
  size: (value: T, version: number) => number,
  isNullable = true,
): number {
  const mark = isNullable ? 1 : 0;
  return value === null ? mark : mark + size(value, version);
}

/** The unknown tagged fields, without the count before them. */
export function sizeOfUnknownTags(unknown: readonly UnknownTaggedField[]): number {
  let bytes = 0;
  for (const { tag, data } of unknown) bytes += sizeOfTag(tag, data.length);
  return bytes;
}

/** The tagged section of a struct that knows no tags. */
export function sizeOfTagSection(unknown: readonly UnknownTaggedField[] | undefined): number {
  if (unknown === undefined) return 1;
  return sizeOfUnsignedVarint(unknown.length) + sizeOfUnknownTags(unknown);
}

/** One tagged field whose value takes `size` bytes. */
export function sizeOfTag(tag: number, size: number): number {
  return sizeOfUnsignedVarint(tag) + sizeOfUnsignedVarint(size) + size;
}
