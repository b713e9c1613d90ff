// How the blocks of a document are found, and how an output is compared.

import { describe, expect, it } from 'vitest';
import { snippetsOf } from './markdown.ts';
import { isOutput } from './output.ts';
import { whyNotRun } from './run-snippet.ts';

const block = (language: string, ...lines: string[]) =>
  [`\`\`\`${language}`, ...lines, '```', ''].join('\n');

describe('the blocks of a document', () => {
  it('have a language, a text and a place', () => {
    const text = `# Title\n\n${block('sh', 'a', 'b')}\n1. item\n   ${block('js', '   c').replace('```\n', '   ```\n')}`;
    const snippets = snippetsOf('x.md', text);
    expect(snippets).toMatchObject([
      { at: 'x.md:3', language: 'sh', text: 'a\nb\n' },
      { at: 'x.md:9', language: 'js', text: 'c\n' },
    ]);
  });

  it('may say why they are not run', () => {
    const text = `<!-- snippet: not-run there is no engine -->\n${block('sh', 'docker ps')}`;
    expect(snippetsOf('x.md', text).map(whyNotRun)).toEqual(['there is no engine']);
  });

  it('say nothing else', () => {
    const text = `<!-- snippet: whatever -->\n${block('sh', 'true')}`;
    expect(() => snippetsOf('x.md', text)).toThrow(/x\.md:2: .* is none of/);
    expect(() => snippetsOf('x.md', '```sh\ntrue\n')).toThrow('x.md:1: this block has no end');
  });
});

describe('an output', () => {
  it.each([
    ['one\ntwo\n', 'one\ntwo\n', true],
    ['one\n', 'one  \n\n', true],
    ['one\n', 'one\ntwo\n', false],
    ['took … ms\n', 'took 12 ms\n', true],
    ['took … ms\n', 'took 12 ms\nand more\n', false],
    ['one\n…\nfour\n', 'one\ntwo\nthree\nfour\n', true],
    ['…\nfour\n', 'four\n', true],
    ['a.b\n', 'axb\n', false],
  ])('%j, of which there is %j: %s', (expected, actual, isRight) => {
    expect(isOutput(expected, actual)).toBe(isRight);
  });
});
