// A field's default as an expression, and the test whether a value is just that.

import type { Field } from './model.ts';

/** The value that a field has where nothing says otherwise. */
export function defaultOf(field: Field): string {
  if (field.default === 'null') return 'null';
  if (field.isArray) return '[]';
  if (field.struct) return `default${field.struct.name}()`;
  switch (field.type) {
    case 'string':
      return "''";
    case 'uuid':
      return 'ZERO_UUID';
    case 'bytes':
      return 'Buffer.alloc(0)';
    case 'records':
      return field.nullable ? 'null' : 'Buffer.alloc(0)';
    case 'bool':
      return field.default ?? 'false';
    case 'hash64':
      return `${field.default ?? '0'}n`;
    default:
      return numberLiteral(field.default ?? '0');
  }
}

function numberLiteral(text: string): string {
  if (text === '9223372036854775807') return 'INT64_MAX';
  if (text === '-9223372036854775808') return 'INT64_MIN';
  return String(Number(text));
}

/** An expression that says whether `value`, which is not undefined, differs from the field's default. */
export function differsFromDefault(field: Field, value: string): string {
  const fallback = defaultOf(field);
  if (fallback === 'null') return `${value} !== null`;
  const orNull = field.nullable ? `${value} === null || ` : '';
  const differs = differsFromZero(field, value, fallback);
  return orNull ? `(${orNull}${differs})` : differs;
}

function differsFromZero(field: Field, value: string, fallback: string): string {
  if (field.isArray || field.type === 'bytes' || field.type === 'records')
    return `${value}.length > 0`;
  if (field.struct) return `!isDefault${field.struct.name}(${value})`;
  if (field.type === 'bool') return fallback === 'true' ? `!${value}` : value;
  return `${value} !== ${fallback}`;
}

/** A field of a message to be written, with its default where it is left out. */
export function inputValue(field: Field, optional: boolean): string {
  const value = `m.${field.name}`;
  if (!optional) return value;
  const fallback = defaultOf(field);
  if (field.nullable && fallback !== 'null')
    return `${value} === undefined ? ${fallback} : ${value}`;
  return `${value} ?? ${fallback}`;
}
