// DeleteGroups (key 42): removes empty groups with all their offsets (KIP-229). v2 is flexible.

import { defineHandler } from '../dispatch/handler.ts';
import { DeleteGroups } from '../protocol/generated/delete-groups.ts';

export const deleteGroups = defineHandler(DeleteGroups, {
  versions: [0, 2],

  async handle({ groups }, request) {
    return { throttleTimeMs: 0, results: await groups.deleteGroups(request.groupsNames) };
  },
});
