// Klamm in Jest: the built package in a project of its own, several workers, one broker that they share and one
// inside Jest's sandbox. A run that does not end by itself has left something open, and fails.

import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { buildPackage } from '../../tools/build.ts';
import { cacheDirectory, repositoryRoot } from '../support/paths.ts';
import { finish, finishSkipped } from '../support/summary.ts';

const JEST_VERSION = '30.5.2';
const RUN_MS = 120_000;

const directory = path.join(cacheDirectory, 'jest-project');
const source = path.join(import.meta.dirname, 'project');
const jest = path.join(directory, 'node_modules/jest/bin/jest.js');

/** Jest from npm, below this repository, whose other packages are thus found. */
function installJest(): boolean {
  if (existsSync(jest)) return true;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, 'package.json'), '{ "private": true }\n');
  const words = ['install', '--prefer-offline', '--no-audit', '--no-fund', `jest@${JEST_VERSION}`];
  try {
    execFileSync('npm', words, { cwd: directory, stdio: ['ignore', 'inherit', 'inherit'] });
    return true;
  } catch {
    return false;
  }
}

async function installKlamm(): Promise<void> {
  const installed = path.join(directory, 'node_modules/klamm');
  rmSync(installed, { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  cpSync(path.join(repositoryRoot, 'package.json'), path.join(installed, 'package.json'));
  await buildPackage(path.join(installed, 'dist'));
}

function copyProject(): void {
  for (const name of readdirSync(source)) {
    cpSync(path.join(source, name), path.join(directory, name));
  }
  cpSync(path.join(source, 'shared.test.js'), path.join(directory, 'shared-too.test.js'));
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
}

function runJest(): Report {
  const report = path.join(directory, 'report.json');
  rmSync(report, { force: true });
  const words = [jest, '--ci', '--json', `--outputFile=${report}`];
  const options = { cwd: directory, stdio: 'inherit', timeout: RUN_MS } as const;
  const { error } = spawnSync(process.execPath, words, options);
  if (error) throw error;
  return JSON.parse(readFileSync(report, 'utf8'));
}

if (installJest()) {
  await installKlamm();
  copyProject();
  const { numPassedTests: passed, numFailedTests, numFailedTestSuites } = runJest();
  finish({ passed, failed: Math.max(numFailedTests, numFailedTestSuites), skipped: 0 });
} else {
  finishSkipped('Jest cannot be installed: is the npm registry reachable?');
}
