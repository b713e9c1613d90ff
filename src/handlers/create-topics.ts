// CreateTopics (key 19): creates topics, each entirely or not at all; a failing one does not keep its
// neighbours from being created. When the answer leaves, every new partition is served.
// v5 answers with the topic's configs, v6 may be throttled by a quota (KIP-599), v7 answers the topic id.

import { defineHandler } from '../dispatch/handler.ts';
import { CreateTopics } from '../protocol/generated/create-topics.ts';

export const createTopics = defineHandler(CreateTopics, {
  versions: [2, 7],

  async handle({ controller }, { topics, validateOnly }) {
    return { throttleTimeMs: 0, topics: await controller.createTopics(topics, validateOnly) };
  },

  failure: (errorCode, { topics }, _context, errorMessage) => ({
    throttleTimeMs: 0,
    topics: topics.map(({ name }) => ({ name, errorCode, errorMessage })),
  }),
});
