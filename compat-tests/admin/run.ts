// The examples of docs/http.md in Python and Java, as they stand there, against `klamm start --admin`.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { snippetsOf } from '../../test/docs/markdown.ts';
import { pinnedNode, repositoryRoot } from '../support/paths.ts';
import type { Summary } from '../support/summary.ts';
import { addSummaries, finish } from '../support/summary.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const run = promisify(execFile);
const DOCUMENT = 'docs/http.md';

/** What runs a file of each language. */
const PROGRAMS = [
  { language: 'python', command: 'python3', file: 'example.py' },
  { language: 'java', command: 'java', file: 'Admin.java' },
] as const;

/** Where the admin endpoint of a broker is that lives as long as this process. */
async function startBroker(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const main = path.join(repositoryRoot, 'src/cli/main.ts');
  const words = ['start', '--memory', '--port', '0', '--admin', '0', '--print-env'];
  const child = spawn(pinnedNode, [main, ...words, '--log-level', 'warn'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^KLAMM_ADMIN_URL=(.*)$/.exec(line) ?? [];
    if (url === undefined) continue;
    const stop = async () => {
      child.kill('SIGTERM');
      await once(child, 'close');
    };
    return { url, stop };
  }
  throw new Error('the broker said nothing of its admin endpoint');
}

async function runExamples(url: string): Promise<Summary> {
  const directory = temporaryDirectory();
  const text = readFileSync(path.join(repositoryRoot, DOCUMENT), 'utf8');
  let summary: Summary = { passed: 0, failed: 0, skipped: 0 };
  for (const { language, command, file } of PROGRAMS) {
    const example = snippetsOf(DOCUMENT, text).find((each) => each.language === language);
    const script = path.join(directory, file);
    writeFileSync(script, example?.text ?? '');
    const outcome = await run(command, [script], { env: { ...process.env, KLAMM_ADMIN_URL: url } })
      .then(() => 'passed' as const)
      .catch((error: NodeJS.ErrnoException) => {
        process.stdout.write(`${example?.at}: ${error.message}\n`);
        return error.code === 'ENOENT' ? ('skipped' as const) : ('failed' as const);
      });
    process.stdout.write(`${outcome === 'skipped' ? '!!! SKIPPED' : outcome}  ${language}\n`);
    const isFailure = example === undefined || (outcome === 'skipped' && process.env.CI === 'true');
    const counted = isFailure ? 'failed' : outcome;
    summary = addSummaries(summary, { passed: 0, failed: 0, skipped: 0, [counted]: 1 });
  }
  return summary;
}

const broker = await startBroker();
try {
  finish(await runExamples(broker.url));
} finally {
  await broker.stop();
}
