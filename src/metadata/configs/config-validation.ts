// Whether the configs of a topic, a broker, a group or a client metrics subscription may be what they are
// about to become. Throws KafkaError with the code and the words of Apache Kafka's controller.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import { requireTopicName } from '../../base/topic-name.ts';
import type { BrokerConfig } from './broker-configs.ts';
import type { ConfigTexts } from './broker-properties.ts';
import { checkClientMetrics } from './client-metrics-validation.ts';
import type { ConfigDefinition, ConfigValue } from './config-definition.ts';
import type { ConfigTables } from './config-tables.ts';
import { parseConfigValue } from './config-value.ts';
import type { ConfigValues } from './effective-configs.ts';
import { groupDefaults, topicDefaults } from './effective-configs.ts';
import { checkGroupLimits } from './group-limits.ts';

const invalid = (message: string): KafkaError => new KafkaError(ErrorCode.INVALID_CONFIG, message);
const badRequest = (message: string): KafkaError =>
  new KafkaError(ErrorCode.INVALID_REQUEST, message);

/** The configs that there are, and what the broker is set to. */
export interface KnownConfigs {
  readonly tables: ConfigTables;
  brokerConfig(): BrokerConfig;
}

/** Checks all configs that are set for a topic, names and values, alone and together. */
export function checkTopicConfigs(name: string, texts: ConfigTexts, known: KnownConfigs): void {
  if (name === '') throw badRequest('Default topic resources are not allowed.');
  requireTopicName(name);
  const values = parsedOver(topicDefaults(known.brokerConfig(), known.tables), texts, (config) =>
    required(known.tables.topicDefinition(config), 'topic', config),
  );
  checkCompactionLags(values);
  if (values.get('remote.storage.enable') === true) {
    throw invalid(
      'Tiered Storage functionality is disabled in the broker. ' +
        'Topic cannot be configured with remote log storage.',
    );
  }
}

function checkCompactionLags(values: ConfigValues): void {
  const min = Number(values.get('min.compaction.lag.ms'));
  const max = Number(values.get('max.compaction.lag.ms'));
  if (min <= max) return;
  throw invalid(
    `conflict topic config setting min.compaction.lag.ms (${min}) > max.compaction.lag.ms (${max})`,
  );
}

/** Checks all configs that are set for a group against their definitions and the broker's bounds. */
export function checkGroupConfigs(name: string, texts: ConfigTexts, known: KnownConfigs): void {
  if (name === '') throw badRequest('Default group resources are not allowed.');
  const values = parsedOver(groupDefaults(known.brokerConfig()), texts, (config) =>
    required(known.tables.groupDefinition(config), 'group', config),
  );
  checkGroupLimits(values, known.brokerConfig());
}

/** Checks the configs of a client metrics subscription (KIP-714). */
export function checkClientMetricsConfigs(name: string, texts: ConfigTexts): void {
  if (name === '') throw badRequest("Subscription name can't be empty");
  checkClientMetrics(texts);
}

function required(
  definition: ConfigDefinition | undefined,
  kind: string,
  name: string,
): ConfigDefinition {
  if (definition) return definition;
  throw invalid(`Unknown ${kind} config name: ${name}`);
}

/** The defaults, overlaid with what is set; unknown names are found before wrong values. */
function parsedOver(
  defaults: ConfigValues,
  texts: ConfigTexts,
  definitionOf: (name: string) => ConfigDefinition,
): ConfigValues {
  const set = [...texts].map(([name, text]) => [name, text, definitionOf(name)] as const);
  const values = new Map<string, ConfigValue>(defaults);
  for (const [name, text, definition] of set) {
    values.set(name, parseConfigValue(name, definition, text));
  }
  return values;
}
