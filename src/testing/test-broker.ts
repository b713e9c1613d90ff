// A broker in the hands of a test: its address stays the same over restarts, and so do the clock and the faults.

import { hostPort } from '../base/host-port.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Broker } from '../broker/broker.ts';
import { createStartTopics } from '../broker/start-topics.ts';
import type { Services } from '../dispatch/services.ts';
import { settle } from '../platform/timer-heap.ts';
import type { Partition } from '../replication/partition.ts';
import type { BrokerLife } from './broker-life.ts';
import type { TopicOptions } from './broker-settings.ts';
import { onFreePorts, topicSpecOf } from './broker-settings.ts';
import { BrokerWorld } from './broker-world.ts';
import type { Faults } from './faults/faults.ts';
import { TestGroup } from './groups/test-group.ts';
import { Snapshot } from './snapshot.ts';
import { StrictnessError } from './strict/finding.ts';
import type { Strictness } from './strict/strictness.ts';
import type { TestClock } from './test-clock.ts';
import { TestTopic } from './topics/test-topic.ts';
import type { Traffic } from './traffic/traffic.ts';

export class TestBroker {
  /** What clients dial: `host:port`. */
  readonly bootstrapServers: string;
  readonly host: string;
  readonly port: number;
  readonly clock: TestClock;
  /** What goes wrong, and when. */
  readonly faults: Faults;
  /** What went over the wire, if it was to be recorded. */
  readonly traffic: Traffic;
  /** What was found that applications should not do, if the broker is strict. */
  readonly strict: Strictness;
  readonly #world: BrokerWorld;
  #life: BrokerLife;
  #lastTurn: Promise<void> = Promise.resolve();
  #closed: Promise<void> | null = null;
  #onClosed: () => void = () => {};

  /** @internal */
  constructor(world: BrokerWorld, life: BrokerLife) {
    const [endpoint] = life.broker.endpoints;
    if (endpoint === undefined) throw new Error('a broker has a listener');
    this.#world = world;
    this.#life = life;
    this.host = endpoint.host;
    this.port = endpoint.port;
    this.bootstrapServers = hostPort(endpoint.host, endpoint.port);
    this.clock = world.time;
    this.faults = world.faults;
    this.faults.attach(this.#services, (how) => this.#restartByFault(how));
    this.traffic = world.observation.traffic;
    this.strict = world.observation.strictness;
  }

  /** A topic, which need not exist yet. */
  topic(name: string): TestTopic {
    return new TestTopic(name, this.#services, this.#world.senders);
  }

  /** A group of any kind, which need not exist yet. */
  group(groupId: string): TestGroup {
    return new TestGroup(groupId, this.#services, this.#world.observation);
  }

  /** Creates a topic. Throws StartError that says why it cannot be. */
  async createTopic(name: string, options: number | TopicOptions = {}): Promise<TestTopic> {
    const { metadata, controller } = this.#services();
    await createStartTopics([topicSpecOf(name, options)], metadata, controller);
    return this.topic(name);
  }

  /** Stops the broker and starts it again on the same port, with all that it holds. */
  restart(): Promise<void> {
    return this.#inTurn(() => this.#startAnew());
  }

  /** The same without a clean stop, as after `kill -9`: what was not acknowledged may be lost. */
  kill(): Promise<void> {
    this.#life.cutOff();
    return this.restart();
  }

  /** What the broker holds at this moment. Of one in a directory it is a directory beside that. */
  async snapshot(): Promise<Snapshot> {
    const { content, options } = this.#world;
    for (const partition of this.#services().replicas.partitions()) finishLargeSegment(partition);
    return new Snapshot(content.copy(), options, true);
  }

  /** Puts the broker back to a snapshot, on the same port; clients reconnect as after a restart. */
  async restore(snapshot: Snapshot): Promise<void> {
    const { image } = snapshot;
    const { content } = this.#world;
    this.#life.cutOff();
    await this.#inTurn(() => this.#startAnew(() => content.replace(image)));
  }

  /**
   * Another broker with the same content, or that of a snapshot of this broker, on a port of its own; each goes its
   * own way from there. In a directory it has one of its own beside the first, which goes when it is closed.
   */
  async fork(snapshot?: Snapshot): Promise<TestBroker> {
    const { content, options } = this.#world;
    const image = snapshot ? content.copy(snapshot.image) : (await this.snapshot()).image;
    const { directory, ...others } = onFreePorts(options);
    const isOnDisk = directory !== undefined;
    const world = await BrokerWorld.of(isOnDisk ? { ...others, directory: image.path } : others);
    if (!isOnDisk) world.content.replace(image);
    const fork = new TestBroker(world, await world.start());
    if (isOnDisk) fork.#onClosed = () => image.files.removeTree(image.path);
    return fork;
  }

  /**
   * Stops the broker: no socket, timer or file is left. Asked again, it is the same stop. Throws StrictnessError
   * when it is stopped, if it is strict and has found something.
   */
  close(): Promise<void> {
    this.#closed ??= this.#inTurn(async () => {
      const findings = await this.strict.conclude(this.#services());
      await this.#stop();
      this.traffic.stop();
      this.#onClosed();
      if (findings.length > 0) throw new StrictnessError(findings);
      // Sockets that are closed are gone with the next turn of the event loop.
      await settle();
    });
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** @internal The broker that serves now: another one after each start. */
  get running(): Broker {
    return this.#life.broker;
  }

  /** @internal What outlives each of them. */
  get world(): BrokerWorld {
    return this.#world;
  }

  readonly #services = (): Services => this.#life.broker.services;

  /** Ends and beginnings come one after the other, however they are asked for. */
  #inTurn(task: () => Promise<void>): Promise<void> {
    const turn = this.#lastTurn.then(task);
    this.#lastTurn = turn.catch(() => {});
    return turn;
  }

  /** Nobody waits for it: a start that fails is told to whoever asks the broker for anything next. */
  #restartByFault(how: 'clean' | 'kill'): void {
    const restarted = how === 'kill' ? this.kill() : this.restart();
    restarted.catch((error: unknown) => this.#world.reportFailure(error));
  }

  async #startAnew(meanwhile: () => void = () => {}): Promise<void> {
    if (this.#closed !== null) return;
    await this.#stop();
    meanwhile();
    this.#life = await this.#world.start();
  }

  async #stop(): Promise<void> {
    this.faults.endWaiting();
    await this.#life.broker.stop();
  }
}

/** Segments from this size on are finished before they are copied: then they can be linked, and are not checked. */
const LARGE_SEGMENT_BYTES = 1024 * 1024;

function finishLargeSegment({ openedLog: log }: Partition): void {
  if ((log?.segments.at(-1)?.size ?? 0) < LARGE_SEGMENT_BYTES) return;
  try {
    log?.roll();
  } catch (error) {
    // On a disk that fails the segment is copied as it is.
    if (!(error instanceof KafkaError)) throw error;
  }
}
