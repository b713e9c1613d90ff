// WriteShareGroupState (key 85): stores what the members of a share group have done; from the leader of the
// partitions to the share coordinator (KIP-932). v1 counts the records that are done with (KIP-1226).

import { defineHandler } from '../dispatch/handler.ts';
import { askShareState, failShareState } from '../dispatch/share-state-topics.ts';
import { WriteShareGroupState } from '../protocol/generated/write-share-group-state.ts';

export const writeShareGroupState = defineHandler(WriteShareGroupState, {
  versions: [0, 1],

  handle: ({ shareStates }, request) =>
    askShareState(request, (groupId, asked) => shareStates.write(groupId, asked)),

  failure: (errorCode, request) => failShareState(errorCode, request, {}),
});
