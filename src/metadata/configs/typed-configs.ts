// From a table of definitions and the texts that are set to one object with a typed property per config.

import type { ConfigDefinition, ConfigTable, ConfigValue } from './config-definition.ts';
import { parseConfigValue } from './config-value.ts';

type CamelCase<Name extends string> = Name extends `${infer Head}.${infer Rest}`
  ? `${Head}${Capitalize<CamelCase<Rest>>}`
  : Name;

/** One property per config of a table: 'retention.ms' becomes `retentionMs`. */
export type TypedConfigs<Table extends ConfigTable> = {
  readonly [Name in keyof Table & string as CamelCase<Name>]: Table[Name] extends ConfigDefinition<
    infer T
  >
    ? T
    : never;
};

/** 'retention.ms' → 'retentionMs'. */
export function camelCase(name: string): string {
  // A regular expression with a callback takes three times as long, for hundreds of names at start.
  const [first = '', ...rest] = name.split('.');
  return first + rest.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
}

/** The value of the config with this name, for those who have names rather than properties. */
export function configByName(config: object, name: string): ConfigValue {
  return (config as Readonly<Record<string, ConfigValue>>)[camelCase(name)] ?? null;
}

/**
 * The table's defaults or, where there are any, these, overlaid with these texts. Throws KafkaError INVALID_CONFIG
 * for a text that is not valid.
 */
export function typedConfigsOver<Table extends ConfigTable>(
  table: Table,
  defaults: ReadonlyMap<string, ConfigValue>,
  texts: ReadonlyMap<string, string>,
): TypedConfigs<Table> {
  const values = { ...defaultsOf(table) };
  for (const [name, value] of defaults) values[camelCase(name)] = value;
  for (const [name, text] of texts) {
    const definition = Object.hasOwn(table, name) ? table[name] : undefined;
    if (definition) values[camelCase(name)] = parseConfigValue(name, definition, text);
  }
  return values as TypedConfigs<Table>;
}

const defaultsByTable = new WeakMap<ConfigTable, Readonly<Record<string, ConfigValue>>>();

/** The defaults of a table as properties, made once: a start is no place for hundreds of names. */
function defaultsOf(table: ConfigTable): Readonly<Record<string, ConfigValue>> {
  let defaults = defaultsByTable.get(table);
  if (!defaults) {
    const entries = Object.entries(table);
    defaults = Object.fromEntries(
      entries.map(([name, { defaultValue }]) => [camelCase(name), defaultValue]),
    );
    defaultsByTable.set(table, defaults);
  }
  return defaults;
}
