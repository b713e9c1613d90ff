// docs/configuration.md: every setting of brokers, topics and groups, from the tables that the broker itself goes by.
// Throws when a setting that acts has no words, or words are left over.

import { EFFECTIVE_CONFIGS } from '../src/broker/config/effective-configs.ts';
import { BROKER_CONFIGS, KAFKA_BROKER_CONFIGS } from '../src/metadata/configs/broker-configs.ts';
import type {
  ConfigDefinition,
  ConfigTable,
  ConfigValue,
} from '../src/metadata/configs/config-definition.ts';
import { INT_MAX, LONG_MAX } from '../src/metadata/configs/config-definition.ts';
import { TOPIC_CONFIG_SYNONYMS } from '../src/metadata/configs/config-synonyms.ts';
import { formatConfigValue } from '../src/metadata/configs/config-value.ts';
import { GROUP_CONFIGS } from '../src/metadata/configs/group-configs.ts';
import { TOPIC_CONFIGS } from '../src/metadata/configs/topic-configs.ts';
import { BROKER_WORDS, GROUP_WORDS, TOPIC_WORDS } from './config-words.ts';

const broker: ConfigTable = BROKER_CONFIGS;
const apache: ConfigTable = KAFKA_BROKER_CONFIGS;
const topic: ConfigTable = TOPIC_CONFIGS;
const group: ConfigTable = GROUP_CONFIGS;

/** What the broker takes at the start where nothing is given; the tables have what clients are shown. */
const DEFAULTS_AT_START: Readonly<Record<string, string>> = {
  listeners: '`PLAINTEXT://localhost:9092`, there `PLAINTEXT://:9092`',
  'log.dir': '–, there `/tmp/kafka-logs`',
  'log.dirs': '`./klamm-data`',
};

/** Apache Kafka changes them while it runs. */
const LISTENERS = ['listeners', 'listener.security.protocol.map'];

const NO_LIMIT: readonly ConfigValue[] = [INT_MAX, LONG_MAX, Number.MAX_VALUE];

/** Chapters of settings that act; a setting is in the first that it fits. */
const CHAPTERS: readonly (readonly [title: string, names: RegExp])[] = [
  ['Identity and listeners', /^(advertised|broker\.|controller|listener|node\.|process\.)/],
  ['Connections and requests', /^(connections|fetch|max\.(conn|incr|requ)|queued|request|socket)/],
  ['Directories', /^(log\.dirs?$|metadata\.log|cordoned|log\.flush|replica\.)/],
  ['Compaction', /^log\.clean(er|up)/],
  ['Topics and records', /^(auto|compression|default|delete\.topic|log\.|message|num\.partitions)/],
  ['Classic groups and offsets', /^(group\.(coordinator|initial|max|min)\.|offsets?\.)/],
  ['Consumer groups', /^group\.consumer/],
  ['Share groups', /^(group\.)?share/],
  ['Streams groups', /^group\.streams/],
  ['Transactions and producers', /./],
];

const HEAD = `# Configuration

<!-- written by npm run docs -->

Klamm knows every setting of Apache Kafka 4.3, by its name, type and default. Those that act are described here; the
others are accepted, checked and shown to clients, have no effect, and are named in the log when they are set.

## Where a setting comes from

Flags win over the environment, that over the file, the file over the defaults; \`klamm start --explain-config\` shows for
each setting which one counts and what it won over.

| where | how |
| --- | --- |
| flag | \`--set num.partitions=3\`, as often as wanted; \`--port\`, \`--host\`, \`--data\` |
| file | \`--config server.properties\`: every file of Apache Kafka since 2.8 is understood |
| a test | \`startBroker({ properties: { 'num.partitions': 3 } })\` |
| while it runs | \`klamm configs set broker 0 log.retention.ms=60000\`, or any tool: settings marked *at once* below |

| environment of | prefix | \`num.partitions\` | rule |
| --- | --- | --- | --- |
| apache/kafka, confluentinc/cp-kafka | \`KAFKA_\` | \`KAFKA_NUM_PARTITIONS\` | \`_\` is a dot, \`__\` an underscore, \`___\` a hyphen |
| bitnami/kafka | \`KAFKA_CFG_\` | \`KAFKA_CFG_NUM_PARTITIONS\` | \`_\` is a dot |
| wurstmeister/kafka | \`KAFKA_\` | \`KAFKA_NUM_PARTITIONS\` | \`_\` is a dot; \`KAFKA_CREATE_TOPICS\`, \`KAFKA_ADVERTISED_HOST_NAME\` and \`KAFKA_ADVERTISED_PORT\` are understood |

Every setting below has its variable by these rules. \`CLUSTER_ID\` (\`KAFKA_KRAFT_CLUSTER_ID\`) is the id of a new cluster.
Defaults of [earlier releases](releases.md) count with \`--as\`.

In the tables, *default* is that of Klamm, and *there* that of Apache Kafka where it is another. *Changes* says when a
setting can be changed: only at the *start*, or *at once* while the broker runs.
`;

/** The whole page. */
export function configReference(): string {
  requireWords(BROKER_WORDS, Object.keys(broker).filter(needsWords), 'broker');
  requireWords(TOPIC_WORDS, Object.keys(topic).filter(topicConfigActs), 'topic');
  requireWords(GROUP_WORDS, Object.keys(group), 'group');
  return [
    HEAD,
    '## Broker settings that act\n',
    ...chapters(),
    '## Topics\n',
    'What a topic does not set itself it has from the broker, and at once when the broker changes. All of these can be\nchanged while the topic is in use.\n',
    topicTable(),
    `\nWithout effect: ${quoted(Object.keys(topic).filter((name) => !topicConfigActs(name)))}.\n`,
    '## Groups\n',
    'Each has its default from the broker setting of the same name with `group.` in front, where there is one.\n',
    table(['setting', 'type', 'default', 'what it does'], Object.keys(group).map(groupRow)),
    '\n## Broker settings without effect\n',
    ineffectiveTable(),
    '',
  ].join('\n');
}

function chapters(): string[] {
  const rest = Object.keys(broker).filter((name) => EFFECTIVE_CONFIGS.has(name));
  return CHAPTERS.map(([title, names]) => {
    const chosen = rest.filter((name) => names.test(name));
    for (const name of chosen) rest.splice(rest.indexOf(name), 1);
    const head = ['setting', 'type', 'default', 'changes', 'what it does'];
    return `### ${title}\n\n${table(head, chosen.map(brokerRow))}\n`;
  });
}

function brokerRow(name: string): string[] {
  const definition = definitionIn(broker, name);
  return [
    code(name),
    definition.type.toLowerCase(),
    brokerDefault(name, definition),
    definition.update === 'read-only' || LISTENERS.includes(name) ? 'start' : 'at once',
    brokerWords(name),
  ];
}

function brokerDefault(name: string, definition: ConfigDefinition): string {
  const own = DEFAULTS_AT_START[name];
  if (own !== undefined) return own;
  const here = shownDefault(name, definition);
  const there = shownDefault(name, definitionIn(apache, name));
  return here === there ? here : `${here}, there ${there}`;
}

/** Words of its own, or what it is by rule: a topic's default, a group's default, a bound of one. */
function brokerWords(name: string): string {
  const own = BROKER_WORDS[name];
  if (own !== undefined) return own;
  const [topicConfig] = topicConfigsOf(name);
  if (topicConfig !== undefined)
    return `for topics that do not set ${code(topicConfig)}${unitOf(name)}`;
  const groupConfig = name.replace(/^group\./, '');
  if (group[groupConfig]) return `for groups that do not set ${code(groupConfig)}`;
  const [, bound] = /\.(min|max)\./.exec(name) ?? [];
  const bounded = groupConfig.replace(/\.(min|max)\./, '.');
  return `the ${bound === 'min' ? 'lowest' : 'highest'} ${code(bounded)} that is allowed`;
}

function needsWords(name: string): boolean {
  if (!EFFECTIVE_CONFIGS.has(name)) return false;
  const groupConfig = name.replace(/^group\./, '');
  const bounded = groupConfig.replace(/\.(min|max)\./, '.');
  const isByRule =
    topicConfigsOf(name).length > 0 || [groupConfig, bounded].some((one) => group[one]);
  return !isByRule || BROKER_WORDS[name] !== undefined;
}

function topicConfigsOf(brokerConfig: string): string[] {
  return Object.entries(TOPIC_CONFIG_SYNONYMS)
    .filter(
      ([name, synonyms]) => topic[name] && synonyms.some((each) => each.name === brokerConfig),
    )
    .map(([name]) => name);
}

function unitOf(name: string): string {
  const [, unit] = /\.(hours|minutes)$/.exec(name) ?? [];
  return unit === undefined ? '' : `, in ${unit}`;
}

function topicConfigActs(name: string): boolean {
  const synonyms = TOPIC_CONFIG_SYNONYMS[name] ?? [];
  return synonyms.some((synonym) => EFFECTIVE_CONFIGS.has(synonym.name));
}

function topicTable(): string {
  const rows = Object.keys(topic)
    .filter(topicConfigActs)
    .map((name) => {
      const definition = definitionIn(topic, name);
      const from = (TOPIC_CONFIG_SYNONYMS[name] ?? []).map((synonym) => code(synonym.name));
      const type = definition.type.toLowerCase();
      const words = TOPIC_WORDS[name] ?? '';
      return [code(name), type, shownDefault(name, definition), from.join(', '), words];
    });
  return table(['setting', 'type', 'default', 'broker setting', 'what it does'], rows);
}

function groupRow(name: string): string[] {
  const definition = definitionIn(group, name);
  const brokerName = `group.${name}`;
  const value = broker[brokerName]
    ? brokerDefault(brokerName, definitionIn(broker, brokerName))
    : shownDefault(name, definition);
  return [code(name), definition.type.toLowerCase(), value, GROUP_WORDS[name] ?? ''];
}

function ineffectiveTable(): string {
  const rows = Object.keys(broker)
    .filter((name) => !EFFECTIVE_CONFIGS.has(name))
    .map((name) => {
      const definition = definitionIn(broker, name);
      return [code(name), definition.type.toLowerCase(), brokerDefault(name, definition)];
    });
  return table(['setting', 'type', 'default'], rows);
}

function definitionIn(definitions: ConfigTable, name: string): ConfigDefinition {
  const definition = definitions[name];
  if (!definition) throw new Error(`no config ${name}`);
  return definition;
}

function shownDefault(name: string, { type, defaultValue }: ConfigDefinition): string {
  const text = formatConfigValue(type, defaultValue);
  if (NO_LIMIT.includes(defaultValue)) return 'no limit';
  if (text === null) return '–';
  if (text === '') return 'empty';
  const readable = typeof defaultValue === 'number' ? inUnits(name, defaultValue) : null;
  return readable === null ? code(shortened(text)) : `${code(text)} (${readable})`;
}

/** Class names say enough by their last part. */
function shortened(text: string): string {
  return text.replace(/\b(?:[a-z]\w*\.){3,}(?=[A-Z])/g, '…');
}

const TIMES = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const;
const SIZES = [
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
] as const;

function inUnits(name: string, value: number): string | null {
  const units = name.endsWith('.ms') ? TIMES : /bytes|buffer\.size/.test(name) ? SIZES : [];
  const unit = units.find(([size]) => value >= size && value % size === 0);
  return unit ? `${value / unit[0]} ${unit[1]}` : null;
}

const code = (text: string): string => `\`${text}\``;

const quoted = (names: readonly string[]): string => names.map(code).join(', ');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function requireWords(words: object, names: readonly string[], kind: string): void {
  const missing = names.filter((name) => !Object.hasOwn(words, name));
  const left = Object.keys(words).filter((name) => !names.includes(name));
  if (missing.length + left.length === 0) return;
  const what = [
    ...missing.map((name) => `${name} is missing`),
    ...left.map((name) => `${name} is left over`),
  ];
  throw new Error(`tools/config-words.ts, ${kind} configs: ${what.join(', ')}`);
}
