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
  return name.replace(/\.(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The value of the config with this name, for those who have names rather than properties. */
export function configByName(config: object, name: string): ConfigValue {
  return (config as Readonly<Record<string, ConfigValue>>)[camelCase(name)] ?? null;
}

/** Defaults, overlaid with these texts. Throws KafkaError INVALID_CONFIG for a text that is not valid. */
export function typedConfigs<Table extends ConfigTable>(
  table: Table,
  texts: ReadonlyMap<string, string>,
): TypedConfigs<Table> {
  return typedConfigsOver(table, new Map(), texts);
}

/** The same with other defaults than the table's where there are any. */
export function typedConfigsOver<Table extends ConfigTable>(
  table: Table,
  defaults: ReadonlyMap<string, ConfigValue>,
  texts: ReadonlyMap<string, string>,
): TypedConfigs<Table> {
  const values: Record<string, ConfigValue> = {};
  for (const [name, definition] of Object.entries(table)) {
    const text = texts.get(name);
    values[camelCase(name)] =
      text === undefined
        ? (defaults.get(name) ?? definition.defaultValue)
        : parseConfigValue(name, definition, text);
  }
  return values as TypedConfigs<Table>;
}
