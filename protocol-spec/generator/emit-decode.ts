// The decoder of a struct: one straight line of reads, each behind the versions that have it.

import {
  block,
  capitalized,
  choose,
  condition,
  flexibility,
  flexibleConstant,
  local,
  needsFlexible,
  nullability,
  tagged,
  uncapitalized,
  untagged,
} from './code.ts';
import { defaultOf } from './defaults.ts';
import { elementBytes } from './element-bytes.ts';
import type { Field, Message, Struct } from './model.ts';

export function emitDecode(message: Message, struct: Struct): string[] {
  const body: string[] = [];
  if (needsFlexible(message, struct)) body.push(flexibleConstant(message));
  for (const field of untagged(struct)) body.push(...decodeField(message, struct, field));
  const flexible = flexibility(message, struct.versions);
  const members = struct.fields.map((field) => {
    const name = local(field);
    return name === field.name ? name : `${field.name}: ${name}`;
  });
  const literal = members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  if (flexible === false) {
    body.push(`return ${literal};`);
  } else {
    body.push(...decodeTags(message, struct, flexible));
    body.push(`const m: ${struct.name} = ${literal};`);
    body.push('if (unknown !== undefined) m.unknownTaggedFields = unknown;', 'return m;');
  }
  const usesVersion = body.some((line) => /\bv\b/.test(line));
  const head = `function decode${struct.name}(r: ByteReader, ${usesVersion ? 'v' : '_v'}: number): ${struct.name}`;
  return [...block(head, body), ''];
}

function decodeField(message: Message, struct: Struct, field: Field): string[] {
  const when = condition(field.versions, struct.versions);
  const name = local(field);
  const flexible = flexibility(message, field.versions);
  const simple = simpleRead(field, flexible);
  if (simple) {
    const value = when ? `${when} ? ${wrap(simple)} : ${defaultOf(field)}` : simple;
    return [`const ${name} = ${value};`];
  }
  const type = typeOfLocal(field);
  if (!when && field.isArray && nullability(field) === 'never') {
    return [`const ${name}: ${type} = [];`, ...readList(field, flexible)];
  }
  const initial =
    field.isArray || field.default === 'null' || field.nullable ? emptyOf(field) : null;
  if (!when && initial === null) return [`const ${name} = ${readStruct(field)};`];
  const declare = `let ${name}: ${type} = ${initial ?? defaultOf(field)};`;
  const read = readInto(field, flexible);
  return when ? [declare, ...block(`if (${when})`, read)] : [declare, ...read];
}

function emptyOf(field: Field): string {
  return field.isArray && field.default !== 'null' ? '[]' : defaultOf(field);
}

function typeOfLocal(field: Field): string {
  const names: Record<string, string> = {
    bool: 'boolean',
    hash64: 'bigint',
    uuid: 'Uuid',
    string: 'string',
    bytes: 'Buffer',
  };
  const element = field.struct?.name ?? names[field.type] ?? 'number';
  return `${element}${field.isArray ? '[]' : ''}${field.nullable ? ' | null' : ''}`;
}

function wrap(expression: string): string {
  return expression.includes(' ? ') ? `(${expression})` : expression;
}

/** A read that is one expression; null for lists and structs. */
function simpleRead(field: Field, flexible: string | boolean): string | null {
  if (field.isArray || field.struct) return null;
  const { name, type } = field;
  if (type === 'records')
    return `r.${field.nullable ? 'nullableRecords' : 'records'}(${flexible}, '${name}')`;
  if (type !== 'string' && type !== 'bytes') return `r.${type}('${name}')`;
  const method = type === 'string' ? 'String' : 'Bytes';
  const read = (compact: boolean, nullable: boolean): string => {
    const words = `${compact ? 'compact' : ''}${nullable ? 'Nullable' : ''}${method}`;
    return `r.${uncapitalized(words)}('${name}')`;
  };
  const nulls = nullability(field);
  const when = nulls === 'always' ? true : nulls === 'never' ? false : nulls;
  const pick = (compact: boolean): string =>
    wrap(choose(when, read(compact, true), read(compact, false)));
  return choose(field.plain ? false : flexible, pick(true), pick(false));
}

/** Reads a list or a struct that may be null into its variable. */
function readInto(field: Field, flexible: string | boolean): string[] {
  if (field.isArray) return readNullableList(field, flexible);
  const name = local(field);
  const nulls = nullability(field);
  const assign = `${name} = ${readStruct(field)};`;
  if (nulls === 'never') return [assign];
  const present =
    field.tag === null
      ? `decodePresence(r, '${field.name}')`
      : `r.unsignedVarint('${field.name}') > 0`;
  if (nulls === 'always') return [`${name} = ${present} ? ${readStruct(field)} : null;`];
  return [`${name} = !(${nulls}) || ${present} ? ${readStruct(field)} : null;`];
}

function readStruct(field: Field): string {
  return `decodeField(r, v, '${field.name}', decode${field.type})`;
}

function readNullableList(field: Field, flexible: string | boolean): string[] {
  const name = local(field);
  const nulls = nullability(field);
  if (nulls === 'never') return readList(field, flexible);
  const nullable = lengthCall('nullableArrayLength', field, flexible);
  const length =
    nulls === 'always'
      ? nullable
      : `${nulls} ? ${nullable} : ${lengthCall('arrayLength', field, flexible)}`;
  const list = `list${capitalized(name)}`;
  const count = `${name}Length`;
  return [
    `const ${count} = ${length};`,
    ...block(
      `if (${count} >= 0)`,
      [
        `const ${list}: ${typeOfLocal({ ...field, nullable: null })} = [];`,
        ...fill(field, flexible, { list, count }),
        `${name} = ${list};`,
      ],
      `} else ${name} = null;`,
    ),
  ];
}

function readList(field: Field, flexible: string | boolean): string[] {
  const list = local(field);
  const count = `${list}Length`;
  return [
    `const ${count} = ${lengthCall('arrayLength', field, flexible)};`,
    ...fill(field, flexible, { list, count }),
  ];
}

function lengthCall(method: string, field: Field, flexible: string | boolean): string {
  return `r.${method}(${flexible}, '${field.name}', ${elementBytes(field)})`;
}

/** Reads `count` elements into `list`; a struct that is malformed is told which one it is. */
function fill(
  field: Field,
  flexible: string | boolean,
  { list, count }: { list: string; count: string },
): string[] {
  if (!field.struct) {
    const element = simpleRead({ ...field, isArray: false, nullable: null }, flexible) as string;
    return [`for (let i = 0; i < ${count}; i++) ${list}.push(${element});`];
  }
  return [
    'try {',
    `  while (${list}.length < ${count}) ${list}.push(decode${field.type}(r, v));`,
    '} catch (error) {',
    `  throw inField(error, '${field.name}', ${list}.length);`,
    '}',
  ];
}

function decodeTags(message: Message, struct: Struct, flexible: string | true): string[] {
  const fields = tagged(struct);
  if (fields.length === 0) {
    return [`const unknown = ${choose(flexible, 'decodeUnknownTags(r)', 'undefined')};`];
  }
  const cases = fields.flatMap((field) =>
    block(`case ${field.tag}:`, [...decodeTag(message, struct, field), 'break;']),
  );
  const loop = block("for (let tags = r.unsignedVarint('tags'); tags > 0; tags--)", [
    "const tag = r.unsignedVarint('tag');",
    "const size = r.unsignedVarint('tag');",
    'const end = r.position + size;',
    ...block('switch (tag)', [
      ...cases,
      'default:',
      '  unknown = decodeUnknownTag(r, unknown, tag, size);',
    ]),
  ]);
  return [
    ...fields.map((field) => `let ${local(field)}: ${typeOfLocal(field)} = ${defaultOf(field)};`),
    'let unknown: UnknownTaggedField[] | undefined;',
    ...(flexible === true ? loop : block(`if (${flexible})`, loop)),
  ];
}

function decodeTag(message: Message, struct: Struct, field: Field): string[] {
  const lines: string[] = [];
  const from = Math.max(struct.versions.from, message.flexibleFrom);
  const when = condition(field.versions, { from, to: struct.versions.to });
  if (when) lines.push(`if (!(${when})) throw tagNotInVersion('${field.name}', v);`);
  const simple = simpleRead(field, true);
  const name = local(field);
  if (simple) lines.push(`${name} = ${simple};`);
  else if (field.isArray && nullability(field) === 'never')
    lines.push(`${name} = [];`, ...readList(field, true));
  else lines.push(...readInto(field, true));
  lines.push(`expectTagEnd(r, '${field.name}', end);`);
  return lines;
}
