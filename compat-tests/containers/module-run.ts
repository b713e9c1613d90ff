// A program that starts the image with a module of Testcontainers: it prints `broker HOST:PORT` once the module takes the
// broker for started, and stops it when its stdin ends.

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { reapProcess } from '../support/reaper.ts';
import type { Engine } from './engine/engine.ts';

export interface Program {
  readonly command: readonly [string, ...string[]];
  readonly environment?: NodeJS.ProcessEnv;
}

export class ModuleRun {
  readonly #child: ChildProcess;
  #output = '';
  #exited = false;

  constructor(engine: Engine, { command, environment }: Program) {
    const [program, ...words] = command;
    const env = { ...process.env, ...environment, ...engine.environment };
    const child = spawn(program, words, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    if (child.pid !== undefined) reapProcess(child.pid);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        child.emit('heard');
      });
    }
    child.once('close', () => {
      this.#exited = true;
      child.emit('heard');
    });
    this.#child = child;
  }

  /** The address that the module gives; throws what the program said when it ends instead. */
  async address(): Promise<string> {
    for (;;) {
      const [, address] = /^broker (\S+)$/m.exec(this.#output) ?? [];
      if (address !== undefined) return address;
      if (this.#exited) throw new Error(`the module has not started it:\n${this.#output}`);
      await once(this.#child, 'heard');
    }
  }

  /** Lets the module stop its container; resolves with the program's exit code. */
  async stop(): Promise<number | null> {
    this.#child.stdin?.end();
    while (!this.#exited) await once(this.#child, 'heard');
    return this.#child.exitCode;
  }
}
