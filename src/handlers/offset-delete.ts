// OffsetDelete (key 47): removes committed offsets of topics that the group does not consume (KIP-496).
// Partitions that do not exist are refused one by one.

import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { joinTopics, splitPartitions } from '../dispatch/join-topics.ts';
import type {
  OffsetDeleteRequest,
  OffsetDeleteResponseTopicInput,
} from '../protocol/generated/offset-delete.ts';
import { OffsetDelete } from '../protocol/generated/offset-delete.ts';

type Topic = OffsetDeleteRequest['topics'][number];
type Partition = Topic['partitions'][number];

export const offsetDelete = defineHandler(OffsetDelete, {
  versions: [0, 0],

  handle({ groups, metadata }, request) {
    const known: Topic[] = [];
    const refused: OffsetDeleteResponseTopicInput[] = [];
    for (const { name, partitions } of request.topics) {
      const image = metadata.topic(name);
      const { existing, missing } = splitPartitions(
        partitions,
        ({ partitionIndex }) => image?.partitions[partitionIndex] !== undefined,
      );
      if (existing.length > 0) known.push({ name, partitions: [...existing] });
      if (missing.length > 0 || image === undefined) refused.push(refusal(name, missing));
    }
    return whenAnswered(groups.deleteOffsets({ ...request, topics: known }), (response) => {
      if (response.errorCode !== ErrorCode.NONE) return response;
      const topics = joinTopics(refused, response.topics, ({ name }) => name);
      return { ...response, topics };
    });
  },

  failure: (errorCode) => ({ errorCode, throttleTimeMs: 0, topics: [] }),
});

function refusal(name: string, partitions: readonly Partition[]): OffsetDeleteResponseTopicInput {
  const errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  return {
    name,
    partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
  };
}
