// From a config's text to its value and back, and whether the value is valid. What fails is the
// client's to hear: INVALID_CONFIG, in the words that Apache Kafka's own tools print.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { ConfigDefinition, ConfigType, ConfigValue, Validity } from './config-definition.ts';
import { LONG_MAX } from './config-definition.ts';
import { checkGrammar } from './config-grammar.ts';

/** A config's value does not fit its definition. */
export function invalidConfig(name: string, value: string, reason: string): KafkaError {
  return new KafkaError(
    ErrorCode.INVALID_CONFIG,
    `Invalid value ${value} for configuration ${name}: ${reason}`,
  );
}

/** Reads and checks a config's text; throws KafkaError INVALID_CONFIG that says what is wrong. */
export function parseConfigValue<T extends ConfigValue>(
  name: string,
  definition: ConfigDefinition<T>,
  text: string,
): T {
  const value = parseText(name, definition.type, text);
  checkValidity(name, definition, value);
  return value as T;
}

const INTEGER_BOUNDS: Partial<Record<ConfigType, readonly [bigint, bigint]>> = {
  SHORT: [-(2n ** 15n), 2n ** 15n - 1n],
  INT: [-(2n ** 31n), 2n ** 31n - 1n],
  LONG: [-(2n ** 63n), 2n ** 63n - 1n],
};

function parseText(name: string, type: ConfigType, text: string): ConfigValue {
  const trimmed = text.trim();
  switch (type) {
    case 'BOOLEAN':
      return parseBoolean(name, trimmed, text);
    case 'SHORT':
    case 'INT':
    case 'LONG':
      return parseInteger(name, type, text);
    case 'DOUBLE':
      return parseDouble(name, trimmed, text);
    case 'LIST':
      return trimmed === '' ? [] : trimmed.split(/\s*,\s*/);
    default:
      return trimmed;
  }
}

function parseBoolean(name: string, trimmed: string, text: string): boolean {
  const lower = trimmed.toLowerCase();
  if (lower !== 'true' && lower !== 'false') {
    throw invalidConfig(name, text, 'Expected value to be either true or false');
  }
  return lower === 'true';
}

function parseInteger(name: string, type: ConfigType, text: string): number {
  const trimmed = text.trim();
  const [min, max] = INTEGER_BOUNDS[type] ?? [0n, 0n];
  const exact = /^[+-]?\d{1,25}$/.test(trimmed) ? BigInt(trimmed.replace(/^\+/, '')) : null;
  if (exact === null || exact < min || exact > max) {
    throw invalidConfig(name, text, `Not a number of type ${type}`);
  }
  return Number(exact);
}

function parseDouble(name: string, trimmed: string, text: string): number {
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(trimmed);
  if (!isNumber) throw invalidConfig(name, text, 'Not a number of type DOUBLE');
  return Number(trimmed);
}

function checkValidity(name: string, definition: ConfigDefinition, value: ConfigValue): void {
  const { validity } = definition;
  if (typeof value === 'number') checkRange(name, definition, value);
  const texts = Array.isArray(value) ? value : [value];
  if (Array.isArray(value) && validity.oneOf && value.includes('')) {
    const message = `Configuration '${name}' values must not be empty.`;
    throw new KafkaError(ErrorCode.INVALID_CONFIG, message);
  }
  for (const text of texts) {
    if (typeof text === 'string') checkText(name, validity, text);
  }
  if (validity.grammar !== undefined && value !== null) {
    const reason = checkGrammar(name, validity.grammar, value);
    if (reason !== null) throw invalidConfig(name, shownInError(value), reason);
  }
}

function checkRange(name: string, { type, validity }: ConfigDefinition, value: number): void {
  const { min, max, except } = validity;
  const tooLow = min !== undefined && value < min;
  const tooHigh = max !== undefined && value > max;
  if (!(tooLow || tooHigh)) return;
  const shown = type === 'DOUBLE' ? doubleText(value) : integerText(value);
  if (except !== undefined) {
    if (value === except) return;
    throw invalidConfig(
      name,
      shown,
      `Value must be between ${min} and ${max} or equal to ${except}`,
    );
  }
  const reason = tooLow ? `Value must be at least ${min}` : `Value must be no more than ${max}`;
  throw invalidConfig(name, shown, reason);
}

function checkText(name: string, validity: Validity, text: string): void {
  const { oneOf, anyCase, nonEmpty } = validity;
  if (nonEmpty && text === '') throw invalidConfig(name, text, 'String must be non-empty');
  if (oneOf === undefined) return;
  if (anyCase ? oneOf.includes(text.toUpperCase()) : oneOf.includes(text)) return;
  const words = anyCase ? 'String must be one of (case insensitive)' : 'String must be one of';
  throw invalidConfig(name, text, `${words}: ${oneOf.join(', ')}`);
}

function shownInError(value: ConfigValue): string {
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}

/** A value as DescribeConfigs shows it; null when the config is unset. */
export function formatConfigValue(type: ConfigType, value: ConfigValue): string | null {
  if (value === null) return null;
  if (typeof value === 'number') return type === 'DOUBLE' ? doubleText(value) : integerText(value);
  return Array.isArray(value) ? value.join(',') : String(value);
}

/** A config's text as DescribeConfigs shows it: trimmed, numbers and lists in one form. It must be valid. */
export function normalizeConfigText(definition: ConfigDefinition, text: string): string {
  const trimmed = text.trim();
  switch (definition.type) {
    case 'LONG':
    case 'INT':
    case 'SHORT':
      return BigInt(trimmed.replace(/^\+/, '')).toString();
    case 'DOUBLE':
      return doubleText(Number(trimmed));
    case 'BOOLEAN':
      return trimmed.toLowerCase();
    case 'LIST':
      return trimmed === '' ? '' : trimmed.split(/\s*,\s*/).join(',');
    default:
      return trimmed;
  }
}

function integerText(value: number): string {
  if (value >= LONG_MAX) return '9223372036854775807';
  return Number.isSafeInteger(value) ? String(value) : BigInt(value).toString();
}

/** A double in Java's notation: always a point, an exponent from 10^7 on and below 10^-3. */
function doubleText(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
