// What concerns more than one line of the spec: names that are used twice, error codes that do not exist,
// tags with gaps, defaults that do not fit their type.

import { ErrorCode } from '../../src/base/error-code.ts';
import { tagged } from './code.ts';
import type { Field, Message, Spec, Struct } from './model.ts';
import { SpecError } from './spec-error.ts';
import { showRange } from './versions.ts';

const INTEGERS = ['int8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'hash64'];

/** Throws SpecError for the first thing that is wrong. */
export function checkSpecs(specs: readonly Spec[]): void {
  const seen = new Set<string>();
  for (const spec of specs) {
    for (const message of spec.messages) {
      const where = spec.kind === 'api' ? `${spec.kind} ${spec.key} ${message.role}` : message.name;
      if (seen.has(where)) throw new SpecError(spec.path, 1, `${where} is there twice`);
      seen.add(where);
    }
    checkSpec(spec);
  }
}

function checkSpec(spec: Spec): void {
  for (const error of spec.errors) {
    if (!(error in ErrorCode)) throw new SpecError(spec.path, 1, `'${error}' is no error code`);
  }
  const names = new Set<string>();
  for (const message of spec.messages) {
    for (const struct of message.structs) {
      if (names.has(struct.name)) {
        throw new SpecError(spec.path, 1, `two structs are called '${struct.name}'`);
      }
      names.add(struct.name);
      checkTags(spec, struct);
      for (const field of struct.fields) checkField(spec, message, field);
    }
  }
}

function checkTags(spec: Spec, struct: Struct): void {
  for (const [index, field] of tagged(struct).entries()) {
    if (field.tag !== index) {
      throw new SpecError(spec.path, field.line, `the tags of ${struct.name} are not 0, 1, 2 …`);
    }
  }
}

function checkField(spec: Spec, message: Message, field: Field): void {
  const wrong = (problem: string): SpecError => new SpecError(spec.path, field.line, problem);
  if (field.tag !== null && field.versions.from < message.flexibleFrom) {
    throw wrong(
      `${field.name} is tagged in ${showRange(field.versions)}, before the flexible versions`,
    );
  }
  if (field.default !== null && !isDefaultFor(field, field.default)) {
    throw wrong(`'${field.default}' is no ${field.type}`);
  }
}

function isDefaultFor(field: Field, text: string): boolean {
  if (text === 'null') return field.nullable !== null;
  if (field.isArray || field.struct) return false;
  if (field.type === 'string') return text === "''";
  if (field.type === 'bool') return text === 'true' || text === 'false';
  return INTEGERS.includes(field.type) && /^-?\d+$/.test(text);
}
