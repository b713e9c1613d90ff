// Klamm as its user has it: the command line for import, export and check, and a broker on a directory.

import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from '../support/child-process.ts';
import { freePort } from '../support/free-port.ts';
import { pinnedNode, repositoryRoot } from '../support/paths.ts';

const MAIN = path.join(repositoryRoot, 'src/cli/main.ts');
const START_TIMEOUT_MS = 20_000;

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `klamm` with these words to its end. */
export function klamm(...words: readonly string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, [MAIN, ...words]);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The same, which has to end well; what it printed as JSON. */
export async function klammJson<Report>(...words: readonly string[]): Promise<Report> {
  const { code, stdout, stderr } = await klamm(...words, '--json');
  if (code !== 0) throw new Error(`klamm ${words.join(' ')} failed: ${stderr}${stdout}`);
  return JSON.parse(stdout) as Report;
}

/** A broker on a directory that is there. */
export class KlammNode {
  readonly port: number;
  readonly #child: Child;

  private constructor(port: number, child: Child) {
    this.port = port;
    this.#child = child;
  }

  static async start(directory: string): Promise<KlammNode> {
    const port = await freePort();
    const words = ['start', '--host', '127.0.0.1', '--port', String(port), '--data', directory];
    const logFile = `${directory}.log`;
    const child = new Child({ command: pinnedNode, args: [MAIN, ...words], logFile });
    const node = new KlammNode(port, child);
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await node.#accepts())) {
      if (!child.isRunning || Date.now() > deadline) {
        throw new Error(`Klamm did not start:\n${child.lastLines()}`);
      }
      await sleep(20);
    }
    return node;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    await this.#child.end('SIGTERM');
  }

  async kill(): Promise<void> {
    await this.#child.end('SIGKILL');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  #accepts(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: this.port });
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
  }
}
