// UpdateFeatures (key 57): other levels of the features that the cluster agrees on (KIP-584); all of them
// change or none. v1 says what kind of change it is and can only ask (KIP-778), v2 has one error for all
// (KIP-1022).

import { ErrorCode, errorName } from '../base/error-code.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { UpdateFeatures } from '../protocol/generated/update-features.ts';

/** The first version without a result for each feature. */
const ONE_ERROR_VERSION = 2;

export const updateFeatures = defineHandler(UpdateFeatures, {
  versions: [0, 2],

  async handle({ apiVersion, controller }, { featureUpdates, validateOnly }) {
    const updates = featureUpdates.map(({ feature, maxVersionLevel, upgradeType }) => {
      return { feature, level: maxVersionLevel, upgradeType };
    });
    await controller.updateFeatures(updates, validateOnly);
    const errorCode = ErrorCode.NONE;
    // As Apache Kafka words it that nothing is wrong.
    const errorMessage = errorName(errorCode);
    const results = updates.map(({ feature }) => ({ feature, errorCode, errorMessage }));
    return {
      throttleTimeMs: 0,
      errorCode,
      errorMessage: null,
      results: apiVersion < ONE_ERROR_VERSION ? results : [],
    };
  },

  failure: (errorCode, _request, _context, message) => ({
    throttleTimeMs: 0,
    errorCode,
    errorMessage: `The update failed for all features since the following feature had an error: ${message}`,
    results: [],
  }),
});
