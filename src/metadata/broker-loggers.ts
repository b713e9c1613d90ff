// The loggers of this broker as config resources (KIP-412). There is one, called root as everywhere; its
// level is this process's own and is not stored.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { ConfigChange } from './configs/config-change.ts';
import { ConfigOperation } from './configs/config-change.ts';
import type { ConfigEntry } from './configs/config-description.ts';
import { CONFIG_TYPE_CODES, ConfigSource } from './configs/config-source.ts';

const ROOT = 'root';
const LEVELS = ['DEBUG', 'ERROR', 'FATAL', 'INFO', 'TRACE', 'WARN'];

/** The level of the broker's log while it runs, in the words of Apache Kafka's tools (INFO, DEBUG …). */
export interface LogLevelControl {
  level(): string;
  setLevel(level: string): void;
}

/** A log whose level nobody asked to see: what an embedded broker has. */
export function fixedLogLevel(initial = 'INFO'): LogLevelControl {
  let current = initial;
  return {
    level: () => current,
    setLevel: (level) => {
      current = level;
    },
  };
}

/** All loggers as DescribeConfigs answers them. */
export function describeLoggers(control: LogLevelControl): ConfigEntry[] {
  return [
    {
      name: ROOT,
      value: control.level(),
      readOnly: false,
      configSource: ConfigSource.DYNAMIC_BROKER_LOGGER_CONFIG,
      isSensitive: false,
      synonyms: [],
      configType: CONFIG_TYPE_CODES.UNKNOWN,
    },
  ];
}

/** Checks a change of levels and, unless it is only to be checked, makes it. Throws KafkaError. */
export function alterLoggers(
  control: LogLevelControl,
  changes: readonly ConfigChange[],
  validateOnly: boolean,
): void {
  for (const { name, operation, value } of changes) {
    if (operation === ConfigOperation.APPEND || operation === ConfigOperation.SUBTRACT) {
      const word = operation === ConfigOperation.APPEND ? 'APPEND' : 'SUBTRACT';
      throw badRequest(`${word} operation is not allowed for the BROKER_LOGGER resource`);
    }
    if (name !== ROOT) throw invalid(`Logger ${name} does not exist!`);
    if (operation === ConfigOperation.DELETE) {
      throw badRequest('Removing the log level of the root logger is not allowed');
    }
    if (!LEVELS.includes(value ?? '')) {
      throw invalid(
        `Cannot set the log level of ${name} to ${value} as it is not a supported log level. ` +
          `Valid log levels are ${LEVELS.join(', ')}`,
      );
    }
  }
  const level = changes.at(-1)?.value;
  if (level && !validateOnly) control.setLevel(level);
}

const badRequest = (message: string): KafkaError =>
  new KafkaError(ErrorCode.INVALID_REQUEST, message);
const invalid = (message: string): KafkaError => new KafkaError(ErrorCode.INVALID_CONFIG, message);
