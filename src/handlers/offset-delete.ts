// OffsetDelete (key 47): removes committed offsets of topics that the group does not consume (KIP-496).

import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type { OffsetDeleteRequest } from '../protocol/generated/offset-delete.ts';
import { OffsetDelete } from '../protocol/generated/offset-delete.ts';

type Topic = OffsetDeleteRequest['topics'][number];

export const offsetDelete = defineHandler(OffsetDelete, {
  versions: [0, 0],

  handle(context, request) {
    const topics = request.topics
      .map((topic) => ({ ...topic, partitions: existing(context, topic) }))
      .filter(({ partitions }) => partitions.length > 0);
    return whenAnswered(context.groups.deleteOffsets({ ...request, topics }), (response) => {
      if (response.errorCode !== ErrorCode.NONE) return response;
      const answers = new Map(response.topics.map(({ name, partitions }) => [name, partitions]));
      return {
        ...response,
        topics: request.topics.map(({ name, partitions }) => {
          const answered = answers.get(name) ?? [];
          return {
            name,
            partitions: partitions.map(
              ({ partitionIndex }) =>
                answered.find((answer) => answer.partitionIndex === partitionIndex) ?? {
                  partitionIndex,
                  errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                },
            ),
          };
        }),
      };
    });
  },
});

function existing({ metadata }: HandlerContext, { name, partitions }: Topic): Topic['partitions'] {
  return partitions.filter(
    ({ partitionIndex }) => metadata.partition(name, partitionIndex) !== undefined,
  );
}
