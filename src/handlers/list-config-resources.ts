// ListConfigResources (key 74): which resources have configs. v0 listed client metrics subscriptions only;
// v1 lists all kinds, or those asked for (KIP-1142).

import { ErrorCode } from '../base/error-code.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { listResourceNames } from '../metadata/config-resources.ts';
import { ConfigResourceCode } from '../metadata/configs/config-resource-type.ts';
import { ListConfigResources } from '../protocol/generated/list-config-resources.ts';

const ALL_TYPES: readonly number[] = Object.values(ConfigResourceCode);

export const listConfigResources = defineHandler(ListConfigResources, {
  versions: [0, 1],

  handle({ metadata, apiVersion }, { resourceTypes }) {
    const asked = resourceTypes.length > 0 ? resourceTypes : ALL_TYPES;
    const types: readonly number[] = apiVersion === 0 ? [ConfigResourceCode.CLIENT_METRICS] : asked;
    if (types.some((type) => !ALL_TYPES.includes(type))) {
      return failed(ErrorCode.UNSUPPORTED_VERSION);
    }
    const listed = ALL_TYPES.filter((type) => types.includes(type));
    const configResources = listed.flatMap((resourceType) =>
      listResourceNames(metadata, resourceType).map((resourceName) => ({
        resourceName,
        resourceType,
      })),
    );
    return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, configResources };
  },

  failure: (errorCode) => failed(errorCode),
});

function failed(errorCode: ErrorCode) {
  return { throttleTimeMs: 0, errorCode, configResources: [] };
}
