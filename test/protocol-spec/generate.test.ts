import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generate } from '../../protocol-spec/generator/generate.ts';
import { listFiles, loadSpecs } from '../../protocol-spec/generator/load.ts';
import { parseSpec } from '../../protocol-spec/generator/parse.ts';
import { API_TABLE } from '../../src/protocol/generated/api-table.ts';
import { ALL_APIS } from '../../src/protocol/generated/apis.ts';

const OUTPUT = resolve(import.meta.dirname, '../../src/protocol/generated');

function emit(...fields: string[]): string {
  const text = ['data Example  versions 0-4  flexible 2+', 'fields', ...fields].join('\n');
  return generate([parseSpec('records/files/example.spec', text)]).get('records/example.ts') ?? '';
}

describe('the generated code', () => {
  it('is what the spec says: run the generator when this fails', () => {
    const files = generate(loadSpecs());
    const stale = [...files].filter(
      ([path, text]) => readFileSync(join(OUTPUT, path), 'utf8') !== text,
    );
    expect(stale.map(([path]) => path)).toEqual([]);
    expect(listFiles(OUTPUT, '.ts')).toEqual([...files.keys()].sort());
  });

  it('says where it comes from', () => {
    expect(emit('  a  int8')).toMatch(
      /^\/\/ Generated from protocol-spec\/records\/files\/example\.spec/,
    );
  });

  it('reads a field in the versions that have it, and has its default in the others', () => {
    const code = emit('  a  int32  3+  = -1', '  b  string');
    expect(code).toContain("const a = v >= 3 ? r.int32('a') : -1;");
    expect(code).toContain("const b = flexible ? r.compactString('b') : r.string('b');");
  });

  it('lets what has a default, is tagged or not in every version be left out', () => {
    const code = emit('  a  int32', '  b  int32  = 1', '  c  int32  2+', '  d  int32  2+  tag 0');
    const input = code.slice(
      code.indexOf('interface ExampleInput'),
      code.indexOf('unknownTaggedFields?: readonly'),
    );
    expect(input).toContain('readonly a: number;');
    expect(input).toContain('readonly b?: number | undefined;');
    expect(input).toContain('readonly c?: number | undefined;');
    expect(input).toContain('readonly d?: number | undefined;');
  });

  it('bounds a list by the fewest bytes that its elements can take', () => {
    const code = emit('  a  Item[]', '    id  int64', '    name  string', '    more  int32  3+');
    expect(code).toContain("r.arrayLength(flexible, 'a', 9)");
  });

  it('imports only what it uses', () => {
    expect(emit('  a  int8')).not.toContain('Uuid');
    expect(emit('  a  uuid')).toContain("import type { Uuid } from '../../../base/uuid.ts';");
  });
});

describe('the table of APIs', () => {
  it('agrees with the descriptors, in the order of the keys', () => {
    const facts = ALL_APIS.map(({ key, name, minVersion, maxVersion, flexibleFrom }) => {
      return { key, name, minVersion, maxVersion, flexibleFrom };
    });
    expect(API_TABLE).toEqual(facts);
    expect(facts.map(({ key }) => key)).toEqual(
      facts.map(({ key }) => key).toSorted((a, b) => a - b),
    );
  });

  it('announces no version that is not stable', () => {
    const initProducerId = API_TABLE.find(({ name }) => name === 'InitProducerId');
    expect(initProducerId).toMatchObject({ key: 22, minVersion: 0, maxVersion: 5 });
  });
});
