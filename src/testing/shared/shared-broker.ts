// A broker that several test processes share, in the hands of one of them: names of its own for topics and groups,
// looking and waiting over the wire, and cleaning up what bears those names.

import packageJson from '../../../package.json' with { type: 'json' };
import { parseHostPort } from '../../base/host-port.ts';
import { ClientError } from '../../client/client-error.ts';
import { ClusterClient } from '../../client/cluster-client.ts';
import { deleteGroup, listGroups } from '../../client/groups.ts';
import { createTopic, deleteTopic, describeTopics } from '../../client/topics.ts';
import { nodeClock, pause } from '../../platform/node-clock.ts';
import { nodeDialer } from '../../platform/node-dialer.ts';
import { environmentVariable } from '../../platform/node-environment.ts';
import { nodeRandom } from '../../platform/node-random.ts';
import type { TopicOptions } from '../broker-settings.ts';
import { topicSpecOf } from '../broker-settings.ts';
import { SharedGroup } from './shared-group.ts';
import { SharedTopic } from './shared-topic.ts';

export interface SharedBrokerOptions {
  /** `host:port`, several by comma; left out: `KAFKA_BOOTSTRAP_SERVERS` or `KAFKA_BROKERS` of the environment. */
  readonly bootstrapServers?: string;
  /** What the names of topics and groups begin with; left out: one that nobody else has. */
  readonly prefix?: string;
}

const DEFAULT_PORT = 9092;
const TIMEOUT_MS = 10_000;
const RANDOM_CHARACTERS = 8;

export class SharedBroker {
  /** What clients dial. */
  readonly bootstrapServers: string;
  /** What the names of topics and groups begin with. */
  readonly prefix: string;
  readonly #client: ClusterClient;
  readonly #topics = new Map<string, SharedTopic>();

  /** @internal */
  constructor(bootstrapServers: string, prefix: string) {
    this.bootstrapServers = bootstrapServers;
    this.prefix = prefix;
    this.#client = new ClusterClient(addressesIn(bootstrapServers), {
      dialer: nodeDialer,
      clientId: 'klamm-testing',
      softwareVersion: packageJson.version,
      clock: nodeClock,
      pause,
      timeoutMs: TIMEOUT_MS,
    });
  }

  /** The name that a topic, group or transactional id has here. */
  nameOf(name: string): string {
    return `${this.prefix}${name}`;
  }

  /** The topic of this name with the prefix before it; it need not exist yet. */
  topic(name: string): SharedTopic {
    const full = this.nameOf(name);
    const topic = this.#topics.get(full) ?? new SharedTopic(full, this.#client);
    this.#topics.set(full, topic);
    return topic;
  }

  /** The group of this id with the prefix before it; it need not exist yet. */
  group(groupId: string): SharedGroup {
    return new SharedGroup(this.nameOf(groupId), this.#client);
  }

  /** Creates a topic; its name is in what comes back. Throws ClientError that says why it cannot be. */
  async createTopic(name: string, options: number | TopicOptions = {}): Promise<SharedTopic> {
    const { partitions, configs } = topicSpecOf(name, options);
    const topic = this.topic(name);
    await createTopic(this.#client, { name: topic.name, partitions, replicas: null, configs });
    return topic;
  }

  /** Removes the topics and groups that bear the prefix, and lets go of the broker. */
  async close(): Promise<void> {
    try {
      if (this.prefix !== '') await this.#cleanUp();
    } finally {
      await this.#client.close();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #cleanUp(): Promise<void> {
    const groups = await listGroups(this.#client);
    for (const { group } of groups.filter((each) => each.group.startsWith(this.prefix))) {
      // One with members stays: whoever left a consumer running will see it there.
      await deleteGroup(this.#client, group).catch(ignoreAnswer);
    }
    const topics = await describeTopics(this.#client);
    for (const { name } of topics.filter((each) => each.name.startsWith(this.prefix))) {
      await deleteTopic(this.#client, name).catch(ignoreAnswer);
    }
  }
}

/** The broker that the environment names, or another. Throws TypeError when none is named. */
export function connectBroker(options: SharedBrokerOptions = {}): SharedBroker {
  const named = environmentVariable('KAFKA_BOOTSTRAP_SERVERS', 'KAFKA_BROKERS');
  const { bootstrapServers = named, prefix = ownPrefix() } = options;
  if (bootstrapServers !== undefined) return new SharedBroker(bootstrapServers, prefix);
  throw new TypeError(
    'there is no shared broker: set KAFKA_BOOTSTRAP_SERVERS, or let the global setup of klamm/vitest or klamm/jest start one',
  );
}

/** Vitest and Jest number their workers; other runners do not. */
function ownPrefix(): string {
  const worker = environmentVariable('VITEST_POOL_ID', 'JEST_WORKER_ID') ?? '0';
  const random = nodeRandom.uuid().replace(/[^a-z0-9]/gi, '');
  return `w${worker}-${random.slice(0, RANDOM_CHARACTERS)}-`;
}

function addressesIn(list: string) {
  return list.split(',').map((text) => {
    const address = parseHostPort(text.trim(), DEFAULT_PORT);
    if (address !== null) return address;
    throw new TypeError(`'${text}' is no address: give HOST:PORT, several by comma`);
  });
}

function ignoreAnswer(error: unknown): void {
  if (!(error instanceof ClientError && error.code !== null)) throw error;
}
