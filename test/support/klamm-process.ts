// A broker as its users start it: a process of its own, on port 0, with what it says kept. Whatever a test
// leaves running is killed when the test ends.

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { onTestFailed, onTestFinished } from 'vitest';
import { temporaryDirectory } from './temporary-directory.ts';

const MAIN = path.resolve(import.meta.dirname, '../../src/cli/main.ts');

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ProcessOptions {
  /** The Node to run it under; the one that runs the tests when left out. */
  readonly node?: string;
  /** The script to run instead of the sources' own. */
  readonly script?: string;
  readonly cwd?: string;
  /** What it reads from stdin; left out: nothing. */
  readonly input?: string;
  /** Variables beside those of the tests. */
  readonly environment?: Readonly<Record<string, string>>;
}

export class KlammProcess {
  stdout = '';
  stderr = '';
  readonly ended: Promise<ProcessEnd>;
  readonly #process: ChildProcess;
  readonly #waiting = new Set<() => void>();

  constructor(words: readonly string[], options: ProcessOptions = {}) {
    const { node = process.execPath, script = MAIN, cwd = temporaryDirectory() } = options;
    const env = { ...process.env, ...options.environment };
    const child = spawn(node, [script, ...words], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    this.#process = child;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      this.#notice();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      this.#notice();
    });
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        resolve({ code, signal });
        this.#notice();
      });
    });
    onTestFailed(() => void process.stderr.write(`${words.join(' ')} said:\n${this.stderr}`));
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await this.ended;
    });
  }

  /** Whether the process is still there. */
  get isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** The address on the first line of stdout; fails with the log when the process ends before. */
  async ready(): Promise<string> {
    await this.until(() => this.stdout.includes('\n'));
    const address = /^ready on (\S+:\d+)\n/.exec(this.stdout)?.[1];
    if (address === undefined) throw new Error(`not ready: ${this.stdout}${this.stderr}`);
    return address;
  }

  /** Settles once `fulfilled` holds of the output, or the process has ended. */
  async until(fulfilled: () => boolean): Promise<void> {
    while (this.isRunning && !fulfilled()) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
    if (!this.isRunning) await this.ended;
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  #notice(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

/** `klamm` with these words. */
export function klamm(...words: string[]): KlammProcess {
  return new KlammProcess(words);
}
