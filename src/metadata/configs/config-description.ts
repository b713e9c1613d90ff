// What DescribeConfigs and CreateTopics answer of a resource's configs: value, source, synonyms. Values of
// passwords, and of configs whose meaning is not known, are never shown.

import type { CreatableTopicConfigsInput } from '../../protocol/generated/create-topics.ts';
import type { DescribeConfigsResourceResultInput } from '../../protocol/generated/describe-configs.ts';
import type { BrokerProperties, ConfigTexts, SourcedText } from './broker-properties.ts';
import { CLIENT_METRICS_CONFIGS } from './client-metrics-configs.ts';
import type { ConfigDefinition, ConfigTable } from './config-definition.ts';
import { CONFIG_TYPE_CODES, ConfigSource } from './config-source.ts';
import { groupConfigSynonym, TOPIC_CONFIG_SYNONYMS } from './config-synonyms.ts';
import { formatConfigValue, normalizeConfigText } from './config-value.ts';
import type { ConfigValues } from './effective-configs.ts';

/** One config as it is answered. */
export type ConfigEntry = DescribeConfigsResourceResultInput;

interface Described {
  readonly name: string;
  /** Null for a config whose meaning is not known. */
  readonly definition: ConfigDefinition | null;
  readonly value: string | null;
  readonly readOnly: boolean;
  readonly synonyms: readonly SourcedText[];
}

/** The source is that of the first synonym; without one, what counts is the default. */
function entry({ name, definition, value, readOnly, synonyms }: Described): ConfigEntry {
  const isSensitive = definition === null || definition.type === 'PASSWORD';
  return {
    name,
    value: isSensitive ? null : value,
    readOnly,
    configSource: synonyms[0]?.source ?? ConfigSource.DEFAULT_CONFIG,
    isSensitive,
    synonyms: synonyms.map((synonym) => ({
      name: synonym.name,
      value: isSensitive ? null : synonym.text,
      source: synonym.source,
    })),
    configType: CONFIG_TYPE_CODES[definition?.type ?? 'UNKNOWN'],
    documentation: null,
  };
}

/** All configs of a topic that sets these texts. */
export function describeTopic(
  broker: BrokerProperties,
  defaults: ConfigValues,
  overrides: ConfigTexts,
): ConfigEntry[] {
  return Object.entries(broker.tables.topic).map(([name, definition]) => {
    const text = overrides.get(name);
    const value = valueShown(definition, text, defaults.get(name));
    const own = text === undefined ? [] : [sourced(name, value, ConfigSource.DYNAMIC_TOPIC_CONFIG)];
    const [synonym] = TOPIC_CONFIG_SYNONYMS[name] ?? [];
    const synonyms = [...own, ...(synonym ? broker.synonyms(synonym.name) : [])];
    return entry({ name, definition, value, readOnly: false, synonyms });
  });
}

/** All configs of a group that sets these texts. */
export function describeGroup(
  broker: BrokerProperties,
  defaults: ConfigValues,
  overrides: ConfigTexts,
): ConfigEntry[] {
  return Object.entries(broker.tables.group).map(([name, definition]) => {
    const text = overrides.get(name);
    const value = valueShown(definition, text, defaults.get(name));
    const synonym = groupConfigSynonym(name, broker.tables.broker);
    const inherited =
      synonym === name
        ? [sourced(name, defaultShown(definition), ConfigSource.DEFAULT_CONFIG)]
        : broker.synonyms(synonym);
    const own = text === undefined ? [] : [sourced(name, value, ConfigSource.GROUP_CONFIG)];
    return entry({ name, definition, value, readOnly: false, synonyms: [...own, ...inherited] });
  });
}

/** All configs of a client metrics subscription that sets these texts. */
export function describeClientMetrics(overrides: ConfigTexts): ConfigEntry[] {
  return Object.entries<ConfigDefinition>(CLIENT_METRICS_CONFIGS).map(([name, definition]) => {
    const text = overrides.get(name);
    const value = valueShown(definition, text, definition.defaultValue);
    const synonyms =
      text === undefined ? [] : [sourced(name, value, ConfigSource.CLIENT_METRICS_CONFIG)];
    return entry({ name, definition, value, readOnly: false, synonyms });
  });
}

/** All configs of this broker, those that it was given without knowing them included. */
export function describeBroker(properties: BrokerProperties): ConfigEntry[] {
  const { tables } = properties;
  const names = new Set([...Object.keys(tables.broker), ...properties.effective.keys()]);
  return [...names].map((name) => {
    const definition = tables.brokerDefinition(name) ?? null;
    const text = properties.effective.get(name);
    return entry({
      name,
      definition,
      value: definition && valueShown(definition, text, definition.defaultValue),
      readOnly: !isDynamic(name, definition),
      synonyms: properties.synonyms(name),
    });
  });
}

/** What is set for all brokers at once: nothing else counts here. */
export function describeDefaultBroker(properties: BrokerProperties): ConfigEntry[] {
  return [...properties.dynamicDefault].map(([name, text]) => {
    const definition = properties.tables.brokerDefinition(name) ?? null;
    const synonyms = properties
      .synonyms(name)
      .filter(({ source }) => source === ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG);
    return entry({
      name,
      definition,
      value: text,
      readOnly: !isDynamic(name, definition),
      synonyms,
    });
  });
}

/** A listener's own config is called read-only, though it can be altered: so does Apache Kafka. */
function isDynamic(name: string, definition: ConfigDefinition | null): boolean {
  const isListeners = name.startsWith('listener.name.');
  return !isListeners && (definition?.update ?? 'read-only') !== 'read-only';
}

/** The configs of a topic that is being created with these texts, in the order of their names. */
export function describeNewTopic(
  broker: BrokerProperties,
  overrides: ConfigTexts,
): CreatableTopicConfigsInput[] {
  return Object.entries(broker.tables.topic)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, definition]) => {
      const { text, source } = newTopicText(broker, overrides, name, definition);
      return { name, value: text, readOnly: false, configSource: source, isSensitive: false };
    });
}

function newTopicText(
  broker: BrokerProperties,
  overrides: ConfigTexts,
  name: string,
  definition: ConfigDefinition,
): { readonly text: string | null; readonly source: ConfigSource } {
  const own = overrides.get(name);
  if (own !== undefined) return { text: own, source: ConfigSource.DYNAMIC_TOPIC_CONFIG };
  const synonyms = TOPIC_CONFIG_SYNONYMS[name] ?? [];
  for (const [texts, source] of broker.setTexts()) {
    for (const synonym of synonyms) {
      const text = texts.get(synonym.name);
      if (text === undefined) continue;
      return { text: synonym.factor === 1 ? text : String(Number(text) * synonym.factor), source };
    }
  }
  return { text: defaultShown(definition), source: ConfigSource.DEFAULT_CONFIG };
}

function valueShown(
  definition: ConfigDefinition,
  text: string | undefined,
  inherited: ConfigTable[string]['defaultValue'] | undefined,
): string | null {
  return text === undefined
    ? formatConfigValue(definition.type, inherited ?? null)
    : normalizeConfigText(definition, text);
}

const defaultShown = (definition: ConfigDefinition): string | null =>
  formatConfigValue(definition.type, definition.defaultValue);

const sourced = (name: string, text: string | null, source: ConfigSource): SourcedText => ({
  name,
  text: text ?? '',
  source,
});
