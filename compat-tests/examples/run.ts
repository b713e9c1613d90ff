// Example projects, each installed and run as its README says, and each once more with a fault in what it tests: an
// example whose tests cannot fail would teach nothing.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheDirectory, pinnedNode, repositoryRoot } from '../support/paths.ts';
import type { Summary } from '../support/summary.ts';
import { finish } from '../support/summary.ts';
import type { Example } from './examples.ts';
import { EXAMPLES } from './examples.ts';
import { Project } from './project.ts';

/** Packs the package as it would be published, and gives the path of the tarball. */
function pack(): string {
  const directory = path.join(cacheDirectory, 'examples');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const env = { ...process.env, PATH: `${path.dirname(pinnedNode)}:${process.env.PATH}` };
  execFileSync('npm', ['pack', '--pack-destination', directory], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  const [tarball] = readdirSync(directory).filter((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack made no tarball');
  return path.join(directory, tarball);
}

function whyNot({ needs = [] }: Example): string | undefined {
  const missing = needs.filter((command) => {
    try {
      execFileSync(command, ['--version'], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
  return missing.length > 0 ? `${missing.join(' and ')} not found` : undefined;
}

async function runExample(example: Example, tarball: string): Promise<Summary> {
  const why = whyNot(example);
  if (why !== undefined) {
    process.stdout.write(`\n!!! SKIPPED: ${example.name}: ${why}\n\n`);
    const isFailure = process.env.CI === 'true';
    return { passed: 0, failed: isFailure ? 2 : 0, skipped: isFailure ? 0 : 2 };
  }
  const project = new Project(example, tarball);
  const outcomes = [
    await told(`${example.name}: what its README says`, () => project.followReadme()),
    await told(`${example.name}: its tests see that ${example.fault.what}`, () => {
      return project.failWithFault();
    }),
  ];
  const passed = outcomes.filter(Boolean).length;
  return { passed, failed: outcomes.length - passed, skipped: 0 };
}

async function told(name: string, work: () => Promise<void>): Promise<boolean> {
  const startedAt = performance.now();
  try {
    await work();
    process.stdout.write(
      `ok   ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)\n`,
    );
    return true;
  } catch (error) {
    process.stdout.write(`FAIL ${name}\n${error instanceof Error ? error.message : error}\n`);
    return false;
  }
}

const named = process.argv.slice(2);
const chosen = EXAMPLES.filter(({ name }) => named.length === 0 || named.includes(name));
const tarball = pack();
let total: Summary = { passed: 0, failed: 0, skipped: 0 };
for (const example of chosen) {
  const summary = await runExample(example, tarball);
  total = {
    passed: total.passed + summary.passed,
    failed: total.failed + summary.failed,
    skipped: total.skipped + summary.skipped,
  };
}
finish(total);
