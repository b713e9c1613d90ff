// StreamsGroupDescribe (key 89): epochs, topology, members and tasks of Streams groups (KIP-1071). Served while
// `streams.version` is 1.

import { undescribedStreamsGroup } from '../coordinator/group/streams/describe-streams-group.ts';
import { withOperations } from '../dispatch/group-operations.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { requireFeature } from '../dispatch/require-feature.ts';
import { STREAMS_VERSION } from '../metadata/features.ts';
import { StreamsGroupDescribe } from '../protocol/generated/streams-group-describe.ts';

export const streamsGroupDescribe = defineHandler(StreamsGroupDescribe, {
  versions: [0, 0],

  async handle(context, { groupIds, includeAuthorizedOperations }) {
    requireFeature(context, STREAMS_VERSION);
    const groups = await context.streamsGroups.describeGroups(groupIds);
    return { throttleTimeMs: 0, groups: withOperations(groups, includeAuthorizedOperations) };
  },

  failure: (code, { groupIds }) => ({
    throttleTimeMs: 0,
    groups: groupIds.map((groupId) => undescribedStreamsGroup(groupId, code)),
  }),
});
