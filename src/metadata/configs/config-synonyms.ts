// Under which broker configs a config falls back, in the order in which they count. A topic's
// retention.ms falls back to log.retention.ms, then minutes, then hours; each has the factor that turns
// its unit into the topic config's.

/** A broker config that stands in for another config. */
export interface ConfigSynonym {
  readonly name: string;
  /** What its value is multiplied by. */
  readonly factor: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const inUnits = (...synonyms: (readonly [name: string, factor: number])[]): ConfigSynonym[] =>
  synonyms.map(([name, factor]) => ({ name, factor }));
const same = (...names: string[]): ConfigSynonym[] => names.map((name) => ({ name, factor: 1 }));

/** Topic configs that no broker config stands in for are not listed. */
export const TOPIC_CONFIG_SYNONYMS: Readonly<Record<string, readonly ConfigSynonym[]>> = {
  'cleanup.policy': same('log.cleanup.policy'),
  'compression.gzip.level': same('compression.gzip.level'),
  'compression.lz4.level': same('compression.lz4.level'),
  'compression.type': same('compression.type'),
  'compression.zstd.level': same('compression.zstd.level'),
  'delete.retention.ms': same('log.cleaner.delete.retention.ms'),
  'file.delete.delay.ms': same('log.segment.delete.delay.ms'),
  'flush.messages': same('log.flush.interval.messages'),
  'flush.ms': same('log.flush.interval.ms', 'log.flush.scheduler.interval.ms'),
  'index.interval.bytes': same('log.index.interval.bytes'),
  'local.retention.bytes': same('log.local.retention.bytes'),
  'local.retention.ms': same('log.local.retention.ms'),
  'max.compaction.lag.ms': same('log.cleaner.max.compaction.lag.ms'),
  'max.message.bytes': same('message.max.bytes'),
  'message.timestamp.after.max.ms': same('log.message.timestamp.after.max.ms'),
  'message.timestamp.before.max.ms': same('log.message.timestamp.before.max.ms'),
  'message.timestamp.type': same('log.message.timestamp.type'),
  'min.cleanable.dirty.ratio': same('log.cleaner.min.cleanable.ratio'),
  'min.compaction.lag.ms': same('log.cleaner.min.compaction.lag.ms'),
  'min.insync.replicas': same('min.insync.replicas'),
  preallocate: same('log.preallocate'),
  'retention.bytes': same('log.retention.bytes'),
  'retention.ms': inUnits(
    ['log.retention.ms', 1],
    ['log.retention.minutes', MINUTE_MS],
    ['log.retention.hours', HOUR_MS],
  ),
  'segment.bytes': same('log.segment.bytes'),
  'segment.index.bytes': same('log.index.size.max.bytes'),
  'segment.jitter.ms': inUnits(['log.roll.jitter.ms', 1], ['log.roll.jitter.hours', HOUR_MS]),
  'segment.ms': inUnits(['log.roll.ms', 1], ['log.roll.hours', HOUR_MS]),
  'unclean.leader.election.enable': same('unclean.leader.election.enable'),
};

/** Broker configs that say the same thing in different units; the first that is set counts. */
const BROKER_SYNONYM_GROUPS: readonly (readonly string[])[] = [
  ['log.roll.ms', 'log.roll.hours'],
  ['log.roll.jitter.ms', 'log.roll.jitter.hours'],
  ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'],
];

const LISTENER_CONFIG = /^listener\.name\.[^.]*\.(.*)$/;

/** What a broker config is called without the prefix of its listener; itself when it has none. */
export function withoutListenerPrefix(name: string): string {
  return LISTENER_CONFIG.exec(name)?.[1] ?? name;
}

/** The broker configs that a broker config's value may come from, itself first or among the first. */
export function brokerConfigSynonyms(name: string): readonly string[] {
  const group = BROKER_SYNONYM_GROUPS.find((names) => names.includes(name));
  if (group) return group;
  if (name === 'log.flush.interval.ms') return [name, 'log.flush.scheduler.interval.ms'];
  const base = withoutListenerPrefix(name);
  return base === name ? [name] : [name, base];
}

/** Broker configs that setting this one overrules: its listener's base config is left alone. */
export function overruledBy(name: string): readonly string[] {
  return withoutListenerPrefix(name) === name ? brokerConfigSynonyms(name) : [name];
}

/** The broker config that is the default of a group config: group.<name>, where there is one. */
export function groupConfigSynonym(name: string, brokerConfigs: object): string {
  const broker = `group.${name}`;
  return Object.hasOwn(brokerConfigs, broker) ? broker : name;
}
