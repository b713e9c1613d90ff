// A running broker in the hands of a test.

import type { Broker } from '../broker/broker.ts';
import { createStartTopics } from '../broker/start-topics.ts';
import type { TopicOptions } from './broker-settings.ts';
import { topicSpecOf } from './broker-settings.ts';
import type { Faults } from './faults/faults.ts';
import type { DrivenClock } from './test-clock.ts';
import { TestClock } from './test-clock.ts';
import { TestGroup } from './test-group.ts';
import { TestTopic } from './test-topic.ts';

export class TestBroker {
  /** What clients dial: `host:port`. */
  readonly bootstrapServers: string;
  readonly host: string;
  readonly port: number;
  readonly clock: TestClock;
  /** What goes wrong, and when. */
  readonly faults: Faults;
  readonly #broker: Broker;

  constructor(broker: Broker, clock: DrivenClock, faults: Faults) {
    const [endpoint] = broker.endpoints;
    if (endpoint === undefined) throw new Error('a broker has a listener');
    this.#broker = broker;
    this.host = endpoint.host;
    this.port = endpoint.port;
    this.bootstrapServers = `${endpoint.host}:${endpoint.port}`;
    this.clock = new TestClock(clock);
    this.faults = faults;
  }

  /** A topic, which need not exist yet. */
  topic(name: string): TestTopic {
    return new TestTopic(name, this.#broker.services.replicas);
  }

  /** A group of any kind, which need not exist yet. */
  group(groupId: string): TestGroup {
    return new TestGroup(groupId, this.#broker.services);
  }

  /** Creates a topic. Throws StartError that says why it cannot be. */
  async createTopic(name: string, options: number | TopicOptions = {}): Promise<TestTopic> {
    const { metadata, controller } = this.#broker.services;
    await createStartTopics([topicSpecOf(name, options)], metadata, controller);
    return this.topic(name);
  }

  /** Stops the broker: no socket, timer or file is left. Asked again, it is the same stop. */
  close(): Promise<void> {
    return this.#broker.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
