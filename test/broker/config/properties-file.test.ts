// The syntax of server.properties.

import { describe, expect, it } from 'vitest';
import { parseProperties } from '../../../src/broker/config/properties-file.ts';
import { StartError } from '../../../src/broker/start-error.ts';

function entries(text: string): [string, string][] {
  return parseProperties(text).map(({ key, value }) => [key, value]);
}

describe('an entry', () => {
  it.each([
    ['a=b', 'a', 'b'],
    ['a:b', 'a', 'b'],
    ['a b', 'a', 'b'],
    ['  a = b c ', 'a', 'b c '],
    ['a\t\fb', 'a', 'b'],
    ['a', 'a', ''],
    ['a=', 'a', ''],
    ['a = : b', 'a', ': b'],
    ['a==b', 'a', '=b'],
    ['=b', '', 'b'],
    ['listeners=PLAINTEXT://:9092', 'listeners', 'PLAINTEXT://:9092'],
    ['a\\=b\\:c\\ d=e', 'a=b:c d', 'e'],
    ['path=C:\\\\data', 'path', 'C:\\data'],
    ['tabs=\\t\\n\\r\\f', 'tabs', '\t\n\r\f'],
    ['odd=\\q', 'odd', 'q'],
    ['uni=\\u00e9\\u20AC', 'uni', 'é€'],
    ['e=#not a comment', 'e', '#not a comment'],
  ])('%j is %j with %j', (text, key, value) => {
    expect(entries(text)).toEqual([[key, value]]);
  });

  it('goes on in the next line after a backslash, without the indent', () => {
    expect(entries('topics=a,\\\n    b,\\\r\n\tc\nnext=1')).toEqual([
      ['topics', 'a,b,c'],
      ['next', '1'],
    ]);
  });

  it('ends where the backslashes are an even number', () => {
    expect(entries('a=b\\\\\nc=d')).toEqual([
      ['a', 'b\\'],
      ['c', 'd'],
    ]);
  });

  it('may end with the file in the middle of a continuation', () => {
    expect(entries('a=b\\')).toEqual([['a', 'b']]);
  });

  it('knows the line it began on', () => {
    const lines = parseProperties('# one\n\na=1\\\n2\nb=3').map(({ key, line }) => [key, line]);
    expect(lines).toEqual([
      ['a', 3],
      ['b', 5],
    ]);
  });
});

describe('comments and blank lines', () => {
  it('are left out, also when indented, and never go on', () => {
    expect(entries('# a=1\n  ! b=2 \\\n\n \t \nc=3\r# d=4')).toEqual([['c', '3']]);
  });
});

describe('a broken unicode escape', () => {
  it.each(['a=\\u12', 'a=\\u12g4', '\\uzzzz=1'])('%j is refused with its line', (text) => {
    expect(() => parseProperties(`x=1\n${text}`)).toThrow(StartError);
    expect(() => parseProperties(`x=1\n${text}`)).toThrow(/^line 2: /);
  });
});
