// DescribeShareGroupOffsets (key 90): from where share groups go on reading, partition by partition (KIP-932);
// of all partitions that have a state when no topics are named. v1 adds the lag (KIP-1226).

import { defineHandler } from '../dispatch/handler.ts';
import { requireFeature } from '../dispatch/require-feature.ts';
import { SHARE_VERSION } from '../metadata/features.ts';
import { DescribeShareGroupOffsets } from '../protocol/generated/describe-share-group-offsets.ts';

export const describeShareGroupOffsets = defineHandler(DescribeShareGroupOffsets, {
  versions: [0, 1],

  async handle(context, { groups }) {
    requireFeature(context, SHARE_VERSION);
    const described = groups.map((group) => context.shareGroups.describeOffsets(group));
    return { throttleTimeMs: 0, groups: await Promise.all(described) };
  },

  failure: (errorCode, { groups }) => ({
    throttleTimeMs: 0,
    groups: groups.map(({ groupId }) => ({ groupId, topics: [], errorCode })),
  }),
});
