// A subject of the benchmark: a process with an address, whose use of the machine can be asked for. How it is
// started is its recipe's business (apache.ts, klamm.ts); it keeps its port and data over restarts.

import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WireClient } from '../../test/support/wire-client.ts';
import { Child } from '../support/child-process.ts';
import { freePort } from '../support/free-port.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import type { MemoryUse } from './process-usage.ts';
import { cpuSecondsOf, memoryOf } from './process-usage.ts';

export interface SubjectPlace {
  readonly port: number;
  readonly directory: string;
  readonly dataDirectory: string;
}

/** How a kind of subject is started. */
export interface Recipe {
  /** How the tables call it. */
  readonly title: string;
  /** What has to be done once for a new data directory. */
  prepare(place: SubjectPlace): void;
  command(place: SubjectPlace): { readonly command: string; readonly args: readonly string[] };
  /** Collects all garbage of the process; the bytes that are left in use (see live-memory.ts). */
  liveBytes(pid: number, logFile: string): number | Promise<number>;
}

export interface SubjectOptions {
  /** Only makes ready to start; `launch` starts it. */
  readonly isStopped?: boolean;
  /**
   * Its files go with the benchmark's process and not before. ext4 looks at every inode that was removed in
   * the last minutes before it gives one to a new file: after the removal of ten thousand directories
   * the next subject's files take milliseconds each.
   */
  readonly keepsFiles?: boolean;
}

const START_TIMEOUT_MS = 120_000;
const POLL_MS = 5;

export class Subject {
  readonly host = '127.0.0.1';
  readonly port: number;
  readonly #recipe: Recipe;
  readonly #place: SubjectPlace;
  readonly #keepsFiles: boolean;
  #child: Child | undefined;

  private constructor(recipe: Recipe, place: SubjectPlace, { keepsFiles }: SubjectOptions) {
    this.port = place.port;
    this.#recipe = recipe;
    this.#place = place;
    this.#keepsFiles = keepsFiles ?? false;
  }

  /** Starts it on an empty data directory and resolves once it listens. */
  static async start(recipe: Recipe, options: SubjectOptions = {}): Promise<Subject> {
    const directory = temporaryDirectory();
    const dataDirectory = path.join(directory, 'data');
    const place = { port: await freePort(), directory, dataDirectory };
    recipe.prepare(place);
    const subject = new Subject(recipe, place, options);
    if (!options.isStopped) {
      subject.launch();
      await subject.untilItListens();
    }
    return subject;
  }

  get title(): string {
    return this.#recipe.title;
  }

  get address(): string {
    return `${this.host}:${this.port}`;
  }

  /** Where it keeps its partition directories. */
  get dataDirectory(): string {
    return this.#place.dataDirectory;
  }

  /** Starts the process, and waits for nothing. */
  launch(): void {
    const logFile = this.#logFile;
    this.#child = new Child({ ...this.#recipe.command(this.#place), logFile });
  }

  async untilItListens(): Promise<void> {
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (!(await accepts(this.host, this.port))) {
      this.requireAlive();
      if (performance.now() > deadline) throw new Error(`${this.title} does not listen`);
      await sleep(POLL_MS);
    }
  }

  /** A connection for single requests. */
  connect(): Promise<WireClient> {
    return WireClient.connect({ port: this.port, clientId: 'bench' });
  }

  /** @throws Error with the end of its log when the process has ended */
  requireAlive(): void {
    if (this.#child?.isRunning) return;
    throw new Error(`${this.title} has ended; its log ends:\n${this.#child?.lastLines()}`);
  }

  /** Processor seconds that it has used since its start. */
  cpuSeconds(): number {
    return cpuSecondsOf(this.#pid);
  }

  memory(): MemoryUse {
    return memoryOf(this.#pid);
  }

  /** Bytes in use after a full collection of garbage, by its runtime's own account. */
  async liveBytes(): Promise<number> {
    return this.#recipe.liveBytes(this.#pid, this.#logFile);
  }

  /** A clean stop; resolves once the process is gone. */
  async stop(): Promise<void> {
    await this.#child?.end('SIGTERM');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child?.end('SIGKILL');
    if (!this.#keepsFiles) rmSync(this.#place.directory, { recursive: true, force: true });
  }

  get #logFile(): string {
    return path.join(this.#place.directory, 'log.txt');
  }

  get #pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error(`${this.title} does not run`);
    return pid;
  }
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
