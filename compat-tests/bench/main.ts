// `npm run bench [scenario…] [--rounds N] [--json FILE] [--quick] [--reference BUNDLE] [--fill-page-cache]
// [--list]`

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildPackage } from '../../tools/build.ts';
import { whyNoJava } from '../support/jvm.ts';
import { repositoryRoot } from '../support/paths.ts';
import { allScenarios } from './all-scenarios.ts';
import { Benchmark } from './benchmark.ts';
import { thisMachine, versionsHere } from './machine.ts';
import { apacheKafka, BUNDLE, klamm, sink } from './recipes.ts';
import { formatTable } from './report.ts';
import type { RunResult, ScenarioResult } from './results.ts';
import type { Scenario } from './scenario.ts';

const DEFAULT_ROUNDS = 3;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    reference: { type: 'string' },
    list: { type: 'boolean', default: false },
    'fill-page-cache': { type: 'boolean', default: false },
  },
});

function chosenScenarios(): readonly Scenario[] {
  const unknown = positionals.filter((name) => !allScenarios.some((one) => one.name === name));
  if (unknown.length > 0) {
    const known = allScenarios.map(({ name }) => name).join(', ');
    throw new Error(`no scenario ${unknown.join(', ')}; there are ${known}`);
  }
  return positionals.length === 0
    ? allScenarios
    : allScenarios.filter(({ name }) => positionals.includes(name));
}

/** As somebody else would type it: where the result goes is their business. */
function commandLine(): string {
  const words = process.argv.slice(2);
  const json = words.indexOf('--json');
  if (json >= 0) words.splice(json, 2);
  return ['npm run bench --', ...words].join(' ');
}

function write(file: string, result: RunResult): void {
  writeFileSync(file, `${JSON.stringify(result, null, 1)}\n`);
}

async function main(): Promise<void> {
  const scenarios = chosenScenarios();
  if (values.list) {
    for (const { name, title } of scenarios) process.stdout.write(`${name.padEnd(24)} ${title}\n`);
    return;
  }
  const noJava = whyNoJava();
  if (noJava) throw new Error(noJava);
  await buildPackage(`${repositoryRoot}dist`);
  const rounds = values.rounds === undefined ? DEFAULT_ROUNDS : Number(values.rounds);
  const recipes = {
    reference: values.reference === undefined ? apacheKafka : klamm(values.reference, 'reference'),
    klamm: klamm(BUNDLE),
    sink,
  };
  const startedAt = new Date();
  const progress = (line: string) => {
    const seconds = ((Date.now() - startedAt.getTime()) / 1000).toFixed(0).padStart(5);
    process.stdout.write(`${seconds} s  ${line}\n`);
  };
  await using benchmark = new Benchmark({
    ...{ scenarios, recipes, rounds, isQuick: values.quick, progress },
    fillsPageCache: values['fill-page-cache'],
  });
  const results: ScenarioResult[] = [];
  const head = {
    startedAt: startedAt.toISOString(),
    command: commandLine(),
    rounds,
    isQuick: values.quick,
    machine: thisMachine(),
    versions: versionsHere(),
    titles: {
      reference: recipes.reference.title,
      klamm: recipes.klamm.title,
      sink: recipes.sink.title,
    },
    scenarios: results,
  };
  for await (const result of benchmark.run()) {
    results.push(result);
    // Written every time: what was measured is not lost with what comes after it.
    const tookSeconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
    if (values.json) write(values.json, { ...head, tookSeconds });
  }
  process.stdout.write(`\n${formatTable(head)}\n`);
  if (benchmark.failures > 0) process.exitCode = 1;
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
