// Apache Kafka's own perf tools in one warm JVM, started with the flags of their scripts: a run takes as long
// as its records need, not the second and a half of a JVM that starts, and its client is compiled.

import { shippedJvmArguments } from '../support/jvm.ts';
import type { ToolName } from '../support/tool-host.ts';
import { ToolHost } from '../support/tool-host.ts';
import type { Subject } from './subject.ts';

/** Eight consumers share this heap; the scripts give each tool 512 MB. */
const HEAP = '-Xmx1G';
const TOOL_TIMEOUT_MS = 300_000;

export interface ProducerRun {
  readonly topic: string;
  readonly records: number;
  readonly recordBytes: number;
  readonly properties?: Readonly<Record<string, string | number>>;
}

export interface ConsumerRun {
  readonly topic: string;
  readonly records: number;
  /** Unique for every run. */
  readonly group: string;
}

export interface LatencyRun {
  readonly topic: string;
  readonly records: number;
  readonly recordBytes: number;
}

export interface FirstRecordRun {
  readonly topic: string;
  readonly protocol: 'classic' | 'consumer';
  /** Begins the names of the groups; unique for every run. */
  readonly group: string;
  readonly count: number;
}

export class PerfTools {
  readonly #host = new ToolHost({
    jvmArguments: shippedJvmArguments('tools', [HEAP]),
    timeoutMs: TOOL_TIMEOUT_MS,
  });

  /** Produces as fast as it goes; resolves with records per second. */
  async produce(subject: Subject, run: ProducerRun): Promise<number> {
    const properties = { 'bootstrap.servers': subject.address, ...run.properties };
    const output = await this.#run('kafka-producer-perf-test', [
      ...['--topic', run.topic, '--num-records', String(run.records)],
      ...['--record-size', String(run.recordBytes), '--throughput', '-1'],
      '--command-property',
      ...Object.entries(properties).map(([key, value]) => `${key}=${value}`),
    ]);
    return numberIn(output, new RegExp(`${run.records} records sent, ([\\d.]+) records/sec`));
  }

  /** Consumes from the beginning; resolves with records per second, the time to join the group apart. */
  async consume(subject: Subject, run: ConsumerRun): Promise<number> {
    const output = await this.#run('kafka-consumer-perf-test', [
      ...['--bootstrap-server', subject.address, '--topic', run.topic, '--group', run.group],
      ...['--num-records', String(run.records), '--hide-header', '--timeout', '60000'],
    ]);
    const line = output.split('\n').find((text) => text.split(',').length === COLUMNS) ?? output;
    const [, , , , records = '', , , , , recordsPerSecond] = line.split(', ');
    if (Number(records) < run.records) throw new Error(`only ${records} were read:\n${output}`);
    return Number(recordsPerSecond);
  }

  /** One record at a time from a producer to a consumer; resolves with the average in milliseconds. */
  async endToEnd(subject: Subject, run: LatencyRun): Promise<number> {
    const output = await this.#run('kafka-e2e-latency', [
      ...[subject.address, run.topic, String(run.records)],
      ...['all', String(run.recordBytes)],
    ]);
    return numberIn(output, /Avg latency: ([\d.]+) ms/);
  }

  /** The milliseconds that each of some new groups waits for its first record. */
  async firstRecord(subject: Subject, run: FirstRecordRun): Promise<number[]> {
    const args = [subject.address, run.topic, run.protocol, run.group, String(run.count)];
    const lines = (await this.#run('first-record', args)).trim().split('\n');
    return lines.map(Number);
  }

  [Symbol.dispose](): void {
    this.#host[Symbol.dispose]();
  }

  async #run(tool: ToolName, args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.#host.run(tool, args);
    if (code !== 0) throw new Error(`${tool} ended with ${code}:\n${stdout}${stderr}`);
    return stdout;
  }
}

/** Columns of the line that the consumer's tool ends with. */
const COLUMNS = 10;

function numberIn(output: string, pattern: RegExp): number {
  const text = pattern.exec(output)?.[1];
  if (text === undefined) throw new Error(`no figure in the tool's output:\n${output}`);
  return Number(text);
}
