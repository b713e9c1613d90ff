// From what a person gave (flags, environment variables, a file, nothing) to what a broker starts with: flags
// win over the environment, that over the file, the file over the defaults. Everything is checked before
// anything is touched. A key of the file or the environment that Apache Kafka does not have is ignored, as
// Kafka does, with a notice; one that was typed by hand is an error.

import { KafkaError } from '../../base/kafka-error.ts';
import { BROKER_CONFIGS } from '../../metadata/configs/broker-configs.ts';
import type { ConfigTable } from '../../metadata/configs/config-definition.ts';
import { parseConfigValue } from '../../metadata/configs/config-value.ts';
import { FORMER_CONFIGS } from '../../metadata/configs/former-configs.ts';
import { nearestConfigName } from '../../metadata/configs/nearest-config-name.ts';
import type { ReleaseProfile } from '../../metadata/releases/release-profile.ts';
import { StartError } from '../start-error.ts';
import { EFFECTIVE_CONFIGS } from './effective-configs.ts';
import { readEnvironment } from './environment.ts';
import type { Environment, EnvironmentSetting } from './environment-setting.ts';
import type { ListenerConfig } from './listeners.ts';
import { formatListeners, resolveListeners } from './listeners.ts';
import { parseProperties } from './properties-file.ts';

/** What was given on the command line; what is missing was not. */
export interface StartSettings {
  /** A file in the syntax of server.properties, already read. */
  readonly file?: { readonly path: string; readonly text: string };
  /** The process's variables; left out: none counts. */
  readonly environment?: Environment;
  /** `key=value`, as often as wanted; a later one wins. */
  readonly set?: readonly string[];
  readonly host?: string;
  readonly port?: number;
  readonly dataDirectory?: string;
  readonly memory?: boolean;
  /** The release that the broker is to be as; its configs are known too. */
  readonly release?: ReleaseProfile | null;
}

export interface StartConfig {
  /** Static broker configs that were given, by name, each valid. */
  readonly properties: ReadonlyMap<string, string>;
  readonly listeners: readonly ListenerConfig[];
  /** Where the logs are kept; of no meaning with `memory`. */
  readonly logDirectories: readonly string[];
  /** Where the metadata are kept, when that is not the first of the log directories. */
  readonly metadataDirectory?: string;
  readonly memory: boolean;
  readonly release: ReleaseProfile | null;
  /** Null where none was given: that of the data, or 0. */
  readonly nodeId: number | null;
  /** Where each property was given: `--port`, a variable, `file:line`. */
  readonly sources: ReadonlyMap<string, string>;
  /** What a new data directory is of; left out: a cluster of its own. */
  readonly clusterId?: string;
  /** Topics that the environment asks for, as `--topics` takes them; empty for none. */
  readonly topics: string;
  /** Sentences for the log: what was ignored. */
  readonly notices: readonly string[];
}

const DEFAULT_DATA_DIRECTORY = './klamm-data';

/** Puts the settings together; throws StartError for the first that is wrong. */
export function resolveStartConfig(settings: StartSettings): StartConfig {
  const notices: string[] = [];
  const table = knownConfigs(settings.release ?? null);
  const environment = readEnvironment(settings.environment ?? {}, table);
  notices.push(...environment.notices);
  const given = new Map<string, Given>([
    ...readFile(settings.file, table, notices),
    ...environment.settings.map((setting) => fromVariable(setting, table)),
    ...(settings.set ?? []).map((setting) => parseSetting(setting, table)),
  ]);
  const properties = new Map(Array.from(given, ([key, { value }]) => [key, value]));
  const sources = new Map(Array.from(given, ([key, { source }]) => [key, source]));
  noticeIneffective(properties, notices);
  requireBrokerRole(properties.get('process.roles'));
  const listeners = withAddress(resolveListeners(properties), settings);
  properties.set('listeners', formatListeners(listeners));
  if (settings.port !== undefined) sources.set('listeners', '--port');
  else if (settings.host !== undefined) sources.set('listeners', '--host');
  if (settings.dataDirectory !== undefined) sources.set('log.dirs', '--data');
  return {
    properties,
    sources,
    listeners,
    ...resolveDirectories(properties, settings),
    memory: settings.memory ?? false,
    release: settings.release ?? null,
    nodeId: givenNodeId(properties),
    topics: environment.topics,
    ...(environment.clusterId === null ? {} : { clusterId: environment.clusterId }),
    notices,
  };
}

/** What 4.3 has, and what the release has that the broker is as. */
function knownConfigs(release: ReleaseProfile | null): ConfigTable {
  return release ? { ...BROKER_CONFIGS, ...release.configs.broker } : BROKER_CONFIGS;
}

/** A property as it was given. */
interface Given {
  readonly value: string;
  readonly source: string;
}

function fromVariable(
  { key, value, variable }: EnvironmentSetting,
  table: ConfigTable,
): [string, Given] {
  requireValid(key, value, variable, table);
  return [key, { value: value.trim(), source: variable }];
}

function givenNodeId(properties: ReadonlyMap<string, string>): number | null {
  const given = properties.get('node.id') ?? properties.get('broker.id');
  return given === undefined ? null : Number(given);
}

function readFile(
  file: StartSettings['file'],
  table: ConfigTable,
  notices: string[],
): Map<string, Given> {
  const properties = new Map<string, Given>();
  const former: string[] = [];
  for (const { key, value, line } of file ? parseFile(file) : []) {
    const place = `${file?.path}:${line}`;
    if (Object.hasOwn(table, key)) {
      requireValid(key, value, place, table);
      properties.set(key, { value: value.trim(), source: place });
    } else if (FORMER_CONFIGS.has(key)) former.push(key);
    else notices.push(`${place}: ${unknownKey(key, table)}; it is ignored`);
  }
  if (former.length > 0) notices.push(`of earlier releases, ignored: ${former.sort().join(', ')}`);
  return properties;
}

function parseFile({ path, text }: { path: string; text: string }) {
  try {
    return parseProperties(text);
  } catch (error) {
    if (error instanceof StartError) throw new StartError(`${path}: ${error.message}`);
    throw error;
  }
}

function parseSetting(setting: string, table: ConfigTable): [string, Given] {
  const at = setting.indexOf('=');
  const key = setting.slice(0, at).trim();
  if (at <= 0) throw new StartError(`--set: '${setting}' is not of the form key=value`);
  if (!Object.hasOwn(table, key)) throw new StartError(`--set: ${unknownKey(key, table)}`);
  const value = setting.slice(at + 1).trim();
  requireValid(key, value, '--set', table);
  return [key, { value, source: '--set' }];
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

function noticeIneffective(properties: ReadonlyMap<string, string>, notices: string[]): void {
  const ineffective = [...properties.keys()].filter((key) => !EFFECTIVE_CONFIGS.has(key));
  if (ineffective.length === 0) return;
  notices.push(`without effect here: ${ineffective.sort().join(', ')}`);
}

function requireBrokerRole(roles: string | undefined): void {
  if (roles === undefined || /\bbroker\b/.test(roles)) return;
  throw new StartError(
    `process.roles=${roles}: a Klamm is always a broker, with the controller inside; give it a file of a broker`,
  );
}

/** --host and --port speak of the one listener that there is. */
function withAddress(
  listeners: readonly ListenerConfig[],
  { host, port }: StartSettings,
): ListenerConfig[] {
  if (host === undefined && port === undefined) return [...listeners];
  const [only, ...others] = listeners;
  if (!only || others.length > 0) {
    const flag = port === undefined ? '--host' : '--port';
    throw new StartError(`${flag} cannot tell which of ${listeners.length} listeners is meant`);
  }
  return [{ ...only, host: host ?? only.host, port: port ?? only.port }];
}

function resolveDirectories(
  properties: ReadonlyMap<string, string>,
  { dataDirectory, memory }: StartSettings,
): Pick<StartConfig, 'logDirectories' | 'metadataDirectory'> {
  if (dataDirectory !== undefined && memory) {
    throw new StartError('--data and --memory exclude each other');
  }
  if (dataDirectory === '') throw new StartError('--data needs a directory');
  const metadataDirectory = properties.get('metadata.log.dir');
  return {
    logDirectories: dataDirectory === undefined ? logDirectoriesOf(properties) : [dataDirectory],
    ...(metadataDirectory ? { metadataDirectory } : {}),
  };
}

function logDirectoriesOf(properties: ReadonlyMap<string, string>): readonly string[] {
  const given = properties.get('log.dirs') ?? properties.get('log.dir') ?? DEFAULT_DATA_DIRECTORY;
  const directories = given.split(',').map((directory) => directory.trim());
  if (directories.includes('')) throw new StartError(`log.dirs=${given}: a directory has no name`);
  const twice = directories.find((directory, at) => directories.indexOf(directory) !== at);
  if (twice !== undefined) throw new StartError(`log.dirs=${given}: ${twice} is named twice`);
  return directories;
}
