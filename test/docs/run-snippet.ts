// What becomes of a block, by its language: the one list of what a document may hold.

import { parseAllDocuments } from 'yaml';
import type { Snippet } from './markdown.ts';
import { isOutput } from './output.ts';
import { isProgram, runProgram } from './programs.ts';
import type { Session } from './session.ts';

/** Blocks that show something and ask for nothing. */
const SHOWN = new Set(['text', 'diff']);
/** Blocks that need more than Node: `npm run compat docs` runs them. */
export const OTHER_LANGUAGES: ReadonlySet<string> = new Set(['python', 'java']);

type Runner = (session: Session, snippet: Snippet) => Promise<void>;

const RUNNERS: ReadonlyMap<string, Runner> = new Map([
  ['sh', runScript],
  ['bash', runScript],
  ['console', runConsole],
  ['yaml', readYaml],
  ['yml', readYaml],
  ['json', readJson],
  ['properties', readProperties],
]);

/** Why the block is not run here; undefined when it is. */
export function whyNotRun({ directive, language }: Snippet): string | undefined {
  if (directive?.verb === 'not-run') return directive.rest;
  if (directive?.verb === 'needs')
    return `\`npm run compat docs\` does, where ${directive.rest} is`;
  if (SHOWN.has(language)) return 'it is shown, and nobody types it';
  if (OTHER_LANGUAGES.has(language)) return `\`npm run compat docs\` does, where ${language} is`;
  return undefined;
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
    const known = ['js', 'ts', ...RUNNERS.keys(), ...SHOWN, ...OTHER_LANGUAGES].join(', ');
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
