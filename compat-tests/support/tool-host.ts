// Runs the official command line tools in one warm JVM: what takes a second and a half as a process of
// its own takes a tenth of that here. Each run has its own standard input, output, error and exit code.

import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { javaArguments } from './jvm.ts';
import { cacheDirectory } from './paths.ts';

/** The tools by the name of their shell script, without `.sh`. */
const MAIN_CLASSES = {
  'kafka-topics': 'org.apache.kafka.tools.TopicCommand',
  'kafka-console-producer': 'org.apache.kafka.tools.ConsoleProducer',
  'kafka-console-consumer': 'org.apache.kafka.tools.consumer.ConsoleConsumer',
  'kafka-consumer-groups': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  'kafka-share-groups': 'org.apache.kafka.tools.consumer.group.ShareGroupCommand',
  'kafka-console-share-consumer': 'org.apache.kafka.tools.consumer.ConsoleShareConsumer',
  'kafka-streams-groups': 'org.apache.kafka.tools.streams.StreamsGroupCommand',
  'kafka-groups': 'org.apache.kafka.tools.GroupsCommand',
  'kafka-configs': 'kafka.admin.ConfigCommand',
  'kafka-get-offsets': 'org.apache.kafka.tools.GetOffsetShell',
  'kafka-delete-records': 'org.apache.kafka.tools.DeleteRecordsCommand',
  'kafka-log-dirs': 'org.apache.kafka.tools.LogDirsCommand',
  'kafka-reassign-partitions': 'org.apache.kafka.tools.reassign.ReassignPartitionsCommand',
  'kafka-broker-api-versions': 'org.apache.kafka.tools.BrokerApiVersionsCommand',
  'kafka-producer-perf-test': 'org.apache.kafka.tools.ProducerPerformance',
  'kafka-consumer-perf-test': 'org.apache.kafka.tools.ConsumerPerformance',
  'kafka-e2e-latency': 'org.apache.kafka.tools.EndToEndLatency',
  'kafka-verifiable-producer': 'org.apache.kafka.tools.VerifiableProducer',
  'kafka-verifiable-consumer': 'org.apache.kafka.tools.VerifiableConsumer',
  'kafka-transactions': 'org.apache.kafka.tools.TransactionsCommand',
  'kafka-features': 'org.apache.kafka.tools.FeatureCommand',
  'kafka-dump-log': 'org.apache.kafka.tools.DumpLogSegments',
  'kafka-storage': 'kafka.tools.StorageTool',
  'first-record': 'FirstRecord',
  'migration-writer': 'MigrationWriter',
  'migration-dump': 'MigrationDump',
} as const;

export type ToolName = keyof typeof MAIN_CLASSES;

export interface ToolResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Tools whose last words are said in a shutdown hook of the JVM itself: they need one of their own. */
const NEEDS_OWN_JVM: ReadonlySet<ToolName> = new Set([
  'kafka-verifiable-producer',
  'kafka-verifiable-consumer',
]);

const TOOL_TIMEOUT_MS = 60_000;

/** One run of a tool, from its start to its exit. */
export class ToolRun {
  stdout = '';
  stderr = '';
  #code: number | undefined;
  readonly #interrupt: () => void;
  readonly #timeoutMs: number;
  readonly #watchers = new Set<() => void>();

  constructor(interrupt: () => void, timeoutMs = TOOL_TIMEOUT_MS) {
    this.#interrupt = interrupt;
    this.#timeoutMs = timeoutMs;
  }

  /** What Ctrl-C does. */
  interrupt(): void {
    this.#interrupt();
  }

  /** Resolves once the condition holds; it is tried after every piece of output. */
  async until(condition: (run: ToolRun) => boolean): Promise<void> {
    await this.#until(() => condition(this) || this.#code !== undefined);
    if (!condition(this)) throw new Error(`the tool ended early:\n${this.stdout}${this.stderr}`);
  }

  /** Resolves when the tool has ended. */
  async result(): Promise<ToolResult> {
    await this.#until(() => this.#code !== undefined);
    return { code: this.#code ?? -1, stdout: this.stdout, stderr: this.stderr };
  }

  /** Called by the host with each event of this run. */
  receive(event: { stream?: string; text?: string; exit?: number }): void {
    if (event.stream === 'out') this.stdout += event.text;
    if (event.stream === 'err') this.stderr += event.text;
    if (event.exit !== undefined) this.#code = event.exit;
    for (const watcher of this.#watchers) watcher();
  }

  #until(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        this.#watchers.delete(watcher);
      };
      const timer = setTimeout(() => {
        done();
        this.interrupt();
        reject(new Error(`the tool hangs; so far it printed:\n${this.stdout}${this.stderr}`));
      }, this.#timeoutMs);
      const watcher = () => {
        if (!condition()) return;
        done();
        resolve();
      };
      this.#watchers.add(watcher);
      watcher();
    });
  }
}

export interface ToolHostOptions {
  /** The start of the `java` command line; left out: flags with which tools start quickly. */
  readonly jvmArguments?: readonly string[];
  /** How long a tool may take. */
  readonly timeoutMs?: number;
}

/** The warm JVM. */
export class ToolHost {
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #runs = new Map<number, ToolRun>();
  readonly #timeoutMs: number;
  #lastId = 0;

  constructor({ jvmArguments, timeoutMs = TOOL_TIMEOUT_MS }: ToolHostOptions = {}) {
    this.#timeoutMs = timeoutMs;
    const args = [...(jvmArguments ?? javaArguments('tools', '512m')), 'ToolHost'];
    this.#process = spawn('java', args, {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#process.stderr.pipe(createWriteStream(path.join(cacheDirectory, 'tool-host.log')));
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      const event: { id: number; exit?: number } = JSON.parse(line);
      this.#runs.get(event.id)?.receive(event);
      if (event.exit !== undefined) this.#runs.delete(event.id);
    });
  }

  /** Starts a tool that runs beside others. */
  start(tool: ToolName, args: readonly string[], stdin = ''): ToolRun {
    if (NEEDS_OWN_JVM.has(tool)) return runInOwnJvm(tool, args, stdin);
    this.#lastId += 1;
    const id = this.#lastId;
    const run = new ToolRun(() => this.#send({ id, interrupt: true }), this.#timeoutMs);
    this.#runs.set(id, run);
    this.#send({ id, main: MAIN_CLASSES[tool], args, stdin });
    return run;
  }

  /** Runs a tool to its end. */
  run(tool: ToolName, args: readonly string[], stdin = ''): Promise<ToolResult> {
    return this.start(tool, args, stdin).result();
  }

  /** Ends the JVM. */
  [Symbol.dispose](): void {
    this.#process.kill('SIGKILL');
  }

  #send(command: object): void {
    this.#process.stdin.write(`${JSON.stringify(command)}\n`);
  }
}

function runInOwnJvm(tool: ToolName, args: readonly string[], stdin: string): ToolRun {
  const java = spawn('java', [...javaArguments('tools', '256m'), MAIN_CLASSES[tool], ...args]);
  const run = new ToolRun(() => java.kill('SIGINT'));
  java.stdout.setEncoding('utf8').on('data', (text) => run.receive({ stream: 'out', text }));
  java.stderr.setEncoding('utf8').on('data', (text) => run.receive({ stream: 'err', text }));
  java.on('close', (code) => run.receive({ exit: code ?? -1 }));
  java.stdin.end(stdin);
  return run;
}
