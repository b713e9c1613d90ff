// ReadShareGroupStateSummary (key 87): how far share partitions have got; from the group coordinator to the
// share coordinator (KIP-932). v1 counts the records that are done with (KIP-1226).

import { defineHandler } from '../dispatch/handler.ts';
import { askShareState, failShareState } from '../dispatch/share-state-topics.ts';
import { ReadShareGroupStateSummary } from '../protocol/generated/read-share-group-state-summary.ts';

export const readShareGroupStateSummary = defineHandler(ReadShareGroupStateSummary, {
  versions: [0, 1],

  handle: ({ shareStates }, request) =>
    askShareState(request, (groupId, asked) => shareStates.readSummary(groupId, asked)),

  failure: (errorCode, request) =>
    failShareState(errorCode, request, { stateEpoch: 0, leaderEpoch: 0, startOffset: -1 }),
});
