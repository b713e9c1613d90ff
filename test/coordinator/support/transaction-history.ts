// A random life of a few transactional ids, step by step, from a seed: producers begin, add partitions, end
// their transactions, send requests again and too late; time passes; partitions and the log refuse; the
// process restarts. Beside it a model that knows only what clients were promised.

import { ErrorCode } from '../../../src/base/error-code.ts';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import type { ProducerIdentity } from '../../../src/coordinator/transaction/transaction.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { drawWeighted } from './draw-weighted.ts';
import { TransactionBench } from './transaction-bench.ts';

const IDS = ['a', 'b', 'c'];
const TIMEOUT_MS = 30_000;
const REFUSALS = [ErrorCode.NOT_LEADER_OR_FOLLOWER, ErrorCode.KAFKA_STORAGE_ERROR];

/** What a client knows of a transaction that it began. */
interface Attempt {
  readonly id: string;
  readonly producer: ProducerIdentity;
  readonly partitions: Set<number>;
  /** What it was promised; null: nothing. */
  promise: 'commit' | 'abort' | null;
}

export class TransactionHistory {
  readonly bench: TransactionBench;
  /** What was done, for the message of a failure. */
  readonly steps: string[] = [];
  /** Every transaction that a client began and of which it was told that its partitions are added. */
  readonly attempts: Attempt[] = [];
  private readonly random: SeededRandom;
  private readonly current = new Map<string, Attempt>();
  private readonly producers = new Map<string, ProducerIdentity>();
  private readonly earlier: ProducerIdentity[] = [];

  constructor(seed: number, version: number) {
    this.bench = new TransactionBench({}, version);
    this.random = new SeededRandom(seed);
  }

  /** Does one random thing. */
  async step(): Promise<void> {
    const actions: [weight: number, name: string, act: () => unknown][] = [
      [3, 'begin', () => this.begin()],
      [10, 'add', () => this.add()],
      [8, 'end', () => this.end()],
      [2, 'end again', () => this.endAgain()],
      [2, 'late', () => this.late()],
      [3, 'time', () => this.bench.advance(this.random.below(2_000))],
      [1, 'much time', () => this.bench.advance(this.random.below(3 * TIMEOUT_MS))],
      [1, 'restart', () => this.restart()],
    ];
    const [, name, act] = drawWeighted(this.random, actions);
    this.steps.push(name);
    this.obstruct();
    await act();
    this.bench.writer.appendError = null;
  }

  /** Lets everything that is decided come to its end. */
  async settle(): Promise<void> {
    this.bench.markerAnswer = ErrorCode.NONE;
    this.bench.writer.appendError = null;
    await this.bench.advance(5 * TIMEOUT_MS);
  }

  private obstruct(): void {
    const { bench, random } = this;
    const isRefused = random.below(6) === 0;
    bench.markerAnswer = isRefused ? this.pick(REFUSALS) : ErrorCode.NONE;
    if (random.below(15) === 0) {
      bench.writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    }
  }

  private async begin(): Promise<void> {
    const id = this.pick(IDS);
    const answer = await this.bench.init({ id, timeoutMs: TIMEOUT_MS });
    if (typeof answer === 'number') return;
    this.changeProducer(id, answer);
  }

  private async add(): Promise<void> {
    const id = this.pick(IDS);
    const producer = this.producers.get(id);
    if (producer === undefined) return;
    const partition = this.random.below(5);
    if ((await this.bench.add(producer, partition, id)) !== ErrorCode.NONE) return;
    let attempt = this.current.get(id);
    if (attempt === undefined) {
      attempt = { id, producer, partitions: new Set(), promise: null };
      this.current.set(id, attempt);
      this.attempts.push(attempt);
    }
    attempt.partitions.add(partition);
  }

  private async end(): Promise<void> {
    const id = this.pick(IDS);
    const producer = this.producers.get(id);
    const attempt = this.current.get(id);
    if (producer === undefined || attempt === undefined) return;
    const isCommit = this.random.below(2) === 0;
    const answer = await this.bench.end(producer, isCommit, this.bench.version, id);
    if (typeof answer === 'number') return;
    attempt.promise = isCommit ? 'commit' : 'abort';
    this.current.delete(id);
    if (this.bench.version >= 2) this.changeProducer(id, answer);
  }

  /** A client that had no answer asks for the same again; it may not be told otherwise. */
  private async endAgain(): Promise<void> {
    const attempt = this.attempts.findLast(({ promise }) => promise !== null);
    if (attempt === undefined) return;
    const isCommit = attempt.promise === 'commit';
    await this.bench.end(attempt.producer, isCommit, this.bench.version, attempt.id);
  }

  /** Something that was sent long ago arrives. */
  private async late(): Promise<void> {
    const [producer] = this.earlier;
    if (producer === undefined) return;
    const id = this.pick(IDS);
    if (this.producers.get(id)?.producerEpoch === producer.producerEpoch) return;
    await this.bench.add(producer, 9, id);
  }

  private async restart(): Promise<void> {
    this.bench.writer.appendError = null;
    await this.bench.restart();
  }

  private changeProducer(id: string, producer: ProducerIdentity): void {
    const known = this.producers.get(id);
    if (known !== undefined) this.earlier.unshift(known);
    this.producers.set(id, producer);
    this.current.delete(id);
  }

  private pick<T>(list: readonly T[]): T {
    const picked = list[this.random.below(list.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }
}
