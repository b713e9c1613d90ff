// `npm run compat [suite…] [-- --broker apache|klamm]`: runs the suites of compat-tests one after the
// other, one of them beside the rest, and ends with the sum of their summaries. A suite is a folder with
// a run.ts whose last line of output is `N passed, N failed[, N skipped]`.

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { prepareJava, whyNoJava } from './support/jvm.ts';
import { pinnedNode, repositoryRoot } from './support/paths.ts';
import type { Summary } from './support/summary.ts';
import { addSummaries, finish, formatSummary, parseSummary } from './support/summary.ts';

const folder = path.join(repositoryRoot, 'compat-tests');

/** Cheap suites first: what is broken altogether shows early. */
const ORDER = ['spec-parity', 'durability', 'npm-clients', 'kcat', 'wire-diff'];

/** Waits for JVMs and timeouts most of the time: it runs beside the others, and is told about at the end. */
const BESIDE = 'tools';

function allSuites(): string[] {
  const names = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'run.ts')));
  const rank = (name: string) => (ORDER.indexOf(name) + ORDER.length + 1) % (ORDER.length + 1);
  return names.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

interface Outcome {
  readonly summary: Summary;
  /** What it had to say that was not written yet. */
  readonly held: string;
}

/** Runs a suite; its output is passed on as it comes, or held. */
async function runSuite(name: string, isHeld = false): Promise<Outcome> {
  let held = '';
  const say = (text: string): void => {
    if (isHeld) held += text;
    else process.stdout.write(text);
  };
  say(`\n=== ${name}\n`);
  const startedAt = performance.now();
  const child = spawn(pinnedNode, [path.join(folder, name, 'run.ts')], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', isHeld ? 'pipe' : 'inherit'],
    env: { ...process.env, ...(values.broker && { KLAMM_COMPAT_BROKER: values.broker }) },
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    output = (output + chunk).slice(-4_000);
    say(chunk);
  });
  child.stderr?.setEncoding('utf8').on('data', say);
  await new Promise((resolve) => child.once('close', resolve));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const summary = parseSummary(output) ?? { passed: 0, failed: 1, skipped: 0 };
  const failed = child.exitCode !== 0 && summary.failed === 0 ? 1 : summary.failed;
  say(`=== ${name}: ${formatSummary({ ...summary, failed })} in ${seconds} s\n`);
  return { summary: { ...summary, failed }, held };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { broker: { type: 'string' } },
});
const known = allSuites();
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no suite ${unknown.join(', ')}; there are ${known.join(', ')}\n`);
  process.exit(1);
}
if (values.broker !== undefined && !['apache', 'klamm'].includes(values.broker)) {
  process.stderr.write(`no broker ${values.broker}; there are apache and klamm\n`);
  process.exit(1);
}
const asked = positionals.length > 0 ? positionals : known;
const isBeside = asked.length > 1 && asked.includes(BESIDE);
// Two suites at a time must not both find that the JVM's files are missing.
if (isBeside && whyNoJava() === undefined) prepareJava();
const beside = isBeside ? runSuite(BESIDE, true) : null;
let total: Summary = { passed: 0, failed: 0, skipped: 0 };
const table: string[] = [];
function count(name: string, { summary, held }: Outcome): void {
  process.stdout.write(held);
  table.push(`${name.padEnd(16)} ${formatSummary(summary)}`);
  total = addSummaries(total, summary);
}
for (const name of asked) {
  if (!isBeside || name !== BESIDE) count(name, await runSuite(name));
}
if (beside !== null) count(BESIDE, await beside);
process.stdout.write(`\n${table.join('\n')}\n`);
finish(total);
