// ListPartitionReassignments (key 46): the replicas that are on their way between brokers (KIP-455). With one
// broker there are none.

import { ErrorCode } from '../base/error-code.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { ListPartitionReassignments } from '../protocol/generated/list-partition-reassignments.ts';

export const listPartitionReassignments = defineHandler(ListPartitionReassignments, {
  versions: [0, 0],

  handle: () => ({
    throttleTimeMs: 0,
    errorCode: ErrorCode.NONE,
    errorMessage: null,
    topics: [],
  }),

  failure: (errorCode) => ({
    throttleTimeMs: 0,
    errorCode,
    errorMessage: null,
    topics: [],
  }),
});
