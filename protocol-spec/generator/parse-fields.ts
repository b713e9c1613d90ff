// Reads the fields of one message. Indentation nests: the lines below a field whose type is a struct are
// that struct's fields; a struct that is there already is used again by its name alone.

import type { Line } from './lines.ts';
import type { Field, Struct } from './model.ts';
import { PRIMITIVES } from './model.ts';
import { SpecError } from './spec-error.ts';
import type { VersionRange } from './versions.ts';
import { hull, intersect, parseRange } from './versions.ts';

/** A field as its line says it, before the versions of its struct are known. */
interface Written {
  readonly line: Line;
  readonly name: string;
  readonly type: string;
  readonly isArray: boolean;
  readonly isNullable: boolean;
  readonly attributes: Attributes;
}

interface Attributes {
  versions?: VersionRange;
  nullable?: VersionRange;
  tag?: number;
  default?: string;
  ignorable?: boolean;
  plain?: boolean;
}

interface MutableStruct extends Struct {
  readonly fields: Field[];
}

/** All structs of a message, innermost first; the last one is the message itself. */
export function readStructs(
  path: string,
  lines: readonly Line[],
  message: { readonly name: string; readonly versions: VersionRange },
): Struct[] {
  return new FieldReader(path, lines).read(message);
}

class FieldReader {
  readonly #path: string;
  readonly #lines: readonly Line[];
  #root = '';
  /** In the order in which their definitions end: a struct comes before all that use it. */
  readonly #written = new Map<string, Written[]>();
  #next = 0;

  constructor(path: string, lines: readonly Line[]) {
    this.#path = path;
    this.#lines = lines;
  }

  read({ name, versions }: { readonly name: string; readonly versions: VersionRange }): Struct[] {
    this.#root = name;
    this.#define(name, 1);
    const structs = new Map<string, MutableStruct>();
    for (const each of this.#written.keys())
      structs.set(each, { name: each, versions: NEVER, fields: [] });
    for (const struct of [...structs.values()].reverse()) {
      if (struct.name === name) struct.versions = versions;
      this.#resolve(struct, structs);
    }
    return [...structs.values()];
  }

  #define(struct: string, depth: number): void {
    const fields: Written[] = [];
    for (;;) {
      const line = this.#lines[this.#next];
      if (!line || line.depth < depth) break;
      if (line.depth > depth) throw this.#wrong(line, 'indented below a field that is no struct');
      this.#next++;
      const field = this.#readField(line);
      if (fields.some((other) => other.name === field.name)) {
        throw this.#wrong(line, `${struct} has two fields called '${field.name}'`);
      }
      fields.push(field);
      this.#readStruct(line, field.type);
    }
    this.#written.set(struct, fields);
  }

  #readField(line: Line): Written {
    const [name = '', written = '', ...rest] = line.words;
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) throw this.#wrong(line, `'${name}' is no field name`);
    const match = /^(\w+)(\[\])?(\?)?$/.exec(written);
    if (!match) throw this.#wrong(line, `'${written}' is no type`);
    const [, type = '', array, mark] = match;
    const attributes = this.#readAttributes(line, rest);
    return {
      line,
      name,
      type,
      isArray: array !== undefined,
      isNullable: mark !== undefined,
      attributes,
    };
  }

  /** The fields below a line whose type is a struct that is not there yet. */
  #readStruct(line: Line, type: string): void {
    if (isPrimitive(type)) return;
    const below = this.#lines[this.#next];
    const isDefinition = below !== undefined && below.depth > line.depth;
    const isKnown = this.#written.has(type);
    if (type === this.#root) throw this.#wrong(line, `two structs are called '${type}'`);
    if (isKnown && isDefinition) throw this.#wrong(line, `'${type}' is defined twice`);
    if (isDefinition) this.#define(type, line.depth + 1);
    else if (!isKnown)
      throw this.#wrong(line, `'${type}' is neither a primitive nor a struct above`);
  }

  /** Fills in a struct's fields, now that its versions (those of all its uses) are known. */
  #resolve(parent: MutableStruct, structs: ReadonlyMap<string, MutableStruct>): void {
    for (const { line, name, type, isArray, isNullable, attributes } of this.#written.get(
      parent.name,
    ) ?? []) {
      const versions = intersect(attributes.versions ?? parent.versions, parent.versions);
      if (!versions) throw this.#wrong(line, `${name} is in no version of ${parent.name}`);
      const struct = structs.get(type) ?? null;
      if (struct)
        struct.versions = struct.versions === NEVER ? versions : hull(struct.versions, versions);
      parent.fields.push({
        name,
        line: line.number,
        type,
        struct,
        isArray,
        versions,
        nullable: isNullable ? versions : intersect(attributes.nullable ?? NEVER, versions),
        tag: attributes.tag ?? null,
        default: attributes.default ?? null,
        ignorable: attributes.ignorable ?? false,
        plain: attributes.plain ?? false,
        comment: line.comment,
      });
    }
  }

  #readAttributes(line: Line, words: readonly string[]): Attributes {
    const attributes: Attributes = {};
    for (let i = 0; i < words.length; i++) {
      const word = words[i] as string;
      const range = parseRange(word);
      if (range && i === 0) attributes.versions = range;
      else if (word === 'ignorable') attributes.ignorable = true;
      else if (word === 'plain') attributes.plain = true;
      else if (word === '=') attributes.default = this.#argument(line, words[++i]);
      else if (word === 'tag') attributes.tag = Number(this.#argument(line, words[++i], /^\d+$/));
      else if (word === 'nullable') {
        attributes.nullable = parseRange(this.#argument(line, words[++i])) ?? NEVER;
      } else throw this.#wrong(line, `cannot read '${word}'`);
    }
    return attributes;
  }

  #argument(line: Line, word: string | undefined, pattern = /./): string {
    if (word === undefined || !pattern.test(word)) {
      throw this.#wrong(line, `'${word ?? 'nothing'}' where a value must be`);
    }
    return word;
  }

  #wrong(line: Line, problem: string): SpecError {
    return new SpecError(this.#path, line.number, problem);
  }
}

/** A range that no version is in. */
const NEVER: VersionRange = { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY };

function isPrimitive(type: string): boolean {
  return PRIMITIVES.some((each) => each === type);
}
