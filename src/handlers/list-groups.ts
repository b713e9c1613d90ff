// ListGroups (key 16): the groups that this broker coordinates. v3 is flexible, v4 filters by state
// (KIP-518), v5 by type (KIP-848).

import { defineHandler } from '../dispatch/handler.ts';
import { ListGroups } from '../protocol/generated/list-groups.ts';

export const listGroups = defineHandler(ListGroups, {
  versions: [0, 5],
  handle: ({ groups }, request) => groups.listGroups(request),

  failure: (errorCode) => ({ errorCode, groups: [] }),
});
