// AlterShareGroupOffsets (key 91): from where an empty share group goes on reading (KIP-932). A group that does
// not exist is begun.

import { defineHandler } from '../dispatch/handler.ts';
import { requireFeature } from '../dispatch/require-feature.ts';
import { SHARE_VERSION } from '../metadata/features.ts';
import { AlterShareGroupOffsets } from '../protocol/generated/alter-share-group-offsets.ts';

export const alterShareGroupOffsets = defineHandler(AlterShareGroupOffsets, {
  versions: [0, 0],

  handle(context, request) {
    requireFeature(context, SHARE_VERSION);
    return context.shareGroups.alterOffsets(request);
  },

  failure: (errorCode, _request, _context, errorMessage) => ({
    throttleTimeMs: 0,
    errorCode,
    errorMessage,
    responses: [],
  }),
});
