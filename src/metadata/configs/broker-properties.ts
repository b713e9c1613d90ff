// The texts of one broker's configs, by where they come from, and what they come to together: its own
// dynamic configs before the dynamic defaults of all brokers before what it was started with.

import type { ConfigTable } from './config-definition.ts';
import { ConfigSource } from './config-source.ts';
import { brokerConfigSynonyms, overruledBy } from './config-synonyms.ts';
import type { ConfigTables } from './config-tables.ts';
import { formatConfigValue } from './config-value.ts';

export type ConfigTexts = ReadonlyMap<string, string>;

/** A text that counts for a config, and where it comes from. */
export interface SourcedText {
  readonly name: string;
  readonly text: string;
  readonly source: ConfigSource;
}

type TextsOfSource = readonly [ConfigTexts, ConfigSource];

export class BrokerProperties {
  /** What is known of each config. */
  readonly tables: ConfigTables;
  readonly dynamicBroker: ConfigTexts;
  readonly dynamicDefault: ConfigTexts;
  readonly static: ConfigTexts;
  /** Everything that is set, as it counts: what overrules another config is there in its stead. */
  readonly effective: ConfigTexts;

  constructor(
    sources: Pick<BrokerProperties, 'tables' | 'dynamicBroker' | 'dynamicDefault' | 'static'>,
  ) {
    this.tables = sources.tables;
    this.dynamicBroker = sources.dynamicBroker;
    this.dynamicDefault = sources.dynamicDefault;
    this.static = sources.static;
    const effective = new Map(sources.static);
    overlay(effective, sources.dynamicDefault);
    overlay(effective, sources.dynamicBroker);
    this.effective = effective;
  }

  /** The same broker with other dynamic configs. */
  with(
    dynamic: Partial<Pick<BrokerProperties, 'dynamicBroker' | 'dynamicDefault'>>,
  ): BrokerProperties {
    return new BrokerProperties({
      tables: this.tables,
      dynamicBroker: dynamic.dynamicBroker ?? this.dynamicBroker,
      dynamicDefault: dynamic.dynamicDefault ?? this.dynamicDefault,
      static: this.static,
    });
  }

  /** All texts that a broker config's value may come from, those that count more first. */
  synonyms(name: string): SourcedText[] {
    const names = brokerConfigSynonyms(name);
    const found: SourcedText[] = [];
    const defaults: TextsOfSource = [defaultTexts(this.tables.broker), ConfigSource.DEFAULT_CONFIG];
    for (const [texts, source] of [...this.setTexts(), defaults]) {
      for (const synonym of names) {
        const text = texts.get(synonym);
        if (text !== undefined) found.push({ name: synonym, text, source });
      }
    }
    // What stands before the config's own name belongs to another one.
    const own = found.findIndex((text) => text.name === name);
    return own < 0 ? [] : found.slice(own);
  }

  /** The texts that somebody set, by source, those that count more first. */
  setTexts(): readonly TextsOfSource[] {
    return [
      [this.dynamicBroker, ConfigSource.DYNAMIC_BROKER_CONFIG],
      [this.dynamicDefault, ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG],
      [this.static, ConfigSource.STATIC_BROKER_CONFIG],
    ];
  }
}

function overlay(effective: Map<string, string>, texts: ConfigTexts): void {
  for (const [name, text] of texts) {
    for (const overruled of overruledBy(name)) effective.delete(overruled);
    effective.set(name, text);
  }
}

const defaultsByTable = new WeakMap<ConfigTable, ConfigTexts>();

/** The defaults as texts, made when they are first asked for; configs that are unset have none. */
function defaultTexts(table: ConfigTable): ConfigTexts {
  let defaults = defaultsByTable.get(table);
  if (!defaults) {
    const texts = Object.entries(table).flatMap(([name, { type, defaultValue }]) => {
      const text = formatConfigValue(type, defaultValue);
      return text === null ? [] : [[name, text] as const];
    });
    defaults = new Map(texts);
    defaultsByTable.set(table, defaults);
  }
  return defaults;
}
