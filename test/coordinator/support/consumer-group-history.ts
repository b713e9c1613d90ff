// A random life of a consumer group, step by step, from a seed: members join, beat, are slow to give partitions
// back, lose answers, subscribe to other topics, leave, come back; members of the classic protocol come and go among
// them; topics come, grow and go; time passes; appends fail; the coordinator dies and comes back.

import { ErrorCode } from '../../../src/base/error-code.ts';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import type { ConsumerGroup } from '../../../src/coordinator/group/consumer/consumer-group.ts';
import { consumerGroup } from '../../../src/coordinator/group/consumer/consumer-group.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { ConsumerBench } from './consumer-bench.ts';
import type { Joined } from './group-bench.ts';
import { GROUP, subscriptionTo } from './group-bench.ts';
import type { Wishes } from './simulated-group-consumer.ts';
import { SimulatedGroupConsumer } from './simulated-group-consumer.ts';

const TOPICS = ['t', 'u', 'v1', 'v2'] as const;
const REGEXES = ['v.*', 't|u'] as const;
const INSTANCES = ['i', 'j'] as const;
const MOST_MEMBERS = 6;
const MOST_CLASSIC_MEMBERS = 3;

interface ClassicClient extends Joined {
  readonly instanceId: string | null;
}

export class ConsumerGroupHistory {
  readonly bench: ConsumerBench;
  readonly events: string[] = [];
  clients: SimulatedGroupConsumer[] = [];
  private readonly random: SeededRandom;
  private classicClients: ClassicClient[] = [];
  private named = 0;

  private readonly hasClassicMembers: boolean;

  constructor(seed: number, assignmentIntervalMs: number, hasClassicMembers: boolean) {
    this.hasClassicMembers = hasClassicMembers;
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
      ...(this.hasClassicMembers ? this.#classicSteps() : []),
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

  #classicSteps(): readonly (readonly [string, () => Promise<void>])[] {
    return [
      ['classic join', () => this.#joinClassic()],
      ['classic beat', () => this.#beatClassic()],
      ['classic beat', () => this.#beatClassic()],
      ['classic leave', () => this.#leaveClassic()],
    ];
  }

  async #joinClassic(): Promise<void> {
    if (this.classicClients.length >= MOST_CLASSIC_MEMBERS) return;
    const instanceId = this.random.below(3) === 0 ? this.#pick(INSTANCES) : null;
    await this.#rejoinClassic({ memberId: '', generation: -1, instanceId });
  }

  /** Whoever is told to joins again; whoever is not a member any more is forgotten. */
  async #beatClassic(): Promise<void> {
    for (const client of this.classicClients) {
      const code = await this.bench.heartbeat(client, client.instanceId);
      if (code === ErrorCode.NONE) continue;
      this.#forget(client);
      if (code === ErrorCode.REBALANCE_IN_PROGRESS) await this.#rejoinClassic(client);
    }
  }

  /** Joins and asks for what it is assigned; one that has to wait for others is forgotten. */
  async #rejoinClassic({ memberId, instanceId }: ClassicClient): Promise<void> {
    const topics = TOPICS.filter(() => this.random.below(2) === 0);
    const protocols = [['range', subscriptionTo(...topics)] as const];
    const version = memberId === '' ? 3 : 9;
    const join = this.bench.join({ version, memberId, groupInstanceId: instanceId, protocols });
    await this.bench.settle();
    if (join.response?.errorCode !== ErrorCode.NONE) return;
    const { generationId: generation = -1 } = join.response;
    const client = { memberId: join.response.memberId, generation, instanceId };
    this.classicClients.push(client);
    this.bench.sync(client, {}, instanceId === null ? {} : { groupInstanceId: instanceId });
    await this.bench.settle();
  }

  async #leaveClassic(): Promise<void> {
    const client = this.classicClients[0];
    if (client === undefined) return;
    this.#forget(client);
    const { memberId, instanceId } = client;
    await this.bench.leave(
      instanceId === null ? { memberId } : { memberId, groupInstanceId: instanceId },
    );
  }

  #forget(client: ClassicClient): void {
    this.classicClients = this.classicClients.filter((each) => each !== client);
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
