// Settings from environment variables, in the four dialects of Kafka's container images: `KAFKA_` as apache/kafka
// and confluentinc/cp-kafka read it (with escapes) or as wurstmeister/kafka does (without), and `KAFKA_CFG_` of
// bitnami/kafka. Where they read one name differently, the property that exists is meant. A variable without
// effect is named in a notice; those of scripts and of the JVM are passed over in silence.

import { BROKER_CONFIGS } from '../../metadata/configs/broker-configs.ts';
import type { ConfigTable } from '../../metadata/configs/config-definition.ts';
import { FORMER_CONFIGS } from '../../metadata/configs/former-configs.ts';
import { nearestConfigName } from '../../metadata/configs/nearest-config-name.ts';
import { withListenersFromEnvironment } from './environment-listeners.ts';
import type { Environment, EnvironmentSetting } from './environment-setting.ts';
import { environmentTopics } from './environment-topics.ts';

export interface EnvironmentSettings {
  readonly settings: readonly EnvironmentSetting[];
  /** As `--topics` takes them; empty for none. */
  readonly topics: string;
  readonly clusterId: string | null;
  /** Sentences for the log. */
  readonly notices: readonly string[];
}

const PREFIX = 'KAFKA_';
const BITNAMI_PREFIX = 'KAFKA_CFG_';

/** Variables that no broker property stands behind: of the JVM, of scripts, of metrics, of clients. */
const PASSED_OVER: readonly RegExp[] = [
  /^KAFKA_(HEAP|OPTS|JMX|JVM|GC|LOG4J|TOOLS_LOG4J|REST|CONFLUENT|KRAFT|CLIENT|INTER_BROKER_(USER|PASSWORD)|CONTROLLER_(USER|PASSWORD))/,
  /^KAFKA_(CFG_)?ZOOKEEPER_/,
  /^KAFKA_(VERSION|HOME|DEBUG|METRIC_REPORTERS|SCALA_VERSION|ENABLE_KRAFT|SKIP_|BASE_DIR|MOUNTED|CERTIFICATE|TLS_|VOLUME)/,
  /^KAFKA_(BROKERS|BOOTSTRAP_SERVERS|URL|HOST|PORT|HOST_NAME|ADVERTISED_HOST_NAME|ADVERTISED_PORT|CREATE_TOPICS.*)$/,
];

/** What the variables say of the broker, of the properties that there are. */
export function readEnvironment(
  environment: Environment,
  table: ConfigTable = BROKER_CONFIGS,
): EnvironmentSettings {
  const settings: EnvironmentSetting[] = [];
  const notices: string[] = [];
  for (const [variable, value] of Object.entries(environment).sort()) {
    if (value === undefined || !variable.startsWith(PREFIX)) continue;
    const key = propertyOf(variable, table);
    if (key !== null) settings.push({ key, value: expanded(value, environment), variable });
    else if (!isPassedOver(variable)) notices.push(withoutEffect(variable, table));
  }
  return {
    settings: withListenersFromEnvironment(settings, environment),
    topics: environmentTopics(environment),
    clusterId: environment.CLUSTER_ID ?? environment.KAFKA_KRAFT_CLUSTER_ID ?? null,
    notices,
  };
}

/** The property that a variable sets; null when there is none of that name. */
function propertyOf(variable: string, table: ConfigTable): string | null {
  return spellings(variable).find((key) => Object.hasOwn(table, key)) ?? null;
}

/** How the dialects spell the property of a variable. */
function spellings(variable: string): string[] {
  if (variable.startsWith(BITNAMI_PREFIX)) {
    const dotted = withDots(variable.slice(BITNAMI_PREFIX.length));
    return [dotted.replace(/sasl\.(ssl|plaintext)/g, 'sasl_$1')];
  }
  const name = variable.slice(PREFIX.length);
  return [unescaped(name), withDots(name)];
}

function withDots(name: string): string {
  return name.toLowerCase().replaceAll('_', '.');
}

/** One underscore is a dot, two are an underscore, three a hyphen. */
function unescaped(name: string): string {
  return withDots(name).replaceAll('...', '-').replaceAll('..', '_');
}

function isPassedOver(variable: string): boolean {
  return PASSED_OVER.some((names) => names.test(variable));
}

function withoutEffect(variable: string, table: ConfigTable): string {
  const former = spellings(variable).find((key) => FORMER_CONFIGS.has(key));
  if (former) return `${variable} is set and has no effect: ${former} is of earlier releases only`;
  const [key = ''] = spellings(variable);
  const nearest = nearestConfigName(key, Object.keys(table));
  const hint = nearest ? `, did you mean ${nearest}?` : '';
  return `${variable} is set and has no effect: there is no property ${key}${hint}`;
}

/** What wurstmeister/kafka would ask a command for is asked of the environment: nothing is run here. */
function expanded(value: string, { HOSTNAME = 'localhost', PORT = '9092' }: Environment): string {
  return value.replaceAll('_{HOSTNAME_COMMAND}', HOSTNAME).replaceAll('_{PORT_COMMAND}', PORT);
}
