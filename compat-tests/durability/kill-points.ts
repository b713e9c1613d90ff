// SIGKILL at named steps: while a segment begins, a checkpoint takes its place, a cleaned segment is swapped
// in, a topic is deleted … A load does a little of everything until the broker is gone; a broker that
// is started on what it left must know everything that was answered.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ErrorCode } from '../../src/base/error-code.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import { DeleteRecords } from '../../src/protocol/generated/delete-records.ts';
import { DeleteTopics } from '../../src/protocol/generated/delete-topics.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import { batchesIn } from '../../src/record/batch-iterator.ts';
import { recordsOf } from '../../src/record/record.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import { pinnedNode, repositoryRoot } from '../support/paths.ts';
import { forgetProcess, reapProcess } from '../support/reaper.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** Where the broker dies: what it is about to do, to which path, and the how many-th time. */
export interface KillPoint {
  readonly name: string;
  readonly action: string;
  readonly pattern: string;
  readonly nth?: number;
  /** The step belongs to a clean stop, which is asked for after this many rounds of the load. */
  readonly stopAfter?: number;
}

const KEYS = 5;
const MAX_ROUNDS = 3000;
const SMALL_SEGMENTS = { 'segment.bytes': '1048576', 'segment.ms': '60' };

/** What the broker has answered for. */
class Promised {
  /** Values of `log` by offset. */
  readonly log = new Map<number, string>();
  logStart = 0;
  /** The last value of each key in `compacted`. */
  readonly latest = new Map<string, number>();
  readonly created = new Set<string>();
  readonly deleted = new Set<string>();
}

class Process {
  readonly port: number;
  readonly ended: Promise<unknown>;
  readonly #child: ReturnType<typeof spawn>;

  private constructor(child: ReturnType<typeof spawn>, port: number) {
    this.#child = child;
    this.port = port;
    this.ended = once(child, 'exit').then(() => forgetProcess(child.pid as number));
  }

  static async start(directory: string, point?: KillPoint): Promise<Process> {
    const script = path.join(repositoryRoot, 'compat-tests/durability/mortal-broker.ts');
    const words = point ? [point.action, point.pattern, String(point.nth ?? 1)] : [];
    const child = spawn(pinnedNode, [script, directory, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    reapProcess(child.pid as number);
    const lines = createInterface({ input: child.stdout });
    const [port] = await Promise.race([
      once(lines, 'line'),
      once(child, 'exit').then(() => {
        throw new Error('the broker ended before it served');
      }),
    ]);
    return new Process(child, Number(port));
  }

  get signal(): string | null {
    return this.#child.signalCode;
  }

  stop(): void {
    this.#child.kill('SIGTERM');
  }
}

/** Lets a broker die there; resolves with the number of answers it gave. Throws when one did not hold. */
export async function dieAt(point: KillPoint): Promise<number> {
  const directory = temporaryDirectory();
  const promised = new Promised();
  const broker = await Process.start(directory, point);
  const answers = await load(broker, promised, point);
  await broker.ended;
  if (broker.signal !== 'SIGKILL') throw new Error(`the broker never came to ${point.name}`);
  const again = await Process.start(directory);
  const client = await WireClient.connect({ port: again.port });
  await verify(client, promised);
  await client.close();
  again.stop();
  await again.ended;
  if (again.signal !== null) throw new Error(`the next stop ended with ${again.signal}`);
  return answers;
}

async function load(broker: Process, promised: Promised, point: KillPoint): Promise<number> {
  const client = await WireClient.connect({ port: broker.port });
  let isOpen = true;
  void client.closed.then(() => {
    isOpen = false;
  });
  let answers = 0;
  try {
    await createTopic(client, 'log', SMALL_SEGMENTS);
    const compaction = { 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': '0.01' };
    await createTopic(client, 'compacted', { ...SMALL_SEGMENTS, ...compaction });
    for (let round = 0; round < MAX_ROUNDS && isOpen; round += 1) {
      if (point.stopAfter === round) broker.stop();
      answers += await loadRound(client, promised, round);
    }
  } catch (error) {
    if (isOpen) throw error;
  }
  if (isOpen) broker.stop();
  await client.close();
  return answers;
}

/** A little of everything, one after the other. */
async function loadRound(client: WireClient, promised: Promised, round: number): Promise<number> {
  const value = `value ${round} `.padEnd(2000, '.');
  const offset = await produce(client, 'log', { key: null, value });
  promised.log.set(offset, value);
  const key = `key ${round % KEYS}`;
  await produce(client, 'compacted', { key, value: `${round}`.padEnd(2000, '.') });
  promised.latest.set(key, round);
  if (round % 40 === 39) {
    const topics = [{ name: 'log', partitions: [{ partitionIndex: 0, offset: offset - 10 }] }];
    await client.send(DeleteRecords, 2, { topics, timeoutMs: 1000 });
    promised.logStart = offset - 10;
  }
  if (round % 20 === 19) {
    const name = `topic-${round}`;
    await createTopic(client, name, {});
    promised.created.add(name);
    await produce(client, name, { key: null, value });
    if (round % 40 === 19) await deleteTopic(client, promised, name);
  }
  return 2;
}

async function createTopic(
  client: WireClient,
  name: string,
  configs: Readonly<Record<string, string>>,
): Promise<void> {
  const texts = Object.entries(configs).map(([key, value]) => ({ name: key, value }));
  const topic = { name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: texts };
  const { topics } = await client.send(CreateTopics, 7, { topics: [topic], timeoutMs: 1000 });
  if (topics[0]?.errorCode !== ErrorCode.NONE) throw new Error(`${name}: ${topics[0]?.errorCode}`);
}

async function deleteTopic(client: WireClient, promised: Promised, name: string): Promise<void> {
  promised.created.delete(name);
  const request = { topics: [{ name, topicId: ZERO_UUID }], timeoutMs: 1000 };
  const { responses } = await client.send(DeleteTopics, 6, request);
  if (responses[0]?.errorCode !== ErrorCode.NONE) throw new Error(`${name} was not deleted`);
  promised.deleted.add(name);
}

async function produce(
  client: WireClient,
  name: string,
  { key, value }: { readonly key: string | null; readonly value: string },
): Promise<number> {
  const record = { key: key === null ? null : Buffer.from(key), value: Buffer.from(value) };
  const records = buildBatch({ records: [record], timestamp: Date.now() });
  const topicData = [{ name, partitionData: [{ index: 0, records }] }];
  const response = await client.send(Produce, 8, { acks: -1, timeoutMs: 1000, topicData });
  const answer = response.responses[0]?.partitionResponses[0];
  if (answer?.errorCode !== ErrorCode.NONE) throw new Error(`${name}: ${answer?.errorCode}`);
  return answer.baseOffset;
}

async function verify(client: WireClient, promised: Promised): Promise<void> {
  const found = new Map<number, string>();
  for (const { offset, value } of await readAll(client, 'log', promised.logStart)) {
    found.set(offset, value);
  }
  for (const [offset, value] of promised.log) {
    if (offset < promised.logStart || found.get(offset) === value) continue;
    throw new Error(`record ${offset} of log is missing or is not its own`);
  }
  const latest = new Map<string, number>();
  for (const { key, value } of await readAll(client, 'compacted', 0)) {
    latest.set(key ?? '', Number.parseInt(value, 10));
  }
  for (const [key, round] of promised.latest) {
    const last = latest.get(key) ?? -1;
    if (last < round) throw new Error(`${key} of compacted is at ${last}, not ${round}`);
  }
  const { topics } = await client.send(Metadata, 12, { topics: null });
  const names = new Set(topics.map(({ name }) => name));
  for (const name of promised.created) if (!names.has(name)) throw new Error(`${name} is gone`);
  for (const name of promised.deleted) if (names.has(name)) throw new Error(`${name} is back`);
}

interface Found {
  readonly offset: number;
  readonly key: string | null;
  readonly value: string;
}

async function readAll(client: WireClient, topic: string, from: number): Promise<Found[]> {
  const found: Found[] = [];
  for (let next = from; ; ) {
    const partitions = [{ partition: 0, fetchOffset: next, partitionMaxBytes: 16 << 20 }];
    const request = { maxWaitMs: 0, minBytes: 0, topics: [{ topic, partitions }] };
    const response = await client.send(Fetch, 11, request);
    const answer = response.responses[0]?.partitions[0];
    if (answer?.errorCode !== ErrorCode.NONE) throw new Error(`${topic}: ${answer?.errorCode}`);
    for (const batch of batchesIn(answer.records ?? Buffer.alloc(0))) {
      for (const { offset, key, value } of recordsOf(batch)) {
        if (offset < next) continue;
        found.push({ offset, key: key?.toString() ?? null, value: value?.toString() ?? '' });
      }
      next = batch.nextOffset;
    }
    if (next >= answer.highWatermark || (answer.records ?? []).length === 0) return found;
  }
}
