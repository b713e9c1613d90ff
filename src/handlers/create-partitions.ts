// CreatePartitions (key 37): adds partitions to topics. Each topic has its own result row.

import { defineHandler } from '../dispatch/handler.ts';
import { CreatePartitions } from '../protocol/generated/create-partitions.ts';

export const createPartitions = defineHandler(CreatePartitions, {
  versions: [0, 3],

  async handle({ controller }, { topics, validateOnly }) {
    return { throttleTimeMs: 0, results: await controller.createPartitions(topics, validateOnly) };
  },

  failure: (errorCode, { topics }, _context, errorMessage) => ({
    throttleTimeMs: 0,
    results: topics.map(({ name }) => ({ name, errorCode, errorMessage })),
  }),
});
