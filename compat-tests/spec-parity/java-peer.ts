// Apache Kafka's message classes as a process: fetches the jars once, starts the harness, sends batches.

import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const CACHE = join(import.meta.dirname, '../.cache/spec-parity');
const JARS = join(CACHE, 'jars');

/** What one message came to on the other side: its bytes, or why there are none. */
export type Outcome = { readonly bytes: Buffer } | { readonly failure: string };

export interface Batch {
  readonly className: string;
  readonly version: number;
  /** Messages to be read and written again; or how many to generate, from which seed. */
  readonly work:
    | { readonly messages: readonly Buffer[] }
    | { readonly count: number; readonly seed: number };
}

/** Why the harness cannot run here; null when it can. */
export function whatIsMissing(): string | null {
  for (const tool of existsSync(JARS) ? ['javac'] : ['javac', 'mvn']) {
    if (spawnSync(tool, ['-version']).status !== 0) return `${tool} is not installed`;
  }
  return null;
}

/** Fetches the jars unless they are there already. */
export function fetchJars(): void {
  if (existsSync(JARS)) return;
  const unfinished = join(CACHE, 'jars.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const goal = ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime'];
  const { status } = spawnSync('mvn', [...goal, `-DoutputDirectory=${unfinished}`], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('maven could not fetch the jars');
  renameSync(unfinished, JARS);
}

/** The running harness. Batches are answered in the order in which they are sent. */
export class JavaPeer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #input: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor() {
    const jars = readdirSync(JARS).map((name) => join(JARS, name));
    const flags = ['-XX:TieredStopAtLevel=1', '-Xmx512m', '-cp', jars.join(delimiter)];
    this.#process = spawn('java', [...flags, join(import.meta.dirname, 'Parity.java')]);
    this.#process.stderr.resume();
    this.#input = this.#process.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** Sends a batch and waits for its outcomes, one for each message. */
  async run(batch: Batch): Promise<Outcome[]> {
    this.#process.stdin.write(encodeBatch(batch));
    const count = 'count' in batch.work ? batch.work.count : batch.work.messages.length;
    const outcomes: Outcome[] = [];
    while (outcomes.length < count) outcomes.push(await this.#readOutcome());
    return outcomes;
  }

  close(): void {
    this.#process.stdin.end();
  }

  async #readOutcome(): Promise<Outcome> {
    const length = (await this.#read(4)).readInt32BE();
    if (length >= 0) return { bytes: await this.#read(length) };
    return { failure: (await this.#read(-1 - length)).toString() };
  }

  async #read(length: number): Promise<Buffer> {
    const parts = [this.#rest];
    let have = this.#rest.length;
    while (have < length) {
      const { value, done } = await this.#input.next();
      if (done) throw new Error('the Java side ended before it had answered');
      parts.push(value);
      have += value.length;
    }
    const all = parts.length === 1 ? this.#rest : Buffer.concat(parts);
    this.#rest = all.subarray(length);
    return all.subarray(0, length);
  }
}

function encodeBatch({ className, version, work }: Batch): Buffer {
  const name = Buffer.from(className);
  const head = Buffer.alloc(2 + name.length + 2 + 1 + 4);
  head.writeUInt16BE(name.length, 0);
  name.copy(head, 2);
  head.writeInt16BE(version, 2 + name.length);
  const isGenerate = 'count' in work;
  head[4 + name.length] = isGenerate ? 1 : 0;
  head.writeInt32BE(isGenerate ? work.count : work.messages.length, 5 + name.length);
  const body = isGenerate
    ? [int64(work.seed)]
    : work.messages.flatMap((each) => [int32(each.length), each]);
  const content = Buffer.concat([head, ...body]);
  return Buffer.concat([int32(content.length), content]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}
