// A release of Apache Kafka that a broker can be as: which APIs in which versions it announced, which features, which
// configs it had with which defaults. Made of the data of that release and the tables of 4.3.

import { BROKER_CONFIGS } from '../configs/broker-configs.ts';
import type { ConfigDefinition, ConfigTable, ConfigValue } from '../configs/config-definition.ts';
import { LONG_MAX } from '../configs/config-definition.ts';
import { ConfigTables } from '../configs/config-tables.ts';
import { parseConfigValue } from '../configs/config-value.ts';
import { GROUP_CONFIGS } from '../configs/group-configs.ts';
import { TOPIC_CONFIGS } from '../configs/topic-configs.ts';
import type { SupportedFeature } from '../supported-feature.ts';
import type { ReleaseConfigs, ReleaseData, VersionRange } from './release-data.ts';

export interface ReleaseProfile {
  /** As `--as` takes it: `2.8`. */
  readonly name: string;
  readonly configs: ConfigTables;
  readonly supportedFeatures: readonly SupportedFeature[];
  /** The levels that a new cluster of that release has, by feature. */
  readonly finalizedFeatures: ReadonlyMap<string, number>;
  /** What that release announced of an API; null where it had none. */
  versionsOf(apiKey: number): VersionRange | null;
}

/** What a release did before there was a config for it. */
const BEFORE_THERE_WAS_A_CONFIG: Readonly<Record<string, ConfigValue>> = {
  'group.coordinator.rebalance.protocols': ['classic'],
  'log.message.timestamp.after.max.ms': LONG_MAX,
  'log.message.timestamp.before.max.ms': LONG_MAX,
  'transaction.partition.verification.enable': false,
};

export function releaseProfile(name: string, data: ReleaseData): ReleaseProfile {
  const supported = Object.entries(data.supported);
  return {
    name,
    configs: new ConfigTables({
      broker: tableOf(BROKER_CONFIGS, data.broker),
      topic: tableOf(TOPIC_CONFIGS, data.topic),
      group: tableOf(GROUP_CONFIGS, data.group),
      brokerDefaults: brokerDefaults(data.broker),
      isKraft: data.mode === 'kraft',
    }),
    supportedFeatures: supported.map(([feature, [minVersion, maxVersion]]) => {
      return { name: feature, minVersion, maxVersion };
    }),
    finalizedFeatures: new Map(Object.entries(data.finalized)),
    versionsOf: (apiKey) => data.apis[apiKey] ?? null,
  };
}

/** The table of that release, in the names' order. */
function tableOf(current: ConfigTable, configs: ReleaseConfigs): ConfigTable {
  const missing = new Set(configs.missing);
  const kept = Object.entries(current)
    .filter(([name]) => !missing.has(name))
    .map(([name, definition]) => [name, asItWas(name, definition, configs)] as const);
  const own = Object.entries(configs.own).map(([name, config]) => [name, ownOf(config)] as const);
  return Object.fromEntries([...kept, ...own].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function asItWas(
  name: string,
  definition: ConfigDefinition,
  { defaults, readOnly }: ReleaseConfigs,
): ConfigDefinition {
  const text = defaults[name];
  const defaultValue = text === undefined ? definition.defaultValue : defaultOf(definition, text);
  const update = readOnly.includes(name) ? 'read-only' : definition.update;
  return { ...definition, defaultValue, update };
}

function ownOf([type, text, isReadOnly]: ReleaseConfigs['own'][string]): ConfigDefinition {
  const definition: ConfigDefinition = {
    ...{ type, importance: 'LOW', validity: {}, hasDefault: true, defaultValue: null },
    update: isReadOnly ? 'read-only' : 'cluster-wide',
  };
  return { ...definition, defaultValue: defaultOf(definition, text) };
}

/** What counts where the release has another default than 4.3, or no such config. */
function brokerDefaults({ defaults, missing }: ReleaseConfigs): Map<string, ConfigValue> {
  const table: ConfigTable = BROKER_CONFIGS;
  const values = new Map<string, ConfigValue>();
  for (const [name, text] of Object.entries(defaults)) {
    const definition = table[name];
    if (definition) values.set(name, defaultOf(definition, text));
  }
  for (const [name, value] of Object.entries(BEFORE_THERE_WAS_A_CONFIG)) {
    if (missing.includes(name)) values.set(name, value);
  }
  return values;
}

/** A default was valid then, whatever is today. */
function defaultOf(definition: ConfigDefinition, text: string | null): ConfigValue {
  return text === null ? null : parseConfigValue('', { ...definition, validity: {} }, text);
}
