// DeleteShareGroupOffsets (key 92): an empty share group forgets topics with all their state (KIP-932).

import { defineHandler } from '../dispatch/handler.ts';
import { requireFeature } from '../dispatch/require-feature.ts';
import { SHARE_VERSION } from '../metadata/features.ts';
import { DeleteShareGroupOffsets } from '../protocol/generated/delete-share-group-offsets.ts';

export const deleteShareGroupOffsets = defineHandler(DeleteShareGroupOffsets, {
  versions: [0, 0],

  handle(context, request) {
    requireFeature(context, SHARE_VERSION);
    return context.shareGroups.deleteOffsets(request);
  },

  failure: (errorCode, _request, _context, errorMessage) => ({
    throttleTimeMs: 0,
    errorCode,
    errorMessage,
    responses: [],
  }),
});
