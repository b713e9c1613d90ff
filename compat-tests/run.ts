// `npm run compat [suite…] [-- --broker apache|klamm]`: runs the suites of compat-tests one after the
// other and ends with the sum of their summaries. A suite is a folder with a run.ts whose last line of
// output is `N passed, N failed[, N skipped]`.

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pinnedNode, repositoryRoot } from './support/paths.ts';
import type { Summary } from './support/summary.ts';
import { addSummaries, finish, formatSummary, parseSummary } from './support/summary.ts';

const folder = path.join(repositoryRoot, 'compat-tests');

/** Cheap suites first: what is broken altogether shows early. */
const ORDER = ['spec-parity', 'durability', 'npm-clients', 'kcat', 'wire-diff', 'tools'];

function allSuites(): string[] {
  const names = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'run.ts')));
  const rank = (name: string) => (ORDER.indexOf(name) + ORDER.length + 1) % (ORDER.length + 1);
  return names.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

async function runSuite(name: string, broker: string | undefined): Promise<Summary> {
  process.stdout.write(`\n=== ${name}\n`);
  const startedAt = performance.now();
  const child = spawn(pinnedNode, [path.join(folder, name, 'run.ts')], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(broker ? { KLAMM_COMPAT_BROKER: broker } : {}) },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output = (output + chunk).slice(-4_000);
    process.stdout.write(chunk);
  });
  await new Promise((resolve) => child.once('close', resolve));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const summary = parseSummary(output) ?? { passed: 0, failed: 1, skipped: 0 };
  const failed = child.exitCode !== 0 && summary.failed === 0 ? 1 : summary.failed;
  process.stdout.write(`=== ${name}: ${formatSummary({ ...summary, failed })} in ${seconds} s\n`);
  return { ...summary, failed };
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
let total: Summary = { passed: 0, failed: 0, skipped: 0 };
const table: string[] = [];
for (const name of positionals.length > 0 ? positionals : known) {
  const summary = await runSuite(name, values.broker);
  table.push(`${name.padEnd(16)} ${formatSummary(summary)}`);
  total = addSummaries(total, summary);
}
process.stdout.write(`\n${table.join('\n')}\n`);
finish(total);
