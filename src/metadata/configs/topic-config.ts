// A topic's effective configs as one typed object, in the shape in which logs take them.

import type { LogConfig } from '../../log/log-config.ts';
import type { ConfigTexts } from './broker-properties.ts';
import type { ConfigTable, ConfigValue } from './config-definition.ts';
import { LONG_MAX } from './config-definition.ts';
import { parseConfigValue } from './config-value.ts';
import type { ConfigValues } from './effective-configs.ts';
import type { TOPIC_CONFIGS } from './topic-configs.ts';
import type { TypedConfigs } from './typed-configs.ts';
import { camelCase } from './typed-configs.ts';

type AllTopicConfigs = TypedConfigs<typeof TOPIC_CONFIGS>;

/** Every topic config; a LONG that is as large as can be ("no limit") is Infinity. */
export type TopicConfig = LogConfig & Omit<AllTopicConfigs, keyof LogConfig>;

/** The defaults, overlaid with the texts that the topic sets. Throws KafkaError for an invalid text. */
export function topicConfigOf(
  table: ConfigTable,
  defaults: ConfigValues,
  overrides: ConfigTexts,
): TopicConfig {
  const config: Record<string, unknown> = {};
  for (const [name, definition] of Object.entries(table)) {
    const text = overrides.get(name);
    const value =
      text === undefined ? (defaults.get(name) ?? null) : parseConfigValue(name, definition, text);
    config[camelCase(name)] = name === 'cleanup.policy' ? cleanupPolicy(value) : unbounded(value);
  }
  const hidden = overrides.get('internal.segment.bytes');
  if (hidden !== undefined) config.segmentBytes = Number(hidden);
  return config as unknown as TopicConfig;
}

function cleanupPolicy(value: ConfigValue): LogConfig['cleanupPolicy'] {
  const policies = value as readonly string[];
  return { compact: policies.includes('compact'), delete: policies.includes('delete') };
}

function unbounded(value: ConfigValue): ConfigValue {
  return value === LONG_MAX ? Number.POSITIVE_INFINITY : value;
}
