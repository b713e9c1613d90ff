// One reader who follows a document from its top: a directory with a project in it, a shell, a broker on the port
// that the document names. What one block leaves behind, the next one finds.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BuiltPackage } from '../support/built-package.ts';
import { machineNode } from '../support/built-package.ts';
import { DEFAULT_PORT, Ports } from './ports.ts';
import { ProcessRun } from './process-run.ts';

const COMMANDS = path.join(import.meta.dirname, 'fixtures/commands');
const repository = path.resolve(import.meta.dirname, '../..');

/** A broker that is started and stays: not one for `--exec`, and none that only explains itself. */
const STARTS_BROKER = /^\s*(?:npx )?klamm start(?!.*(?:--exec|--explain-config|--help))/m;
const SCRIPT_END = /<end (\d+)>\n/;

/** What a script printed, and how it ended. */
export interface ScriptEnd {
  readonly output: string;
  readonly code: number;
}

export class Session {
  readonly directory: string;
  readonly #ports: Ports;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #runs: ProcessRun[] = [];
  #broker: ProcessRun | undefined;

  private constructor(built: BuiltPackage, directory: string, ports: Ports) {
    this.directory = directory;
    this.#ports = ports;
    const node = machineNode();
    const folders = [COMMANDS, path.dirname(node), process.env.PATH ?? ''];
    this.#environment = {
      ...withoutBroker(process.env),
      PATH: folders.join(path.delimiter),
      // What a document writes into its reader's home must not end up in a developer's.
      HOME: directory,
      NO_COLOR: '1',
      DOCS_NODE: node,
      DOCS_CLI: path.join(built.dist, 'cli.js'),
      DOCS_PORT: ports.replaceIn(DEFAULT_PORT),
      DOCS_TOOLS: path.join(repository, 'node_modules/.bin'),
    };
  }

  /** Begins at the top of a document with these texts in it. */
  static async begin(
    built: BuiltPackage,
    name: string,
    texts: readonly string[],
  ): Promise<Session> {
    const directory = path.join(built.project, 'readers', name);
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    const project = { type: 'module', private: true, scripts: { test: 'node --test' } };
    writeFileSync(path.join(directory, 'package.json'), JSON.stringify(project));
    return new Session(built, directory, await Ports.of(texts));
  }

  /** Writes a file of the document, with the ports of this session, and gives its path. */
  write(name: string, text: string): string {
    const file = path.join(this.directory, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, this.#ports.replaceIn(text));
    return file;
  }

  /** The text with the ports of this session. */
  withPorts(text: string): string {
    return this.#ports.replaceIn(text);
  }

  /** Runs a program to its end, with a broker on the default port. */
  async run(...words: [string, ...string[]]): Promise<ProcessRun> {
    await this.#haveBroker();
    const broker = `localhost:${this.#environment.DOCS_PORT}`;
    const run = this.#spawn(words, { KAFKA_BROKERS: broker, KAFKA_BOOTSTRAP_SERVERS: broker });
    await run.end();
    return run;
  }

  /**
   * Runs a script to its end; one that ends with a broker, until it serves: the broker stays, in the place of the one
   * before. Where the document tells of a start that is refused, the one before stays.
   */
  async script(text: string, { isRefused = false } = {}): Promise<ScriptEnd> {
    const script = this.#ports.replaceIn(text.replaceAll(/\\\n\s*/g, ''));
    const lastLine = script.trimEnd().split('\n').at(-1) ?? '';
    const staysOpen = !isRefused && STARTS_BROKER.test(lastLine) && !lastLine.endsWith('&');
    if (STARTS_BROKER.test(script) && !isRefused) await this.#endBroker();
    else await this.#haveBroker();
    const end = `exec 2>&1; trap 'echo "<end $?>"' EXIT`;
    const run = this.#spawn(['bash', '-c', `${end}\n${script}`], {});
    await run.until(staysOpen ? /^ready on |<end \d+>\n/m : SCRIPT_END);
    const [ending, code] = SCRIPT_END.exec(run.output) ?? [];
    if (ending === undefined && staysOpen) this.#broker = run;
    return { output: run.output.replace(SCRIPT_END, ''), code: Number(code ?? 0) };
  }

  /** Ends whatever still runs, and removes what was written. */
  async end(): Promise<void> {
    await Promise.all(this.#runs.map((run) => run.kill()));
    rmSync(this.directory, { recursive: true, force: true });
  }

  async #haveBroker(): Promise<void> {
    if (this.#broker !== undefined) return;
    this.#broker = this.#spawn(['klamm', 'start', '--memory'], {});
    await this.#broker.until(/^ready on /m);
    if (!this.#broker.output.includes('ready on')) throw new Error(this.#broker.output);
  }

  async #endBroker(): Promise<void> {
    await this.#broker?.kill();
    this.#broker = undefined;
  }

  #spawn(words: [string, ...string[]], environment: NodeJS.ProcessEnv): ProcessRun {
    const env = { ...this.#environment, ...environment };
    const run = new ProcessRun(words, { cwd: this.directory, env });
    this.#runs.push(run);
    return run;
  }
}

/** Nothing of what a developer may have told the clients and brokers of this machine. */
function withoutBroker(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = Object.entries(environment).filter(([name]) => !/^(KAFKA|KLAMM|VITEST)/.test(name));
  return Object.fromEntries(names);
}
