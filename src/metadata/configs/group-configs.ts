// Group configs: names, types, defaults and validity as in Apache Kafka 4.3.

import { atLeast, boolean, int, MEDIUM, OFFSET_RESET, oneOf, string } from './config-definition.ts';
import type { TypedConfigs } from './typed-configs.ts';

export const GROUP_CONFIGS = {
  'consumer.assignment.interval.ms': int(1000, MEDIUM, atLeast(0)),
  'consumer.heartbeat.interval.ms': int(5000, MEDIUM, atLeast(1)),
  'consumer.session.timeout.ms': int(45000, MEDIUM, atLeast(1)),
  'share.assignment.interval.ms': int(1000, MEDIUM, atLeast(0)),
  'share.auto.offset.reset': string('latest', MEDIUM, OFFSET_RESET),
  'share.delivery.count.limit': int(5, MEDIUM, atLeast(2)),
  'share.heartbeat.interval.ms': int(5000, MEDIUM, atLeast(1)),
  'share.isolation.level': string(
    'read_uncommitted',
    MEDIUM,
    oneOf('read_committed', 'read_uncommitted'),
  ),
  'share.partition.max.record.locks': int(2000, MEDIUM, atLeast(100)),
  'share.record.lock.duration.ms': int(30000, MEDIUM, atLeast(1000)),
  'share.renew.acknowledge.enable': boolean(true, MEDIUM),
  'share.session.timeout.ms': int(45000, MEDIUM, atLeast(1)),
  'streams.assignment.interval.ms': int(1000, MEDIUM, atLeast(0)),
  'streams.heartbeat.interval.ms': int(5000, MEDIUM, atLeast(1)),
  'streams.initial.rebalance.delay.ms': int(3000, MEDIUM, atLeast(0)),
  'streams.num.standby.replicas': int(0, MEDIUM, atLeast(0)),
  'streams.session.timeout.ms': int(45000, MEDIUM, atLeast(1)),
} as const;

/** Every group config as a typed property in camel case: `consumerSessionTimeoutMs`. */
export type GroupConfig = TypedConfigs<typeof GROUP_CONFIGS>;
