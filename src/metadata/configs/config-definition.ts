// What is known of one config: its type, default, validity, importance and when it may change. The tables
// beside this file are written in these words; reading and checking a value is in config-value.ts.

/** The types that DescribeConfigs reports. */
export type ConfigType =
  | 'BOOLEAN'
  | 'STRING'
  | 'INT'
  | 'SHORT'
  | 'LONG'
  | 'DOUBLE'
  | 'LIST'
  | 'CLASS'
  | 'PASSWORD';

/** A config's value in memory. A LONG beyond 2^53 is the nearest number; Long.MAX_VALUE is 2^63. */
export type ConfigValue = boolean | number | string | readonly string[] | null;

/** What a value must fulfil beside its type. */
export interface Validity {
  readonly min?: number;
  readonly max?: number;
  /** A value outside [min, max] that is valid nevertheless. */
  readonly except?: number;
  /** The texts that a STRING, or each entry of a LIST, may be. */
  readonly oneOf?: readonly string[];
  readonly anyCase?: boolean;
  readonly nonEmpty?: boolean;
  /** A grammar of its own: replication throttles, and where share groups start to read. */
  readonly grammar?: 'throttled replicas' | 'offset reset';
}

/** When a broker config may change: only at start, for one broker alone, or for all of them at once too. */
export type UpdateMode = 'read-only' | 'per-broker' | 'cluster-wide';

interface Traits {
  readonly importance?: 'HIGH' | 'MEDIUM' | 'LOW';
  readonly update?: UpdateMode;
  readonly validity?: Validity;
}

export interface ConfigDefinition<T extends ConfigValue = ConfigValue> extends Required<Traits> {
  readonly type: ConfigType;
  readonly defaultValue: T;
  /** False for what a broker cannot start without; such a config has the default null. */
  readonly hasDefault: boolean;
}

/** Names with their definitions: all configs of one kind of resource. */
export type ConfigTable = Readonly<Record<string, ConfigDefinition>>;

export const INT_MAX = 2 ** 31 - 1;
/** Long.MAX_VALUE as a number in memory. */
export const LONG_MAX = 2 ** 63;

export const HIGH: Traits = { importance: 'HIGH' };
export const MEDIUM: Traits = { importance: 'MEDIUM' };
export const LOW: Traits = { importance: 'LOW' };
export const PER_BROKER: Traits = { update: 'per-broker' };
export const CLUSTER_WIDE: Traits = { update: 'cluster-wide' };
export const NON_EMPTY: Traits = { validity: { nonEmpty: true } };
export const THROTTLED_REPLICAS: Traits = { validity: { grammar: 'throttled replicas' } };
export const OFFSET_RESET: Traits = { validity: { grammar: 'offset reset' } };

export const atLeast = (min: number): Traits => ({ validity: { min } });
export const between = (min: number, max: number): Traits => ({ validity: { min, max } });
export const betweenOr = (min: number, max: number, except: number): Traits => ({
  validity: { min, max, except },
});
export const oneOf = (...texts: string[]): Traits => ({ validity: { oneOf: texts } });
export const oneOfAnyCase = (...texts: string[]): Traits => ({
  validity: { oneOf: texts, anyCase: true },
});

function define<T extends ConfigValue>(
  type: ConfigType,
  defaultValue: T,
  traits: readonly Traits[],
): ConfigDefinition<T> {
  const plain = { importance: 'LOW', update: 'read-only', validity: {} } as const;
  return Object.assign({ type, defaultValue, hasDefault: true }, plain, ...traits);
}

/** `null` as a default means that the config may be unset, so its value may be null. */
type Unset<T, D> = D extends null ? T | null : T;

export const boolean = (value: boolean, ...traits: Traits[]): ConfigDefinition<boolean> =>
  define<boolean>('BOOLEAN', value, traits);

export function int<D extends number | null>(value: D, ...traits: Traits[]) {
  return define<Unset<number, D>>('INT', value as Unset<number, D>, traits);
}

export function short<D extends number | null>(value: D, ...traits: Traits[]) {
  return define<Unset<number, D>>('SHORT', value as Unset<number, D>, traits);
}

export function long<D extends number | null>(value: D, ...traits: Traits[]) {
  return define<Unset<number, D>>('LONG', value as Unset<number, D>, traits);
}

export const double = (value: number, ...traits: Traits[]): ConfigDefinition<number> =>
  define<number>('DOUBLE', value, traits);

export function string<D extends string | null>(value: D, ...traits: Traits[]) {
  return define<Unset<string, D>>('STRING', value as Unset<string, D>, traits);
}

export function list<D extends readonly string[] | null>(value: D, ...traits: Traits[]) {
  return define<Unset<readonly string[], D>>('LIST', value as Unset<readonly string[], D>, traits);
}

export const className = (
  value: string | null,
  ...traits: Traits[]
): ConfigDefinition<string | null> => define<string | null>('CLASS', value, traits);

/** Passwords have no default and are never shown. */
export const password = (value: null, ...traits: Traits[]): ConfigDefinition<string | null> =>
  define<string | null>('PASSWORD', value, traits);

interface RequiredValues {
  readonly INT: number;
  readonly LIST: readonly string[];
}

/** A config without a default: the broker is given it at start. */
export function required<K extends keyof RequiredValues>(
  type: K,
  ...traits: Traits[]
): ConfigDefinition<RequiredValues[K]> {
  const definition = define<ConfigValue>(type, null, traits);
  return { ...definition, hasDefault: false } as unknown as ConfigDefinition<RequiredValues[K]>;
}
