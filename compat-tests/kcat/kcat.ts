// Runs kcat as a person does, with its output kept. What still runs when a test ends is killed.

import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { forgetProcess, reapProcess } from '../support/reaper.ts';

export interface KcatResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One record as `kcat -J` prints it. */
export interface KcatRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly tstype: 'create' | 'logappend';
  readonly ts: number;
  readonly key: string | null;
  readonly payload: string | null;
  /** Names and values in turn. */
  readonly headers?: readonly string[];
}

/** A kcat that runs. */
export class Kcat {
  stdout = '';
  stderr = '';
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #closed: Promise<unknown>;
  readonly #watchers = new Set<() => void>();

  constructor(address: string, args: readonly string[], stdin = '') {
    this.#process = spawn('kcat', ['-b', address, ...args]);
    const { stdin: input, stdout, stderr, pid } = this.#process;
    if (pid !== undefined) reapProcess(pid);
    stdout
      .setEncoding('utf8')
      .on('data', (text: string) => this.#hear(() => (this.stdout += text)));
    stderr
      .setEncoding('utf8')
      .on('data', (text: string) => this.#hear(() => (this.stderr += text)));
    this.#closed = once(this.#process, 'close').then(() => {
      if (pid !== undefined) forgetProcess(pid);
      this.#hear(() => {});
    });
    // A kcat that refuses its arguments ends before it has read its input.
    input.on('error', () => {});
    input.end(stdin);
    onTestFinished(async () => {
      this.#process.kill('SIGKILL');
      await this.#closed;
    });
  }

  /** Resolves once `holds` holds of what was printed so far; fails when kcat ends before. */
  async until(holds: (kcat: Kcat) => boolean): Promise<void> {
    while (!holds(this)) {
      if (this.#hasEnded()) throw new Error(`kcat ended: ${this.stderr}${this.stdout}`);
      await new Promise<void>((resolve) => this.#watchers.add(resolve));
    }
  }

  /** Ends it as Ctrl-C does: a member of a group commits and leaves. */
  async interrupt(): Promise<KcatResult> {
    this.#process.kill('SIGINT');
    return this.result();
  }

  async result(): Promise<KcatResult> {
    await this.#closed;
    return { code: this.#process.exitCode, stdout: this.stdout, stderr: this.stderr };
  }

  #hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  #hear(take: () => void): void {
    take();
    for (const resolve of this.#watchers) resolve();
    this.#watchers.clear();
  }
}

/** Runs kcat to its end; fails unless its exit code is 0. */
export async function kcat(address: string, args: readonly string[], stdin = ''): Promise<string> {
  const { code, stdout, stderr } = await new Kcat(address, args, stdin).result();
  if (code !== 0) throw new Error(`kcat ${args.join(' ')} ended with ${code}:\n${stderr}${stdout}`);
  return stdout;
}

/** Runs kcat, which is expected to fail; resolves with what it complained. */
export async function complaint(
  address: string,
  args: readonly string[],
  stdin = '',
): Promise<string> {
  const { code, stdout, stderr } = await new Kcat(address, args, stdin).result();
  if (code === 0) throw new Error(`kcat ${args.join(' ')} succeeded: ${stdout}`);
  return stderr;
}

/** The records of a topic as `kcat -C -e -J` prints them. */
export async function records(
  address: string,
  topic: string,
  ...args: string[]
): Promise<KcatRecord[]> {
  const from = args.includes('-o') ? [] : ['-o', 'beginning'];
  const output = await kcat(address, ['-C', '-e', '-J', '-t', topic, ...from, ...args]);
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
