// Lines as a person types them: run by bash in an empty directory, with `klamm` on the path.

import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryDirectory } from './temporary-directory.ts';

const MAIN = path.resolve(import.meta.dirname, '../../src/cli/main.ts');

export interface ShellEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class KlammShell {
  readonly #directory: string;
  readonly #environment: NodeJS.ProcessEnv;

  /** The commands find the cluster at this address. */
  constructor(bootstrapServers: string, directory = temporaryDirectory()) {
    this.#directory = directory;
    const bin = path.join(this.#directory, 'bin');
    mkdirSync(bin);
    mkdirSync(path.join(this.#directory, '.config/fish/completions'), { recursive: true });
    const klamm = path.join(bin, 'klamm');
    writeFileSync(klamm, `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`);
    chmodSync(klamm, 0o755);
    copyFileSync('package.json', path.join(this.#directory, 'package.json'));
    this.#environment = {
      ...process.env,
      PATH: `${bin}:${process.env.PATH}`,
      HOME: this.#directory,
      KAFKA_BOOTSTRAP_SERVERS: bootstrapServers,
    };
  }

  /** Runs lines until one fails. */
  run(lines: string): Promise<ShellEnd> {
    return this.start('bash', ['-euo', 'pipefail', '-c', lines]);
  }

  /** Runs a program to its end. */
  start(program: string, words: readonly string[]): Promise<ShellEnd> {
    const child = spawn(program, words, {
      cwd: this.#directory,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, stdout, stderr }));
    });
  }
}
