// What a spec file says, once it is read and checked: the input of everything that emits.

import type { VersionRange } from './versions.ts';

export const PRIMITIVES = [
  'bool',
  'int8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'hash64',
  'float64',
  'uuid',
  'string',
  'bytes',
  'records',
] as const;

/** One file: an API with its two messages, a stored record with key and value, or a single message. */
export interface Spec {
  readonly path: string;
  readonly kind: 'api' | 'coordinator' | 'metadata' | 'data' | 'header';
  readonly name: string;
  /** API key or record type; null where the kind has none. */
  readonly key: number | null;
  /** The opening comment: what this is for. */
  readonly summary: readonly string[];
  readonly notes: readonly VersionNote[];
  /** Names of the error codes that the response may carry. */
  readonly errors: readonly string[];
  readonly messages: readonly Message[];
}

export interface VersionNote {
  readonly versions: VersionRange;
  readonly text: string;
}

export interface Message {
  readonly role: 'request' | 'response' | 'key' | 'value' | 'fields';
  /** The name of its type: FetchRequest, OffsetCommitKey. */
  readonly name: string;
  readonly versions: VersionRange;
  /** The last version that is not still being worked on. */
  readonly stableTo: number;
  /** The first version with compact and tagged fields; Infinity when none is. */
  readonly flexibleFrom: number;
  /** The message's own fields. */
  readonly root: Struct;
  /** All structs, innermost first; the root is the last one. */
  readonly structs: readonly Struct[];
}

export interface Struct {
  readonly name: string;
  readonly fields: readonly Field[];
  /** The versions in which it occurs. */
  versions: VersionRange;
}

export interface Field {
  readonly name: string;
  readonly line: number;
  /** A primitive, or the name of a struct. */
  readonly type: string;
  readonly struct: Struct | null;
  readonly isArray: boolean;
  /** Always within the versions of its struct. */
  readonly versions: VersionRange;
  /** The versions in which it may be null; null when it never may. */
  readonly nullable: VersionRange | null;
  readonly tag: number | null;
  /** As written: a number, true, false, null or ''. Null when the type's own zero is the default. */
  readonly default: string | null;
  /** Dropped in silence where a version has no room for it; otherwise encoding a value there fails. */
  readonly ignorable: boolean;
  /** Never compact, in flexible versions neither (one header field). */
  readonly plain: boolean;
  readonly comment: string | null;
}
