// JavaScript and TypeScript of a document as programs: a block that imports is one, and a block that does not goes on
// where the last one that does has ended.

import { build } from 'rolldown';
import type { Snippet } from './markdown.ts';
import type { Session } from './session.ts';

const USES_VITEST = /from 'vitest'/;
const IMPORTS = /^import\b/m;
const LEAVES_BROKER = /\b(?:const|let) broker = await startBroker\(/;

/** How a program is run, by the package that its tests come from. */
function commandOf(code: string, file: string): [string, ...string[]] {
  if (USES_VITEST.test(code)) return ['npx', 'vitest', 'run', '--globals=false', file];
  if (/from 'node:test'/.test(code)) return ['node', '--test', file];
  return ['node', file];
}

/** The block as a whole program: with what the last block that imports has begun, and with an end. */
export function programOf(snippet: Snippet, before: readonly Snippet[]): string {
  const beginning = IMPORTS.test(snippet.text)
    ? ''
    : before.findLast(({ language, text }) => isProgram(language) && IMPORTS.test(text))?.text;
  if (beginning === undefined) {
    throw new Error(`${snippet.at}: it imports nothing, and no block before it does`);
  }
  const code = `${beginning}${snippet.text}`;
  const isLeftOpen = LEAVES_BROKER.test(code) && !/\bbroker\.close\(\)/.test(code);
  return isLeftOpen ? `${code}await broker.close();\n` : code;
}

export function isProgram(language: string): boolean {
  return ['js', 'javascript', 'mjs', 'ts', 'typescript'].includes(language);
}

/** Runs the program, and throws what it printed when it fails. */
export async function runProgram(session: Session, snippet: Snippet, before: readonly Snippet[]) {
  const isTyped = snippet.language.startsWith('t');
  const code = programOf(snippet, before);
  // Vitest wants a test's name, and `node --test` of a later block must not take this for one of the reader's.
  const ending = USES_VITEST.test(code) ? '.spec' : '';
  const name = `${snippet.at.replace(/\W+/g, '-')}${ending}`;
  const typed = isTyped ? session.write(`${name}.mts`, code) : null;
  const file = session.write(`${name}.mjs`, typed === null ? code : await withoutTypes(typed));
  if (typed !== null) await checkTypes(session, typed);
  const run = await session.run(...commandOf(code, file));
  if (run.exitCode !== 0)
    throw new Error(`${snippet.at}: exit code ${run.exitCode}\n${run.output}`);
}

/** As plain JavaScript for the oldest Node: helpers for what it cannot do become part of the program. */
async function withoutTypes(file: string): Promise<string> {
  const { output } = await build({
    input: file,
    platform: 'node',
    transform: { target: 'node20.19' },
    external: (id) => /^[^./]/.test(id) && !id.startsWith('@oxc-project/'),
    treeshake: false,
    write: false,
  });
  return output[0].code;
}

async function checkTypes(session: Session, file: string): Promise<void> {
  const options = ['--ignoreConfig', '--strict', '--noEmit', '--skipLibCheck'];
  const target = [
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--lib',
    'es2023,esnext.disposable',
  ];
  const run = await session.run('npx', 'tsc', ...options, ...target, '--types', 'node', file);
  if (run.exitCode !== 0) throw new Error(run.output);
}
