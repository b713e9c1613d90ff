// The configs that a broker knows, by kind of resource: those of Apache Kafka 4.3, or of the release that it is to
// be as. Looked up by names that clients give: only what is in a table is found, never what objects inherit
// (`constructor`, `__proto__`).

import type { ConfigResourceType } from '../metadata-image.ts';
import type { BrokerConfig } from './broker-configs.ts';
import { BROKER_CONFIGS } from './broker-configs.ts';
import type { ConfigDefinition, ConfigTable, ConfigValue } from './config-definition.ts';
import { withoutListenerPrefix } from './config-synonyms.ts';
import { DYNAMIC_QUOTA_CONFIGS } from './dynamic-quota-configs.ts';
import { GROUP_CONFIGS } from './group-configs.ts';
import { HIDDEN_TOPIC_CONFIGS, TOPIC_CONFIGS } from './topic-configs.ts';
import { typedConfigsOver } from './typed-configs.ts';

function lookUp(table: ConfigTable, name: string): ConfigDefinition | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

export interface ConfigTablesOptions {
  readonly broker: ConfigTable;
  readonly topic: ConfigTable;
  readonly group: ConfigTable;
  /** By broker config: what counts where nothing is set and it is not the default of 4.3. */
  readonly brokerDefaults: ReadonlyMap<string, ConfigValue>;
  /** Whether a broker has roles and a node id, or only a broker id. */
  readonly isKraft: boolean;
}

export class ConfigTables {
  readonly broker: ConfigTable;
  readonly topic: ConfigTable;
  readonly group: ConfigTable;
  readonly isKraft: boolean;
  readonly #brokerDefaults: ReadonlyMap<string, ConfigValue>;

  constructor({ broker, topic, group, brokerDefaults, isKraft }: ConfigTablesOptions) {
    this.broker = broker;
    this.topic = topic;
    this.group = group;
    this.isKraft = isKraft;
    this.#brokerDefaults = brokerDefaults;
  }

  /** The definition of a topic config; none for a name that is not known. */
  topicDefinition(name: string): ConfigDefinition | undefined {
    return lookUp(this.topic, name) ?? lookUp(HIDDEN_TOPIC_CONFIGS, name);
  }

  /** The definition of a group config; none for a name that is not known. */
  groupDefinition(name: string): ConfigDefinition | undefined {
    return lookUp(this.group, name);
  }

  /** The definition of a broker config, a listener's own included; none for a name that is not known. */
  brokerDefinition(name: string): ConfigDefinition | undefined {
    const base = withoutListenerPrefix(name);
    return lookUp(this.broker, base) ?? lookUp(DYNAMIC_QUOTA_CONFIGS, base);
  }

  /** The same by kind of resource. Apache Kafka's controller does not know those of client metrics. */
  definition(type: ConfigResourceType, name: string): ConfigDefinition | undefined {
    switch (type) {
      case 'topic':
        return this.topicDefinition(name);
      case 'group':
        return this.groupDefinition(name);
      case 'broker':
        return this.brokerDefinition(name);
      case 'client-metrics':
        return undefined;
    }
  }

  /** What a broker runs by that sets these texts. Throws KafkaError INVALID_CONFIG for one that is not valid. */
  brokerConfig(texts: ReadonlyMap<string, string>): BrokerConfig {
    return typedConfigsOver(BROKER_CONFIGS, this.#brokerDefaults, texts);
  }
}

/** Those of Apache Kafka 4.3, with Klamm's own defaults. */
export const CURRENT_CONFIGS = new ConfigTables({
  broker: BROKER_CONFIGS,
  topic: TOPIC_CONFIGS,
  group: GROUP_CONFIGS,
  brokerDefaults: new Map(),
  isKraft: true,
});
