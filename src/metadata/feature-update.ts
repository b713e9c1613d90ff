// UpdateFeatures, thought out: other levels of the cluster's features, all of them or none.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { SUPPORTED_FEATURES } from './features.ts';
import { unchangedSince } from './meta-store.ts';
import type { MetadataImage } from './metadata-image.ts';
import type { MetadataPlan } from './metadata-plan.ts';
import type { FeaturesRecord } from './metadata-records.ts';
import { encodeRecord, FEATURES_KEY } from './metadata-records.ts';

/** The kinds of update that the protocol numbers 1 to 3. */
const UPGRADE = 1;
const UNSAFE_DOWNGRADE = 3;

export interface FeatureUpdate {
  readonly feature: string;
  /** 0: the feature is no longer finalized. */
  readonly level: number;
  /** 1: an upgrade, 2: a downgrade that loses nothing, 3: one that may. */
  readonly upgradeType: number;
}

/** Plans other levels; throws INVALID_UPDATE_VERSION with the reason. */
export function planFeatureUpdate(
  image: MetadataImage,
  nodeId: number,
  updates: readonly FeatureUpdate[],
): MetadataPlan<void> {
  const levels = new Map(image.features);
  for (const update of updates) {
    const reason = reasonAgainst(update, image.features.get(update.feature) ?? 0, nodeId);
    if (reason !== null) throw refused(update, reason);
    if (update.level === 0) levels.delete(update.feature);
    else levels.set(update.feature, update.level);
  }
  const value = encodeRecord<FeaturesRecord>({ levels: Object.fromEntries(levels) });
  return {
    answer: undefined,
    operations: updates.length === 0 ? [] : [{ put: FEATURES_KEY, value }],
    guards: [unchangedSince(FEATURES_KEY, image.featuresRevision)],
  };
}

/** Why the feature cannot have this level; null: it can. */
function reasonAgainst(update: FeatureUpdate, current: number, nodeId: number): string | null {
  const { feature, level, upgradeType } = update;
  if (upgradeType < UPGRADE || upgradeType > UNSAFE_DOWNGRADE) {
    return 'The controller does not support the given upgrade type.';
  }
  if (level < 0) return 'A feature version cannot be less than 0.';
  const supported = SUPPORTED_FEATURES.find(({ name }) => name === feature);
  if (supported === undefined) {
    const isOff = level === 0;
    return isOff
      ? `Feature ${feature} not found.`
      : `Local controller ${nodeId} does not support this feature.`;
  }
  const { minVersion, maxVersion } = supported;
  if (level < minVersion || level > maxVersion) {
    return `Local controller ${nodeId} only supports versions ${minVersion}-${maxVersion}`;
  }
  if (level < current && upgradeType === UPGRADE) {
    return (
      "Can't downgrade the version of this feature without setting the upgrade type to either " +
      'safe or unsafe downgrade.'
    );
  }
  const goesUp = level > current && upgradeType !== UPGRADE;
  return goesUp ? "Can't downgrade to a newer version." : null;
}

function refused({ feature, level }: FeatureUpdate, reason: string): KafkaError {
  const message = `Invalid update version ${level} for feature ${feature}. ${reason}`;
  return new KafkaError(ErrorCode.INVALID_UPDATE_VERSION, message);
}
