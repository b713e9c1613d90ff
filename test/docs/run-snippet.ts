// What becomes of a block, by its language: the one list of what a document may hold.

import { parseAllDocuments } from 'yaml';
import type { Snippet } from './markdown.ts';
import { isOutput } from './output.ts';
import { isProgram, runProgram } from './programs.ts';
import type { Session } from './session.ts';

/** Blocks that show something and ask for nothing. */
const SHOWN = new Set(['text', 'diff']);
/** Blocks that need more than Node, by the command that they need: `npm run compat docs` runs them. */
const OTHER_LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['python', 'python3'],
  ['java', 'java'],
]);

type Runner = (session: Session, snippet: Snippet) => Promise<void>;

const RUNNERS: ReadonlyMap<string, Runner> = new Map([
  ['sh', runScript],
  ['bash', runScript],
  ['console', runConsole],
  ['yaml', readYaml],
  ['yml', readYaml],
  ['json', readJson],
  ['properties', readProperties],
  ['python', (session, snippet) => runFile(session, snippet, 'snippet.py')],
  ['java', (session, snippet) => runFile(session, snippet, 'Snippet.java')],
]);

/** The command that the block needs and that is not everywhere where Node is. */
export function neededCommand({ directive, language }: Snippet): string | undefined {
  return directive?.verb === 'needs' ? directive.rest : OTHER_LANGUAGES.get(language);
}

/** Why the block is not run with nothing but Node; undefined when it is. */
export function whyNotRun(snippet: Snippet): string | undefined {
  const { directive, language } = snippet;
  if (directive?.verb === 'not-run') return directive.rest;
  if (SHOWN.has(language)) return 'it is shown, and nobody types it';
  const command = neededCommand(snippet);
  return command && `\`npm run compat docs\` does it, where ${command} is`;
}

/** Runs or checks one block; throws what is wrong with it. `before` are the blocks above it. */
export async function runSnippet(session: Session, snippet: Snippet, before: readonly Snippet[]) {
  const { directive, language, text, at } = snippet;
  if (directive?.verb === 'file') {
    session.write(directive.rest, text);
    return;
  }
  if (isProgram(language)) return runProgram(session, snippet, before);
  const runner = RUNNERS.get(language);
  if (runner === undefined) {
    const known = ['js', 'ts', ...RUNNERS.keys(), ...SHOWN].join(', ');
    throw new Error(`${at}: nothing runs '${language}'; there are ${known}`);
  }
  return runner(session, snippet);
}

async function runScript(session: Session, { at, text }: Snippet): Promise<void> {
  const { code, output } = await session.script(`set -e\n${text}`);
  if (code !== 0) throw new Error(`${at}: exit code ${code}\n${output}`);
}

/** Lines after `$ ` are typed, the others are what they print. */
async function runConsole(session: Session, { at, text }: Snippet): Promise<void> {
  const parts = text.split(/^\$ /m).slice(1);
  if (parts.length === 0) throw new Error(`${at}: no line begins with '$ '`);
  for (const part of parts) {
    const [, command = '', expected = ''] = /^((?:.*\\\n)*.*)\n([\s\S]*)$/.exec(part) ?? [];
    const isRefused = !/^ready on /m.test(expected);
    const { output } = await session.script(command, { isRefused });
    if (!isOutput(session.withPorts(expected), output)) {
      throw new Error(`${at}: ${command}\nprints\n${output}\nand not\n${expected}`);
    }
  }
}

/** Python, or a Java class with a `main`, as one file. */
async function runFile(session: Session, { at, language, text }: Snippet, name: string) {
  const command = OTHER_LANGUAGES.get(language) ?? language;
  const run = await session.run(command, session.write(name, text));
  if (run.exitCode !== 0) throw new Error(`${at}: exit code ${run.exitCode}\n${run.output}`);
}

async function readYaml(_: Session, { at, text }: Snippet): Promise<void> {
  const [error] = parseAllDocuments(text).flatMap(({ errors }) => errors);
  if (error) throw new Error(`${at}: ${error.message}`);
}

async function readJson(_: Session, { text }: Snippet): Promise<void> {
  JSON.parse(text);
}

/** Settings as `klamm start` takes them, without a word of warning. */
async function readProperties(session: Session, { at, text }: Snippet): Promise<void> {
  session.write('server.properties', text);
  const command = 'klamm start --config server.properties --explain-config';
  const { code, output } = await session.script(command);
  if (code !== 0 || /is ignored|no effect/.test(output)) throw new Error(`${at}:\n${output}`);
}
