// All broker configs in one table, with Klamm's own defaults applied, and the typed object made of them.

import { CLUSTER_CONFIGS } from './broker-cluster-configs.ts';
import { COORDINATOR_CONFIGS } from './broker-coordinator-configs.ts';
import { LOG_CONFIGS } from './broker-log-configs.ts';
import { SECURITY_CONFIGS } from './broker-security-configs.ts';
import { SERVER_CONFIGS } from './broker-server-configs.ts';
import type { ConfigDefinition, ConfigTable } from './config-definition.ts';
import { DEFAULT_OVERRIDES } from './default-overrides.ts';
import type { TypedConfigs } from './typed-configs.ts';

/** The same with the defaults of Apache Kafka. */
export const KAFKA_BROKER_CONFIGS = {
  ...SERVER_CONFIGS,
  ...LOG_CONFIGS,
  ...CLUSTER_CONFIGS,
  ...COORDINATOR_CONFIGS,
  ...SECURITY_CONFIGS,
} as const;

/** Every broker config, in the names' order. */
export const BROKER_CONFIGS: typeof KAFKA_BROKER_CONFIGS = sortedWithOverrides();

/** Every broker config as a typed property in camel case: `autoCreateTopicsEnable`. */
export type BrokerConfig = TypedConfigs<typeof KAFKA_BROKER_CONFIGS>;

function sortedWithOverrides(): typeof KAFKA_BROKER_CONFIGS {
  const all: ConfigTable = KAFKA_BROKER_CONFIGS;
  const entries = Object.keys(all)
    .sort()
    .map((name) => [name, withOverride(name, all[name] as ConfigDefinition)]);
  return Object.fromEntries(entries) as typeof KAFKA_BROKER_CONFIGS;
}

function withOverride(name: string, definition: ConfigDefinition): ConfigDefinition {
  const defaultValue = DEFAULT_OVERRIDES[name];
  return defaultValue === undefined ? definition : { ...definition, defaultValue };
}
