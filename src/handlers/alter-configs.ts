// AlterConfigs (key 33): replaces all configs that are set for a resource by those given; deprecated in
// favour of IncrementalAlterConfigs (KIP-339). Loggers cannot be altered this way.

import { defineHandler } from '../dispatch/handler.ts';
import { ConfigOperation } from '../metadata/configs/config-change.ts';
import { AlterConfigs } from '../protocol/generated/alter-configs.ts';

export const alterConfigs = defineHandler(AlterConfigs, {
  versions: [0, 2],

  async handle({ controller }, { resources, validateOnly }) {
    const alterations = resources.map(({ resourceType, resourceName, configs }) => ({
      resourceType,
      resourceName,
      changes: configs.map(({ name, value }) => {
        return { name, value, operation: ConfigOperation.SET };
      }),
      replaceAll: true,
    }));
    const responses = await controller.alterConfigs(alterations, validateOnly);
    return { throttleTimeMs: 0, responses };
  },

  failure: (errorCode, { resources }, _context, errorMessage) => ({
    throttleTimeMs: 0,
    responses: resources.map(({ resourceType, resourceName }) => {
      return { errorCode, errorMessage, resourceType, resourceName };
    }),
  }),
});
