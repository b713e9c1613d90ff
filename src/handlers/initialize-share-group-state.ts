// InitializeShareGroupState (key 83): the stored states of share partitions begin, or begin anew; from the
// group coordinator to the share coordinator (KIP-932).

import { defineHandler } from '../dispatch/handler.ts';
import { askShareState, failShareState } from '../dispatch/share-state-topics.ts';
import { InitializeShareGroupState } from '../protocol/generated/initialize-share-group-state.ts';

export const initializeShareGroupState = defineHandler(InitializeShareGroupState, {
  versions: [0, 0],

  handle: ({ shareStates }, request) =>
    askShareState(request, (groupId, asked) => shareStates.initialize(groupId, asked)),

  failure: (errorCode, request) => failShareState(errorCode, request, {}),
});
