// DeleteShareGroupState (key 86): removes the stored states of share partitions; from the group coordinator
// to the share coordinator (KIP-932).

import { defineHandler } from '../dispatch/handler.ts';
import { askShareState, failShareState } from '../dispatch/share-state-topics.ts';
import { DeleteShareGroupState } from '../protocol/generated/delete-share-group-state.ts';

export const deleteShareGroupState = defineHandler(DeleteShareGroupState, {
  versions: [0, 0],

  handle: ({ shareStates }, request) =>
    askShareState(request, (groupId, asked) => shareStates.delete(groupId, asked)),

  failure: (errorCode, request) => failShareState(errorCode, request, {}),
});
