// A process of a snippet with all that it starts: what it prints is kept, and nothing of it outlives the tests.

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { forgetProcess, reapProcess } from '../../compat-tests/support/reaper.ts';

/** How long a snippet may take on a busy machine. */
const LIMIT_MS = 90_000;

export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

export class ProcessRun {
  /** Standard output and error, as they came. */
  output = '';
  readonly command: string;
  readonly #child: ChildProcess;
  readonly #closed: Promise<void>;
  #isClosed = false;
  readonly #waiting = new Set<() => void>();

  constructor(words: readonly [string, ...string[]], { cwd, env }: RunOptions) {
    const [program, ...parameters] = words;
    this.command = words.join(' ');
    // A process group of its own, so that it can be ended with all that it started.
    const child = spawn(program, parameters, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const group = child.pid === undefined ? undefined : -child.pid;
    if (group !== undefined) reapProcess(group);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => this.#take(text));
    }
    this.#closed = new Promise<void>((resolve) => {
      child.once('error', (error) => {
        this.#take(`${error.message}\n`);
        resolve();
      });
      child.once('close', () => resolve());
    }).then(() => {
      this.#isClosed = true;
      this.#take('');
    });
  }

  /** Null when it runs, or was ended by a signal. */
  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  /** Resolves once the output has this, or all that could add to it is gone; rejects when neither comes. */
  async until(pattern: RegExp): Promise<void> {
    await this.#within(async () => {
      while (!this.#isClosed && !pattern.test(this.output)) {
        await new Promise<void>((resolve) => this.#waiting.add(resolve));
      }
    });
  }

  /** Resolves once the process is gone and its output complete; rejects when it stays. */
  async end(): Promise<void> {
    await this.#within(() => this.#closed);
  }

  /** Ends the process and all that it started. */
  async kill(): Promise<void> {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // There is nobody left.
    }
    await this.#closed;
    forgetProcess(-pid);
  }

  async #within(work: () => Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`${this.command}: no end within ${LIMIT_MS / 1000} s\n${this.output}`));
      }, LIMIT_MS);
    });
    try {
      await Promise.race([work(), limit]);
    } finally {
      clearTimeout(timer);
    }
  }

  #take(text: string): void {
    this.output += text;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
