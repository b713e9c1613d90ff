// AlterPartitionReassignments (key 45): which brokers hold a partition (KIP-455). With one broker that is never
// another than now; the tool that moves replicas between log directories asks for it all the same.
// v1 can forbid a change of the replication factor (KIP-860).

import { ErrorCode, errorName } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { mapPartitions } from '../dispatch/map-partitions.ts';
import type { ReassignmentTarget } from '../metadata/partition-reassignment.ts';
import { checkReassignment } from '../metadata/partition-reassignment.ts';
import { AlterPartitionReassignments } from '../protocol/generated/alter-partition-reassignments.ts';

export const alterPartitionReassignments = defineHandler(AlterPartitionReassignments, {
  versions: [0, 1],

  handle(context, { topics, allowReplicationFactorChange }) {
    const responses = mapPartitions(
      topics,
      ({ name: topic }, { partitionIndex: partition, replicas }) =>
        reassign(context, { topic, partition, replicas }),
      ({ name }, partitions) => ({ name, partitions }),
    );
    // To a request for nothing Apache Kafka says nothing, in words.
    const errorMessage = topics.length === 0 ? '' : null;
    return { ...ANSWERED, allowReplicationFactorChange, errorMessage, responses };
  },

  failure: (errorCode, _request, _context, errorMessage) => ({
    ...ANSWERED,
    errorCode,
    errorMessage,
    responses: [],
  }),
});

const ANSWERED = { throttleTimeMs: 0, errorCode: ErrorCode.NONE, errorMessage: null } as const;

function reassign({ metadata }: HandlerContext, target: ReassignmentTarget) {
  const { partition: partitionIndex } = target;
  try {
    checkReassignment(metadata.image, target);
    return { partitionIndex, errorCode: ErrorCode.NONE, errorMessage: null };
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    // Apache Kafka has no words for what the code says by itself.
    const isSaid = error.message === errorName(error.code);
    return { partitionIndex, errorCode: error.code, errorMessage: isSaid ? null : error.message };
  }
}
