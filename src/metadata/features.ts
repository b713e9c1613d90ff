// The features whose level a cluster agrees on (KIP-584), and how ApiVersions tells of them. A feature is
// listed here once it is real; new clusters start with its highest level.

import type { MetadataImage } from './metadata-image.ts';
import type { ReleaseProfile } from './releases/release-profile.ts';
import type { SupportedFeature } from './supported-feature.ts';

/** 1: the records of transactions have tagged fields; 2: each transaction has an epoch of its own (KIP-890). */
export const TRANSACTION_VERSION = 'transaction.version';

/** 1: groups may speak the consumer protocol (KIP-848). */
export const GROUP_VERSION = 'group.version';

/** 1: there are share groups (KIP-932). */
export const SHARE_VERSION = 'share.version';

/** 1: there are streams groups (KIP-1071). */
export const STREAMS_VERSION = 'streams.version';

export const SUPPORTED_FEATURES: readonly SupportedFeature[] = [
  { name: GROUP_VERSION, minVersion: 0, maxVersion: 1 },
  { name: SHARE_VERSION, minVersion: 0, maxVersion: 1 },
  { name: STREAMS_VERSION, minVersion: 0, maxVersion: 1 },
  { name: TRANSACTION_VERSION, minVersion: 0, maxVersion: 2 },
];

/** What ApiVersions v3 and later say of features. Before v4 none may have a minimum of 0 (KIP-1022). */
export interface FeatureListing {
  readonly supportedFeatures: readonly SupportedFeature[];
  readonly finalizedFeaturesEpoch: number;
  readonly finalizedFeatures: readonly {
    readonly name: string;
    readonly minVersionLevel: number;
    readonly maxVersionLevel: number;
  }[];
}

/**
 * The features of this image, as a client of this ApiVersions version may see them; of a broker that is as another
 * release, those of that release.
 */
export function listFeatures(
  image: MetadataImage,
  apiVersion: number,
  release: ReleaseProfile | null,
): FeatureListing {
  const supported = release?.supportedFeatures ?? SUPPORTED_FEATURES;
  const levels = release ? levelsAs(release, image.features) : image.features;
  const finalized = [...levels].map(([name, level]) => ({
    name,
    minVersionLevel: level,
    maxVersionLevel: level,
  }));
  return {
    supportedFeatures: supported.filter(({ minVersion }) => apiVersion >= 4 || minVersion > 0),
    finalizedFeaturesEpoch: image.revision,
    finalizedFeatures: finalized,
  };
}

/** Levels that are real here are the cluster's own; the others are what a cluster of that release says. */
function levelsAs(
  { supportedFeatures, finalizedFeatures }: ReleaseProfile,
  current: MetadataImage['features'],
): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  for (const { name, maxVersion } of supportedFeatures) {
    const level = isReal(name) ? current.get(name) : finalizedFeatures.get(name);
    if (level) levels.set(name, Math.min(level, maxVersion));
  }
  return levels;
}

/**
 * The levels that a new cluster starts with: the highest, or those of the release that it is as. What that release
 * did not know is on and not told of: nobody can ask for it, and nothing of its own may be in the way.
 */
export function initialLevels(release: ReleaseProfile | null): Record<string, number> {
  const levels = SUPPORTED_FEATURES.map(({ name, maxVersion }) => {
    const isKnown = release?.supportedFeatures.some((feature) => feature.name === name) ?? false;
    return [name, isKnown ? (release?.finalizedFeatures.get(name) ?? 0) : maxVersion] as const;
  });
  return Object.fromEntries(levels.filter(([, level]) => level > 0));
}

function isReal(name: string): boolean {
  return SUPPORTED_FEATURES.some((feature) => feature.name === name);
}
