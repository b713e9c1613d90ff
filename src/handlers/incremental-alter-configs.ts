// IncrementalAlterConfigs (key 44): sets, removes, appends to and subtracts from single configs (KIP-339).
// Each resource is altered entirely or not at all.

import { defineHandler } from '../dispatch/handler.ts';
import { IncrementalAlterConfigs } from '../protocol/generated/incremental-alter-configs.ts';

export const incrementalAlterConfigs = defineHandler(IncrementalAlterConfigs, {
  versions: [0, 1],

  async handle({ controller }, { resources, validateOnly }) {
    const alterations = resources.map(({ resourceType, resourceName, configs }) => ({
      resourceType,
      resourceName,
      changes: configs.map(({ name, value, configOperation }) => {
        return { name, value, operation: configOperation };
      }),
      replaceAll: false,
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
