// DeleteTopics (key 20): deletes topics by name or, from v6 on, by id (KIP-516).
// v5 adds the error message; before v3 there was no code for a broker whose topics cannot be deleted.

import { ErrorCode } from '../base/error-code.ts';
import { ZERO_UUID } from '../base/uuid.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type { DeleteTopicState, DeleteTopicsRequest } from '../protocol/generated/delete-topics.ts';
import { DeleteTopics } from '../protocol/generated/delete-topics.ts';

const FIRST_WITH_DELETION_DISABLED = 3;

export const deleteTopics = defineHandler(DeleteTopics, {
  versions: [1, 6],

  async handle({ controller }, request) {
    return { throttleTimeMs: 0, responses: await controller.deleteTopics(topicsOf(request)) };
  },

  failure(code, request, { apiVersion }, errorMessage) {
    const isTooOld = apiVersion < FIRST_WITH_DELETION_DISABLED;
    const errorCode =
      code === ErrorCode.TOPIC_DELETION_DISABLED && isTooOld ? ErrorCode.INVALID_REQUEST : code;
    const responses = topicsOf(request).map((topic) => ({ ...topic, errorCode, errorMessage }));
    return { throttleTimeMs: 0, responses };
  },
});

/** The topics in one form, whichever the version has. */
function topicsOf({ topics, topicNames }: DeleteTopicsRequest): DeleteTopicState[] {
  return [...topicNames.map((name) => ({ name, topicId: ZERO_UUID })), ...topics];
}
