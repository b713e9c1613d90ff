// Runs one command of the official tools against the broker under test and against Apache Kafka, and
// holds what both print to be the same once ids, addresses and times are replaced by their names.
// When the broker under test is Apache Kafka itself, the tests' own expectations are what is verified.

import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { BrokerKind } from '../support/broker.ts';
import { Broker, defaultBrokerKind } from '../support/broker.ts';
import type { ToolName, ToolResult, ToolRun } from '../support/tool-host.ts';
import { ToolHost } from '../support/tool-host.ts';

/** A broker and a JVM for its tools: some of them keep static state, so two must not share one. */
interface Side {
  readonly broker: Broker;
  readonly tools: ToolHost;
}

interface World {
  readonly subject: Side;
  /** Absent when the subject is the reference. */
  readonly reference: Side | undefined;
}

export interface CommandOptions {
  readonly stdin?: string;
  /** Replaces what may differ further (file sizes, rates), after the usual replacements. */
  readonly normalise?: (text: string) => string;
  /** Why the outputs may differ: they are not compared then. */
  readonly differsBecause?: string;
}

let world: Promise<World> | undefined;

/** The brokers and the JVM of the tools, started on first use and shared by all files. */
export function theWorld(): Promise<World> {
  world ??= startWorld();
  return world;
}

async function startWorld(): Promise<World> {
  const kind = defaultBrokerKind();
  const [subject, reference] = await Promise.all([
    startSide(kind),
    kind === 'klamm' ? startSide('apache') : undefined,
  ]);
  return { subject, reference };
}

async function startSide(kind: BrokerKind): Promise<Side> {
  return { tools: new ToolHost(), broker: await Broker.start({ kind }) };
}

/** Runs the command against both; returns the subject's normalised output. */
export async function runTool(
  tool: ToolName,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<ToolResult> {
  const { subject, reference } = await theWorld();
  const on = async ({ tools, broker }: Side) =>
    normalised(
      await tools.run(tool, withServer(broker, tool, args), options.stdin),
      broker,
      options,
    );
  const [ours, theirs] = await Promise.all([on(subject), reference && on(reference)]);
  if (reference === undefined || theirs === undefined || options.differsBecause) return ours;
  let expected = withoutWarnings(theirs);
  // Apache Kafka is sure of a change before every part of it has heard of it: a question may come too
  // early for the reference, never for ours. It is asked again, ours is not.
  for (let again = 0; again < REFERENCE_RETRIES && isQuestion(tool, args); again += 1) {
    if (isDeepStrictEqual(withoutWarnings(ours), expected)) break;
    await sleep(REFERENCE_RETRY_MS);
    expected = withoutWarnings(await on(reference));
  }
  expect(withoutWarnings(ours)).toEqual(expected);
  expect(warnings(theirs)).toEqual(expect.arrayContaining(warnings(ours)));
  return ours;
}

const REFERENCE_RETRIES = 5;
const REFERENCE_RETRY_MS = 200;
const QUESTIONS: ReadonlySet<ToolName> = new Set(['kafka-get-offsets', 'kafka-log-dirs']);

/** Whether the command changes nothing. */
function isQuestion(tool: ToolName, args: readonly string[]): boolean {
  return QUESTIONS.has(tool) || args.includes('--describe') || args.includes('--list');
}

const WARNING = /^WARN .*\n/gm;

// Apache Kafka makes clients wait and retry where ours need not: it may cause more warnings, never fewer.
function warnings(result: ToolResult): string[] {
  return result.stderr.match(WARNING) ?? [];
}

function withoutWarnings(result: ToolResult): ToolResult {
  return { ...result, stderr: result.stderr.replace(WARNING, '') };
}

/** Runs the command against both and expects it to succeed without a complaint. */
export async function succeed(
  tool: ToolName,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const result = await runTool(tool, args, options);
  expect(result, result.stdout + result.stderr).toMatchObject({ code: 0 });
  return result.stdout;
}

/** A tool running in the background against both brokers. */
export interface Background {
  /** Resolves once both runs fulfil the condition. */
  until(condition: (run: ToolRun) => boolean): Promise<void>;
  /** Interrupts both runs; resolves with the subject's normalised output once they have ended. */
  interrupt(): Promise<ToolResult>;
}

/** Starts the command against both and leaves it running. */
export async function startTool(tool: ToolName, args: readonly string[]): Promise<Background> {
  const { subject, reference } = await theWorld();
  const on = ({ tools, broker }: Side) => tools.start(tool, withServer(broker, tool, args));
  const run = on(subject);
  const runs = reference ? [run, on(reference)] : [run];
  return {
    until: async (condition) => {
      await Promise.all(runs.map((each) => each.until(condition)));
    },
    interrupt: async () => {
      for (const each of runs) each.interrupt();
      await Promise.all(runs.map((each) => each.result()));
      return normalised(await run.result(), subject.broker, {});
    },
  };
}

let names = 0;

/** A name that no other test of this run uses, of the same length every time. */
export function uniqueName(prefix: string): string {
  names += 1;
  return `${prefix}-${String(names).padStart(3, '0')}`;
}

function withServer(broker: Broker, tool: ToolName, args: readonly string[]): string[] {
  if (tool === 'kafka-dump-log') {
    return args.map((arg) => arg.replace('DATA', broker.dataDirectory));
  }
  return ['--bootstrap-server', broker.address, ...args];
}

function normalised(result: ToolResult, broker: Broker, options: CommandOptions): ToolResult {
  const clean = (text: string) => {
    const usual = replaceVariables(text, broker);
    return options.normalise ? options.normalise(usual) : usual;
  };
  return { code: result.code, stdout: clean(result.stdout), stderr: clean(result.stderr) };
}

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

function replaceVariables(text: string, broker: Broker): string {
  return text
    .replaceAll(broker.address, 'HOST:PORT')
    .replaceAll(broker.dataDirectory, 'DATA')
    .replaceAll(String(broker.port), 'PORT')
    .replace(/TopicId: \S{22}/g, 'TopicId: TOPIC-ID')
    .replace(UUID, 'UUID')
    .replace(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}\] /gm, '')
    .replace(/\b(CreateTime|LogAppendTime):\d{13}\b/g, '$1:TIME')
    .replace(/"timestamp":\d{13}/g, '"timestamp":0')
    .replace(/\b(console-consumer|adminclient)-\d+\b/g, '$1-N')
    .replace(/^The consumer rebalance protocol \(KIP-848\).*\n/gm, '');
}

/** For outputs whose order is of no meaning, and where some groups are the tools' own, of random names. */
export function sortedLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('console-consumer-N'))
    .sort()
    .map((line) => `${line}\n`)
    .join('');
}

/** For outputs about all groups there are: the lines, in order, that speak of one of these. */
export function linesAbout(...names: readonly string[]): (text: string) => string {
  return (text) =>
    sortedLines(text)
      .split('\n')
      .filter((line) => names.some((name) => line.includes(name)))
      .join('\n');
}
