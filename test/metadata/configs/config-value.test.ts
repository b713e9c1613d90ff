import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../src/base/error-code.ts';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import { BROKER_CONFIGS } from '../../../src/metadata/configs/broker-configs.ts';
import type { ConfigDefinition } from '../../../src/metadata/configs/config-definition.ts';
import {
  formatConfigValue,
  normalizeConfigText,
  parseConfigValue,
} from '../../../src/metadata/configs/config-value.ts';
import { GROUP_CONFIGS } from '../../../src/metadata/configs/group-configs.ts';
import { nearestConfigName } from '../../../src/metadata/configs/nearest-config-name.ts';
import { TOPIC_CONFIGS } from '../../../src/metadata/configs/topic-configs.ts';

const TABLES: Record<string, Record<string, ConfigDefinition>> = {
  broker: BROKER_CONFIGS,
  topic: TOPIC_CONFIGS,
  group: GROUP_CONFIGS,
};

function definitionOf(name: string): ConfigDefinition {
  const definition = Object.values(TABLES).find((table) => table[name])?.[name];
  if (!definition) throw new Error(`no config ${name}`);
  return definition;
}

const parse = (name: string, text: string) => parseConfigValue(name, definitionOf(name), text);

describe('reading a config', () => {
  const valid: [name: string, text: string, value: unknown, shown: string][] = [
    ['preallocate', ' TRUE ', true, 'true'],
    ['segment.bytes', ' 3000000 ', 3_000_000, '3000000'],
    ['retention.ms', '-1', -1, '-1'],
    ['retention.ms', '+7', 7, '7'],
    ['retention.ms', '9223372036854775807', 2 ** 63, '9223372036854775807'],
    ['flush.messages', '9007199254740993', 9_007_199_254_740_992, '9007199254740993'],
    ['min.cleanable.dirty.ratio', '1', 1, '1.0'],
    ['min.cleanable.dirty.ratio', '.25', 0.25, '0.25'],
    ['cleanup.policy', 'compact , delete', ['compact', 'delete'], 'compact,delete'],
    ['cleanup.policy', '', [], ''],
    ['compression.gzip.level', '-1', -1, '-1'],
    ['group.consumer.migration.policy', 'upgrade', 'upgrade', 'upgrade'],
    ['leader.replication.throttled.replicas', '*', ['*'], '*'],
    ['leader.replication.throttled.replicas', '0:1,2:3', ['0:1', '2:3'], '0:1,2:3'],
    [
      'share.auto.offset.reset',
      'by_duration:PT1H30M',
      'by_duration:PT1H30M',
      'by_duration:PT1H30M',
    ],
  ];
  it.each(valid)('takes %s=%j', (name, text, value, shown) => {
    expect(parse(name, text)).toEqual(value);
    expect(normalizeConfigText(definitionOf(name), text)).toBe(shown);
  });

  const number = (type: string) => `Not a number of type ${type}`;
  const invalid: [name: string, text: string, reason: string][] = [
    ['preallocate', 'yes', 'Expected value to be either true or false'],
    ['retention.ms', 'abc', number('LONG')],
    ['retention.ms', '', number('LONG')],
    ['retention.ms', '1.5', number('LONG')],
    ['retention.ms', '9223372036854775808', number('LONG')],
    ['max.message.bytes', '99999999999', number('INT')],
    ['offsets.topic.replication.factor', '40000', number('SHORT')],
    ['min.cleanable.dirty.ratio', 'x', number('DOUBLE')],
    ['retention.ms', '-5', 'Value must be at least -1'],
    ['segment.bytes', '14', 'Value must be at least 1048576'],
    ['compression.zstd.level', '23', 'Value must be no more than 22'],
    ['compression.gzip.level', '10', 'Value must be between 1 and 9 or equal to -1'],
    ['message.timestamp.type', 'Foo', 'String must be one of: CreateTime, LogAppendTime'],
    [
      'group.consumer.migration.policy',
      'sideways',
      'String must be one of (case insensitive): DISABLED, DOWNGRADE, UPGRADE, BIDIRECTIONAL',
    ],
    ['remote.log.metadata.manager.impl.prefix', '', 'String must be non-empty'],
  ];
  it.each(invalid)('refuses %s=%j', (name, text, reason) => {
    expect(() => parse(name, text)).toThrow(
      new KafkaError(
        ErrorCode.INVALID_CONFIG,
        `Invalid value ${text} for configuration ${name}: ${reason}`,
      ),
    );
  });

  it('names the entry of a list that is wrong', () => {
    expect(() => parse('cleanup.policy', 'compact,foo')).toThrow(
      'Invalid value foo for configuration cleanup.policy: String must be one of: compact, delete',
    );
  });

  it('takes no empty entries where entries must be known', () => {
    expect(() => parse('cleanup.policy', 'compact,,delete')).toThrow(
      "Configuration 'cleanup.policy' values must not be empty.",
    );
  });

  it('shows a fraction out of range as a fraction', () => {
    expect(() => parse('min.cleanable.dirty.ratio', '2')).toThrow(
      'Invalid value 2.0 for configuration min.cleanable.dirty.ratio: Value must be no more than 1',
    );
  });

  it.each(['by_duration:', 'by_duration:x', 'by_duration:P', 'by_duration:PT', 'sometimes'])(
    'refuses to start share groups at %j',
    (text) => {
      expect(() => parse('share.auto.offset.reset', text)).toThrow(/must be either 'earliest'/);
    },
  );
});

describe('all configs', () => {
  const all = Object.entries(TABLES).flatMap(([kind, table]) =>
    Object.entries(table).map(([name, definition]) => [kind, name, definition] as const),
  );

  it('are those of Apache Kafka 4.3', () => {
    const counts = Object.entries(TABLES).map(([kind, table]) => [kind, Object.keys(table).length]);
    expect(counts).toEqual([
      ['broker', 340],
      ['topic', 33],
      ['group', 17],
    ]);
  });

  it('have defaults that are valid and read back as they are shown', () => {
    for (const [, name, definition] of all) {
      const shown = formatConfigValue(definition.type, definition.defaultValue);
      if (shown === null) continue;
      expect(parseConfigValue(name, definition, shown), name).toEqual(definition.defaultValue);
      expect(normalizeConfigText(definition, shown), name).toBe(shown);
    }
  });

  it('show very large and very small numbers as Java does', () => {
    const shown = (name: string) => {
      const { type, defaultValue } = definitionOf(name);
      return formatConfigValue(type, defaultValue);
    };
    expect(shown('log.flush.interval.messages')).toBe('9223372036854775807');
    expect(shown('log.cleaner.io.max.bytes.per.second')).toBe('1.7976931348623157E308');
    expect(formatConfigValue('DOUBLE', 0.0001)).toBe('1.0E-4');
    expect(formatConfigValue('DOUBLE', 12_345_678)).toBe('1.2345678E7');
  });

  it('say where Klamm differs', () => {
    expect(definitionOf('group.initial.rebalance.delay.ms').defaultValue).toBe(0);
    expect(definitionOf('offsets.topic.replication.factor').defaultValue).toBe(1);
  });

  it('never answer a text with anything but a value or INVALID_CONFIG', () => {
    const texts = fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String));
    const property = fc.property(fc.constantFrom(...all), texts, ([, name, definition], text) => {
      try {
        parseConfigValue(name, definition, text);
      } catch (error) {
        return error instanceof KafkaError && error.code === ErrorCode.INVALID_CONFIG;
      }
      const shown = normalizeConfigText(definition, text);
      return shown === normalizeConfigText(definition, shown);
    });
    fc.assert(property, { numRuns: 2000 });
  });
});

describe('a misspelt config name', () => {
  const known = Object.keys(BROKER_CONFIGS);
  it.each([
    ['auto.create.topic.enable', 'auto.create.topics.enable'],
    ['log_retention_ms', 'log.retention.ms'],
    ['num.partition', 'num.partitions'],
  ])('%s is taken for %s', (misspelt, meant) => {
    expect(nearestConfigName(misspelt, known)).toBe(meant);
  });

  it('is not guessed when nothing is near', () => {
    expect(nearestConfigName('foo.bar', known)).toBeNull();
  });
});
