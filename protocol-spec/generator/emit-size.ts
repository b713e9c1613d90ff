// The exact size of a struct: what has one size in every version is added up here, the rest at run time.

import {
  block,
  choose,
  condition,
  flexibility,
  flexibleConstant,
  isOptional,
  needsFlexible,
  tagged,
  untagged,
} from './code.ts';
import { differsFromDefault, inputValue } from './defaults.ts';
import { FIXED_BYTES } from './element-bytes.ts';
import type { Field, Message, Struct } from './model.ts';

export function emitSize(message: Message, struct: Struct): string[] {
  const body: string[] = [];
  let fixed = 0;
  for (const field of untagged(struct)) {
    const when = condition(field.versions, struct.versions);
    const bytes = fixedBytes(field);
    if (bytes !== null && !when) {
      fixed += bytes;
      continue;
    }
    const value = inputValue(field, isOptional(field, struct));
    const flexible = flexibility(message, field.versions);
    const add = bytes === null ? sizeOfValue(field, { value, flexible }) : String(bytes);
    body.push(`${when ? `if (${when}) ` : ''}bytes += ${add};`);
  }
  const flexible = flexibility(message, struct.versions);
  if (flexible !== false) body.push(...sizeTags(struct, flexible));
  if (needsFlexible(message, struct) && body.some((line) => /\bflexible\b/.test(line))) {
    body.unshift(flexibleConstant(message));
  }
  const lines =
    body.length === 0 ? [`return ${fixed};`] : [`let bytes = ${fixed};`, ...body, 'return bytes;'];
  const used = (name: string): string =>
    lines.some((line) => new RegExp(`\\b${name}\\b`).test(line)) ? name : `_${name}`;
  const head = `function size${struct.name}(${used('m')}: ${struct.name}Input, ${used('v')}: number): number`;
  return [...block(head, lines), ''];
}

function fixedBytes(field: Field): number | null {
  return field.isArray ? null : (FIXED_BYTES[field.type] ?? null);
}

/** An expression for the size of one value. */
export function sizeOfValue(
  field: Field,
  { value, flexible }: { readonly value: string; readonly flexible: string | boolean },
): string {
  if (field.isArray) return sizeOfList(field, value, flexible);
  if (field.struct) {
    const size = `size${field.type}(${value}, v)`;
    if (!field.nullable) return size;
    const when = condition(field.nullable, field.versions);
    return `sizeOfNullable(${value}, v, size${field.type}${when ? `, ${when}` : ''})`;
  }
  const isFlexible = field.plain ? false : flexible;
  switch (field.type) {
    case 'string': {
      const word = field.nullable ? 'NullableString' : 'String';
      const size = choose(isFlexible, `sizeOfCompact${word}(${value})`, `sizeOf${word}(${value})`);
      return isFlexible === 'flexible' ? `(${size})` : size;
    }
    case 'bytes':
    case 'records':
      return `sizeOfBytes(${flexible}, ${value})`;
    default:
      return String(FIXED_BYTES[field.type]);
  }
}

function sizeOfList(field: Field, value: string, flexible: string | boolean): string {
  const fixed = FIXED_BYTES[field.type];
  if (fixed) return `sizeOfFixedList(${flexible}, ${value}, ${fixed})`;
  if (field.struct) return `sizeOfList(${flexible}, ${value}, v, size${field.type})`;
  return `sizeOf${field.type === 'string' ? 'Strings' : 'BytesList'}(${flexible}, ${value})`;
}

function sizeTags(struct: Struct, flexible: string | true): string[] {
  const fields = tagged(struct);
  if (fields.length === 0) {
    return [
      `${flexible === true ? '' : `if (${flexible}) `}bytes += sizeOfTagSection(m.unknownTaggedFields);`,
    ];
  }
  const lines = ['let tags = 0;'];
  for (const field of fields) {
    const value = `m.${field.name}`;
    const when = condition(field.versions, struct.versions);
    const given = `${value} !== undefined && ${differsFromDefault(field, value)}`;
    const size = sizeOfValue(field, { value, flexible: true });
    lines.push(
      ...block(`if (${when ? `${when} && ` : ''}${given})`, [
        'tags++;',
        `bytes += sizeOfTag(${field.tag}, ${size});`,
      ]),
    );
  }
  lines.push(
    'if (m.unknownTaggedFields !== undefined) {',
    '  tags += m.unknownTaggedFields.length;',
    '  bytes += sizeOfUnknownTags(m.unknownTaggedFields);',
    '}',
    'bytes += sizeOfUnsignedVarint(tags);',
  );
  return flexible === true ? lines : block(`if (${flexible})`, lines);
}
