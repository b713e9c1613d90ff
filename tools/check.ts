// `npm run check`: everything but the tests, side by side, in seconds. Each check is one command; what it
// says is shown only when it fails.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';

interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const node = process.execPath;

const checks: readonly Check[] = [
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'promises', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'dead code', command: ['knip', '--no-progress', '--treat-config-hints-as-errors'] },
  { name: 'protocol spec', command: [node, 'protocol-spec/generator/main.ts', '--check'] },
  { name: 'documents', command: [node, 'tools/docs.ts', '--check'] },
];

function run({ name, command }: Check): Promise<boolean> {
  const [file, ...parameters] = command;
  const startedAt = performance.now();
  return new Promise((resolve) => {
    execFile(file, parameters, { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      process.stdout.write(`${error ? 'FAILED' : 'ok    '}  ${name} (${seconds} s)\n`);
      if (error)
        process.stdout.write(`${stdout}${stderr}${stdout || stderr ? '' : error.message}\n`);
      resolve(!error);
    });
  });
}

/** Runs the checks named on the command line, or all. A script that is not in the tree is a failure, not a skip. */
async function main(wanted: readonly string[]): Promise<void> {
  const chosen = checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  for (const { command } of chosen) {
    const script = command.find((word) => word.endsWith('.ts'));
    if (script && !existsSync(script)) throw new Error(`${script} is missing`);
  }
  const results = await Promise.all(chosen.map(run));
  process.exitCode = results.every(Boolean) ? 0 : 1;
}

await main(process.argv.slice(2));
