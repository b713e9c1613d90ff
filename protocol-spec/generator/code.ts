// Small things that all emitters need: lines with indentation, conditions on the version, names.

import type { Field, Message, Struct } from './model.ts';
import type { VersionRange } from './versions.ts';

/** Lines of TypeScript; `indent` puts what it wraps one level further in. */
export type Lines = readonly string[];

export function indent(lines: Lines): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

export function block(head: string, body: Lines, tail = '}'): string[] {
  return [`${head} {`, ...indent(body), tail];
}

/** What must hold of `v` for it to be in `inner`, given that it is in `outer`; null when nothing. */
export function condition(inner: VersionRange, outer: VersionRange): string | null {
  const from = inner.from > outer.from ? `v >= ${inner.from}` : null;
  const to = inner.to < outer.to ? `v <= ${inner.to}` : null;
  if (from && inner.from === inner.to) return `v === ${inner.from}`;
  return from && to ? `${from} && ${to}` : (from ?? to);
}

/** `when ? yes : no`, or just one of them when the answer is known. */
export function choose(when: string | boolean, yes: string, no: string): string {
  if (when === true) return yes;
  if (when === false) return no;
  return `${when} ? ${yes} : ${no}`;
}

/** Whether these versions of the message are flexible: true, false, or what must hold of `v`. */
export function flexibility(message: Message, versions: VersionRange): string | boolean {
  if (message.flexibleFrom <= versions.from) return true;
  if (message.flexibleFrom > versions.to) return false;
  return 'flexible';
}

/** Whether a struct's code needs the constant `flexible`. */
export function needsFlexible(message: Message, struct: Struct): boolean {
  return flexibility(message, struct.versions) === 'flexible';
}

export function flexibleConstant(message: Message): string {
  return `const flexible = v >= ${message.flexibleFrom};`;
}

const TAKEN = new Set([
  'r',
  'w',
  'v',
  'm',
  'bytes',
  'flexible',
  'tags',
  'tag',
  'size',
  'end',
  'unknown',
  'default',
  'value',
]);

/** The local variable that a field is decoded into. */
export function local(field: Field): string {
  return TAKEN.has(field.name) ? `${field.name}_` : field.name;
}

/** The same name with a capital at its start. */
export function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The same name with a small letter at its start. */
export function uncapitalized(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** fetch-offset for FetchOffset. */
export function kebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

export function untagged(struct: Struct): Field[] {
  return struct.fields.filter((field) => field.tag === null);
}

/** In ascending order. */
export function tagged(struct: Struct): (Field & { readonly tag: number })[] {
  return struct.fields
    .filter((field): field is Field & { readonly tag: number } => field.tag !== null)
    .sort((a, b) => a.tag - b.tag);
}

/** Whether every version of its struct has the field. */
export function isAlways(field: Field, struct: Struct): boolean {
  return condition(field.versions, struct.versions) === null;
}

/** Whether a message may be written without giving this field. */
export function isOptional(field: Field, struct: Struct): boolean {
  return field.default !== null || field.tag !== null || !isAlways(field, struct);
}

/** Whether the field may be null in all, some or none of its versions. */
export function nullability(field: Field): 'always' | 'never' | string {
  if (!field.nullable) return 'never';
  return condition(field.nullable, field.versions) ?? 'always';
}
