// Topic configs: names, types, defaults and validity as in Apache Kafka 4.3.

import {
  atLeast,
  between,
  betweenOr,
  boolean,
  double,
  int,
  LONG_MAX,
  list,
  long,
  MEDIUM,
  oneOf,
  string,
  THROTTLED_REPLICAS,
} from './config-definition.ts';

export const TOPIC_CONFIGS = {
  'cleanup.policy': list(['delete'], MEDIUM, oneOf('compact', 'delete')),
  'compression.gzip.level': int(-1, MEDIUM, betweenOr(1, 9, -1)),
  'compression.lz4.level': int(9, MEDIUM, between(1, 17)),
  'compression.type': string(
    'producer',
    MEDIUM,
    oneOf('uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer'),
  ),
  'compression.zstd.level': int(3, MEDIUM, between(-131072, 22)),
  'delete.retention.ms': long(86400000, MEDIUM, atLeast(0)),
  'file.delete.delay.ms': long(60000, MEDIUM, atLeast(0)),
  'flush.messages': long(LONG_MAX, MEDIUM, atLeast(1)),
  'flush.ms': long(LONG_MAX, MEDIUM, atLeast(0)),
  'follower.replication.throttled.replicas': list([], MEDIUM, THROTTLED_REPLICAS),
  'index.interval.bytes': int(4096, MEDIUM, atLeast(0)),
  'leader.replication.throttled.replicas': list([], MEDIUM, THROTTLED_REPLICAS),
  'local.retention.bytes': long(-2, MEDIUM, atLeast(-2)),
  'local.retention.ms': long(-2, MEDIUM, atLeast(-2)),
  'max.compaction.lag.ms': long(LONG_MAX, MEDIUM, atLeast(1)),
  'max.message.bytes': int(1048588, MEDIUM, atLeast(0)),
  'message.timestamp.after.max.ms': long(3600000, MEDIUM, atLeast(0)),
  'message.timestamp.before.max.ms': long(LONG_MAX, MEDIUM, atLeast(0)),
  'message.timestamp.type': string('CreateTime', MEDIUM, oneOf('CreateTime', 'LogAppendTime')),
  'min.cleanable.dirty.ratio': double(0.5, MEDIUM, between(0, 1)),
  'min.compaction.lag.ms': long(0, MEDIUM, atLeast(0)),
  'min.insync.replicas': int(1, MEDIUM, atLeast(1)),
  preallocate: boolean(false, MEDIUM),
  'remote.log.copy.disable': boolean(false, MEDIUM),
  'remote.log.delete.on.disable': boolean(false, MEDIUM),
  'remote.storage.enable': boolean(false, MEDIUM),
  'retention.bytes': long(-1, MEDIUM),
  'retention.ms': long(604800000, MEDIUM, atLeast(-1)),
  'segment.bytes': int(1073741824, MEDIUM, atLeast(1048576)),
  'segment.index.bytes': int(10485760, MEDIUM, atLeast(4)),
  'segment.jitter.ms': long(0, MEDIUM, atLeast(0)),
  'segment.ms': long(604800000, MEDIUM, atLeast(1)),
  'unclean.leader.election.enable': boolean(false, MEDIUM),
} as const;

/** Configs that can be set though nobody is told of them: Apache Kafka's own tests make segments small. */
export const HIDDEN_TOPIC_CONFIGS = {
  'internal.segment.bytes': int(null, MEDIUM, atLeast(14)),
} as const;
