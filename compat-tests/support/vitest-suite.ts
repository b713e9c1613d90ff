// Runs a suite that is written as vitest tests, and ends with its summary line.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheDirectory, pinnedNode, repositoryRoot } from './paths.ts';
import { finish } from './summary.ts';

interface JsonReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
}

/** Runs the test files below the folders, or those that the command line names instead. */
export function runVitestSuite(name: string, folders: readonly string[]): void {
  const named = process.argv.slice(2);
  const report = path.join(cacheDirectory, `report-${name}.json`);
  mkdirSync(cacheDirectory, { recursive: true });
  rmSync(report, { force: true });
  const vitest = path.join(repositoryRoot, 'node_modules/vitest/vitest.mjs');
  const config = path.join(repositoryRoot, 'compat-tests/vitest.config.ts');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const result = spawnSync(
    pinnedNode,
    [vitest, 'run', '--config', config, ...reporters, ...(named.length > 0 ? named : folders)],
    { cwd: repositoryRoot, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  finish(readReport(report, result.status ?? 1));
}

function readReport(file: string, exitCode: number) {
  try {
    const report: JsonReport = JSON.parse(readFileSync(file, 'utf8'));
    const failed = report.numFailedTests || (exitCode === 0 ? 0 : 1);
    return { passed: report.numPassedTests, failed, skipped: report.numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
