import { describe, expect, it } from 'vitest';
import { checkSpecs } from '../../protocol-spec/generator/check.ts';
import { parseSpec } from '../../protocol-spec/generator/parse.ts';

function check(...lines: string[]): void {
  checkSpecs([
    parseSpec(
      'example.spec',
      ['data Example  versions 0-4  flexible 2+', 'fields', ...lines].join('\n'),
    ),
  ]);
}

describe('a spec', () => {
  it('may use what the grammar allows', () => {
    expect(() =>
      check(
        '  a  int32  = -1',
        "  b  string  = ''",
        '  c  bool  = true',
        '  d  int8[]?  = null',
        '  e  int8  2+  tag 0',
      ),
    ).not.toThrow();
  });

  it.each([
    [['  a  int8  2+  tag 1'], '3: the tags of Example are not 0, 1, 2 …'],
    [['  a  int8  1+  tag 0'], '3: a is tagged in 1-4, before the flexible versions'],
    [['  a  int8  = x'], "3: 'x' is no int8"],
    [['  a  bool  = 1'], "3: '1' is no bool"],
    [['  a  string  = null'], "3: 'null' is no string"],
    [['  a  int8[]  = 1'], "3: '1' is no int8"],
    [['  a  Example', '    b  int8'], "3: two structs are called 'Example'"],
  ])('may not say %j', (lines, expected) => {
    expect(() => check(...lines)).toThrow(`example.spec:${expected}`);
  });

  it('may name only error codes that exist', () => {
    const text =
      'api 1 X  versions 0\nerrors\n  NO_SUCH_ERROR\nrequest\n  a  int8\nresponse\n  b  int8';
    expect(() => checkSpecs([parseSpec('x.spec', text)])).toThrow(
      "x.spec:1: 'NO_SUCH_ERROR' is no error code",
    );
  });

  it('may not be there twice', () => {
    const text = 'data X  versions 0\nfields\n  a  int8';
    expect(() => checkSpecs([parseSpec('x.spec', text), parseSpec('y.spec', text)])).toThrow(
      'y.spec:1: X is there twice',
    );
  });
});
