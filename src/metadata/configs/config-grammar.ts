// Configs whose values have a small grammar of their own.

import type { ConfigValue, Validity } from './config-definition.ts';

const THROTTLED_REPLICA = /^\d+:\d+$/;

// ISO-8601 as java.time.Duration reads it: days, hours, minutes, seconds with a fraction.
const DURATION =
  /^[+-]?P(?=.)(?:[+-]?\d+D)?(?:T(?=[+\-\d])(?:[+-]?\d+H)?(?:[+-]?\d+M)?(?:[+-]?\d+(?:[.,]\d{0,9})?S)?)?$/i;

/** What is wrong with the value, or null when it follows its grammar. */
export function checkGrammar(
  name: string,
  grammar: NonNullable<Validity['grammar']>,
  value: NonNullable<ConfigValue>,
): string | null {
  return grammar === 'throttled replicas'
    ? checkThrottledReplicas(name, value as readonly string[])
    : checkOffsetReset(name, String(value));
}

function checkThrottledReplicas(name: string, replicas: readonly string[]): string | null {
  const all = replicas.length === 1 && replicas[0] === '*';
  if (all || replicas.every((replica) => THROTTLED_REPLICA.test(replica))) return null;
  return (
    `${name} must be the literal '*' or a list of replicas in the following format: ` +
    '[partitionId]:[brokerId],[partitionId]:[brokerId],...'
  );
}

function checkOffsetReset(name: string, text: string): string | null {
  if (text === 'earliest' || text === 'latest') return null;
  const [, duration] = /^by_duration:(.*)$/.exec(text) ?? [];
  if (duration !== undefined && DURATION.test(duration) && !duration.includes('-')) return null;
  return (
    `Invalid value \`${text}\` for configuration ${name}. The value must be either 'earliest', ` +
    "'latest' or of the format 'by_duration:<PnDTnHnMn.nS>'."
  );
}
