// The runtime: partitions that are loaded, led, given up; answers that wait; operations that fail.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../src/base/error-code.ts';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import { CoordinatorRuntime } from '../../../src/coordinator/runtime/coordinator-runtime.ts';
import type {
  CoordinatorShard,
  Effects,
  ShardScheduler,
} from '../../../src/coordinator/runtime/coordinator-shard.ts';
import type { StoredRecord } from '../../../src/coordinator/runtime/partition-writer.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import { MemoryPartitionWriter } from '../support/memory-partition-writer.ts';

/** More than what a broker that has just started leaves its clients alone for. */
const SOON_MS = 1_000;

/** A shard that remembers the last word said to it. */
class WordShard implements CoordinatorShard {
  readonly scheduler: ShardScheduler;
  words: string[] = [];
  isLoaded = false;
  isUnloaded = false;

  private readonly noteLoaded: () => void;

  constructor(scheduler: ShardScheduler, noteLoaded: () => void) {
    this.scheduler = scheduler;
    this.noteLoaded = noteLoaded;
  }

  replay({ value }: StoredRecord): void {
    if (value?.toString() === 'poison') throw new TypeError('cannot be read');
    this.words.push(String(value));
  }

  onLoaded(): void {
    this.isLoaded = true;
    this.noteLoaded();
  }

  onUnloaded(): void {
    this.isUnloaded = true;
  }
}

function record(word: string) {
  return { key: Buffer.from('k'), value: Buffer.from(word) };
}

function setUp(partitions = 2) {
  const clock = new VirtualClock();
  const writer = new MemoryPartitionWriter(partitions);
  const shards: WordShard[] = [];
  const loaded: number[] = [];
  const newRuntime = () =>
    new CoordinatorRuntime<WordShard>({
      topic: 'words',
      clock,
      logger: silentLogger,
      writer,
      commitTimeoutMs: () => 1_000,
      createShard: (partition, scheduler) => {
        const shard = new WordShard(scheduler, () => loaded.push(partition));
        shards[partition] = shard;
        return shard;
      },
    });
  const runtime = newRuntime();
  const say = (...words: string[]) =>
    runtime.write(0, (): { records: ReturnType<typeof record>[]; response: string } => ({
      records: words.map(record),
      response: 'said',
    }));
  const hear = () => runtime.read(0, ({ words }) => [...words]);
  return { clock, writer, shards, loaded, runtime, newRuntime, say, hear };
}

function codeOf(run: () => unknown): number {
  try {
    run();
  } catch (error) {
    if (error instanceof KafkaError) return error.code;
    throw error;
  }
  return ErrorCode.NONE;
}

describe('an operation', () => {
  it('is answered in the same turn when its records are committed at once', () => {
    const { say, hear } = setUp();
    expect(say('a', 'b')).toBe('said');
    expect(hear()).toEqual(['a', 'b']);
  });

  it('appends its records as one batch', () => {
    const { say, writer } = setUp();
    void say('a', 'b', 'c');
    expect(writer.batches).toBe(1);
  });

  it('may spread its records over several batches when it says so', () => {
    const { runtime, writer } = setUp();
    const records = Array.from({ length: 1_200 }, (_, at) => record(`${at}`));
    void runtime.write(0, () => ({ records, response: null, atomic: false }));
    expect(writer.batches).toBe(3);
    expect(writer.log(0)).toHaveLength(1_200);
  });

  it('changes nothing when its records are not appended, and is told why', () => {
    const { say, hear, writer } = setUp();
    writer.appendError = new KafkaError(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    expect(codeOf(() => say('a'))).toBe(ErrorCode.NOT_COORDINATOR);
    expect(hear()).toEqual([]);
  });

  it('may answer a failed append itself', () => {
    const { runtime, writer } = setUp();
    writer.appendError = new KafkaError(ErrorCode.MESSAGE_TOO_LARGE);
    const told: (number | undefined)[] = [];
    const settle = (error: KafkaError | null) => told.push(error?.code);
    expect(runtime.write(0, () => ({ records: [record('a')], response: 'mine', settle }))).toBe(
      'mine',
    );
    expect(told).toEqual([ErrorCode.UNKNOWN_SERVER_ERROR]);
  });

  it('does not hide a bug', () => {
    const { runtime } = setUp();
    const bug = () => {
      throw new TypeError('a bug');
    };
    expect(() => runtime.write(0, bug)).toThrow(TypeError);
    expect(runtime.write(0, () => ({ records: [], response: 1 }))).toBe(1);
  });

  it('does not run inside another one of its partition', () => {
    const { runtime, say } = setUp();
    expect(() => runtime.write(0, () => ({ records: [], response: say('a') }))).toThrow(
      /one after the other/,
    );
  });
});

describe('an answer', () => {
  it('waits for every record written before it, reads too', async () => {
    const { say, hear, writer, clock } = setUp();
    writer.holdCommits();
    const answers: unknown[] = [];
    void Promise.resolve(say('a')).then((answer) => answers.push(answer));
    void Promise.resolve(hear()).then((answer) => answers.push(answer));
    await clock.advance(10);
    expect(answers).toEqual([]);
    writer.releaseCommits();
    await clock.advance(0);
    expect(answers).toEqual(['said', ['a']]);
  });

  it('is given up after the commit timeout', async () => {
    const { say, writer, clock } = setUp();
    writer.holdCommits();
    const answer = Promise.resolve(say('a'));
    const refused = expect(answer).rejects.toMatchObject({
      code: ErrorCode.COORDINATOR_NOT_AVAILABLE,
    });
    await clock.advance(1_000);
    await refused;
  });

  it('is NOT_COORDINATOR when the partition is given up meanwhile', async () => {
    const { say, writer, runtime, shards } = setUp();
    writer.holdCommits();
    const answer = Promise.resolve(say('a'));
    runtime.unload(0);
    await expect(answer).rejects.toMatchObject({ code: ErrorCode.NOT_COORDINATOR });
    expect(shards[0]?.isUnloaded).toBe(true);
  });
});

describe('a partition', () => {
  it('is loaded on first use, in the order in which it was written', () => {
    const { say, newRuntime } = setUp();
    void say('a', 'b');
    void say('c');
    expect(newRuntime().read(0, ({ words, isLoaded }) => [...words, isLoaded])).toEqual([
      'a',
      'b',
      'c',
      true,
    ]);
  });

  it('that is large is loaded bit by bit, and COORDINATOR_LOAD_IN_PROGRESS until then', async () => {
    const { writer, hear, clock } = setUp();
    const records = Array.from({ length: 25_000 }, (_, at) => record(`${at}`));
    writer.append(0, { records, timestampMs: 0 });
    expect(codeOf(hear)).toBe(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    await clock.advance(0);
    expect(hear()).toHaveLength(25_000);
  });

  it('that is given up while it is loaded stops loading', async () => {
    const { writer, hear, clock, runtime, shards } = setUp();
    const records = Array.from({ length: 25_000 }, (_, at) => record(`${at}`));
    writer.append(0, { records, timestampMs: 0 });
    codeOf(hear);
    const abandoned = shards[0];
    runtime.unload(0);
    await clock.advance(0);
    expect([abandoned?.isLoaded, abandoned?.isUnloaded]).toEqual([false, false]);
  });

  it('that cannot be loaded is NOT_COORDINATOR, and tried again a second later', async () => {
    const { writer, hear, clock } = setUp();
    writer.append(0, { records: [record('poison')], timestampMs: 0 });
    expect(codeOf(hear)).toBe(ErrorCode.NOT_COORDINATOR);
    writer.entries(0).pop();
    expect(codeOf(hear)).toBe(ErrorCode.NOT_COORDINATOR);
    await clock.advance(1_000);
    expect(hear()).toEqual([]);
  });

  it('that is led elsewhere, or does not exist, is NOT_COORDINATOR', () => {
    const { runtime, writer, hear } = setUp();
    writer.notLed.add(0);
    expect(codeOf(hear)).toBe(ErrorCode.NOT_COORDINATOR);
    expect(codeOf(() => runtime.read(9, () => null))).toBe(ErrorCode.NOT_COORDINATOR);
  });

  it('starts from the log again when it comes back', () => {
    const { runtime, say, hear } = setUp();
    void say('a');
    runtime.unload(0);
    expect(hear()).toEqual(['a']);
  });
});

describe('in the background', () => {
  it('everything is loaded that is led and not empty, though nobody asks', async () => {
    const { runtime, writer, shards, clock } = setUp(4);
    for (const partition of [0, 1, 3]) {
      writer.append(partition, { records: [record('a')], timestampMs: 0 });
    }
    writer.notLed.add(1);
    runtime.loadAll();
    expect(shards.some((shard) => shard?.isLoaded)).toBe(false);
    await clock.advance(SOON_MS);
    expect([0, 1, 2, 3].map((partition) => shards[partition]?.isLoaded)).toEqual([
      true,
      undefined,
      undefined,
      true,
    ]);
    expect(clock.waitingTimers).toBe(0);
  });

  it('what is loaded already stays as it is', async () => {
    const { runtime, writer, shards, clock, say } = setUp();
    void say('a');
    const [shard] = shards;
    writer.append(1, { records: [record('b')], timestampMs: 0 });
    runtime.loadAll();
    runtime.loadAll();
    await clock.advance(SOON_MS);
    expect(shards[0]).toBe(shard);
    expect(shards[1]?.words).toEqual(['b']);
  });

  it('who asks for a small partition does not wait for those before it', () => {
    const { runtime, writer } = setUp();
    for (const partition of [0, 1]) {
      writer.append(partition, { records: [record('a')], timestampMs: 0 });
    }
    runtime.loadAll();
    expect(runtime.read(1, ({ words }) => words.length)).toBe(1);
  });

  it('who asks for a large one is told to come back, and it is loaded next', async () => {
    const { runtime, writer, clock, loaded } = setUp();
    const records = Array.from({ length: 13_000 }, () => record('x'));
    for (const partition of [0, 1]) writer.append(partition, { records, timestampMs: 0 });
    runtime.loadAll();
    await clock.advance(0);
    const ask = (partition: number) => runtime.read(partition, ({ words }) => words.length);
    expect(codeOf(() => ask(1))).toBe(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    expect(codeOf(() => ask(1))).toBe(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    await clock.advance(SOON_MS);
    expect([ask(0), ask(1)]).toEqual([13_000, 13_000]);
    expect(loaded).toEqual([1, 0]);
  });

  it('a partition that was given up is not loaded on', async () => {
    const { runtime, writer, shards, clock, hear } = setUp();
    const records = Array.from({ length: 15_000 }, () => record('x'));
    writer.append(0, { records, timestampMs: 0 });
    expect(codeOf(hear)).toBe(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    runtime.unload(0);
    await clock.advance(SOON_MS);
    expect(shards[0]?.words).toHaveLength(10_000);
    expect(clock.waitingTimers).toBe(0);
  });

  it('a partition that cannot be read does not keep the others from their turn', async () => {
    const { runtime, writer, shards, clock } = setUp();
    writer.append(0, { records: [record('poison')], timestampMs: 0 });
    writer.append(1, { records: [record('a')], timestampMs: 0 });
    runtime.loadAll();
    await clock.advance(SOON_MS);
    expect([0, 1].map((partition) => shards[partition]?.isLoaded)).toEqual([false, true]);
  });

  it('nothing is loaded after the stop', async () => {
    const { runtime, writer, shards, clock } = setUp();
    writer.append(0, { records: [record('a')], timestampMs: 0 });
    runtime.loadAll();
    runtime.stop();
    runtime.loadAll();
    await clock.advance(SOON_MS);
    expect(shards).toEqual([]);
    expect(clock.waitingTimers).toBe(0);
  });
});

describe('all partitions', () => {
  it('are asked, but for those led elsewhere and the empty ones', async () => {
    const { runtime, writer, say } = setUp(4);
    void say();
    writer.append(2, { records: [record('z')], timestampMs: 0 });
    writer.notLed.add(1);
    expect(await runtime.readAll(({ words }) => words.length)).toEqual([0, 1]);
  });

  it('are loaded a little at a time when all are asked at once', async () => {
    const { runtime, writer, clock, loaded } = setUp(3);
    const records = Array.from({ length: 6_000 }, () => record('x'));
    for (const partition of [0, 1, 2]) writer.append(partition, { records, timestampMs: 0 });
    const count = () => runtime.readAll(({ words }) => words.length);
    await expect(count()).rejects.toThrow(new KafkaError(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS));
    expect(loaded).toEqual([0]);
    await clock.advance(0);
    expect(await count()).toEqual([6_000, 6_000, 6_000]);
  });

  it('are written to, those that are still loaded included', async () => {
    const { runtime, writer, clock, hear } = setUp();
    const records = Array.from({ length: 15_000 }, () => record('x'));
    writer.append(0, { records, timestampMs: 0 });
    writer.append(1, { records: [record('x')], timestampMs: 0 });
    codeOf(hear);
    const done = runtime.writeAll(() => ({ records: [record('last')] }));
    await clock.advance(0);
    await done;
    expect([0, 1].map((partition) => String(writer.log(partition).at(-1)?.value))).toEqual([
      'last',
      'last',
    ]);
  });
});

describe('a timed operation', () => {
  it('runs later as an operation of its own', async () => {
    const { runtime, shards, clock, hear } = setUp();
    void runtime.read(0, () => null);
    shards[0]?.scheduler.schedule(50, (): Effects => ({ records: [record('tick')] }));
    await clock.advance(49);
    expect(hear()).toEqual([]);
    await clock.advance(1);
    expect(hear()).toEqual(['tick']);
  });

  it('does not run once its partition was given up', async () => {
    const { runtime, shards, clock, writer } = setUp();
    void runtime.read(0, () => null);
    shards[0]?.scheduler.schedule(50, (): Effects => ({ records: [record('tick')] }));
    runtime.unload(0);
    await clock.advance(50);
    expect(writer.log(0)).toEqual([]);
  });
});

describe('after the stop', () => {
  it('everyone is told COORDINATOR_NOT_AVAILABLE', () => {
    const { runtime, hear } = setUp();
    void hear();
    runtime.stop();
    expect(codeOf(hear)).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE);
  });
});
