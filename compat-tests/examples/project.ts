// A copy of an example in a directory of its own, with the packed package as its `klamm`.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { snippetsOf } from '../../test/docs/markdown.ts';
import { freePort } from '../support/free-port.ts';
import { cacheDirectory, pinnedNode } from '../support/paths.ts';
import { forgetProcess, reapProcess } from '../support/reaper.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import type { Example } from './examples.ts';

const LIMIT_MS = 300_000;

/** What somebody who tried the example in its place has left there. */
const INSTALLED = new Set(['node_modules', '.venv', '.registry', 'dist', 'target']);

interface End {
  readonly code: number | null;
  readonly output: string;
}

export class Project {
  readonly #example: Example;
  readonly #directory: string;

  constructor(example: Example, tarball: string) {
    this.#example = example;
    this.#directory = path.join(temporaryDirectory(), example.name);
    cpSync(path.join(import.meta.dirname, example.name), this.#directory, {
      recursive: true,
      filter: (source) => !INSTALLED.has(path.basename(source)),
    });
    this.#edit('package.json', (text) =>
      text.replace(/"klamm": "[^"]+"/, `"klamm": "file:${tarball}"`),
    );
  }

  /** Types what the README says; throws what was printed when that fails. */
  async followReadme(): Promise<void> {
    const readme = readFileSync(path.join(this.#directory, 'README.md'), 'utf8');
    const script = snippetsOf(`${this.#example.name}/README.md`, readme)
      .filter(({ language }) => language === 'sh')
      .map(({ text }) => text)
      .join('');
    const { code, output } = await this.#run(script);
    if (code !== 0) throw new Error(`exit code ${code}\n${output}`);
  }

  /** Puts the fault into the code and runs the tests; throws when they do not fail for it. */
  async failWithFault(): Promise<void> {
    const { file, right, wrong, says } = this.#example.fault;
    this.#edit(file, (text) => text.replace(right, wrong));
    const { code, output } = await this.#run('npm test');
    if (code === 0) throw new Error(`the tests passed with ${wrong} in ${file}`);
    if (!output.includes(says)) throw new Error(`failed without '${says}':\n${output}`);
  }

  #edit(name: string, change: (text: string) => string): void {
    const file = path.join(this.#directory, name);
    const before = readFileSync(file, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`${name} has nothing to change`);
    writeFileSync(file, after);
  }

  async #run(script: string): Promise<End> {
    const child = spawn('bash', ['-ec', script], {
      cwd: this.#directory,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: await environment(),
    });
    const group = child.pid === undefined ? undefined : -child.pid;
    if (group !== undefined) reapProcess(group);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const limit = new AbortController();
    const ended = once(child, 'close');
    const tooLong = sleep(LIMIT_MS, 'too long', { signal: limit.signal }).catch(() => '');
    if ((await Promise.race([ended, tooLong])) === 'too long' && group !== undefined) {
      process.kill(group, 'SIGKILL');
      output += `\nno end within ${LIMIT_MS / 1000} s\n`;
      await ended;
    }
    limit.abort();
    if (group !== undefined) forgetProcess(group);
    return { code: child.exitCode, output };
  }
}

/** The reader's machine: a current Node, what was downloaded before, and nothing that says where a broker is. */
async function environment(): Promise<NodeJS.ProcessEnv> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(KAFKA|KLAMM|npm_|NODE_OPTIONS)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    PATH: `${path.dirname(realpathSync(pinnedNode))}:${process.env.PATH}`,
    NO_COLOR: '1',
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    REGISTRY_HOME: path.join(cacheDirectory, 'registry'),
    REGISTRY_PORT: String(await freePort()),
  };
}
