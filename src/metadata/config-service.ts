// The configs that count: what topics, groups and this broker are set to, over what the broker was started
// with, over the defaults. Typed and cached; whoever must react to a change is told. Changing configs
// is the controller's; describing them to clients is in configs/config-description.ts.

import { KafkaError } from '../base/kafka-error.ts';
import type { Logger } from '../platform/logger.ts';
import type { LogLevelControl } from './broker-loggers.ts';
import type { BrokerConfig } from './configs/broker-configs.ts';
import type { ConfigTexts } from './configs/broker-properties.ts';
import { BrokerProperties } from './configs/broker-properties.ts';
import type { ConfigTables } from './configs/config-tables.ts';
import { CURRENT_CONFIGS } from './configs/config-tables.ts';
import { parseConfigValue } from './configs/config-value.ts';
import type { ConfigValues } from './configs/effective-configs.ts';
import { groupDefaults, topicDefaults } from './configs/effective-configs.ts';
import type { GroupConfig } from './configs/group-configs.ts';
import { GROUP_CONFIGS } from './configs/group-configs.ts';
import type { TopicConfig } from './configs/topic-config.ts';
import { topicConfigOf } from './configs/topic-config.ts';
import { TOPIC_CONFIGS } from './configs/topic-configs.ts';
import { typedConfigsOver } from './configs/typed-configs.ts';
import type { Metadata } from './metadata.ts';
import type { ConfigResource } from './metadata-image.ts';
import { configsOf } from './metadata-image.ts';

export interface ConfigServiceOptions {
  readonly metadata: Metadata;
  readonly nodeId: number;
  /** What the broker was started with. Throws KafkaError INVALID_CONFIG when a text is not valid. */
  readonly staticConfigs: ConfigTexts;
  readonly logger: Logger;
  readonly logLevel: LogLevelControl;
  /** The configs that there are; left out: those of Apache Kafka 4.3. */
  readonly tables?: ConfigTables | undefined;
}

/** What topics are told of: the names of those that changed, or null when every topic may have. */
export type TopicConfigListener = (topics: readonly string[] | null) => void;
export type BrokerConfigListener = (config: BrokerConfig, previous: BrokerConfig) => void;

export class ConfigService {
  readonly nodeId: number;
  readonly logLevel: LogLevelControl;
  /** The configs that there are. */
  readonly tables: ConfigTables;
  readonly #metadata: Metadata;
  readonly #logger: Logger;
  readonly #topicListeners = new Set<TopicConfigListener>();
  readonly #brokerListeners = new Set<BrokerConfigListener>();
  readonly #topicConfigs = new Map<string, TopicConfig>();
  readonly #groupConfigs = new Map<string, GroupConfig>();
  #properties: BrokerProperties;
  #broker: BrokerConfig;
  #topicDefaults: ConfigValues;
  #plainTopicConfig: TopicConfig;
  /** Of groups that set nothing; read when it is first asked for. */
  #plainGroupConfig: GroupConfig | null = null;

  constructor(options: ConfigServiceOptions) {
    this.nodeId = options.nodeId;
    this.logLevel = options.logLevel;
    this.tables = options.tables ?? CURRENT_CONFIGS;
    this.#metadata = options.metadata;
    this.#logger = options.logger;
    const started = withIdentity(options.staticConfigs, options.nodeId, this.tables);
    this.tables.brokerConfig(started); // what is wrong here is an error, what is stored may not be
    this.#properties = this.#readProperties(started);
    this.#broker = this.tables.brokerConfig(this.#properties.effective);
    this.#topicDefaults = topicDefaults(this.#broker, this.tables);
    this.#plainTopicConfig = topicConfigOf(TOPIC_CONFIGS, this.#topicDefaults, new Map());
    options.metadata.onChange(({ configsChanged, topicsDeleted }) => {
      for (const { name } of topicsDeleted) this.#topicConfigs.delete(name);
      // Those of a deleted topic go with it: they do not change while its logs are being let go of.
      this.#react(
        configsChanged.filter(({ type, name }) => type !== 'topic' || this.#hasTopic(name)),
      );
    });
  }

  /** This broker's configs as they count now. */
  brokerConfig(): BrokerConfig {
    return this.#broker;
  }

  /** The texts of this broker's configs by source. */
  brokerProperties(): BrokerProperties {
    return this.#properties;
  }

  /** The value of every topic config for a topic that sets none. */
  topicDefaults(): ConfigValues {
    return this.#topicDefaults;
  }

  /** The value of every group config for a group that sets none. */
  groupDefaults(): ConfigValues {
    return groupDefaults(this.#broker);
  }

  /** What is set for a topic or a group and is valid. */
  validOverrides(resource: ConfigResource & { readonly type: 'topic' | 'group' }): ConfigTexts {
    return this.#validOnly(resource);
  }

  /** A topic's configs as they count now; those of a topic that sets none when there is no such topic. */
  topicConfig(name: string): TopicConfig {
    return this.#topicConfigs.get(name) ?? this.#readTopicConfig(name);
  }

  #readTopicConfig(name: string): TopicConfig {
    const texts = this.validOverrides({ type: 'topic', name });
    const config =
      texts.size === 0
        ? this.#plainTopicConfig
        : topicConfigOf(TOPIC_CONFIGS, this.#topicDefaults, texts);
    // Names that clients make up are not kept.
    if (this.#metadata.topic(name)) this.#topicConfigs.set(name, config);
    return config;
  }

  /** A group's configs as they count now; asked for with every heartbeat. */
  groupConfig(name: string): GroupConfig {
    return this.#groupConfigs.get(name) ?? this.#readGroupConfig({ type: 'group', name });
  }

  /** Only groups that set something are kept by name. */
  #readGroupConfig(group: ConfigResource & { readonly type: 'group' }): GroupConfig {
    if (this.overrides(group).size === 0) {
      this.#plainGroupConfig ??= typedConfigsOver(GROUP_CONFIGS, this.groupDefaults(), new Map());
      return this.#plainGroupConfig;
    }
    const texts = this.validOverrides(group);
    const config = typedConfigsOver(GROUP_CONFIGS, this.groupDefaults(), texts);
    this.#groupConfigs.set(group.name, config);
    return config;
  }

  /** What is set for a resource itself, as it was given. */
  overrides(resource: ConfigResource): ConfigTexts {
    return configsOf(this.#metadata.image, resource);
  }

  /** Calls `listener` after configs of topics changed. Returns what takes the listener away. */
  onTopicConfigChange(listener: TopicConfigListener): () => void {
    this.#topicListeners.add(listener);
    return () => void this.#topicListeners.delete(listener);
  }

  /** Calls `listener` after this broker's configs changed. Returns what takes the listener away. */
  onBrokerConfigChange(listener: BrokerConfigListener): () => void {
    this.#brokerListeners.add(listener);
    return () => void this.#brokerListeners.delete(listener);
  }

  #hasTopic(name: string): boolean {
    return this.#metadata.topic(name) !== undefined;
  }

  #react(changed: readonly ConfigResource[]): void {
    const isOurs = ({ type, name }: ConfigResource) =>
      type === 'broker' && (name === '' || name === String(this.nodeId));
    const topics = changed.filter(({ type }) => type === 'topic').map(({ name }) => name);
    for (const topic of topics) this.#topicConfigs.delete(topic);
    for (const { type, name } of changed) if (type === 'group') this.#groupConfigs.delete(name);
    if (changed.some(isOurs)) this.#reloadBroker();
    else if (topics.length > 0) for (const tell of [...this.#topicListeners]) tell(topics);
  }

  #reloadBroker(): void {
    const previous = this.#broker;
    this.#properties = this.#readProperties(this.#properties.static);
    this.#broker = this.tables.brokerConfig(this.#properties.effective);
    this.#topicDefaults = topicDefaults(this.#broker, this.tables);
    this.#plainTopicConfig = topicConfigOf(TOPIC_CONFIGS, this.#topicDefaults, new Map());
    this.#topicConfigs.clear();
    this.#groupConfigs.clear();
    this.#plainGroupConfig = null;
    for (const tell of [...this.#brokerListeners]) tell(this.#broker, previous);
    for (const tell of [...this.#topicListeners]) tell(null);
  }

  #readProperties(started: ConfigTexts): BrokerProperties {
    const dynamic = (name: string) => this.#validOnly({ type: 'broker', name });
    return new BrokerProperties({
      tables: this.tables,
      dynamicBroker: dynamic(String(this.nodeId)),
      dynamicDefault: dynamic(''),
      static: started,
    });
  }

  /** A stored text that another version of the broker found valid may not be so here: it does not count. */
  #validOnly(resource: ConfigResource): ConfigTexts {
    const isValid = ([name, text]: [string, string]) => {
      const definition = this.tables.definition(resource.type, name);
      try {
        if (definition) parseConfigValue(name, definition, text);
        return true;
      } catch (error) {
        if (!(error instanceof KafkaError)) throw error;
        this.#logger.error({ name, reason: error.message }, 'a stored config is not valid');
        return false;
      }
    };
    return new Map([...this.overrides(resource)].filter(isValid));
  }
}

/** What every broker says of itself, whether it was told so or not. */
function withIdentity(
  started: ConfigTexts,
  nodeId: number,
  { isKraft }: ConfigTables,
): ConfigTexts {
  const texts = new Map(started);
  texts.set('broker.id', String(nodeId));
  if (!isKraft) return texts;
  texts.set('node.id', String(nodeId));
  if (!texts.has('process.roles')) texts.set('process.roles', 'broker,controller');
  if (!texts.has('controller.listener.names')) texts.set('controller.listener.names', 'CONTROLLER');
  return texts;
}
