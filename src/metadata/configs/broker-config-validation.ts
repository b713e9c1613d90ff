// Whether a broker's dynamic configs may become what a client asks for. Apache Kafka answers all of these
// with INVALID_REQUEST, also where the value is what is wrong.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { BrokerConfig } from './broker-configs.ts';
import type { BrokerProperties, ConfigTexts } from './broker-properties.ts';
import type { ConfigValue } from './config-definition.ts';
import { withoutListenerPrefix } from './config-synonyms.ts';
import type { ConfigTables } from './config-tables.ts';
import { formatConfigValue, parseConfigValue } from './config-value.ts';
import { groupDefaults } from './effective-configs.ts';
import { checkGroupLimits } from './group-limits.ts';
import { configByName } from './typed-configs.ts';

/** These are the listener's own, never the broker's: each listener has its certificate. */
const LISTENER_SECURITY_CONFIGS = [
  'ssl.keystore.type',
  'ssl.keystore.location',
  'ssl.keystore.password',
  'ssl.key.password',
  'ssl.keystore.certificate.chain',
  'ssl.keystore.key',
  'ssl.truststore.type',
  'ssl.truststore.location',
  'ssl.truststore.password',
  'ssl.truststore.certificates',
];

/** Configs of a listener that may be set for all brokers at once. */
const CLUSTER_LEVEL_LISTENER_CONFIGS = new Set([
  'max.connections',
  'max.connection.creation.rate',
  'num.network.threads',
]);

/** Sizes of thread pools: Apache Kafka lets them at most double or halve at a time. */
const THREAD_COUNTS = [
  'num.io.threads',
  'num.network.threads',
  'num.replica.fetchers',
  'num.recovery.threads.per.data.dir',
  'background.threads',
  'log.cleaner.threads',
  'remote.log.manager.copier.thread.pool.size',
  'remote.log.manager.expiration.thread.pool.size',
  'remote.log.manager.follower.thread.pool.size',
  'remote.log.reader.threads',
];

/** Apache Kafka can change these while it runs; here that would have no effect, so it is refused. */
const UNCHANGEABLE = ['listeners', 'metric.reporters'];

/** The scope of an alteration: this broker alone, or all brokers. */
export type BrokerScope = 'this broker' | 'all brokers';

/** Checks all dynamic configs that a scope is to have. Throws KafkaError INVALID_REQUEST. */
export function checkBrokerConfigs(
  texts: ConfigTexts,
  scope: BrokerScope,
  properties: BrokerProperties,
): void {
  const { tables } = properties;
  checkNames([...texts.keys()], tables);
  try {
    checkTypes(texts, tables);
    if (scope === 'all brokers') checkPerBroker([...texts.keys()], tables);
    const proposed = properties.with(
      scope === 'this broker' ? { dynamicBroker: texts } : { dynamicDefault: texts },
    );
    checkTogether(
      tables.brokerConfig(properties.effective),
      tables.brokerConfig(proposed.effective),
    );
  } catch (error) {
    throw error instanceof KafkaError ? refused(error.message) : error;
  }
}

const refused = (message: string): KafkaError => new KafkaError(ErrorCode.INVALID_REQUEST, message);

function checkNames(names: readonly string[], tables: ConfigTables): void {
  const readOnly = names.filter((name) => {
    return Object.hasOwn(tables.broker, name) && tables.broker[name]?.update === 'read-only';
  });
  refuseAll(readOnly, 'Cannot update these configs dynamically');
  refuseAll(
    names.filter((name) => LISTENER_SECURITY_CONFIGS.includes(name)),
    'These security configs can be dynamically updated only per-listener using the listener prefix',
  );
}

function checkPerBroker(names: readonly string[], tables: ConfigTables): void {
  const perBroker = names.filter((name) => {
    const base = withoutListenerPrefix(name);
    if (base !== name) return !CLUSTER_LEVEL_LISTENER_CONFIGS.has(base);
    return tables.brokerDefinition(name)?.update === 'per-broker';
  });
  refuseAll(
    perBroker,
    'Cannot update these configs at default cluster level, broker id must be specified',
  );
}

function refuseAll(names: readonly string[], reason: string): void {
  if (names.length > 0) throw refused(`${reason}: [${names.join(', ')}]`);
}

/** Names that are not known are kept as they are: they may be a plugin's. */
function checkTypes(texts: ConfigTexts, tables: ConfigTables): void {
  for (const [name, text] of texts) {
    const definition = tables.brokerDefinition(name);
    if (definition) parseConfigValue(withoutListenerPrefix(name), definition, text);
  }
}

function checkTogether(current: BrokerConfig, proposed: BrokerConfig): void {
  for (const name of THREAD_COUNTS)
    checkThreads(name, configByName(current, name), configByName(proposed, name));
  const retentions = ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'] as const;
  const retention = retentions.find((name) => configByName(proposed, name) !== null);
  if (retention && configByName(proposed, retention) === 0) {
    throw refused('log.retention.ms must be unlimited (-1) or, greater than or equal to 1');
  }
  if (proposed.maxConnections === 0) throw refused('Invalid max.connections 0');
  for (const name of UNCHANGEABLE) {
    const before = formatConfigValue('LIST', configByName(current, name));
    if (formatConfigValue('LIST', configByName(proposed, name)) === before) continue;
    throw refused(`${name} cannot be changed while this broker runs`);
  }
  checkCordoned(proposed);
  checkGroupLimits(groupDefaults(proposed), proposed, (name) => `group.${name}`);
}

/** Throws KafkaError INVALID_REQUEST unless the cordoned directories are directories of this broker. */
export function checkCordoned({ cordonedLogDirs, logDirs, logDir }: BrokerConfig): void {
  const own: readonly string[] = logDirs ?? logDir;
  const missing = cordonedLogDirs.filter((path) => path !== '*' && !own.includes(path));
  if (missing.length === 0) return;
  throw refused(
    'requirement failed: All entries in cordoned.log.dirs must be present in log.dirs or log.dir. ' +
      `Missing entries : ${missing.join(', ')}`,
  );
}

function checkThreads(name: string, current: ConfigValue, proposed: ConfigValue): void {
  if (typeof current !== 'number' || typeof proposed !== 'number' || current === proposed) return;
  const failed = `Dynamic thread count update validation failed for ${name}=${proposed}`;
  if (proposed < Math.max(1, Math.trunc(current / 2))) {
    throw refused(`${failed}, value should be at least half the current value ${current}`);
  }
  if (proposed > current * 2) {
    const limit = 'value should not be greater than double the current value';
    throw refused(`${failed}, ${limit} ${current}`);
  }
}
