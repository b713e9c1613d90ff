// The suite that tests the benchmark itself: a tiny run of every scenario against Apache Kafka, Klamm and the
// sink. Its figures mean nothing; that there is one of every kind does.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { whyNoJava } from '../support/jvm.ts';
import { pinnedNode, repositoryRoot } from '../support/paths.ts';
import { finish, finishSkipped } from '../support/summary.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { allScenarios } from './all-scenarios.ts';
import type { RunResult } from './results.ts';

/** One verdict for each scenario and subject. */
function verdicts({ scenarios }: Pick<RunResult, 'scenarios'>): boolean[] {
  return allScenarios.flatMap(({ name, subjects, figures }) =>
    subjects.map((subject) => {
      const sample = scenarios.find((one) => one.name === name)?.samples[subject]?.[0];
      const isWhole = figures.every(({ key }) => Number.isFinite(sample?.[key]));
      if (!isWhole) process.stdout.write(`${name}: ${subject} has no figures\n`);
      return isWhole;
    }),
  );
}

function main(): void {
  const noJava = whyNoJava();
  if (noJava) {
    finishSkipped(noJava);
    return;
  }
  const json = path.join(temporaryDirectory(), 'result.json');
  const script = path.join(repositoryRoot, 'compat-tests/bench/main.ts');
  const args = [script, '--quick', '--rounds', '1', '--json', json];
  spawnSync(pinnedNode, args, { cwd: repositoryRoot, stdio: ['ignore', 'inherit', 'inherit'] });
  const passed = verdicts(readResult(json));
  finish({
    passed: passed.filter(Boolean).length,
    failed: passed.filter((one) => !one).length,
    skipped: 0,
  });
}

function readResult(file: string): Pick<RunResult, 'scenarios'> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { scenarios: [] };
  }
}

main();
