// A random life of a consumer group, step by step, from a seed: members join, beat, are slow to give partitions
// back, lose answers, subscribe to other topics, leave, come back; topics come, grow and go; time passes;
// appends fail; the coordinator dies and comes back.

import { ErrorCode } from '../../../src/base/error-code.ts';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import type { ConsumerGroup } from '../../../src/coordinator/group/consumer/consumer-group.ts';
import { consumerGroup } from '../../../src/coordinator/group/consumer/consumer-group.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { ConsumerBench } from './consumer-bench.ts';
import { GROUP } from './group-bench.ts';
import type { Wishes } from './simulated-group-consumer.ts';
import { SimulatedGroupConsumer } from './simulated-group-consumer.ts';

const TOPICS = ['t', 'u', 'v1', 'v2'] as const;
const REGEXES = ['v.*', 't|u'] as const;
const INSTANCES = ['i', 'j'] as const;
const MOST_MEMBERS = 6;

export class ConsumerGroupHistory {
  readonly bench: ConsumerBench;
  readonly events: string[] = [];
  clients: SimulatedGroupConsumer[] = [];
  private readonly random: SeededRandom;
  private named = 0;

  constructor(seed: number, assignmentIntervalMs: number) {
    const groupConfig = { consumerAssignmentIntervalMs: assignmentIntervalMs };
    this.bench = new ConsumerBench({ seed, groupConfig });
    this.random = new SeededRandom(seed);
    this.bench.setTopic('t', 3);
  }

  /** The group as a coordinator holds it; undefined when there is none. */
  async group(coordinator = this.bench.coordinator): Promise<ConsumerGroup | undefined> {
    return coordinator.shards.read(GROUP, (state) => consumerGroup(state.groups.get(GROUP)));
  }

  async step(): Promise<void> {
    const [name, run] = this.#pick(this.#steps());
    this.events.push(name);
    await run();
    await this.bench.settle();
    this.clients = this.clients.filter(({ isDead }) => !isDead);
  }

  /** From now on nothing fails and nobody is slow; returns after everyone has been heard many times. */
  async calmDown(): Promise<void> {
    this.bench.writer.appendError = null;
    for (let round = 0; round < 40; round++) {
      for (const client of this.clients) {
        client.follow();
        await client.beat();
        await this.bench.settle();
      }
      await this.bench.advance(2_000);
    }
  }

  #steps(): readonly (readonly [string, () => Promise<void>])[] {
    const beat: readonly [string, () => Promise<void>] = ['beat', () => this.#beat()];
    return [
      beat,
      beat,
      beat,
      beat,
      beat,
      ['join', () => this.#join()],
      ['leave', () => this.#leave()],
      ['resubscribe', () => this.#resubscribe()],
      ['topic', () => this.#changeTopic()],
      ['time', () => this.bench.advance(this.#pick([100, 1_000, 5_000, 20_000, 50_000]))],
      ['failure', () => this.#failure()],
      ['restart', async () => this.bench.restart()],
      ['vanish', () => this.#vanish()],
    ];
  }

  async #beat(): Promise<void> {
    for (const client of this.clients) {
      if (this.random.below(4) === 0) continue;
      if (this.random.below(3) > 0) client.follow();
      await client.beat(this.random.below(8) === 0);
    }
  }

  async #join(): Promise<void> {
    if (this.clients.length >= MOST_MEMBERS) return;
    const memberId = `m${this.named++}`;
    const client = new SimulatedGroupConsumer(this.bench, GROUP, memberId, this.#wishes());
    this.clients.push(client);
    await client.beat();
  }

  async #leave(): Promise<void> {
    const client = this.#someone();
    if (client === undefined) return;
    const isStatic = client.wishes.instanceId !== null;
    await client.leave(isStatic && this.random.below(2) === 0 ? -2 : -1);
  }

  async #resubscribe(): Promise<void> {
    const { names, regex } = this.#wishes();
    this.#someone()?.resubscribe({ names, regex });
  }

  async #changeTopic(): Promise<void> {
    const name = this.#pick(TOPICS);
    const known = this.bench.topics.byName(name);
    if (known === undefined) this.bench.setTopic(name, 1 + this.random.below(4));
    else if (this.random.below(3) === 0) this.bench.deleteTopic(name);
    else this.bench.setTopic(name, known.partitions + 1);
  }

  /** Everything that is asked now is refused by the disk. */
  async #failure(): Promise<void> {
    this.bench.writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    await this.#beat();
    await this.#join();
    await this.bench.settle();
    this.bench.writer.appendError = null;
  }

  /** A client dies without a word. */
  async #vanish(): Promise<void> {
    const client = this.#someone();
    if (client !== undefined) client.isDead = true;
  }

  #wishes(): Wishes {
    const byRegex = this.random.below(4) === 0;
    const names = TOPICS.filter(() => this.random.below(2) === 0);
    return {
      instanceId: this.random.below(4) === 0 ? this.#pick(INSTANCES) : null,
      names: byRegex && this.random.below(3) > 0 ? [] : names,
      regex: byRegex ? this.#pick(REGEXES) : '',
    };
  }

  #someone(): SimulatedGroupConsumer | undefined {
    return this.clients[this.random.below(Math.max(this.clients.length, 1))];
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.random.below(items.length)] as T;
  }
}
