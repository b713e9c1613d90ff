// Reads what a person gave for each property: in a file, in the environment, with `--set`. All of it is kept, what
// counts first. Keys that are not known are told of, with the nearest name; typed by hand they are an error.

import { KafkaError } from '../../base/kafka-error.ts';
import type { ConfigTable } from '../../metadata/configs/config-definition.ts';
import { parseConfigValue } from '../../metadata/configs/config-value.ts';
import { FORMER_CONFIGS } from '../../metadata/configs/former-configs.ts';
import { nearestConfigName } from '../../metadata/configs/nearest-config-name.ts';
import { StartError } from '../start-error.ts';
import type { EnvironmentSetting } from './environment-setting.ts';
import { isAddressOfOld, withAddressesOfOld } from './former-addresses.ts';
import { parseProperties } from './properties-file.ts';

/** A property as it was given. */
export interface Given {
  readonly value: string;
  /** `file:line`, a variable or a flag. */
  readonly source: string;
}

/** What was given for each property, what counts first. */
export type GivenSettings = ReadonlyMap<string, readonly Given[]>;

export interface GivenBy {
  readonly file: { readonly path: string; readonly text: string } | undefined;
  readonly environment: readonly EnvironmentSetting[];
  /** `key=value`; a later one wins. */
  readonly set: readonly string[];
}

interface Entry extends Given {
  readonly key: string;
}

/** Settings of plugins, of one listener alone, of Confluent's packages: known, and of no meaning here. */
const OF_OTHERS = [/^listener\.name\./, /^confluent\./, /^kafka\.(metrics|csv)\./];
const OF_AUTHORIZERS = ['super.users', 'allow.everyone.if.no.acl.found'];

/** Everything that was given; sentences about what is ignored are added to the notices. */
export function gatherSettings(by: GivenBy, table: ConfigTable, notices: string[]): GivenSettings {
  const settings = new Map<string, readonly Given[]>();
  const entries = [
    ...readFile(by.file, table, notices),
    ...by.environment.map(({ key, value, variable }) => ({ key, value, source: variable })),
    ...by.set.map((setting) => parseSetting(setting, table)),
  ];
  for (const { key, value, source } of entries) {
    requireValid(key, value, source, table);
    settings.set(key, [{ value: value.trim(), source }, ...(settings.get(key) ?? [])]);
  }
  return settings;
}

function readFile(file: GivenBy['file'], table: ConfigTable, notices: string[]): Entry[] {
  const entries = parseFile(file);
  const isKnown = ({ key }: Entry) => Object.hasOwn(table, key);
  const unknown = entries.filter((entry) => !isKnown(entry) && !isAddressOfOld(entry.key));
  const former = unknown.filter(({ key }) => FORMER_CONFIGS.has(key));
  const ofOthers = unknown.filter(({ key }) => isOfOthers(key));
  for (const entry of unknown) {
    if (former.includes(entry) || ofOthers.includes(entry)) continue;
    notices.push(`${entry.source}: ${unknownKey(entry.key, table)}; it is ignored`);
  }
  noticeAll('of earlier releases, ignored', former, notices);
  noticeAll('of plugins or single listeners, ignored', ofOthers, notices);
  return withAddressesOfOld(entries).filter(isKnown);
}

function noticeAll(what: string, entries: readonly Entry[], notices: string[]): void {
  const keys = entries.map(({ key }) => key).sort();
  if (keys.length > 0) notices.push(`${what}: ${[...new Set(keys)].join(', ')}`);
}

function isOfOthers(key: string): boolean {
  return OF_AUTHORIZERS.includes(key) || OF_OTHERS.some((names) => names.test(key));
}

function parseFile(file: GivenBy['file']): Entry[] {
  if (!file) return [];
  try {
    return parseProperties(file.text).map(({ key, value, line }) => {
      return { key, value, source: `${file.path}:${line}` };
    });
  } catch (error) {
    if (error instanceof StartError) throw new StartError(`${file.path}: ${error.message}`);
    throw error;
  }
}

function parseSetting(setting: string, table: ConfigTable): Entry {
  const at = setting.indexOf('=');
  const key = setting.slice(0, at).trim();
  if (at <= 0) throw new StartError(`--set: '${setting}' is not of the form key=value`);
  if (!Object.hasOwn(table, key)) throw new StartError(`--set: ${unknownKey(key, table)}`);
  return { key, value: setting.slice(at + 1).trim(), source: '--set' };
}

function unknownKey(key: string, table: ConfigTable): string {
  if (FORMER_CONFIGS.has(key)) return `${key} is a property of earlier releases only`;
  const nearest = nearestConfigName(key, Object.keys(table));
  return `there is no property ${key}${nearest ? `, did you mean ${nearest}?` : ''}`;
}

function requireValid(key: string, value: string, place: string, table: ConfigTable): void {
  const definition = table[key];
  if (!definition) return;
  try {
    parseConfigValue(key, definition, value);
  } catch (error) {
    if (error instanceof KafkaError) throw new StartError(`${place}: ${error.message}`);
    throw error;
  }
}
