// ReadShareGroupState (key 84): the stored states of share partitions; from the leader of the partitions to
// the share coordinator, which fences earlier leaders by it (KIP-932).

import { defineHandler } from '../dispatch/handler.ts';
import { askShareState, failShareState } from '../dispatch/share-state-topics.ts';
import { ReadShareGroupState } from '../protocol/generated/read-share-group-state.ts';

export const readShareGroupState = defineHandler(ReadShareGroupState, {
  versions: [0, 0],

  handle: ({ shareStates }, request) =>
    askShareState(request, (groupId, asked) => shareStates.read(groupId, asked)),

  failure: (errorCode, request) =>
    failShareState(errorCode, request, { stateEpoch: 0, startOffset: -1, stateBatches: [] }),
});
