// WriteTxnMarkers (key 27): ends transactions in the partitions that this broker leads. Sent by transaction
// coordinators, and by `kafka-transactions abort` for a transaction that no coordinator knows of (KIP-664).
// v2 says which transaction version the markers belong to (KIP-1228). Results are by producer id; the last
// one of a partition that is named twice counts.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import type { ErrorCode } from '../base/error-code.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type {
  WriteTxnMarkersRequest,
  WriteTxnMarkersResponseInput,
} from '../protocol/generated/write-txn-markers.ts';
import { WriteTxnMarkers } from '../protocol/generated/write-txn-markers.ts';

type Marker = WriteTxnMarkersRequest['markers'][number];

interface Written {
  readonly producerId: number;
  readonly topic: string;
  readonly partition: number;
  readonly code: ErrorCode;
}

export const writeTxnMarkers = defineHandler(WriteTxnMarkers, {
  versions: [1, 2],

  async handle(context, { markers }) {
    return answerOf(await Promise.all(markers.flatMap((marker) => write(context, marker))));
  },

  failure: (code, { markers }) =>
    answerOf(
      markers.flatMap(({ producerId, topics }) =>
        topics.flatMap(({ name: topic, partitionIndexes }) =>
          partitionIndexes.map((partition) => ({ producerId, topic, partition, code })),
        ),
      ),
    ),
});

function write({ markers }: HandlerContext, marker: Marker): Answer<Written>[] {
  const { producerId, producerEpoch, coordinatorEpoch, transactionVersion } = marker;
  const isCommit = marker.transactionResult;
  const told = { producerId, producerEpoch, coordinatorEpoch, isCommit, transactionVersion };
  return marker.topics.flatMap(({ name: topic, partitionIndexes }) =>
    partitionIndexes.map((partition) =>
      whenAnswered(
        markers.write(topic, partition, told),
        (code): Written => ({ producerId, topic, partition, code }),
      ),
    ),
  );
}

function answerOf(written: readonly Written[]): WriteTxnMarkersResponseInput {
  const producers = new Map<number, Map<string, Map<number, ErrorCode>>>();
  for (const { producerId, topic, partition, code } of written) {
    const topics = producers.get(producerId) ?? new Map<string, Map<number, ErrorCode>>();
    const partitions = topics.get(topic) ?? new Map<number, ErrorCode>();
    producers.set(producerId, topics.set(topic, partitions.set(partition, code)));
  }
  return {
    markers: Array.from(producers, ([producerId, topics]) => ({
      producerId,
      topics: Array.from(topics, ([name, partitions]) => ({
        name,
        partitions: Array.from(partitions, ([partitionIndex, errorCode]) => {
          return { partitionIndex, errorCode };
        }),
      })),
    })),
  };
}
