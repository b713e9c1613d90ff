// The values that options and arguments take, read from words. Each function throws InvalidArgumentError, which
// Commander completes with the name of the option.

import { InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../../base/duration.ts';
import type { HostPort } from '../../base/host-port.ts';
import { parseHostPort } from '../../base/host-port.ts';
import { nearestOf } from '../../base/nearest.ts';

/** Where a broker listens when no port is named. */
export const DEFAULT_PORT = 9092;

export type KeyValue = readonly [key: string, value: string];

/** A number from 1. */
export function parseCount(text: string): number {
  const count = parseNumber(text);
  if (count >= 1) return count;
  throw new InvalidArgumentError('a number from 1 is wanted');
}

/** A number from 0. */
export function parseNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a number from 0 is wanted');
}

/** Milliseconds; a number alone is milliseconds too. */
export function parseTime(text: string): number {
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) : parseDuration(text);
  if (ms !== null) return ms;
  throw new InvalidArgumentError('a time is a number with a unit, as in 500ms, 30s, 2m');
}

/** Addresses by comma; the port may be left out. */
export function parseAddresses(text: string): HostPort[] {
  return text.split(',').map((part) => {
    const address = parseHostPort(part.trim(), DEFAULT_PORT);
    if (address !== null) return address;
    throw new InvalidArgumentError(`'${part.trim()}' is not of the form HOST:PORT`);
  });
}

/** The two sides of `key=value`; the value may be empty. */
export function parseKeyValue(text: string): KeyValue {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1)];
  throw new InvalidArgumentError(`'${text}' is not of the form key=value`);
}

/** The pairs so far and one more: for an option that may be given often. */
export function collectKeyValue(text: string, before: readonly KeyValue[] = []): KeyValue[] {
  return [...before, parseKeyValue(text)];
}

/** An option that takes one of these words. */
export function choice<Word extends string>(
  flags: string,
  description: string,
  words: readonly Word[],
): Option {
  return new Option(flags, description).choices(words).argParser(oneOf(words));
}

/** A parser for one of these words. */
export function oneOf<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((known) => known === text);
    if (word !== undefined) return word;
    const nearest = nearestOf(text, words);
    throw new InvalidArgumentError(
      nearest ? `did you mean ${nearest}?` : `there are ${words.join(', ')}`,
    );
  };
}

/** So many in a second, more than none. */
export function parseRate(text: string): number {
  const rate = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : 0;
  if (rate > 0) return rate;
  throw new InvalidArgumentError('a number above 0 is wanted');
}

/** The texts so far and one more: for an option that may be given often. */
export function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}
