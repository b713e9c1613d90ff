// The interfaces of a message: what decoding gives, and what encoding takes.

import { isAlways, isOptional, tagged } from './code.ts';
import type { Field, Message, Struct } from './model.ts';
import { showRange } from './versions.ts';

const TYPES: Readonly<Record<string, string>> = {
  bool: 'boolean',
  hash64: 'bigint',
  uuid: 'Uuid',
  string: 'string',
  bytes: 'Buffer',
  records: 'Buffer',
};

/** Both interfaces of a struct. */
export function emitTypes(message: Message, struct: Struct): string[] {
  const { name } = struct;
  const full = struct.fields.flatMap((field) => {
    const note = docOf(field, struct);
    const line = `  ${field.name}: ${typeOf(field, '')};`;
    return note ? [`  /** ${note} */`, line] : [line];
  });
  const input = struct.fields.map((field) => {
    const mark = isOptional(field, struct) ? '?' : '';
    return `  readonly ${field.name}${mark}: ${typeOf(field, 'Input')}${mark ? ' | undefined' : ''};`;
  });
  if (message.flexibleFrom <= struct.versions.to) {
    full.push('  unknownTaggedFields?: UnknownTaggedField[];');
    input.push('  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;');
  }
  return [
    `export interface ${name} {`,
    ...full,
    '}',
    '',
    `export interface ${name}Input {`,
    ...input,
    '}',
    '',
  ];
}

function docOf(field: Field, struct: Struct): string {
  const parts: string[] = [];
  if (field.comment) parts.push(field.comment.replaceAll('*/', '* /'));
  const isTagged = tagged(struct).some((each) => each === field);
  if (!isAlways(field, struct))
    parts.push(`v${showRange(field.versions)}${isTagged ? ', tagged' : ''}`);
  else if (isTagged) parts.push('tagged');
  return parts.join(' · ');
}

function typeOf(field: Field, suffix: '' | 'Input'): string {
  const orNull = field.nullable ? ' | null' : '';
  if (suffix === 'Input' && field.type === 'records') return `RecordsInput${orNull}`;
  if (suffix === 'Input' && field.type === 'bytes') return `Uint8Array${orNull}`;
  const element = field.struct ? field.struct.name + suffix : (TYPES[field.type] ?? 'number');
  if (!field.isArray) return element + orNull;
  return `${suffix ? 'readonly ' : ''}${element}[]${orNull}`;
}
