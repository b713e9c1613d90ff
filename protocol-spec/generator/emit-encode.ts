// The encoder of a struct. A value that the version has no field for fails, unless the field is ignorable.

import {
  block,
  capitalized,
  choose,
  condition,
  flexibility,
  flexibleConstant,
  isOptional,
  local,
  needsFlexible,
  nullability,
  tagged,
  uncapitalized,
  untagged,
} from './code.ts';
import { defaultOf, differsFromDefault, inputValue } from './defaults.ts';
import { sizeOfValue } from './emit-size.ts';
import type { Field, Message, Struct } from './model.ts';

export function emitEncode(message: Message, struct: Struct): string[] {
  const body: string[] = [];
  if (needsFlexible(message, struct)) body.push(flexibleConstant(message));
  for (const field of untagged(struct)) body.push(...encodeField(message, struct, field));
  const flexible = flexibility(message, struct.versions);
  if (flexible !== false) body.push(...encodeTags(message, struct, flexible));
  const used = (name: string): string =>
    body.some((line) => new RegExp(`\\b${name}\\b`).test(line)) ? name : `_${name}`;
  const head = `function encode${struct.name}(${used('w')}: ByteWriter, ${used('m')}: ${struct.name}Input, ${used('v')}: number): void`;
  return [...block(head, body), ''];
}

function encodeField(message: Message, struct: Struct, field: Field): string[] {
  const when = condition(field.versions, struct.versions);
  const value = inputValue(field, isOptional(field, struct));
  const lines = encodeValue(message, field, {
    value,
    flexible: flexibility(message, field.versions),
  });
  if (!when) return lines;
  return [...guard(`if (${when})`, lines), ...orFail(message, field, 'else ')];
}

/** One statement stands behind its condition; several need a block. */
function guard(head: string, lines: readonly string[]): string[] {
  if (lines[0] === '{') return [`${head} {`, ...lines.slice(1)];
  return lines.length === 1 ? [`${head} ${lines[0]}`] : block(head, lines);
}

/** Fails when a field that may not be dropped has a value. */
function orFail(message: Message, field: Field, before: string): string[] {
  if (field.ignorable) return [];
  const value = `m.${field.name}`;
  const test = `${value} !== undefined && ${differsFromDefault(field, value)}`;
  return [`${before}if (${test}) unsupported('${message.name}', '${field.name}', v);`];
}

interface Value {
  readonly value: string;
  readonly flexible: string | boolean;
}

/** Statements that write one value. */
function encodeValue(message: Message, field: Field, { value, flexible }: Value): string[] {
  if (field.isArray) return encodeList(message, field, { value, flexible });
  if (field.struct) return encodeStruct(message, field, value);
  if (field.type === 'records') return [`encodeRecords(w, ${flexible}, ${value});`];
  if (field.type === 'string' || field.type === 'bytes') {
    return encodeText(message, field, { value, flexible: field.plain ? false : flexible });
  }
  return [`w.${field.type}(${value});`];
}

function encodeText(message: Message, field: Field, { value, flexible }: Value): string[] {
  const isNullable = field.nullable !== null;
  const word = `${isNullable ? 'Nullable' : ''}${field.type === 'string' ? 'String' : 'Bytes'}`;
  const plain = `w.${uncapitalized(word)}(${value});`;
  const compact = `w.compact${word}(${value});`;
  const write = choose(flexible, compact, plain).replace(
    `${compact} :`,
    `${compact.slice(0, -1)} :`,
  );
  return [...refuseNull(message, field, value), write];
}

/** Fails for a null in those versions of a field in which it must have a value. */
function refuseNull(message: Message, field: Field, value: string): string[] {
  const nulls = nullability(field);
  if (nulls === 'always' || nulls === 'never') return [];
  return [
    `if (${nested(value)} === null && !(${nulls})) notNullable('${message.name}', '${field.name}', v);`,
  ];
}

/** An expression as part of a larger one. */
function nested(expression: string): string {
  return expression.includes(' ') ? `(${expression})` : expression;
}

function encodeStruct(message: Message, field: Field, value: string): string[] {
  const encode = `encode${field.type}(w, ${field.nullable ? 'value' : value}, v);`;
  if (!field.nullable) return [encode];
  const nulls = nullability(field);
  const when = nulls === 'always' ? '' : `if (${nulls}) `;
  // A struct in a tagged field is marked by a varint, everywhere else by an int8.
  const mark = (sign: 1 | -1): string =>
    field.tag === null ? `w.int8(${sign});` : `w.unsignedVarint(${Math.max(0, sign)});`;
  return [
    '{',
    `  const value = ${value};`,
    ...refuseNull(message, field, 'value').map((line) => `  ${line}`),
    `  if (value === null) ${mark(-1)}`,
    '  else {',
    `    ${when}${mark(1)}`,
    `    ${encode}`,
    '  }',
    '}',
  ];
}

function encodeList(message: Message, field: Field, { value, flexible }: Value): string[] {
  const element = { ...field, isArray: false, nullable: null };
  const write = encodeValue(message, element, { value: 'element', flexible });
  const loop = `for (const element of value) ${write.join(' ')}`;
  if (!field.nullable) {
    return [
      '{',
      `  const value = ${value};`,
      `  w.arrayLength(${flexible}, value.length);`,
      `  ${loop}`,
      '}',
    ];
  }
  return [
    '{',
    `  const value = ${value};`,
    ...refuseNull(message, field, 'value').map((line) => `  ${line}`),
    `  w.arrayLength(${flexible}, value === null ? -1 : value.length);`,
    `  if (value !== null) ${loop}`,
    '}',
  ];
}

function encodeTags(message: Message, struct: Struct, flexible: string | true): string[] {
  const fields = tagged(struct);
  if (fields.length === 0) {
    const line = 'encodeUnknownTags(w, m.unknownTaggedFields);';
    return [flexible === true ? line : `if (${flexible}) ${line}`];
  }
  const lines = [
    'const unknown = m.unknownTaggedFields;',
    ...fields.map((field) => `const has${capitalized(field.name)} = ${presence(struct, field)};`),
    `w.unsignedVarint(${['(unknown === undefined ? 0 : unknown.length)', ...fields.map((field) => `(has${capitalized(field.name)} ? 1 : 0)`)].join(' + ')});`,
  ];
  let from = 0;
  for (const field of fields) {
    if (field.tag > from) lines.push(between(from, String(field.tag)));
    lines.push(...block(`if (has${capitalized(field.name)})`, encodeTag(message, field)));
    from = field.tag + 1;
  }
  lines.push(between(from, 'Number.POSITIVE_INFINITY'));
  const outside = fields.flatMap((field) => tagOutside(message, struct, field));
  return [...outside, ...(flexible === true ? lines : block(`if (${flexible})`, lines))];
}

function between(from: number, below: string): string {
  return `if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, ${from}, ${below});`;
}

/** Whether a tagged field is written: in its versions, when it differs from its default. */
export function presence(struct: Struct, field: Field): string {
  const when = condition(field.versions, struct.versions);
  const value = `m.${field.name}`;
  const given = `${value} !== undefined && ${differsFromDefault(field, value)}`;
  return when ? `${when} && ${given}` : given;
}

function tagOutside(message: Message, struct: Struct, field: Field): string[] {
  const when = condition(field.versions, struct.versions);
  return when ? orFail(message, field, `if (!(${when})) `) : [];
}

function encodeTag(message: Message, field: Field & { readonly tag: number }): string[] {
  const name = local(field);
  const isNullDefault = defaultOf(field) === 'null';
  const known = isNullDefault
    ? { ...field, nullable: field.struct ? field.nullable : null }
    : field;
  return [
    `const ${name} = m.${field.name};`,
    `w.unsignedVarint(${field.tag});`,
    `w.unsignedVarint(${sizeOfValue(known, { value: name, flexible: true })});`,
    ...encodeValue(message, known, { value: name, flexible: true }),
  ];
}
