// What topics and groups get from the broker where they say nothing themselves. The configs of 4.3 have a value
// also where the release that the broker is as lacks them: they are what logs and groups run by.

import type { BrokerConfig } from './broker-configs.ts';
import { BROKER_CONFIGS } from './broker-configs.ts';
import type { ConfigTable, ConfigValue } from './config-definition.ts';
import { groupConfigSynonym, TOPIC_CONFIG_SYNONYMS } from './config-synonyms.ts';
import type { ConfigTables } from './config-tables.ts';
import { GROUP_CONFIGS } from './group-configs.ts';
import { TOPIC_CONFIGS } from './topic-configs.ts';
import { configByName } from './typed-configs.ts';

/** Values by config name. */
export type ConfigValues = ReadonlyMap<string, ConfigValue>;

/** The value of every topic config for a topic that sets none. */
export function topicDefaults(broker: BrokerConfig, { topic }: ConfigTables): ConfigValues {
  return new Map(
    Object.entries<ConfigTable[string]>({ ...topic, ...TOPIC_CONFIGS }).map(
      ([name, { defaultValue }]) => {
        const synonyms = TOPIC_CONFIG_SYNONYMS[name] ?? [];
        for (const synonym of synonyms) {
          const value = configByName(broker, synonym.name);
          if (value !== null) return [name, scaled(name, value, synonym.factor)];
        }
        return [name, defaultValue];
      },
    ),
  );
}

function scaled(name: string, value: ConfigValue, factor: number): ConfigValue {
  if (typeof value !== 'number') return value;
  // Any negative retention means "for ever", in whatever unit it was said.
  return name === 'retention.ms' && value < 0 ? -1 : value * factor;
}

/** The value of every group config for a group that sets none. */
export function groupDefaults(broker: BrokerConfig): ConfigValues {
  return new Map(
    Object.entries<ConfigTable[string]>(GROUP_CONFIGS).map(([name, { defaultValue }]) => {
      const synonym = groupConfigSynonym(name, BROKER_CONFIGS);
      return [name, synonym === name ? defaultValue : configByName(broker, synonym)];
    }),
  );
}
