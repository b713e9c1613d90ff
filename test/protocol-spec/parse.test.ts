import { describe, expect, it } from 'vitest';
import type { Field, Spec } from '../../protocol-spec/generator/model.ts';
import { parseSpec } from '../../protocol-spec/generator/parse.ts';

const HEAD = 'api 7 Example  versions 1-5  flexible 3+';

/** An API with these lines as its request. */
function parse(...request: string[]): Spec {
  const lines = [HEAD, 'request', ...request, 'response', '  errorCode  int16'];
  return parseSpec('example.spec', lines.join('\n'));
}

function fieldOf(spec: Spec, name: string): Field {
  const fields = spec.messages[0]?.structs.flatMap((struct) => struct.fields) ?? [];
  const field = fields.find((each) => each.name === name);
  if (!field) throw new Error(`no field ${name}`);
  return field;
}

function problem(...request: string[]): string {
  try {
    parse(...request);
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
}

describe('a spec file', () => {
  it('says what the API is for, its versions, notes and errors', () => {
    const spec = parseSpec(
      'api/07-example.spec',
      [
        '# Does something,',
        '# and something else.',
        '',
        'api 7 Example  versions 1-5  flexible 3+  unstable 5+',
        'notes',
        '  v2    more of it (KIP-1)',
        '  v3-4  even more',
        'errors',
        '  NONE INVALID_REQUEST',
        '  NOT_CONTROLLER',
        'request',
        '  name  string',
        'response',
        '  errorCode  int16',
      ].join('\n'),
    );
    expect(spec).toMatchObject({
      kind: 'api',
      key: 7,
      name: 'Example',
      summary: ['Does something,', 'and something else.'],
      notes: [
        { versions: { from: 2, to: 2 }, text: 'more of it (KIP-1)' },
        { versions: { from: 3, to: 4 }, text: 'even more' },
      ],
      errors: ['NONE', 'INVALID_REQUEST', 'NOT_CONTROLLER'],
    });
    expect(spec.messages.map(({ name }) => name)).toEqual(['ExampleRequest', 'ExampleResponse']);
    expect(spec.messages[0]).toMatchObject({
      versions: { from: 1, to: 5 },
      stableTo: 4,
      flexibleFrom: 3,
    });
  });

  it('may give key and value of a record versions of their own', () => {
    const text = [
      'coordinator 1 Thing',
      'key  versions 0',
      '  a  int32',
      'value  versions 0-3  flexible 2+',
      '  b  int32',
    ];
    const { messages } = parseSpec('thing.spec', text.join('\n'));
    expect(
      messages.map(({ name, versions, flexibleFrom }) => [name, versions.to, flexibleFrom]),
    ).toEqual([
      ['ThingKey', 0, Number.POSITIVE_INFINITY],
      ['ThingValue', 3, 2],
    ]);
  });
});

describe('a field', () => {
  it('is in every version of its struct unless it says otherwise', () => {
    const spec = parse(
      '  list  Item[]  2+',
      '    name  string',
      '    size  int32  0-3',
      '  flag  bool  5',
    );
    expect(fieldOf(spec, 'list').versions).toEqual({ from: 2, to: 5 });
    expect(fieldOf(spec, 'name').versions).toEqual({ from: 2, to: 5 });
    expect(fieldOf(spec, 'size').versions).toEqual({ from: 2, to: 3 });
    expect(fieldOf(spec, 'flag').versions).toEqual({ from: 5, to: 5 });
  });

  it('has its attributes in any order behind its versions', () => {
    const spec = parse('  name  string  3+  tag 0  nullable 4+  = null  ignorable  # the name');
    expect(fieldOf(spec, 'name')).toMatchObject({
      type: 'string',
      isArray: false,
      versions: { from: 3, to: 5 },
      nullable: { from: 4, to: 5 },
      tag: 0,
      default: 'null',
      ignorable: true,
      comment: 'the name',
    });
  });

  it('may be null wherever it is, with a question mark', () => {
    expect(fieldOf(parse('  names  string[]?  2-4'), 'names')).toMatchObject({
      isArray: true,
      nullable: { from: 2, to: 4 },
    });
  });

  it('may use a struct again, which then is in the versions of all its uses', () => {
    const spec = parse(
      '  old  Item[]  1-2',
      '    name  string',
      '    id  uuid  4+',
      '  new  Item[]  3+',
    );
    expect(spec.messages[0]?.structs.map(({ name }) => name)).toEqual(['Item', 'ExampleRequest']);
    expect(fieldOf(spec, 'name').versions).toEqual({ from: 1, to: 5 });
    expect(fieldOf(spec, 'id').versions).toEqual({ from: 4, to: 5 });
  });
});

describe('an error names file and line:', () => {
  it.each([
    [
      'a type that is none',
      ['  name  strin'],
      "3: 'strin' is neither a primitive nor a struct above",
    ],
    ['a type that cannot be read', ['  name  string[][]'], "3: 'string[][]' is no type"],
    ['a name that is none', ['  Name  string'], "3: 'Name' is no field name"],
    ['an unknown attribute', ['  name  string  fast'], "3: cannot read 'fast'"],
    ['a range that is none', ['  name  string  3-2'], "3: cannot read '3-2'"],
    ['a tag without a number', ['  name  string  tag x'], "3: 'x' where a value must be"],
    ['a default without a value', ['  name  string  ='], "3: 'nothing' where a value must be"],
    [
      'a field twice',
      ['  name  string', '  name  int8'],
      "4: ExampleRequest has two fields called 'name'",
    ],
    [
      'a struct twice',
      ['  a  Item', '    x  int8', '  b  Item', '    x  int8'],
      "5: 'Item' is defined twice",
    ],
    [
      'a field that is nowhere',
      ['  name  string  7+'],
      '3: name is in no version of ExampleRequest',
    ],
    [
      'fields below a primitive',
      ['  a  int8', '    b  int8'],
      '4: indented below a field that is no struct',
    ],
    ['odd indentation', ['   a  int8'], '3: 3 spaces; indent with two spaces a level'],
    ['a tab', ['\ta  int8'], '3: a tab; indent with two spaces'],
  ])('%s', (_what, request, expected) => {
    expect(problem(...request)).toBe(`example.spec:${expected}`);
  });

  it.each([
    ['', '1: an empty file'],
    ['apo 1 X', "1: 'apo' is none of api, coordinator, metadata, data, header"],
    ['api x X', "1: api needs a number, not 'x'"],
    ['api 1 x', "1: 'x' is no name"],
    ['data X  versions 0+\nfields\n  a  int8', '2: X needs a closed range of versions'],
    ['data X  version 0\nfields\n  a  int8', "1: cannot read 'version 0'"],
    ['data X  versions 0\nrequest\n  a  int8', "2: no section of a data is called 'request'"],
    ['api 1 X  versions 0\nrequest\n  a  int8', '1: api has the sections request, response'],
    [
      'data X  versions 0\nnotes\n  3  text\nfields\n  a  int8',
      "3: a note starts with v and its versions, not '3'",
    ],
    ['api 1 X  versions 0\n  a  int8', '2: a line that belongs to no section'],
  ])('%j', (text, expected) => {
    expect(() => parseSpec('example.spec', text)).toThrow(`example.spec:${expected}`);
  });
});
