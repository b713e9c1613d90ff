// What a test asks for, turned into the options of a broker.

import type { BrokerOptions } from '../broker/broker-options.ts';
import { resolveRelease } from '../broker/config/release.ts';
import { resolveStartConfig } from '../broker/config/start-config.ts';
import type { TopicSpec } from '../broker/config/topic-spec.ts';
import { StartError } from '../broker/start-error.ts';
import type { Platform } from '../platform/platform.ts';
import type { OptionNames } from './known-options.ts';
import { requireKnown } from './known-options.ts';
import type { Observation } from './observation.ts';
import type { ClockMode } from './test-clock.ts';

/** A value of a property, as a test writes it. */
export type ConfigValue = string | number | boolean;

export interface TopicOptions {
  /** Left out: the broker's `num.partitions`. */
  readonly partitions?: number;
  /** Topic configs, such as `{ 'cleanup.policy': 'compact' }`. */
  readonly configs?: Readonly<Record<string, ConfigValue>>;
}

export interface BrokerSettings {
  /** The release of Apache Kafka that it is as, such as `2.8`: its API versions and defaults; left out: 4.3. */
  readonly as?: string;
  /** Topics by name: how many partitions, or more. */
  readonly topics?: Readonly<Record<string, number | TopicOptions>>;
  /** @internal Who watches already; left out: somebody new. */
  readonly observation?: Observation;
  /** @internal What the command line has read already: then nothing else says how the broker is set. */
  readonly prepared?: PreparedSettings;
  /** Broker properties as in server.properties, such as `{ 'auto.create.topics.enable': false }`. */
  readonly properties?: Readonly<Record<string, ConfigValue>>;
  /** Left out: both loopback addresses. */
  readonly host?: string;
  /** Left out, or 0: a free one. */
  readonly port?: number;
  /** Where records are kept; left out: in memory. */
  readonly directory?: string;
  /** Left out: `real`. */
  readonly clock?: ClockMode;
  /** What a virtual clock shows at first; left out: the machine's time, for clients send records of today. */
  readonly startTime?: Date;
  /** Decides what the broker draws at random (member ids, topic ids); left out: real randomness. */
  readonly seed?: number;
  /** Whether closing it fails on what applications should not have done: see StrictnessError. */
  readonly strict?: boolean;
  /** Where the broker's log goes; left out: nowhere. */
  readonly log?: (
    level: string,
    message: string,
    fields: Readonly<Record<string, unknown>>,
  ) => void;
}

/** @internal What a broker is given beside its world. */
export type Settings = Omit<BrokerOptions, 'platform' | 'logger' | 'interceptor'>;

/** @internal */
export interface PreparedSettings extends Settings {
  /** What a broker with a directory has of the machine. */
  readonly machine?: Pick<Platform, 'descriptorLimit'>;
}

/** The paths of a disk in memory. */
const MEMORY_DIRECTORY = '/klamm';

const OPTIONS: OptionNames<BrokerSettings> = {
  ...{ as: true, topics: true, observation: true, prepared: true, properties: true, host: true },
  ...{ port: true, directory: true, clock: true, startTime: true, seed: true, strict: true },
  log: true,
};

const TOPIC_OPTIONS: OptionNames<TopicOptions> = { partitions: true, configs: true };

/** @internal Throws StartError that names the option or property which is wrong. */
export async function settingsOf(options: BrokerSettings): Promise<Settings> {
  requireKnown(options, OPTIONS, "a test's broker");
  const { prepared } = options;
  if (prepared) {
    // A fork has a directory of its own.
    const [first] = prepared.logDirectories;
    const { directory = first } = options;
    return directory === first ? prepared : { ...prepared, logDirectories: [directory ?? ''] };
  }
  const { properties = {}, host = 'localhost', port = 0, directory = MEMORY_DIRECTORY } = options;
  for (const name of ['log.dirs', 'log.dir']) {
    if (name in properties) {
      throw new StartError(`${name} is no property of a test's broker: \`directory\` is`);
    }
  }
  const set = Object.entries(properties).map(([key, value]) => `${key}=${value}`);
  const release = await resolveRelease(options.as);
  const config = resolveStartConfig({ set, host, port, dataDirectory: directory, release });
  const { listeners, logDirectories, nodeId } = config;
  return {
    properties: config.properties,
    release,
    listeners,
    logDirectories,
    nodeId: nodeId ?? 0,
    topics: Object.entries(options.topics ?? {}).map(([name, given]) => topicSpecOf(name, given)),
  };
}

/** @internal The same for another broker beside the first: on ports of its own, which it tells its clients. */
export function onFreePorts({
  prepared,
  observation: _,
  ...options
}: BrokerSettings): BrokerSettings {
  if (!prepared) return { ...options, port: 0 };
  const listeners = prepared.listeners.map(({ name, host }) => {
    return { name, host, port: 0, advertised: null };
  });
  return { ...options, prepared: { ...prepared, listeners } };
}

/** @internal A topic as the broker creates it. */
export function topicSpecOf(name: string, given: number | TopicOptions): TopicSpec {
  const options: TopicOptions = typeof given === 'number' ? { partitions: given } : given;
  requireKnown(options, TOPIC_OPTIONS, `the topic ${name}`);
  const { partitions = null, configs = {} } = options;
  const texts = Object.entries(configs).map(([key, value]) => [key, String(value)] as const);
  return { name, partitions, replicationFactor: null, configs: new Map(texts) };
}
