// Child processes of the suites: started with their output in a file, always waited for, never left
// behind when the suite's own process ends.

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { forgetProcess, reapProcess } from './reaper.ts';

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Standard output and error are appended to this file. */
  readonly logFile: string;
}

/** A process in the background whose end can be awaited. */
export class Child {
  readonly #process: ChildProcess;
  readonly #logFile: string;
  readonly #exited: Promise<unknown>;

  constructor(options: ChildOptions) {
    this.#logFile = options.logFile;
    const log = openSync(options.logFile, 'a');
    this.#process = spawn(options.command, options.args, {
      stdio: ['ignore', log, log],
      env: { ...process.env, ...options.env },
    });
    closeSync(log);
    this.#exited = Promise.race([once(this.#process, 'exit'), once(this.#process, 'error')]);
    const { pid } = this.#process;
    if (pid !== undefined) {
      reapProcess(pid);
      void this.#exited.then(() => forgetProcess(pid));
    }
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Sends the signal and resolves once the process is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.isRunning) this.#process.kill(signal);
    await this.#exited;
  }

  /** Resolves with the exit code; null when a signal ended it. */
  async exit(): Promise<number | null> {
    await this.#exited;
    return this.#process.exitCode;
  }

  /** The last lines of what it printed, for error messages. */
  lastLines(count = 30): string {
    return readFileSync(this.#logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  }
}
