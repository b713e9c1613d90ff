// A container made of Linux namespaces: a process tree, a network, a host name and a file system of its own, the image
// laid over this machine's files. Its ports are reached through free ports of this machine.

import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, realpathSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { pinnedNode, repositoryRoot } from '../../support/paths.ts';
import { reapProcess } from '../../support/reaper.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { until } from '../../support/until.ts';
import { OutputLog } from './output-log.ts';

/** What the Dockerfile sets: its ENV lines. */
const IMAGE_ENVIRONMENT = {
  PATH: '/opt/kafka/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  NODE_ENV: 'production',
  NODE_COMPILE_CACHE: '/opt/klamm/compile-cache',
};

export interface ContainerOptions {
  readonly id: string;
  /** The directory that `buildImage` made. */
  readonly image: string;
  readonly hostname: string;
  readonly command: readonly string[];
  /** `NAME=value`. */
  readonly environment: readonly string[];
  /** Ports of the container that are published. */
  readonly ports: readonly number[];
}

export class Container {
  readonly options: ContainerOptions;
  readonly log = new OutputLog();
  readonly createdAt = new Date().toISOString();
  readonly #directory = temporaryDirectory();
  readonly #published = new Map<number, Server>();
  #process: ChildProcess | undefined;
  #forwarder: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  /** The container's first process, as this machine counts. */
  #pid = 0;

  constructor(options: ContainerOptions) {
    this.options = options;
  }

  get isRunning(): boolean {
    return this.#process?.exitCode === null && this.#process.signalCode === null;
  }

  get exitCode(): number {
    return this.#process?.exitCode ?? 0;
  }

  /** The ports of this machine that lead to those of the container. */
  get publishedPorts(): ReadonlyMap<number, number> {
    const ports = [...this.#published];
    return new Map(ports.map(([port, server]) => [port, (server.address() as AddressInfo).port]));
  }

  async start(): Promise<void> {
    const scratch = path.join(this.#directory, 'scratch');
    mkdirSync(scratch);
    const { image, hostname, command } = this.options;
    const script = path.join(import.meta.dirname, 'start-container.sh');
    const modules = path.join(repositoryRoot, 'node_modules');
    const inside = [image, scratch, hostname, realpathSync(pinnedNode), modules, ...command];
    const spaces = ['--mount', '--pid', '--net', '--uts', '--fork', '--kill-child'];
    const child = spawn('unshare', [...spaces, 'bash', script, ...inside], {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    if (child.pid !== undefined) reapProcess(child.pid);
    this.log.read(child.stdout, 1);
    this.log.read(child.stderr, 2);
    this.#ended = once(child, 'exit').then(() => this.log.end());
    await until('a container to begin', () => this.#hasBegun());
    await this.#forward();
  }

  /** Unpacks an archive into a directory of the running container. */
  unpack(archive: Buffer, directory: string): void {
    const target = path.join(`/proc/${this.#pid}/root`, directory);
    execFileSync('tar', ['-x', '-f', '-', '-C', target], { input: archive });
  }

  /** Runs a command in the container to its end. */
  async execute(command: readonly string[], log: OutputLog): Promise<number> {
    const child = spawn(
      'nsenter',
      [
        ...['-t', String(this.#pid), '--mount', '--pid', '--net', '--uts', '--root'],
        ...['--setuid=1000', '--setgid=0', '--wd', '--', ...command],
      ],
      { env: this.#environment, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    log.read(child.stdout, 1);
    log.read(child.stderr, 2);
    const [code] = await once(child, 'close');
    log.end();
    return Number(code ?? 1);
  }

  /** Sends a signal to process 1. */
  signal(signal: NodeJS.Signals): void {
    process.kill(this.#pid, signal);
  }

  /** Ends it at once, with all that it has. */
  async remove(): Promise<void> {
    for (const server of this.#published.values()) server.close();
    this.#forwarder?.kill('SIGKILL');
    const child = this.#process;
    if (child === undefined || !this.isRunning) return;
    child.kill('SIGKILL');
    await this.#ended;
  }

  get #environment(): NodeJS.ProcessEnv {
    const { environment, hostname } = this.options;
    const given = environment.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)];
    });
    return { ...IMAGE_ENVIRONMENT, HOSTNAME: hostname, ...Object.fromEntries(given) };
  }

  /** Whether the command runs in its own root: the steps before it are those of start-container.sh. */
  #hasBegun(): boolean {
    const unshare = this.#process?.pid ?? 0;
    if (this.#process?.exitCode !== null) throw new Error(`no container: ${this.log.text}`);
    const children = readFileSync(`/proc/${unshare}/task/${unshare}/children`, 'utf8').trim();
    this.#pid = Number(children.split(' ')[0]);
    if (this.#pid === 0) return false;
    return /^Uid:\s+1000\b/m.test(readFileSync(`/proc/${this.#pid}/status`, 'utf8'));
  }

  async #forward(): Promise<void> {
    const socket = path.join(this.#directory, 'forward.sock');
    const forward = path.join(import.meta.dirname, 'forward.ts');
    const words = ['-t', String(this.#pid), '--net', realpathSync(pinnedNode), forward, socket];
    const forwarder = spawn('nsenter', words, { stdio: ['ignore', 'pipe', 'inherit'] });
    if (forwarder.pid !== undefined) reapProcess(forwarder.pid);
    this.#forwarder = forwarder;
    await once(forwarder.stdout, 'data');
    for (const port of this.options.ports) {
      const server = createServer((outer) => {
        const inner = connect(socket);
        for (const [one, other] of [
          [outer, inner],
          [inner, outer],
        ] as const) {
          one.on('error', () => other.destroy());
          one.on('close', () => other.destroy());
        }
        inner.write(`${port}\n`);
        outer.pipe(inner).pipe(outer);
      });
      await once(server.listen(0), 'listening');
      this.#published.set(port, server);
    }
  }
}
