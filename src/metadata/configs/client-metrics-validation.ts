// The configs of a client metrics subscription: how often, which metrics, of which clients (KIP-714).

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { ConfigTexts } from './broker-properties.ts';
import { CLIENT_METRICS_CONFIGS } from './client-metrics-configs.ts';
import { parseConfigValue } from './config-value.ts';

const MIN_INTERVAL_MS = 100;
const MAX_INTERVAL_MS = 3_600_000;

/** What a client can be recognised by. */
const MATCH_KEYS = new Set([
  'client_instance_id',
  'client_id',
  'client_software_name',
  'client_software_version',
  'client_source_address',
  'client_source_port',
]);

/** Throws KafkaError when a name is unknown or a value is not valid. */
export function checkClientMetrics(texts: ConfigTexts): void {
  for (const [name, text] of texts) {
    const definition = CLIENT_METRICS_CONFIGS[name as keyof typeof CLIENT_METRICS_CONFIGS];
    if (!Object.hasOwn(CLIENT_METRICS_CONFIGS, name)) {
      throw badRequest(`Unknown client metrics configuration: ${name}`);
    }
    const value = parseConfigValue<number | readonly string[]>(name, definition as never, text);
    if (name === 'interval.ms') checkInterval(Number(value));
    if (name === 'match') for (const pattern of value as readonly string[]) checkPattern(pattern);
  }
}

function checkInterval(intervalMs: number): void {
  if (intervalMs >= MIN_INTERVAL_MS && intervalMs <= MAX_INTERVAL_MS) return;
  throw badRequest(
    `Invalid value ${intervalMs} for interval.ms, interval must be between ` +
      `${MIN_INTERVAL_MS} and ${MAX_INTERVAL_MS} (1 hour)`,
  );
}

/** `key=pattern`. The pattern is checked for balance only: it is never run as a native RegExp. */
function checkPattern(text: string): void {
  const [key = '', pattern = '', ...rest] = text.split('=').map((part) => part.trim());
  const known = MATCH_KEYS.has(key) && pattern !== '' && rest.length === 0;
  if (!known || !isBalanced(pattern)) {
    throw new KafkaError(ErrorCode.INVALID_CONFIG, `Illegal client matching pattern: ${text}`);
  }
}

/** Whether every bracket and parenthesis that is opened is closed again, escapes apart. */
function isBalanced(pattern: string): boolean {
  let groups = 0;
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '\\') {
      at += 1;
      if (at >= pattern.length) return false;
    } else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '(') groups += 1;
    else if (character === ')') groups -= 1;
    if (groups < 0) return false;
  }
  return groups === 0 && !inClass;
}

const badRequest = (message: string): KafkaError =>
  new KafkaError(ErrorCode.INVALID_REQUEST, message);
