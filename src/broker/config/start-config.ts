// From what a person gave (flags, environment variables, a file, nothing) to what a broker starts with: flags
// win over the environment, that over the file, the file over the defaults. Everything is checked before
// anything is touched. A key of the file or the environment that Apache Kafka does not have is ignored, as
// Kafka does, with a notice; one that was typed by hand is an error.

import { BROKER_CONFIGS } from '../../metadata/configs/broker-configs.ts';
import type { ConfigTable } from '../../metadata/configs/config-definition.ts';
import type { ReleaseProfile } from '../../metadata/releases/release-profile.ts';
import { StartError } from '../start-error.ts';
import { EFFECTIVE_CONFIGS } from './effective-configs.ts';
import { readEnvironment } from './environment.ts';
import type { Environment } from './environment-setting.ts';
import type { Given, GivenSettings } from './given-settings.ts';
import { gatherSettings } from './given-settings.ts';
import type { ListenerConfig } from './listeners.ts';
import { formatListeners, resolveListeners } from './listeners.ts';

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
  /** Where each property was given: by a flag, a variable, in a file; also what does not count for another that does. */
  readonly given: GivenSettings;
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
  const { file, set = [] } = settings;
  const given = new Map(
    gatherSettings({ file, environment: environment.settings, set }, table, notices),
  );
  const properties = new Map(Array.from(given, ([key, [first]]) => [key, first?.value ?? '']));
  noticeIneffective(properties, notices);
  requireBrokerRole(properties.get('process.roles'));
  const listeners = withAddress(resolveListeners(properties), settings, { given, notices });
  properties.set('listeners', formatListeners(listeners));
  const directories = resolveDirectories(properties, settings);
  addFlags(given, settings, {
    listeners: formatListeners(listeners),
    directories: directories.logDirectories.join(','),
  });
  return {
    properties,
    given,
    listeners,
    ...directories,
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

/** Flags that speak of a property by another name. */
function addFlags(
  given: Map<string, readonly Given[]>,
  { host, port, dataDirectory }: StartSettings,
  values: { readonly listeners: string; readonly directories: string },
): void {
  const add = (key: string, value: string, source: string) =>
    given.set(key, [{ value, source }, ...(given.get(key) ?? [])]);
  if (port !== undefined) add('listeners', values.listeners, '--port');
  else if (host !== undefined) add('listeners', values.listeners, '--host');
  if (dataDirectory !== undefined) add('log.dirs', values.directories, '--data');
}

function givenNodeId(properties: ReadonlyMap<string, string>): number | null {
  const given = properties.get('node.id') ?? properties.get('broker.id');
  return given === undefined ? null : Number(given);
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
  { given, notices }: { readonly given: GivenSettings; readonly notices: string[] },
): ListenerConfig[] {
  if (host === undefined && port === undefined) return [...listeners];
  const [only, ...others] = listeners;
  if (!only || others.length > 0) {
    const flag = port === undefined ? '--host' : '--port';
    throw new StartError(`${flag} cannot tell which of ${listeners.length} listeners is meant`);
  }
  const moved = { ...only, host: host ?? only.host, port: port ?? only.port };
  // Who moves a listener that was told of together with its address would send every client to where it was.
  const isSamePlace = only.advertised?.port === only.port && saysBoth(given);
  if (!isSamePlace || moved.port === only.port) return [moved];
  notices.push('advertised.listeners names the port that --port replaces, and does not count');
  return [{ ...moved, advertised: null }];
}

function saysBoth(given: GivenSettings): boolean {
  const [listeners] = given.get('listeners') ?? [];
  const [advertised] = given.get('advertised.listeners') ?? [];
  // The environment may say the one through the other.
  return listeners !== undefined && listeners.source !== advertised?.source;
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
