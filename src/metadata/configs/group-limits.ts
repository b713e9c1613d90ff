// A group's configs lie within the bounds that the broker sets for all groups.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { BrokerConfig } from './broker-configs.ts';
import type { ConfigValue } from './config-definition.ts';
import { configByName } from './typed-configs.ts';

/** Group configs with the broker configs that bound them below and above; null where nothing does. */
const LIMITS: readonly (readonly [name: string, min: string | null, max: string | null])[] = [
  bounded('consumer', 'heartbeat.interval.ms'),
  bounded('consumer', 'session.timeout.ms'),
  bounded('consumer', 'assignment.interval.ms'),
  bounded('share', 'heartbeat.interval.ms'),
  bounded('share', 'session.timeout.ms'),
  bounded('share', 'record.lock.duration.ms'),
  bounded('share', 'delivery.count.limit'),
  bounded('share', 'partition.max.record.locks'),
  bounded('share', 'assignment.interval.ms'),
  bounded('streams', 'heartbeat.interval.ms'),
  bounded('streams', 'session.timeout.ms'),
  bounded('streams', 'assignment.interval.ms'),
  ['streams.num.standby.replicas', null, 'group.streams.max.standby.replicas'],
];

/** group.consumer.min.session.timeout.ms ≤ consumer.session.timeout.ms ≤ group.consumer.max.… */
function bounded(protocol: string, rest: string): readonly [string, string, string] {
  return [`${protocol}.${rest}`, `group.${protocol}.min.${rest}`, `group.${protocol}.max.${rest}`];
}

/** Heartbeats come more often than sessions end. */
const PROTOCOLS = ['consumer', 'share', 'streams'] as const;

/**
 * Throws INVALID_CONFIG for a value outside its bounds.
 * @param spelt what a config is called in the message, where that is not its own name.
 */
export function checkGroupLimits(
  values: ReadonlyMap<string, ConfigValue>,
  broker: BrokerConfig,
  spelt: (name: string) => string = (name) => name,
): void {
  const bound = (name: string) => Number(configByName(broker, name));
  for (const [name, min, max] of LIMITS) {
    const value = Number(values.get(name));
    if (min !== null && value < bound(min))
      throw outOfBounds(spelt(name), 'greater than or equal to', min);
    if (max !== null && value > bound(max))
      throw outOfBounds(spelt(name), 'less than or equal to', max);
  }
  for (const protocol of PROTOCOLS) {
    const session = `${protocol}.session.timeout.ms`;
    const heartbeat = `${protocol}.heartbeat.interval.ms`;
    if (Number(values.get(session)) <= Number(values.get(heartbeat))) {
      throw outOfBounds(spelt(session), 'greater than', spelt(heartbeat));
    }
  }
}

function outOfBounds(name: string, relation: string, other: string): KafkaError {
  return new KafkaError(ErrorCode.INVALID_CONFIG, `${name} must be ${relation} ${other}`);
}
