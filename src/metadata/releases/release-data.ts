// The shape of the files in data/: what one release of Apache Kafka announced and had for defaults, as it told over the
// wire. Configs are said as differences from the tables of 4.3.

import type { ConfigType } from '../configs/config-definition.ts';

export type VersionRange = readonly [min: number, max: number];

export interface ReleaseConfigs {
  /** Configs of 4.3 that it lacks. */
  readonly missing: readonly string[];
  /** Its defaults where they are not those of 4.3, as texts; null: unset. */
  readonly defaults: Readonly<Record<string, string | null>>;
  /** Configs that 4.3 can change while it runs, and it cannot. */
  readonly readOnly: readonly string[];
  /** Configs that 4.3 no longer has. */
  readonly own: Readonly<
    Record<string, readonly [type: ConfigType, text: string | null, readOnly: boolean]>
  >;
}

export interface ReleaseData {
  /** The patch release that told all this. */
  readonly version: string;
  readonly mode: 'zookeeper' | 'kraft';
  /** By API key. */
  readonly apis: Readonly<Record<string, VersionRange>>;
  readonly supported: Readonly<Record<string, VersionRange>>;
  readonly finalized: Readonly<Record<string, number>>;
  readonly broker: ReleaseConfigs;
  readonly topic: ReleaseConfigs;
  readonly group: ReleaseConfigs;
}
