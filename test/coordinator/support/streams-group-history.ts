// A random life of a Streams application, step by step, from a seed: threads of a few processes join, beat,
// give up and take over tasks, fall silent, leave and come back; answers get lost; topics come, grow and go;
// configs change; the log refuses; the process restarts. Threads do what they are told, as clients do: they give
// a task up before they say so, and own what they were given last.

import { ErrorCode } from '../../../src/base/error-code.ts';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { subtopology } from '../group/streams/support/topologies.ts';
import { drawWeighted } from './draw-weighted.ts';
import type { Answered } from './streams-group-bench.ts';
import { names, SECOND_MS, StreamsGroupBench } from './streams-group-bench.ts';

type Tasks = NonNullable<Answered['activeTasks']>;

/** One thread of the application, as it sees itself. */
interface Thread {
  readonly memberId: string;
  readonly processId: string;
  epoch: number;
  active: Tasks;
  standby: Tasks;
  /** Whether it has told what it owns since that changed. */
  hasTold: boolean;
}

const TOPOLOGY = [
  subtopology('0', { sources: ['in'], sinks: ['re'] }),
  subtopology('1', { repartitions: ['re'], sources: ['side'], changelogs: ['log'] }),
];

const THREADS = ['a1', 'a2', 'b1', 'b2', 'c1', 'd1'];
const MOST_PARTITIONS = 6;
const FENCED: readonly number[] = [
  ErrorCode.FENCED_MEMBER_EPOCH,
  ErrorCode.UNKNOWN_MEMBER_ID,
  ErrorCode.GROUP_ID_NOT_FOUND,
];

export class StreamsGroupHistory {
  readonly bench: StreamsGroupBench;
  /** What was done, for the message of a failure. */
  readonly steps: string[] = [];
  readonly threads = new Map<string, Thread>();
  private readonly random: SeededRandom;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
    const streamsInitialRebalanceDelayMs = this.random.below(2) * 3 * SECOND_MS;
    this.bench = new StreamsGroupBench({ group: { streamsInitialRebalanceDelayMs } });
    this.bench.topics.set('side', 2);
  }

  /** Does one random thing. */
  async step(): Promise<void> {
    const actions: [weight: number, name: string, act: () => unknown][] = [
      [8, 'join', () => this.join(this.pick(THREADS))],
      [40, 'beat', () => this.beat(this.someThread())],
      [4, 'a lost answer', () => this.beat(this.someThread(), true)],
      [3, 'leave', () => this.leave(this.someThread())],
      [3, 'a thread dies', () => this.threads.delete(this.someThread()?.memberId ?? '')],
      [12, 'a second', () => this.bench.advance(SECOND_MS)],
      [2, 'a session', () => this.bench.advance(46 * SECOND_MS)],
      [3, 'grow', () => this.grow()],
      [1, 'delete topic', () => this.bench.deleteTopic(this.pick(['in', 'side', 're', 'log']))],
      [2, 'standbys', () => this.changeStandbys()],
      [2, 'restart', () => this.bench.restart()],
    ];
    const [, name, act] = drawWeighted(this.random, actions);
    this.steps.push(name);
    if (this.random.below(12) === 0) {
      this.steps.push('(the log refuses)');
      this.bench.writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    }
    await act();
    this.bench.writer.appendError = null;
    await this.bench.advance(0);
  }

  /** Everything works again for a while, and everybody beats. */
  async settle(): Promise<void> {
    for (const topic of ['in', 'side']) {
      if (this.bench.topics.byName(topic) === undefined) this.bench.grow(topic, 2);
    }
    // Internal topics that have become too narrow: the application is reset.
    for (const topic of ['re', 'log']) this.bench.deleteTopic(topic);
    for (let round = 0; round < 60; round++) {
      for (const thread of [...this.threads.values()]) await this.beat(thread);
      for (const memberId of ['a1', 'b1']) {
        if (!this.threads.has(memberId)) await this.join(memberId);
      }
      await this.bench.advance(SECOND_MS);
    }
  }

  private async join(memberId: string): Promise<void> {
    const processId = `process-${memberId.slice(0, 1)}`;
    const thread = { memberId, processId, epoch: 0, active: [], standby: [], hasTold: true };
    const answer = await this.bench.join(memberId, { processId }, TOPOLOGY);
    if (answer.errorCode !== ErrorCode.NONE) return;
    this.threads.set(memberId, thread);
    this.follow(thread, answer);
  }

  private async beat(thread: Thread | undefined, isLost = false): Promise<void> {
    if (thread === undefined) return;
    const tells = !thread.hasTold || this.random.below(4) === 0;
    const owned = {
      activeTasks: thread.active.map(mutable),
      standbyTasks: thread.standby.map(mutable),
      warmupTasks: [],
    };
    const fields = tells ? owned : {};
    const answer = await this.bench.beat(thread.memberId, thread.epoch, fields);
    if (isLost) {
      thread.hasTold = false;
      return;
    }
    if (FENCED.includes(answer.errorCode)) {
      this.threads.delete(thread.memberId);
      return;
    }
    if (answer.errorCode !== ErrorCode.NONE) return;
    if (tells) thread.hasTold = true;
    this.follow(thread, answer);
  }

  private follow(thread: Thread, { memberEpoch, activeTasks, standbyTasks }: Answered): void {
    thread.epoch = memberEpoch;
    if (!activeTasks || !standbyTasks) return;
    thread.active = activeTasks;
    thread.standby = standbyTasks;
    thread.hasTold = false;
  }

  private async leave(thread: Thread | undefined): Promise<void> {
    if (thread === undefined) return;
    const { errorCode } = await this.bench.leave(thread.memberId);
    if (errorCode === ErrorCode.NONE) this.threads.delete(thread.memberId);
  }

  private grow(): void {
    const topic = this.pick(['in', 'side']);
    const partitions = this.bench.topics.byName(topic)?.partitions ?? 0;
    if (partitions < MOST_PARTITIONS) this.bench.grow(topic, partitions + 1);
  }

  private changeStandbys(): void {
    const streamsNumStandbyReplicas = this.random.below(3);
    this.bench.groupConfig = { ...this.bench.groupConfig, streamsNumStandbyReplicas };
  }

  private someThread(): Thread | undefined {
    return this.threads.size === 0 ? undefined : this.pick([...this.threads.values()]);
  }

  private pick<T>(of: readonly T[]): T {
    return of[this.random.below(of.length)] as T;
  }
}

function mutable({ subtopologyId, partitions }: Tasks[number]) {
  return { subtopologyId, partitions: [...partitions] };
}

/** What each thread believes to have active; a thread whose session has ended may believe too much. */
export function believed(history: StreamsGroupHistory): string[] {
  const { members } = history.bench.group();
  return [...history.threads.values()]
    .filter(({ memberId, epoch }) => members.get(memberId)?.memberEpoch === epoch)
    .flatMap(({ active }) => names(active));
}
