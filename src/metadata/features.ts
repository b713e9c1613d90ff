// The features whose level a cluster agrees on (KIP-584), and how ApiVersions tells of them. A feature is
// listed here once it is real; new clusters start with its highest level.

import type { MetadataImage } from './metadata-image.ts';

export interface SupportedFeature {
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
}

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

/** The features of this image, as a client of this ApiVersions version may see them. */
export function listFeatures(image: MetadataImage, apiVersion: number): FeatureListing {
  const finalized = [...image.features].map(([name, level]) => ({
    name,
    minVersionLevel: level,
    maxVersionLevel: level,
  }));
  return {
    supportedFeatures: SUPPORTED_FEATURES.filter(
      ({ minVersion }) => apiVersion >= 4 || minVersion > 0,
    ),
    finalizedFeaturesEpoch: image.revision,
    finalizedFeatures: finalized,
  };
}
