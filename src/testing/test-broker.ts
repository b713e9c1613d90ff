// A broker in the hands of a test: its address stays the same over restarts, and so do the clock and the faults.

import { hostPort } from '../base/host-port.ts';
import type { Broker } from '../broker/broker.ts';
import { createStartTopics } from '../broker/start-topics.ts';
import type { Services } from '../dispatch/services.ts';
import type { TopicOptions } from './broker-settings.ts';
import { onFreePorts, topicSpecOf } from './broker-settings.ts';
import { BrokerWorld } from './broker-world.ts';
import type { Faults } from './faults/faults.ts';
import { Snapshot } from './snapshot.ts';
import { TestClock } from './test-clock.ts';
import { TestGroup } from './test-group.ts';
import { TestTopic } from './test-topic.ts';
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
  readonly #world: BrokerWorld;
  #broker: Broker;

  /** @internal */
  constructor(world: BrokerWorld, broker: Broker) {
    const [endpoint] = broker.endpoints;
    if (endpoint === undefined) throw new Error('a broker has a listener');
    this.#world = world;
    this.#broker = broker;
    this.host = endpoint.host;
    this.port = endpoint.port;
    this.bootstrapServers = hostPort(endpoint.host, endpoint.port);
    this.clock = new TestClock(world.clock);
    this.faults = world.faults;
    this.traffic = world.traffic;
  }

  /** A topic, which need not exist yet. */
  topic(name: string): TestTopic {
    return new TestTopic(name, this.#services, this.#world.senders);
  }

  /** A group of any kind, which need not exist yet. */
  group(groupId: string): TestGroup {
    return new TestGroup(groupId, this.#services, this.#world.journal);
  }

  /** Creates a topic. Throws StartError that says why it cannot be. */
  async createTopic(name: string, options: number | TopicOptions = {}): Promise<TestTopic> {
    const { metadata, controller } = this.#services();
    await createStartTopics([topicSpecOf(name, options)], metadata, controller);
    return this.topic(name);
  }

  /** Stops the broker and starts it again on the same port, with all that it holds. */
  async restart(): Promise<void> {
    await this.#broker.stop();
    this.#broker = await this.#world.start();
  }

  /** The same without a clean stop, as after `kill -9`: what was not acknowledged may be lost. In memory only. */
  kill(): Promise<void> {
    return this.restore(this.#snapshotNow());
  }

  /** What the broker holds at this moment. In memory only. */
  async snapshot(): Promise<Snapshot> {
    return this.#snapshotNow();
  }

  /** Puts the broker back to a snapshot, on the same port; clients reconnect as after a restart. */
  async restore(snapshot: Snapshot): Promise<void> {
    await this.#broker.stop();
    this.#world.replaceDisk(snapshot.disk);
    this.#broker = await this.#world.start();
  }

  /** Another broker with the same content, on a port of its own; each goes its own way from there. */
  async fork(): Promise<TestBroker> {
    const { disk, options } = this.#snapshotNow();
    const world = new BrokerWorld(onFreePorts(options), disk);
    return new TestBroker(world, await world.start());
  }

  /** Stops the broker: no socket, timer or file is left. Asked again, it is the same stop. */
  close(): Promise<void> {
    return this.#broker.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** @internal The broker that serves now: another one after each start. */
  get running(): Broker {
    return this.#broker;
  }

  /** @internal What outlives each of them. */
  get world(): BrokerWorld {
    return this.#world;
  }

  readonly #services = (): Services => this.#broker.services;

  #snapshotNow(): Snapshot {
    return new Snapshot(this.#world.copyOfDisk(), this.#world.options);
  }
}
