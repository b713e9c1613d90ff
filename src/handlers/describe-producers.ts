// DescribeProducers (key 61): the producers that a partition remembers, with their sequence numbers and
// open transactions (KIP-664).

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { requireTopicName } from '../base/topic-name.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { DescribeProducers } from '../protocol/generated/describe-producers.ts';

export const describeProducers = defineHandler(DescribeProducers, {
  versions: [0, 0],

  handle(context, request) {
    return {
      throttleTimeMs: 0,
      topics: request.topics.map(({ name, partitionIndexes }) => ({
        name,
        partitions: partitionIndexes.map((index) => describe(context, name, index)),
      })),
    };
  },

  failure: (errorCode, request) => ({
    throttleTimeMs: 0,
    topics: request.topics.map(({ name, partitionIndexes }) => ({
      name,
      partitions: partitionIndexes.map((partitionIndex) => {
        return { partitionIndex, errorCode, activeProducers: [] };
      }),
    })),
  }),
});

function describe({ replicas }: HandlerContext, topic: string, partitionIndex: number) {
  try {
    requireTopicName(topic);
    const { log } = replicas.leaderPartition(topic, partitionIndex);
    const activeProducers = Array.from(log.activeProducers(), (producer) => ({
      producerId: producer.producerId,
      producerEpoch: producer.producerEpoch,
      lastSequence: producer.lastSequence,
      lastTimestamp: producer.lastTimestamp,
      coordinatorEpoch: producer.coordinatorEpoch,
      currentTxnStartOffset: producer.transactionStart,
    }));
    return { partitionIndex, errorCode: ErrorCode.NONE, activeProducers };
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    const { code: errorCode, message: errorMessage } = error;
    return { partitionIndex, errorCode, errorMessage, activeProducers: [] };
  }
}
